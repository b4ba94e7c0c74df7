"""Where the program begins, as `ivig-prep` and as `python -m ivig_prep`."""

import gc
import sys


def main() -> int:
    """Run the command line and return the exit code."""
    # A start makes many small values and drops few. Looking for rings among them took a tenth of it.
    gc.disable()
    from ivig_prep import cli  # late: its own imports are most of a start

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
