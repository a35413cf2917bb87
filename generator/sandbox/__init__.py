"""A stand-in for the image API: a real HTTP server that speaks the same contract and draws its own pictures.

It shares no code with the program that uses it, so that the two cannot share a mistake. Run it with `python
-m generator.sandbox --port 8001`, or in a test with `generator.sandbox.server.Sandbox`. Words in square
brackets in a prompt steer what happens to it; `generator.sandbox.steering` has the table, and `--help`
prints it.
"""


def main(argv: list[str]) -> None:
    """Runs the stand-in in the foreground; see `generator.sandbox.cli`."""
    from generator.sandbox.cli import main as run  # noqa: PLC0415 - importing the package stays cheap

    run(argv)
