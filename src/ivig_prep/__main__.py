"""Let `python -m ivig_prep` run the program."""

import sys

from ivig_prep.cli import main

if __name__ == "__main__":
    sys.exit(main())
