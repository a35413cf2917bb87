"""`python -m generator.sandbox`."""

import sys

from generator.sandbox.cli import main

if __name__ == "__main__":
    main(sys.argv[1:])
