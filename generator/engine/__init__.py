"""The engine: one asyncio loop that drives every unfinished generation.

`leader` holds the lease and runs the loop for a term; `loop` knows what is unfinished and starts what is due;
`submit`, `watch` and `collect` are its three steps. `budget` and `schedule` decide how often and when,
`generator.line` whose turn it is; `weather` makes everybody wait when the provider does.
"""
