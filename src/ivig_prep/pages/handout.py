"""The sentences of the handout that are about the program, not about health, and the handout in words alone."""

from collections.abc import Iterator

from ivig_prep.core.handout import ONE_FILE, Handout, Recipe, Typed, install_lines, is_one_file, web_address
from ivig_prep.core.page import (
    BLANK,
    CHOICE,
    DONE,
    EMERGENCY,
    HEADING,
    KEYS,
    NOTE,
    PROGRESS,
    TEXT,
    TITLE,
    TO_DO,
    Line,
    Page,
)
from ivig_prep.pages.today import GET_HELP_IF, SECTION_KEYS

NAME = "Get ready for your infusion with ivig-prep"
WHAT = (
    "ivig-prep is a free program for a computer, not for a phone. It helps you get ready for an IVIg infusion.",
    "It shows what to do the day before, on the day, and the day after, one step at a time.",
    "What you answer stays on your computer. Nothing is sent anywhere.",
)
START = (
    "Find your computer below. Type its line as one line, with each sign and space. Then press Enter.",
    "The first time, it needs the internet and a few minutes.",
)
LATER = "From then on, open the same window and type: ivig-prep today"
LATER_FILE = f"From then on, open the same window and type: python3 {ONE_FILE} today"
LABELS = {
    "source": "From",
    "team": "Infusion team",
    "how": "How to start it",
    "square": "Point your phone's camera at the square. It opens this address, to send to your computer:",
    "square_name": "Square code (QR code) of the address beside it",
    "help": GET_HELP_IF,
    "unwell": "If you feel unwell",
    "see": "What you will see",
}
"""What stands above and before the values. After the first two there is room to write, where no value is known."""
SHOWN = 2
"""How many tasks the preview shows."""

_MAC, _WINDOWS = "Mac or Linux", "Windows"
_OPEN_MAC = "On a Mac, press Command and Space, type terminal, and press Enter. On Linux, open a terminal."
_OPEN_WINDOWS = "Press the Windows key, type powershell, and press Enter."
_NO_CURL = "If curl is not found on Linux, write wget -qO- in place of curl -LsSf."
_ASK = f"Ask us for the file {ONE_FILE}. Open a terminal in its folder."
_GET = "Get the file {address} and open a terminal in its folder."
_FILE_WORDS = f"Type python3 {ONE_FILE} where this page says ivig-prep, and py {ONE_FILE} on Windows."


def recipes(package: str) -> tuple[Recipe, ...]:
    """Say for each kind of computer how to start the program. Raises NotUnderstood for a place that is refused."""
    unix, windows = install_lines(package)
    if is_one_file(package):
        return (_with_python("You need Python 3.11 or newer", _get(package)),)
    return (
        Recipe(_MAC, (Typed(_OPEN_MAC, unix),), _NO_CURL),
        Recipe(_WINDOWS, (Typed(_OPEN_WINDOWS, windows),)),
        _with_python("You already have Python 3.11 or newer", _ASK),
    )


def _get(package: str) -> str:
    return _GET.replace("{address}", web_address(package) or package)


def _with_python(title: str, lead: str) -> Recipe:
    on_unix = Typed(f"{lead} Mac or Linux:", f"python3 {ONE_FILE} today")
    return Recipe(title, (on_unix, Typed("Windows:", f"py {ONE_FILE} today")), _FILE_WORDS)


def later(package: str) -> str:
    """Say what to type the next time."""
    return LATER_FILE if is_one_file(package) else LATER


def preview(phase: str, section: str, tasks: tuple[str, ...], total: int) -> Page:
    """Say a part of a list as it is shown: one task done, the next to do."""
    kinds = (DONE, *[TO_DO] * (SHOWN - 1))
    shown = (Line(kind, text, number=n) for n, (kind, text) in enumerate(zip(kinds, tasks, strict=False), 1))
    return (
        Line(TITLE, phase),
        Line(HEADING, section),
        *shown,
        Line(PROGRESS, f"1 of {total} done.", share=1 / total),
        Line(KEYS, SECTION_KEYS),
    )


def text(value: Handout) -> Page:
    """Say the same as the page does, for a printer, e-mail or a braille display."""
    return (
        Line(TITLE, value.title),
        Line(TEXT, f"{LABELS['source']}: {value.clinic or ''}".strip()),
        *(Line(EMERGENCY, line) for line in value.emergency),
        Line(BLANK),
        *(Line(TEXT, line) for line in value.what),
        *(Line(TEXT, f"{name}: {number}") for name, number in value.phones or ((LABELS["team"], ""),)),
        Line(HEADING, LABELS["how"]),
        *(Line(TEXT, line) for line in value.start),
        *(line for recipe in value.recipes for line in _recipe(recipe)),
        Line(BLANK),
        Line(TEXT, value.later),
        Line(BLANK),
        *(Line(EMERGENCY, line) for line in value.call),
        Line(TEXT, f"{LABELS['help']}:"),
        *(Line(CHOICE, sign) for sign in value.signs),
        Line(HEADING, LABELS["unwell"]),
        Line(TEXT, value.unwell),
        Line(HEADING, LABELS["see"]),
        *(line for line in value.preview if line.kind != BLANK),
        Line(BLANK),
        *(Line(NOTE, note) for note in (*value.notes, value.made)),
    )


def _recipe(recipe: Recipe) -> Iterator[Line]:
    yield Line(HEADING, recipe.computer)
    for typed in recipe.typed:
        yield Line(TEXT, typed.lead)
        yield Line(CHOICE, typed.line)
    if recipe.hint:
        yield Line(TEXT, recipe.hint)
