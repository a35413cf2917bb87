"""Work for places: a hotel in the Alps, a museum, a festival in a harbour; and what people try out for themselves."""

from generator.demo.projects import Brief, Project, Upload

WALL_AND_SNOW = ("grimming-nordwand.jpg", "stimmung_winter.jpg")
GRIMMING = Project(
    "Hotel Grimmingblick",
    ("jonas", "priya", "ben", "mara"),
    (4.6, 0.0),
    (
        Upload("grimming-nordwand.jpg", "Mountain ridges in snow, blue morning", "Grimming, north face", pinned=True),
        Upload("hotel-terrasse-01.jpg", "Lake in the Alps, pink dawn"),
        Upload("stimmung_winter.jpg", "Snowfall over a pine forest, dusk"),
    ),
    (
        Brief("Bergkette im ersten Licht, mountains, dawn, sehr ruhig, viel Himmel", 4, "16:9"),
        Brief("Alpine lake before sunrise, mist on the water, the far shore just visible", 2, "3:2"),
        Brief("Der See am Abend, lake reflection, kein Mensch, kein Boot", 1, "3:2"),
        Brief("Snowfall over the pine forest behind the hotel, blue hour", 4, "2:3"),
        Brief("Erster Schnee, forest, Blick aus dem Fenster von Zimmer 12", 2, "3:4"),
        Brief(
            "Titelbild für den Winterprospekt.\n\n"
            "Wald im Schneefall, snow, in der blauen Stunde; Tannen vorne groß und dunkel, dahinter Schicht um "
            "Schicht heller. Keine Gebäude. Die obere Hälfte bleibt frei für den Schriftzug, er wird weiß.\n\n"
            "Bitte nicht kitschig: kein Mond, keine Rehe, keine Lichterketten. Es soll aussehen wie ein alter "
            "Holzschnitt, den jemand sehr zart koloriert hat.",
            6,
            "3:4",
        ),
        Brief("Mountain ridges in {winter snow|green summer|golden autumn}, same light, same place", 2, "16:9"),
        Brief("Sauna by the fjord-like lake at night, stars, northern light in the water", 2, "16:9"),
        Brief("Aurora above black mountains (yes I know, not in Styria)", 1, "16:9"),
        Brief("Poster in the style of the 1930s: one peak, three colours, snow", 4, "2:3"),
        Brief("Gipfel, Nebelmeer, Sonnenaufgang – mountains above the clouds, rose", 2, "4:3"),
        Brief("Header for the newsletter: a long calm line of ridges in rose haze", 1, "16:9"),
        Brief("Spa menu cover, lake, fog, almost nothing", 2, "2:3"),
        Brief("❄️❄️❄️ snow is here! story background", 2, "9:16"),
        Brief("Wanderweg im Herbst, golden pine forest, long shadows", 1, "3:2"),
        Brief("The view from the terrace, but in a real winter", 2, "", ("hotel-terrasse-01.jpg",)),
        Brief("This wall in alpenglow", 4, "", ("grimming-nordwand.jpg",)),
        Brief("The wall of the first picture in the snow of the second", 2, "", WALL_AND_SNOW),
        Brief("Hüttenabend: warm light in the valley, mountains, everything else blue", 2, "1:1"),
    ),
    (
        "Eine Stunde später, die Sonne höher",
        "More fog in the valley",
        "Kälter, fast schwarzweiß",
        "Golden hour instead of blue",
        "First snow on the peaks",
        "Ohne Sonne, bedeckt, weiches Licht",
        "Night, and stars above it",
        "Lighter at the top, text goes there",
        "In October: gold and brown",
        "Noch ruhiger. Weniger Kontrast, mehr Himmel.",
        "As a linocut in two colours",
    ),
)

MUSEUM = Project(
    "Museum für Form",
    ("aiko", "elif", "mara"),
    (3.6, 0.0),
    (
        Upload("raster_12.png", "Bauhaus grid, red black"),
        Upload("mff-signet.png", "Minimal poster of orbits, blue", "Museum für Form, signet", pinned=True),
    ),
    (
        Brief("Bauhaus poster, quarter circles and stripes, red, black, cream", 4, "2:3"),
        Brief("Bauhaus grid, {blue|gold|green|rose}, quiet", 1, "2:3"),
        Brief("Ausstellungsplakat „Kreis, Bogen, Linie“: abstract, drei Farben, viel Papier", 4, "2:3"),
        Brief("Abstract poster with orbits, violet on black, for the night of museums", 2, "2:3"),
        Brief("アーチと太陽、ポスター、minimal arches, terracotta", 2, "2:3"),
        Brief("紙の波, paper bands, abstract poster, teal and coral", 4, "2:3"),
        Brief("Children's workshop: mosaic of tiles, bright, friendly", 2, "1:1"),
        Brief("Botanical cut-outs after Matisse, leaves, blue on cream, poster", 4, "3:4"),
        Brief("leaves, fern, {black and white|gold|rose}", 1, "3:4"),
        Brief("Tickets, five of them, one tile pattern each, same family", 4, "3:2"),
        Brief(
            "Plakatserie, Blatt 4 von 6. Wie Blatt 1 bis 3, aber nur mit Bögen (arches); der größte "
            "angeschnitten, die kleineren darin. Papierton oben, nach unten dunkler. Platz für zwei Zeilen "
            "Schrift links unten, etwa ein Achtel der Höhe. Abstract poster, gold and terracotta. Der Kreis "
            "steht nie in der Mitte. Keine Textur, kein Korn, keine Schlagschatten, die von zwei Seiten kommen. "
            "Die Serie hängt nebeneinander, die Horizonte müssen sich treffen: bitte auf 62 % der Höhe.",
            4,
            "2:3",
        ),
        Brief("Facade of the new wing at night, city, lit windows, blue", 2, "3:2"),
        Brief("Banner for the website, geometric pattern, very wide, panorama", 2),
        Brief("夜の美術館、静か、abstract orbits, midnight", 1, "3:4"),
        Brief("Four tiles from this grid, enlarged until they are landscape", 2, "", ("raster_12.png",)),
        Brief("cover of the annual report, minimal, shapes, one accent colour", 4, "3:4"),
    ),
    (
        "Nur zwei Farben",
        "Invert it: dark ground, light shapes",
        "もっと静かに",
        "Red instead of gold",
        "Blatt 5: dasselbe in Blau",
        "Sheet 6, green",
        "Turn the contrast down, it has to sit behind text",
        "Larger shapes, fewer",
        Brief("Als Postkarte, mit Signet", 1, "3:2", ("mff-signet.png",)),
        "warm grey paper",
    ),
    share=1.7,
)

HAFEN = Project(
    "Hafenfest 2027",
    ("lucia", "ben", "jonas", "aiko"),
    (2.2, 0.0),
    (Upload("hafenfest-26-plakat.jpg", "Harbour and boats at dusk, poster, coral", "Poster of last year"),),
    (
        Brief("Harbour at dusk, sailing boats, lanterns on the water, coral sky", 4, "2:3"),
        Brief("Hafenstadt in der Nacht, city by the river, alle Fenster hell", 4, "2:3"),
        Brief("City skyline over the river, {dawn|dusk|night|winter}", 1, "16:9"),
        Brief("One sail on a very large sea, poster, two colours", 4, "2:3"),
        Brief("Fog over the harbour at dawn, long exposure", 2, "3:2"),
        Brief("⛵️ save the date ⛵️ sea, sun, summer", 2, "9:16"),
        Brief("El puerto al amanecer, harbour, niebla, un solo barco", 1, "3:2"),
        Brief("Paper boats on paper waves, abstract, blue and red", 2, "1:1"),
        Brief("Programmheft, Umschlag: bands of paper, nur Blau", 2, "3:4"),
        Brief("Like last year's poster, a hundred years later", 4, "", ("hafenfest-26-plakat.jpg",)),
        Brief("Roofs of the old town from above, evening, city, rose", 1, "4:3"),
        Brief("stage backdrop 12 × 4 m, sea at night, moon, very wide panorama", 2),
    ),
    (
        "Mehr Laternen",
        "Calmer water",
        "Noche, luna llena",
        "As a woodcut",
        "In Blau und Weiß, sonst nichts",
        "The same an hour before sunrise",
        "More room at the bottom for the sponsors (sorry)",
    ),
    share=1.8,
)

ODDS = Project(
    "Odds and ends",
    ("ben", "lucia", "elif", "tomasz", "jonas", "aiko", "priya", "mara"),
    (5.0, 0.0),
    (Upload("Bildschirmfoto um 17.04.11.png", "Abstract pattern, violet"),),
    (
        Brief("test", 1),
        Brief("a lighthouse, storm, sea", 1),
        Brief("birthday card for Mara, flowers, rose, botanical leaves", 4, "3:2"),
        Brief("Desktop wallpaper, northern lights over a lake", 2, "16:9"),
        Brief("paper cut forest in late light, deep layers", 1, "2:3"),
        Brief("fjord", 1, "16:9"),
        Brief("what does “hygge” look like without candles? snow, window, cup", 2),
        Brief("Zoom background: bookshelf? no: mountains, fog, calm", 1, "16:9"),
        Brief("Kaffeküche-Plakat: „Bitte Tassen abspülen“, bauhaus, streng", 2, "3:4"),
        Brief("富士山の夜明け、mountain, dawn, ukiyo-e", 2, "3:2"),
        Brief("Weihnachtskarte, first idea: pine forest, snow, one red dot", 4, "3:2"),
        Brief("moon over dunes", 1, "1:1"),
        Brief("something for the wall behind reception, waves, teal, calm", 1, "16:9"),
    ),
    ("again, but blue", "hm. warmer?", "one more like this", "nice! now at night", "the same as a poster"),
    share=0.7,
)
