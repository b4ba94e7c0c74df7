"""Where things live on this computer."""

import os
import sys

from ivig_prep.core.text import has_unseen, neutral
from ivig_prep.errors import NotUnderstood, Problem

HOME_VARIABLE = "IVIG_PREP_HOME"
RECORD_NAME = "ivig-prep.db"
PEOPLE = "people"
_PERSON = "p-"
CRASH_REPORTS = "crash-????-??-??-??????-????.txt"
"""What the names of crash reports are like."""

MOST_NAME = 60
MOST_FOLDER = 240
"""What every system takes as the name of a folder, in characters."""
_OTHERWISE = ("XDG_DATA_HOME", "ANDROID_DATA", "ANDROID_ROOT")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")


def data_folder() -> str:
    """Return the absolute path of the data folder; nothing is made.

    Raises Problem where the computer does not say which home folder is this user's.
    """
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return absolute(chosen)
    return _usual_on_linux() or _known_to_platformdirs()


def _usual_on_linux() -> str | None:
    """Return what platformdirs says on a Linux computer where nothing is set otherwise; None anywhere else.

    Its import costs a bare start of Python, at every start of nearly everybody.
    """
    home = os.environ.get("HOME", "")
    if sys.platform != "linux" or not os.path.isabs(home) or any(name in os.environ for name in _OTHERWISE):
        return None
    return os.path.join(home, ".local", "share", "ivig-prep")


def _known_to_platformdirs() -> str:
    from platformdirs import user_data_dir  # late: see _usual_on_linux

    unknown = Problem("Your home folder is not known.", f"Set {HOME_VARIABLE} to a folder of yours.")
    try:
        folder = user_data_dir("ivig-prep", appauthor=False)
    except RuntimeError as error:
        raise unknown from error
    if not os.path.isabs(folder):  # older platformdirs: it would be another folder wherever the program is started
        raise unknown
    return folder


def absolute(path: str) -> str:
    """Return the whole path, with ~ as the home folder: a shell leaves it where it stands in quotes or behind `=`.

    Raises Problem where the folder one is in was taken away meanwhile.
    """
    try:
        return os.path.abspath(os.path.expanduser(path))
    except FileNotFoundError as error:
        raise Problem(
            "The folder you are in is not there anymore.", "Type cd and press Enter. Then try again."
        ) from error


def person_folder(name: str) -> str:
    """Return the folder of a second person; the same for a name in other case or spacing. Nothing is made.

    Raises NotUnderstood for a name that is empty, too long, or has characters nobody sees.
    """
    from unicodedata import normalize  # late: for a second person alone

    tidy = normalize("NFC", " ".join(name.split()))
    if not tidy or len(tidy) > MOST_NAME or neutral(tidy) != tidy or has_unseen(tidy):
        raise NotUnderstood("That is not a name for a person.", f"Write one to {MOST_NAME} characters, such as Ann.")
    if "\ufffd" in tidy:  # bytes that are no text: two such names would be one
        raise NotUnderstood("That name is not written in UTF-8.", "Write it in plain letters, such as Ann.")
    for folder in person_folders():
        if _as_name(os.path.basename(folder)).casefold() == tidy.casefold():
            return folder
    made = _as_folder(tidy)
    if len(made) > MOST_FOLDER:
        raise NotUnderstood("That name is too long for a folder.", "Write a shorter one, such as Ann.")
    return os.path.join(data_folder(), PEOPLE, made)


def person_folders() -> tuple[str, ...]:
    """Return the folders of second persons that hold a record."""
    try:
        folders = all_person_folders()
    except OSError:
        return ()
    return tuple(folder for folder in folders if os.path.lexists(os.path.join(folder, RECORD_NAME)))


def all_person_folders() -> tuple[str, ...]:
    """Return the folders of second persons, with a record or without. Raises OSError where they cannot be listed."""
    above = os.path.join(data_folder(), PEOPLE)
    try:
        names = sorted(os.listdir(above))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(os.path.join(above, name) for name in names if name.startswith(_PERSON))


def people() -> tuple[str, ...]:
    """Return the names of the people who have a folder of their own, as their folders say them."""
    return tuple(_as_name(os.path.basename(folder)) for folder in person_folders())


def _as_folder(name: str) -> str:
    """Return a folder name that every system takes: letters and digits, the rest as _XX in UTF-8."""
    safe = "".join(chr(b) if chr(b) in _PLAIN else f"_{b:02x}" for b in name.encode("utf-8", "replace"))
    return f"{_PERSON}{safe}"


def _as_name(folder: str) -> str:
    parts = folder.removeprefix(_PERSON).split("_")
    try:
        raw = parts[0].encode() + b"".join(bytes([int(part[:2], 16)]) + part[2:].encode() for part in parts[1:])
        return raw.decode("utf-8", "replace")
    except ValueError:
        return folder
