"""What the prompts of a measured studio are made of, and over how many days they were asked."""

DAYS = 400
# The word of a third of all, one that stands in few of the first alone, and two that often stand together.
COMMON, RARE, PHRASE = "lake", "zeppelin", "violet sky"
EARLY, RARELY = 1_000, 33
NOUNS = (COMMON, "forest", "harbour", "portrait", "bicycle", "teapot", "lighthouse", "valley", "street", "orchard")
LIGHTS = ("at dawn", "in fog", "after rain", f"under a {PHRASE}", "by candlelight", "in late snow", "at noon")
MANNERS = ("watercolour", "linocut", "long exposure", "wide", "paper cut", "film grain", "poster", "isometric")
