"""Every question the program can ask, found by going there: the same words mean the same at each of them.

The walks start from every command line in several worlds. At each question seen for the first time they try every
way on, and press Enter at all that follow. A new question is so in at once, and one that no walk reaches is named.
"""

import ast
import re
from collections import deque
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest
from kit import ESCAPE, Counted
from screens_kit import MARKS, TABLE, Line, Ready, Talk, Walk, World, command_lines

import ivig_prep
from ivig_prep.content.library import Library
from ivig_prep.core.diary.details import DETAILS, Around, Detail
from ivig_prep.core.page import Prompt
from ivig_prep.errors import NotUnderstood
from ivig_prep.pages.help import COMMANDS

SIGN = "chest pain"
BELOW = "> "
"""The prompt below a question that stands on a line of its own."""
ANOTHER = "Saved. Another one?"
SECTION = "Numbers of what is done"
ECHO = '"..."'
CTRL_C = b"\x03"
ENOUGH = 3
"""Questions in a row that were seen before, after which a way on is taken to bring nothing new."""
WAYS_ON = ("y", "1", "9/12/2026", "2 December 2028", "my back aches", "headache", "900 ml")
STOP, BACK = ("q", "quit", "stop", "exit"), ("b", "back")
UNDER_WAY, AFTER = "2026-12-02", "2026-12-10"
CALL = re.compile(r"Call (911|your emergency number \(911, 999, 112 or 000\)) now\.")
PAGES = Path(ivig_prep.__path__[0]) / "pages"


class Asked(NamedTuple):
    """One question: its prompt, and what it asks where that stands on a line above."""

    prompt: str
    heading: str


class Reached(NamedTuple):
    """A question with a walk to it: the last answer of the walk is yet to be given."""

    asked: Asked
    walk: Walk


def seen(new: str) -> Asked | None:
    """Return the question at the end of what was written since the last answer; None where one is asked again."""
    *above, prompt = ESCAPE.sub("", new).replace("\r", "").split("\n")
    if prompt != BELOW:
        return Asked(prompt, "")
    lines = [line.translate(MARKS).strip() for line in above]
    headings = [line for line in lines if line.endswith("?") or ANOTHER in line or line.startswith(SECTION)]
    return Asked(prompt, headings[-1]) if headings else None


def starts() -> Iterator[Walk]:
    """Yield every command line in the known world, and every command on other days and for a new person."""
    yield from (Walk(line, ()) for line in command_lines())
    bare: list[Line] = [(), *((name,) for name in COMMANDS)]
    yield from (Walk(line, (), day=day) for line in bare for day in (UNDER_WAY, AFTER))
    yield from (Walk(line, (), known=False) for line in bare)
    yield Walk(("setup", "--date", "2027-01-06"), (), day=UNDER_WAY)  # the next one, or this one moved?
    yield Walk(("log", "--reaction", "headache 5"), ())  # is the 5 how bad it was?
    yield Walk(("log", "--import", TABLE), ())
    yield Walk(("undo", "--plain"), ())  # the example of help takes back without asking
    yield Walk(("log",), ("", "delete"))
    yield Walk(("drink",), (), others=("Ann",))  # whose cup?
    yield Walk(("drink",), ("3",), others=("Ann",))  # that of somebody new: what name?
    yield Walk(("unwell", "headache"), ("1",), others=("Ann",))  # in whose diary?


def explore(ready: Ready, unknown: World) -> list[Reached]:
    """Go every way on from every question, until no question is new."""
    found: dict[Asked, Walk] = {}
    coming = deque(starts())
    while coming:
        walk = coming.popleft()
        known_in_a_row = 0
        for talk, _ in walk.start(ready, unknown):
            asked = seen(talk.new)
            if talk.questions <= len(walk.answers) or asked is None:
                continue
            known_in_a_row = known_in_a_row + 1 if asked in found else 0
            if asked not in found and asked.prompt:
                enters = talk.questions - 1 - len(walk.answers)
                found[asked] = walk._replace(answers=(*walk.answers, *[""] * enters))
                coming += (found[asked]._replace(answers=(*found[asked].answers, way)) for way in WAYS_ON)
            elif walk.answers and known_in_a_row == ENOUGH:
                stop(talk)
                break
    return [Reached(asked, walk) for asked, walk in found.items()]


def stop(talk: Talk) -> None:
    """End a run that waits at a question."""
    talk.press(CTRL_C)
    while talk.asked():
        talk.press(CTRL_C)
    assert talk.code == 130


@pytest.fixture(scope="module")
def reached(ready: Ready, unknown: World) -> list[Reached]:
    """Return every question with a way to it."""
    return explore(ready, unknown)


def answered(reached: Reached, typed: str, ready: Ready, unknown: World) -> tuple[str, list[object], list[object]]:
    """Type a line at a question; return what is written up to the next, and the record before and after."""
    at = len(reached.walk.answers) + 1
    talk, world = next(step for step in reached.walk.start(ready, unknown) if step[0].questions == at)
    before = world.said()
    talk.type(typed)
    goes_on = talk.asked()
    said, after = ESCAPE.sub("", talk.new).replace("\r", ""), world.said()
    if goes_on:
        stop(talk)
    assert talk.code in (0, 2, 130)
    return said.removeprefix(typed).replace(f'"{typed}"', ECHO), list(before), list(after)


@cache
def declared() -> tuple[str, ...]:
    """Return every prompt of the pages as a pattern, from the code."""
    calls = chain.from_iterable(ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in PAGES.glob("*.py"))
    made = (call.args[0] for call in calls if isinstance(call, ast.Call) and ast.unparse(call.func) == Prompt.__name__)
    own = (text for text in made if isinstance(text, ast.Constant | ast.JoinedStr))  # not the words of another prompt
    return tuple(dict.fromkeys(_pattern(text) for text in own))


def _pattern(text: ast.expr) -> str:
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w' ]+" for part in parts)


def takes_words(detail: Detail) -> bool:
    """Say whether the log takes any words for this."""
    try:
        detail.parse(SIGN, Around((), date(2026, 12, 1)))
    except NotUnderstood:
        return False
    return True


FREE = {detail.question for detail in DETAILS if takes_words(detail)}


def test_every_question_that_is_declared_is_reached(reached: list[Reached], counted: Counted) -> None:
    prompts = {question.asked.prompt for question in reached}
    headings = {question.asked.heading for question in reached}
    asked = [question.text for question in Library().checklist.questions] + [detail.question for detail in DETAILS]
    counted("questions found by walking to each", len(reached))

    assert [pattern for pattern in declared() if not any(re.fullmatch(pattern, prompt) for prompt in prompts)] == []
    assert set(asked) <= headings
    assert len(reached) >= len(declared()) - 1 + len(asked)  # one prompt, "> ", stands below each of those


def test_an_emergency_sign_is_answered_at_every_question_and_saved_only_as_free_text(
    reached: list[Reached], ready: Ready, unknown: World
) -> None:
    for question in reached:
        said, before, after = answered(question, SIGN, ready, unknown)

        assert CALL.search(" ".join(said.replace("┃", "").split())), f"{question}: {said}"
        saved = [row for row in after if row not in before]
        assert bool(saved) == (question.asked.heading in FREE or ANOTHER in question.asked.heading), question
        assert not saved or SIGN in repr(saved), question


@pytest.mark.parametrize("words", [STOP, BACK], ids=["stop", "back"])
def test_the_words_for_stop_and_for_back_mean_the_same_and_save_nothing(
    words: tuple[str, ...], reached: list[Reached], ready: Ready, unknown: World
) -> None:
    for question in reached:
        first, *others = (answered(question, word, ready, unknown) for word in words)

        assert others == [first] * len(others), question
        assert words is BACK or first[1] == first[2], question


def test_a_question_mark_says_what_can_be_typed_and_asks_the_same_again(
    reached: list[Reached], ready: Ready, unknown: World
) -> None:
    for question in reached:
        said, before, after = answered(question, "?", ready, unknown)

        assert "q = " in said, question
        assert said.endswith(question.asked.prompt), question
        assert before == after, question


@pytest.mark.parametrize("typed", ["ivig-prep drink 3", "Ivig-Prep  forget --yes"])
def test_a_command_typed_at_a_question_is_never_run(
    typed: str, reached: list[Reached], ready: Ready, unknown: World
) -> None:
    for question in reached:
        said, before, after = answered(question, typed, ready, unknown)

        assert "press q first" in said, question
        assert said.endswith(question.asked.prompt), question
        assert before == after, question


def test_u_asks_how_a_person_feels_at_every_question_and_saves_nothing(
    reached: list[Reached], ready: Ready, unknown: World
) -> None:
    for question in reached:
        said, before, after = answered(question, "u", ready, unknown)

        assert "Do you have any of these right now?" in said, question
        assert before == after, question


NONSENSE = {
    "words": "xyzzy plugh",
    "long": "yx" * 1500,
    "a cursor key": "\x1b[A\x1b[D",
    "a color and a bell": "\x1b[31mred\x1b[2J",
    "a sentence of sql": "'; DROP TABLE reply; --",
    "markup": "[b]{0}%s<b>",
}


@pytest.mark.parametrize("typed", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_saved_only_as_free_text_and_no_escape_reaches_the_screen_or_the_record(
    typed: str, reached: list[Reached], ready: Ready, unknown: World
) -> None:
    for question in reached:
        said, before, after = answered(question, typed, ready, unknown)

        free = question.asked.heading in FREE or ANOTHER in question.asked.heading
        assert before == after or (free and typed != NONSENSE["a cursor key"]), question
        assert r"\x1b" not in repr(after), question
        assert "Something went wrong" not in said, question
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", said.partition("\n")[2]), question
