"""Where things live on this computer."""

import os

HOME_VARIABLE = "IVIG_PREP_HOME"
RECORD_NAME = "ivig-prep.db"


def data_folder() -> str:
    """Return the absolute path of the data folder; nothing is made."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return os.path.abspath(chosen)
    from platformdirs import (
        user_data_dir,
    )  # late: costs more than a bare start of Python, and only without the variable

    return user_data_dir("ivig-prep", appauthor=False)
