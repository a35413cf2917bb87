"""Work for brands: a coffee roaster, a bicycle maker, a trail shoe."""

from generator.demo.projects import Brief, Project, Upload

KARST = Project(
    "Karst Coffee",
    ("elif", "mara", "lucia", "jonas"),
    (5.0, 1.5),
    (
        Upload("karst-logo.png", "Minimal logo of three arches, brown", "Karst logo", pinned=True),
        Upload("IMG_4127.jpg", "Espresso cup and bottle on a table, amber"),
        Upload("packaging-kraft.png", "Coffee packaging on a plinth, caramel", "Karst bag, 250 g"),
    ),
    (
        Brief("Espresso cup on a limestone plinth, morning light through a window, coffee browns"),
        Brief("Espresso cup on a limestone plinth, hard noon shadows, amber and walnut", 4, "3:4"),
        Brief(
            "Hero picture for the spring campaign of a specialty coffee roaster.\n\n"
            "Three ceramic vessels on a pale stone table, an arched niche behind them, late sun falling through "
            "a window from the left. Colours: caramel, terracotta, a little cream. No people, no steam, no text.\n\n"
            "Leave the upper third quiet, the claim goes there.",
            4,
            "16:9",
        ),
        Brief("Cold brew bottle, {caramel|teal|rose} background, studio light", 1, "3:4"),
        Brief("Highland terraces at first light, mountains behind mountains, where the beans grow", 2, "16:9"),
        Brief("Highland terraces after rain, green valley, low clouds", 2, "3:2"),
        Brief("Pattern for the inside of the bag: arches, half circles, beans. Brown and cream, geometric", 4, "1:1"),
        Brief("Pattern, arches and dots, two colours, cocoa", 1, "1:1"),
        Brief("Botanical poster of a coffee branch with cherries, paper cut, red and green", 2, "2:3"),
        Brief("Botanical branch, {cocoa|gold|green} on cream, printable in two colours", 1, "3:4"),
        Brief("Espresso mug from the side, matte black, one shadow", 1, "4:3", ("IMG_4127.jpg",)),
        Brief("Our bag in this light, nothing else on the table", 2, "", ("packaging-kraft.png", "IMG_4127.jpg")),
        Brief("☕️ monday mood: cup, window, soft light", 1, "9:16"),
        Brief("☕️ story background, brown, lots of room on top", 2, "9:16"),
        Brief("Ein Tisch, zwei Tassen, Morgenlicht. Warme Brauntöne, coffee, ruhig", 1, "3:2"),
        Brief("Filter coffee being made? no hands, just vessels and light", 1),
        Brief("packaging shot for the shop, white ground, no props", 2, "1:1", ("packaging-kraft.png",)),
        Brief("Landing page header: hills of roasted brown fading into haze, calm, minimal", 2, "16:9"),
    ),
    (
        "Warmer, the light a little lower",
        "Same table, evening, amber",
        "Take out everything but the cup",
        "More room above for the claim",
        "Let the wall be terracotta",
        "Softer shadows, cream instead of white",
        "This in caramel",
        Brief("Put our logo on it, small", 2, "", ("karst-logo.png",)),
        "As it is, but the morning after a storm, blue and cold",
    ),
)

VELORA = Project(
    "Velora Bicycles",
    ("tomasz", "ben", "lucia", "priya"),
    (4.2, 0.4),
    (
        Upload("velora_mark_black.png", "Minimal geometric logo, black grey", "Velora mark", pinned=True),
        Upload("DSC09812.jpg", "Gravel rider on a hill, sunset orange"),
    ),
    (
        Brief("Gravel rider on a crest, huge low sun, dust in the air, orange", 4, "16:9"),
        Brief("Rider alone on the ridge road at dawn, wide, a lot of sky", 2, "16:9"),
        Brief("{Dawn|Noon|Dusk|Midnight} ride: one cyclist on a hill, the same hill every time", 1, "3:2"),
        Brief("Bicycle poster, one wheel fills the sun, red and cream", 4, "2:3"),
        Brief("Commuter crossing the city on a bike, tall houses, morning haze, teal", 2, "3:2"),
        Brief("City at dusk, windows lit, for the e-bike page. Leave the lower left free", 2, "16:9"),
        Brief(
            "Key visual 'Go further'.\n"
            "- gravel bicycle, side view, on a bare hill\n"
            "- sun behind the rider, low, larger than life\n"
            "- colour: sunset, no blue\n"
            "- mood: the last ten kilometres of a very long day\n"
            "- the frame must read as a diamond even at 200 px",
            8,
            "16:9",
        ),
        Brief("Bike on a moonlit ridge, night, long exposure, quiet", 2, "3:4"),
        Brief("Coast road by the sea after rain, headlights, seen from far above", 1, "16:9"),
        Brief("Cyclists in the Alps, mountains, the road a single line", 1, "3:2"),
        Brief("Rower z sakwami na wzgórzu, bicycle, zachód słońca, dużo nieba", 2, "3:2"),
        Brief("square for instagram, bike + sun, simple simple simple", 4, "1:1"),
        Brief("The same hill, our rider bigger", 2, "", ("DSC09812.jpg",)),
        Brief("Desert road, dunes, one bike, heat", 2, "16:9"),
        Brief("Forest trail between pine trees, sun stars, green, no bike yet, we put it in later", 2, "2:3"),
        Brief("spec sheet background, grey, almost flat, geometric", 1, "4:3"),
    ),
    (
        "Bigger sun",
        "Without the haze, crisp",
        "Same at night",
        "Make the hill darker so that white type works on it",
        "Dust, more dust",
        "Colder: teal and grey",
        Brief("For the print ad, portrait, more sky", 2, "2:3"),
        "Sunset, deeper red",
        Brief("With our mark as a sticker, top right", 2, "", ("velora_mark_black.png",)),
        "ok but calmer",
    ),
)

STRATO = Project(
    "Strato trail shoe",
    ("priya", "lucia", "tomasz", "elif"),
    (2.8, 0.0),
    (
        Upload("strato-sole-macro.jpg", "Abstract bands, black grey"),
        Upload("moodboard 3.png", "Desert dunes at sunset, coral", "Strato mood: heat"),
    ),
    (
        Brief("Dunes at noon, one line of footprints up the crest, nobody in the picture", 4, "16:9"),
        Brief("Empty plinth for the shoe, sand colours, soft window light", 4, "3:4"),
        Brief("Empty plinth, product shot background, {coral|teal|violet|gold}", 1, "3:4"),
        Brief("Ridge trail above the clouds at sunrise, mountains, violet", 2, "16:9"),
        Brief("volcano, black sand, red evening", 2, "16:9"),
        Brief(
            "Launch film, frame 1 of 9: desert before sunrise, cold blue sand, one warm line on the horizon. "
            "We will cut from this to the sole hitting the ground, so the lower third has to be simple enough to be "
            "replaced. 35 mm, no lens flare, no dust yet. The light comes from the right in all nine frames.",
            4,
            "16:9",
        ),
        Brief("Launch film, frame 2 of 9: the same desert, the sun half up", 2, "16:9"),
        Brief("Launch film, frame 3 of 9: the crest of the dune, wind", 2, "16:9"),
        Brief("Sendero de montaña entre pinos, forest, luz de la mañana, mucho verde", 2, "9:16"),
        Brief("🔥🏜️ drop day!! dunes, heat, coral, space for the sticker", 2, "9:16"),
        Brief("🌧️ wet season colourway: forest, teal, rain in the air", 2, "9:16"),
        Brief("Topographic pattern for the shoebox, bands of paper, abstract, orange", 4, "1:1"),
        Brief("Where does a trail end? Sea, cliff, fog, grey", 1, "3:2"),
        Brief("The rubber of this sole as a landscape", 4, "", ("strato-sole-macro.jpg",)),
        Brief("Like the mood board, but a real canyon", 2, "16:9", ("moodboard 3.png",)),
        Brief("Store window: four arches, four colours, abstract", 1, "16:9"),
    ),
    (
        "Later in the day, long shadows",
        "Less orange, it fights with the shoe",
        "Version for the dark colourway",
        "Más calor, más polvo",
        "Frame 4: closer",
        "Frame 5, the same, seen from the left",
        "Make it rain",
        "Sky without clouds",
        Brief("For the story format, the shoe goes into the lower half", 2, "9:16"),
        "💜 version",
    ),
    share=1.6,
)
