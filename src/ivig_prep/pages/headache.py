"""What is said when a headache that was written down is asked after."""

from ivig_prep.core.dates import say_date
from ivig_prep.core.diary.entries import say_reaction
from ivig_prep.core.diary.headache import Open
from ivig_prep.core.page import CHOICE, KEYS, QUESTION, TEXT, Line, Page, Prompt
from ivig_prep.core.side_effects import UnwellWords

CHOICES = 3
PROMPT = Prompt("> ", is_felt=True)


def help_lines(words: UnwellWords) -> Page:
    """Say what can be typed."""
    return (Line(TEXT, words.headache_after_how), Line(TEXT, "Enter = go on, q = save and stop."))


def how_is_it(one: Open, words: UnwellWords) -> Page:
    """Ask how it is now, with what was written down."""
    return (
        Line(QUESTION, f"On {say_date(one.written.date())} you wrote down: {say_reaction(one.reaction)}."),
        Line(TEXT, words.headache_after),
        Line(CHOICE, "gone", number=1),
        Line(CHOICE, "the same", number=2),
        Line(CHOICE, "worse", number=3),
        Line(KEYS, "A number or a word; Enter = go on; q = save and stop"),
    )
