"""A benchmark of the whole program against the stand-in: `make bench`, or `python -m tests.bench`.

It prints what is to be reached, what was reached, and whether it was met. A figure that is missed fails nothing; what
is lost or breaks does. One figure, or a few that are taken together, is one module; `__main__` has their order.
"""
