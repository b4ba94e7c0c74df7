"""Where the program begins, as `ivig-prep` and as `python -m ivig_prep`."""

import gc
import sys

INTERRUPTED = 130
BROKEN = "ivig-prep could not start. Something in it is missing or broken. Install it again."


def main() -> int:
    """Run the command line. What goes wrong before the program can speak for itself is told here, in a sentence."""
    # A start makes many small values and drops few. Looking for rings among them took a tenth of it.
    gc.disable()
    try:
        from ivig_prep import cli  # late: so that a fault while it is imported is told too

        code = cli.main()
        gc.freeze()  # the last look for rings, while Python ends, took another tenth
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # noqa: BLE001  # see above: no traceback, and no report without the program that makes it
        raise SystemExit(BROKEN) from None


if __name__ == "__main__":
    sys.exit(main())
