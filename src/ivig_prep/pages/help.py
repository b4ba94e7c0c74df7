"""What help says: the emergency line, examples, then options. At most 25 lines at 72 columns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ivig_prep.core.dates import say_date
from ivig_prep.core.page import CHOICE, HEADING, STEP, TEXT, TITLE, Line, Page
from ivig_prep.core.review import Reviewed
from ivig_prep.pages import shared
from ivig_prep.pages.shared import clinic_note

if TYPE_CHECKING:
    from ivig_prep.core.checklist import Checklist

PROGRAM = "ivig-prep"
GROUPS = {
    "Getting ready": {
        "today": "what to do now, one step at a time",
        "drink": "write down what you drank: drink, drink 2, drink 300ml",
        "print": "the checklist on paper or phone, a page for each day",
        "calendar": "a file for your phone's calendar, with reminders",
    },
    "If you feel unwell": {
        "unwell": "what to do about a side effect",
        "learn": "short answers about IVIg: learn, or learn cost",
    },
    "Your diary": {
        "log": "write down an infusion: brand, lots, dose, times, reactions",
        "feel": "how you feel today, 0 to 10: feel 6",
        "report": "one page for your nurse or doctor",
    },
    "Your details and data": {
        "setup": "your date, phone numbers, fluids, what fits you",
        "undo": "take back the last thing that was saved, after showing it",
        "backup": "copy everything to one file, or bring it back",
        "forget": "delete what this program saved",
    },
    "For clinics": {
        "clinic": "use your clinic's own list",
        "handout": "one page for a clinic to give out",
    },
}
"""Every command with what the front page says of it, in the groups and the order of the front page."""

COMMANDS = {name: summary for group in GROUPS.values() for name, summary in group.items()}
ANYWHERE = "With any command: --for NAME, --plain, --no-input, -h or --help."
Examples = Iterable[tuple[str, str]]


def as_started(text: str, program: str) -> str:
    """Return a text with each command in it as it is typed where another word than ours starts the program.

    Every text of ours names commands by the installed name. What follows the name tells a command from the name alone.
    """
    if program == PROGRAM or PROGRAM not in text:
        return text
    commands = rf"(?<![\w./\\-]){PROGRAM}(?= (?:--?[a-z]|(?:{'|'.join(COMMANDS)})\b))"
    return re.sub(commands, lambda _: program, text)


def front() -> Page:
    """Say the front page of help: what this is, and every command."""
    return (
        Line(STEP, "Get ready for an IVIg infusion. Start here: ivig-prep today"),
        Line(TEXT, "Unwell? Type ivig-prep unwell, press Enter, then type how you feel."),
        *(line for title, commands in GROUPS.items() for line in _group(title, commands)),
        Line(TEXT, ANYWHERE),
        Line(TEXT, "More: ivig-prep setup --help. About this copy: ivig-prep --version."),
    )


def _group(title: str, commands: dict[str, str]) -> Page:
    return (Line(HEADING, title), *(Line(CHOICE, f"{name}: {summary}") for name, summary in commands.items()))


def command(name: str, examples: Examples, options: Sequence[tuple[tuple[str, ...], str, str]]) -> Page:
    """Say the help of one command. An option is its names, what its value is called, and what it does."""
    lines = [Line(TITLE, f"{PROGRAM} {name}: {COMMANDS[name]}"), Line(HEADING, "Examples")]
    lines += [Line(CHOICE, f"{typed}: {does}") for typed, does in examples]
    if options:
        lines.append(Line(HEADING, "Options"))
    lines += [Line(CHOICE, f"{' '.join((', '.join(names), value)).rstrip()}: {does}") for names, value, does in options]
    return (*lines, Line(TEXT, ANYWHERE))


def version(program: str, checklist: "Checklist", reviews: Mapping[str, Reviewed | None], folder: str) -> Page:
    """Say the versions, the dates of the content, where the data is, and that nothing is sent.

    `reviews` has what was reviewed of each list, by what the list is called in a sentence.
    """
    checked, check_by = (say_date(date.fromisoformat(day)) for day in (checklist.checked, checklist.check_by))
    return (
        Line(TEXT, f"ivig-prep {program}"),
        Line(TEXT, f"Content version {checklist.version}, checked {checked}, due for a check by {check_by}."),
        *_reviews(checklist, reviews),
        Line(TEXT, shared.report_words(checklist)),
        *((clinic_note(checklist.clinic, checklist.review),) if checklist.clinic else ()),
        Line(TEXT, f"Your data is in this folder: {folder}"),
        Line(TEXT, "Nothing is sent anywhere."),
    )


def _reviews(checklist: "Checklist", reviews: Mapping[str, Reviewed | None]) -> Page:
    never, changed = checklist.words.not_reviewed, checklist.words.changed
    if not any(reviews.values()):
        return (Line(TEXT, never),)
    lines = {name: shared.review_words(review, never, changed) for name, review in reviews.items()}
    return tuple(Line(TEXT, f"{name}: {line}") for name, line in lines.items())
