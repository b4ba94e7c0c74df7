"""What help says: the emergency line, examples, then options. At most 25 lines at 72 columns."""

from collections.abc import Iterable, Mapping
from datetime import date

from ivig_prep.command import Option, Words
from ivig_prep.core.checklist import Checklist
from ivig_prep.core.dates import say_date
from ivig_prep.core.page import CHOICE, HEADING, STEP, TEXT, TITLE, Line, Page
from ivig_prep.pages.shared import clinic_note

ANYWHERE = "With any command: --for NAME, --plain, --no-input, -h or --help."
Examples = Iterable[tuple[str, str]]


def front(commands: Mapping[str, str]) -> Page:
    """Say the front page of help: what this is, and every command."""
    return (
        Line(TEXT, "ivig-prep: get ready for an IVIg infusion, one step at a time."),
        Line(STEP, "Start here: ivig-prep today"),
        Line(TEXT, "Unwell? Type ivig-prep unwell, press Enter, then type how you feel."),
        Line(HEADING, "Commands"),
        *(Line(CHOICE, f"{name}: {summary}") for name, summary in commands.items()),
        Line(TEXT, ANYWHERE),
        Line(TEXT, "More: ivig-prep setup --help. About this copy: ivig-prep --version."),
    )


def command(name: str, summary: str, examples: Examples, declared: Iterable[Option | Words]) -> Page:
    """Say the help of one command."""
    lines = [Line(TITLE, f"ivig-prep {name}: {summary}"), Line(HEADING, "Examples")]
    lines += [Line(CHOICE, f"{typed}: {does}") for typed, does in examples]
    listed = [_option(option) for option in declared if isinstance(option, Option)]
    if listed:
        lines.append(Line(HEADING, "Options"))
    lines += [Line(CHOICE, f"{names}: {does}") for names, does in listed]
    return (*lines, Line(TEXT, ANYWHERE))


def _option(option: Option) -> tuple[str, str]:
    return f"{', '.join(option.names)} {option.value}".rstrip(), option.help


def version(program: str, checklist: Checklist, folder: str) -> Page:
    """Say the versions, the dates of the content, where the data is, and that nothing is sent."""
    reviewed = checklist.reviewed_by or "no doctor or nurse yet"
    checked, check_by = (say_date(date.fromisoformat(day)) for day in (checklist.checked, checklist.check_by))
    return (
        Line(TEXT, f"ivig-prep {program}"),
        Line(TEXT, f"Content version {checklist.version}, checked {checked}, due for a check by {check_by}."),
        Line(TEXT, f"Content reviewed by: {reviewed}."),
        *((clinic_note(checklist.clinic),) if checklist.clinic else ()),
        Line(TEXT, f"Your data is in this folder: {folder}"),
        Line(TEXT, "Nothing is sent anywhere."),
    )
