"""The studio is killed at random moments while people send, and its books are compared with the provider's.

    python -m tests.crash --kills 50 --seed 7

says on its first line that nothing the provider made was lost, that nothing was paid for twice and that nothing is
stuck, and ends with an error when that is not so. `provider` is the stand-in, which is never killed; `people` send,
`studio` is killed, `runs` does both at once, and `books` compares what is left.
"""
