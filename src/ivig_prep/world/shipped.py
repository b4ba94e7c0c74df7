"""Files that came with the program, read through the loader of its code.

So the program runs from a folder and from one zipped file alike.
"""

import os
from typing import Any

import ivig_prep

_LOADER: Any = ivig_prep.__loader__  # typed as any: each loader of Python's own has get_data, its protocol has not
_FOLDER = os.path.dirname(ivig_prep.__file__)
"""As the loader names it. It may be a folder inside a zipped file, which no other part of Python can open."""


def read(*names: str) -> bytes:
    """Return a file of the package, named by its folders and its name. Raises FileNotFoundError."""
    path = os.path.join(_FOLDER, *names)
    try:
        found: bytes = _LOADER.get_data(path)
    except OSError as error:
        if error.errno:
            raise
        # The loader of zipped files says it so; it looks into its own list of names, and asks no system.
        raise FileNotFoundError(path) from error
    return found
