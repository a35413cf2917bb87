"""The demo's prompt library: (owner, shared, uses, name, text)."""

PROMPTS = (
    (
        "mara",
        True,
        34,
        "House style: landscape",
        "{place}, layers of haze, low sun, {colour}. Calm, a lot of sky, no people, no text.",
    ),
    (
        "elif",
        True,
        27,
        "Product on a plinth",
        "{product} on a limestone plinth, an arched niche behind it, light through a window from the {left or "
        "right}, {colour} and cream. Nothing else on the table.",
    ),
    ("tomasz", True, 19, "Velora key visual", "Gravel rider on a crest, huge low sun, {time of day}, {colour}, wide"),
    (
        "aiko",
        True,
        16,
        "Museum poster",
        "Abstract poster of {shapes}, {number of colours} colours, a lot of paper, nothing in the middle.\n"
        "Horizon at 62 % of the height. Room for two lines of type, lower left.",
    ),
    (
        "jonas",
        True,
        12,
        "Grimming, Jahreszeit",
        "Bergkette, mountains, {Jahreszeit}, {Tageszeit}, sehr ruhig, viel Himmel",
    ),
    ("lucia", True, 11, "Story background", "{theme}, {colour}, soft, lots of room on top, no text"),
    (
        "priya",
        True,
        7,
        "Launch film frame",
        "Launch film, frame {number} of 9: {what happens}. Light from the right.",
    ),
    ("lucia", False, 22, "mis fondos", "fondo para {red social}: {tema}, {color}, mucho espacio"),
    ("jonas", False, 9, "Newsletter-Kopf", "Header: a long calm line of ridges in {colour} haze, {season}"),
    (
        "mara",
        False,
        8,
        "Less, please",
        "As it is, but with half of everything: fewer shapes, fewer colours, more air.",
    ),
    ("mara", False, 5, "Client variants", "The same picture at {dawn|noon|dusk|night}"),
    ("aiko", False, 6, "紙の質感", "紙を重ねたような、{色}、影はやわらかく、abstract"),
    ("ben", False, 3, "Drone view", "Seen from far above: {place}, {weather}, one small {thing}"),
    ("elif", False, 2, "untitled", "Pattern, {shape} and {shape}, two colours"),
)
# What somebody was just writing when they went home: (owner, prompt, how many, shape).
DRAFTS = (
    ("mara", "Opening slide for Thursday: one ridge, one sun, ", 2, "16:9"),
    ("jonas", "Sommerprospekt, Seite 3: der See am Mittag, lake, ", 1, "3:2"),
)
