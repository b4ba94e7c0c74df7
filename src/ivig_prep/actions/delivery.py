"""Bringing a file to a person: to the path they gave, or onto standard output."""

import os
from collections.abc import Callable

from ivig_prep.env import Env
from ivig_prep.errors import CannotSave, CannotWrite, NotUnderstood, RecordBusy, RecordNewer, RecordUnreadable
from ivig_prep.pages import shared
from ivig_prep.world import outbox, paths

HERE = "-"
PDF = ".pdf"
OFFICE = (".doc", ".docx", ".odt", ".rtf", ".pages", ".xls", ".xlsx", ".ods")
NO_PDF_HINT = "Give a name that ends in .html. Then open that page in any browser, choose Print, then Save as PDF."
MOST_IN_NAME = 40
"""Characters of a person's name in the name of a file, so that no system finds it too long."""


def usual_name(env: Env, name: str) -> str:
    """Return the usual name of a file, with the name of a second person in it: `ivig-visit-leo.ics`."""
    person = env.flags.person
    if person is None:
        return name
    stem, ending = os.path.splitext(name)
    kept = "".join(letter if letter.isalnum() else " " for letter in person.casefold())
    return f"{stem}-{'-'.join(kept[:MOST_IN_NAME].split()) or 'other'}{ending}"


def check_ending(name: str | None, *, pdf: bool, instead: str, text: bool = True) -> None:
    """Raise NotUnderstood for a name that promises a PDF where none is made, or the other way round.

    So for a name that promises text where the page is not `text`, or a file of an office program.
    """
    if name is None or name == HERE:
        return
    check_no_other(name, *(() if text or pdf else (".txt",)), instead="Give a name that ends in .html, or add --text.")
    ends_in_pdf = name.lower().endswith(PDF)
    if ends_in_pdf and not pdf:
        raise NotUnderstood(f"A file whose name ends in {PDF} must be a PDF.", instead)
    if pdf and not ends_in_pdf:
        raise NotUnderstood(f"The name of a PDF must end in {PDF}.", f"Give a name that ends in {PDF} with -o.")


def check_no_other(name: str | None, *others: str, instead: str) -> None:
    """Raise NotUnderstood for a name that promises a file of an office program, or one of the `others`."""
    ending = os.path.splitext(name or "")[1].lower()
    if ending in (*OFFICE, *others):
        raise NotUnderstood(f"A file whose name ends in {ending} would not hold what it says.", instead)


def deliver(env: Env, content: bytes, name: str, *, force: bool, note: Callable[[], None] = lambda: None) -> str | None:
    """Write a file and say its full path; with `-` write it to standard output. Return the path.

    A file that is there is only replaced if it is still as this program wrote it, or with `force`:
    what a person wrote into it is theirs, and what it made for another record is another person's. Raises CannotWrite.
    `note` writes down what else the record keeps of a file, before the file is said to be there.
    """
    if name == HERE:
        env.write_out(content)
        _try(env, note)
        return None
    path = paths.absolute(os.path.expanduser(name) if name.startswith("~/") else name)
    is_there = outbox.is_there(path)
    kept_as = path.encode("utf-8", "backslashreplace").decode()  # a name need not be text; the record takes only text
    if is_there and not (force or _wrote(env, kept_as, outbox.fingerprint_at(path))):
        what = "A file of ivig-prep, of another person or changed since," if outbox.is_marked(path) else "A file"
        raise CannotWrite(f"{what} is already there: {path}", outbox.FORCE_HINT)
    at = env.now()
    _try(env, lambda: env.store.add_file(kept_as, outbox.fingerprint(content), at))
    outbox.write(path, content, replace=is_there)
    _try(env, note)
    env.say(shared.say(f"Written: {path}"))
    return path


def columns(env: Env, name: str, most: int) -> int:
    """Return how wide a text is laid out: `most`, or less where it is shown on a narrower terminal."""
    width = env.terminal.width if name == HERE else None
    return min(width or most, most)


def _wrote(env: Env, path: str, fingerprint: str) -> bool:
    """Say whether we wrote this; a record that cannot be read does not say so."""
    try:
        return env.store.wrote(path, fingerprint)
    except (RecordUnreadable, RecordNewer):
        return False


def _try(env: Env, note: Callable[[], None]) -> None:
    """Write down something of a file. A record we cannot write must not keep a page from anyone."""
    try:
        note()
    except (RecordUnreadable, RecordNewer):
        env.warn("Your record could not be read. It does not know of this file.")
    except (RecordBusy, CannotSave) as problem:
        env.warn(f"{problem.sentence}\nIt does not know of this file.")
