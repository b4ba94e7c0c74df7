"""All that the log keeps of an infusion, one row each: how it is called, asked for, read and said."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from ivig_prep.core.diary.entries import parse_dose, parse_words, say_reaction
from ivig_prep.core.diary.lots import lots_of_line, parse_lot_line
from ivig_prep.core.diary.reactions import Known, parse_reaction
from ivig_prep.core.times import parse_time


class Around(NamedTuple):
    """What reading needs to know: the ways to name a side effect, and the day."""

    known: Known
    today: date


def _alone(parse: Callable[[str], Any]) -> Callable[[str, Around], Any]:
    return lambda typed, _around: parse(typed)


def _whole(typed: str) -> tuple[str, ...]:
    return (typed,)


class Detail(NamedTuple):
    """One thing the log keeps of an infusion: how it is called, asked for, read and said.

    `name` is the field of Treatment. Of most the later value replaces the former; those that are `is_listed` add up.
    What `is_offered` is asked with the answer of last time; what `is_felt` says how the person was. `split` takes
    apart what is typed as one, where it names several. `parse` raises NotUnderstood.
    """

    name: str
    label: str
    question: str
    how: str
    parse: Callable[[str, Around], Any] = _alone(parse_words)
    say: Callable[[Any], str] = str
    is_listed: bool = False
    is_offered: bool = False
    is_felt: bool = False
    split: Callable[[str], tuple[str, ...]] = _whole


_HOW_LOT = "Copy it from the sticker, such as A123. An expiry can follow: exp 03/2027."
_HOW_REACTION = "Write what, when, how bad (0 to 10), what helped: headache, 6 hours after, 5, helped: water"
_TIME = _alone(parse_time)
DETAILS = (
    Detail("brand", "Brand", "Which brand was it?", "It is on the bottle or the sticker.", is_offered=True),
    Detail(
        "lots",
        "Lot numbers",
        "Which lot number?",
        _HOW_LOT,
        lambda typed, around: parse_lot_line(typed, around.today),
        is_listed=True,
        split=lots_of_line,
    ),
    Detail(
        "dose_grams",
        "Dose in grams",
        "What was the dose?",
        "In grams, such as 30.",
        _alone(parse_dose),
        "{:g}".format,
    ),
    Detail("site", "IV site", "Where was the IV?", "Such as left hand, or port.", is_offered=True),
    Detail(
        "premeds",
        "Pre-medicines",
        "Which medicine did you get before?",
        "You can give one after the other.",
        is_listed=True,
    ),
    Detail("start", "Start time", "When did it start?", "Write it like 09:30.", _TIME),
    Detail("end", "End time", "When did it end?", "Write it like 13:15.", _TIME),
    Detail("rate_start", "Starting speed", "What was the starting speed?", "Ask the nurse, such as 30 ml an hour."),
    Detail("rate_top", "Top speed", "What was the top speed?", "Ask the nurse, such as 200 ml an hour."),
    Detail(
        "reactions",
        "Reactions",
        "Did you have a reaction?",
        _HOW_REACTION,
        lambda typed, around: parse_reaction(typed, around.known),
        say_reaction,
        is_listed=True,
        is_felt=True,
    ),
    Detail("helped", "What helped", "What helped?", "In your own words.", is_felt=True),
    Detail("notes", "Notes", "Anything else?", "In your own words.", is_felt=True),
)
"""All the log keeps of an infusion, in the order in which it is asked and shown."""
