"""How a reaction is read as people write it: what it was, when, how bad, and what helped, with commas between them.

Each part is known by what it looks like, not by its place: a second symptom is no time, a comma between two digits is a
decimal comma, a temperature is no score. What was typed and is none of these stays in the words. A number that may mean
two things is asked back (Unsure).
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ivig_prep.core.dates import MONTHS, WEEKDAYS
from ivig_prep.core.diary.entries import BEST, Reaction, check_text, parse_words
from ivig_prep.core.doubts import Unsure
from ivig_prep.errors import NotUnderstood

Known = Iterable[tuple[str, str]]
"""Ids of side effects, most urgent first, each with a way to say it."""

HOW = "Write what, when, how bad (0 to 10), such as: headache, 6 hours after, 5"

_BETWEEN_PARTS = r"(?<!\d),|,(?!\d)|[;\n]|(?<!\d)\s+[-\u2013\u2014]\s+|\s+[-\u2013\u2014]\s+(?!\d)"
"""Between two digits a comma is a decimal one, and a dash goes from one number to the other."""

_NUMBER = r"-?\d+(?:[.,]\d+)?"
_NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_OF_TEN = (
    r"(?:(?:about|around|maybe|roughly|say|an?|at|it|was|is|pain|severity|level|score) ){0,3}?"
    rf"({_NUMBER}|{'|'.join(_NUMBER_WORDS)}) ?(?:/|out of|of) ?(?:10|ten)"
)
_SEVERITY_SAID = rf"(?:severity|how bad|pain|level|score)[ :=]*(?:of |was |is )?({_NUMBER})"
_AT_END_OF_TEN = r"[ ,:;(-]+(\d+(?:[.,]\d+)?) ?(?:/|out of|of) ?(?:10|ten)\)?$"
_FEVERS = ((34, 43), (93, 110))
"""Celsius and Fahrenheit: a number between these is a temperature, not a score."""
_SMALL = r"(?<![\d.,/:])(?:\d|10)(?![\d/:]|[.,]\d)(?! ?(?:x\b|times\b|%|mg|ml|g\b))"

_COUNT = (
    rf"(?:{_NUMBER}|{'|'.join(_NUMBER_WORDS)}|eleven|twelve|an?|half an?"
    r"|a few|few|some|several|many|(?:a )?couple(?: of)?)"
)
_UNIT = r"(?:minutes?|mins?|hours?|hrs?|h|days?|d|nights?|weeks?|wks?)"
_ABOUT = (
    r"(?:about|around|some|roughly|approx\.?|nearly|almost|over|under|more than|less than|up to|within|at least|~) ?"
)
_LONG = rf"(?:{_ABOUT})?{_COUNT}(?: ?(?:-|to|or) ?{_COUNT})? ?{_UNIT}"
_PART_OF_DAY = r"(?:day|night|morning|evening|afternoon|week|weekend|hour|time)"
_WHICH = r"(?:all|next|same|following|first|second|third|that|this|last|whole|entire|every|each|late|early|mid|most of)"
_DAY_NAMES = "|".join(f"{day.lower()}|{day[:3].lower()}" for day in (*WEEKDAYS, "Tues", "Thurs"))
_MONTH_NAMES = "|".join(f"{month.lower()}|{month[:3].lower()}" for month in MONTHS)
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?|\d{1,2} ?(?:[ap]\.?m\.?|o'?clock)|noon|midnight)"
_PLACES = (
    r"start|end|beginning|middle|day\b|way\b|night|morning|evening|afternoon|week|chair|car\b|bed\b|home|work"
    r"|clinic|hospital|infusion|drip|hours|days|ages|a while"
)
_WHEN = (
    rf"(?:for |in |after |within |since |only |lasted |lasting )?{_LONG}(?: (?:\w+ ?){{1,6}})?",
    r"(?:after|afterwards?|before|during|while|since|until|till|when|once|as soon as|shortly|soon|straight|right) ?.*",
    r"(?:on|in|from|by|for|at|over|through|throughout) (?:the |my )?"
    rf"(?:{_WHICH} |rest of |{_PLACES}|\d|{_CLOCK}|{_DAY_NAMES}).*",
    rf"(?:the |it was )?(?:{_WHICH} )+(?:the )?{_PART_OF_DAY}s?"
    r"(?: (?:after|later|before|long|through|too|only|of)\b.*)?",
    r"(?:today|tonight|yesterday|overnight|immediately|at once|later(?: on)?|at first|constant(?:ly)?|on and off"
    r"|still there|daily|nightly|all the time|the whole time|half ?way.*|mid ?way.*|in the end|days? later)(?: .*)?",
    rf"(?:at |around |about |from |since |until )?{_CLOCK}(?: (?:to|until|-) ?{_CLOCK})?(?: .*)?",
    rf"(?:on |early |late )?(?:{_DAY_NAMES})\.?(?: .*)?",
    rf"(?:on )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH_NAMES})\b.*|\d{{4}}-\d{{2}}-\d{{2}}.*",
    r"(?:on )?day (?:\d{1,2}|one|two|three|four|five).*",
)
_WHEN_AT_END = (
    rf" ((?:after |within |for ){_LONG}|{_LONG} (?:after(?:wards?)?|later)|(?:the )?next day|that (?:night|evening)"
    r"|all (?:day|night))$"
)
_HELPED = (
    r"(?:what )?helped(?: by| with)?[ :]+(?P<what>.+)",
    r"(?P<what>.+?) (?:has |have )?helped",
    r"(?P<what>.*\bhelped\b.*)",
    r"(?:got |felt )?(?:better|eased|gone|relieved) (?:with|by|from|thanks to) (?P<what>.+)",
)


class _Part(NamedTuple):
    """One part of what was typed, with where it ends there."""

    text: str
    end: int


class _Read:
    """What was read so far of one reaction."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.words: list[_Part] = []
        self.when: list[str] = []
        self.helped: list[str] = []
        self.goes_on_helping = False
        self.severities: list[int] = []
        self.is_sure = True

    def is_when(self, text: str) -> bool:
        """Say whether a part is a time. One that names a side effect is none, as in `overnight fever`."""
        low = " ".join(text.lower().split())
        return any(re.fullmatch(pattern, low) for pattern in _WHEN) and not self.is_felt(low)

    def is_felt(self, text: str) -> bool:
        """Say whether a part names a side effect."""
        low = " ".join(text.lower().split())
        return any(f" {words.lower()} " in f" {low} " for _, words in self._known)


def parse_reaction(typed: str, known: Known) -> Reaction:
    """Return a reaction from its parts; all but what it was may be left out.

    Raises NotUnderstood, and Unsure where it may mean something else than what was read.
    """
    parts = list(_parts(check_text(typed)))
    parse_words(parts[0].text)
    known = tuple(known)
    read = _Read(known)
    _read_first(read, parts[0])
    for part in parts[1:]:
        _read_part(read, part)
    reaction = _put_together(read, typed, known)
    if not read.is_sure:
        said = f'It is not clear what each number in "{typed.strip()[:60]}" means.'
        raise Unsure(said, HOW, reaction, say_parts(reaction))
    return reaction


def say_parts(reaction: Reaction) -> str:
    """Say how a reaction was read, part by part: `what: headache; when: 6 hours after; how bad: 5 of 10`."""
    bad = f"{reaction.severity} of {BEST}" if reaction.severity is not None else "not said"
    helped = f"; what helped: {reaction.helped}" if reaction.helped else ""
    return f"what: {reaction.words}; when: {reaction.when or 'not said'}; how bad: {bad}{helped}"


def _parts(typed: str) -> Iterator[_Part]:
    start = 0
    for comma in re.finditer(_BETWEEN_PARTS, typed):
        yield _Part(typed[start : comma.start()].strip(), comma.start())
        start = comma.end()
    yield _Part(typed[start:].strip(), len(typed))


def _read_first(read: _Read, part: _Part) -> None:
    """Read what it was; a time or a score may follow without a comma."""
    text = part.text
    low = text.lower()
    if re.fullmatch(_WHEN_AT_END, f" {low}") or re.fullmatch(rf"{_NUMBER} ?(?:/|out of|of) ?10", low):
        raise NotUnderstood(f'"{text[:40]}" does not say what it was.', HOW)
    if found := re.search(_AT_END_OF_TEN, text.lower().rstrip(" .")):
        read.severities.append(_whole(found[1]))
        text = text[: found.start()].rstrip(" ,:;-")
    elif re.search(r"[a-z] (?:\d|10)\.?$", text.lower()) and not _is_reading(text):
        read.is_sure = False
        score = text.rstrip(" .").split()[-1]
        read.severities.append(int(score))
        text = text[: text.rindex(score)].rstrip()
    if found := re.search(_WHEN_AT_END, text.lower()):
        read.when.append(text[found.start() + 1 :])
        text = text[: found.start()].rstrip()
    read.words.append(_Part(text, part.end if text == part.text else -1))


def _is_reading(text: str) -> bool:
    """Say whether the number at the end of a text is of a reading or a count, such as `sugar 9`."""
    return bool(
        re.search(r"(?i)\b(?:sugar|glucose|bg|bm|level|grade|stage|type|no|number|day|mmol|covid)\W+\d+\.?$", text)
    )


def _read_part(read: _Read, part: _Part) -> None:
    text = part.text.rstrip(" .") or part.text.strip(" .")
    if not text:
        return
    severity = _severity(text)
    if severity is not None:
        read.severities.append(severity)
    elif read.is_when(text):
        read.when.append(text)
    elif found := next((m for pattern in _HELPED if (m := re.fullmatch(pattern, text, re.IGNORECASE))), None):
        read.helped.append(found["what"])
        read.goes_on_helping = text.endswith(found["what"]) and text != found["what"]
    elif read.goes_on_helping and not read.is_felt(text):  # as in `helped: water, rest and paracetamol`
        read.helped.append(text)
    else:
        read.words.append(_Part(part.text, part.end))
        read.is_sure = read.is_sure and not re.search(_SMALL, text.lower())


def _severity(text: str) -> int | None:
    """Return how bad it was, where a part is a number alone or says that it is out of ten; None for a temperature too.

    Raises NotUnderstood for a number that is none from 0 to 10.
    """
    low = " ".join(text.lower().split())
    if found := re.fullmatch(_OF_TEN, low) or re.fullmatch(_SEVERITY_SAID, low):
        return _whole(found[1])
    if low in _NUMBER_WORDS:
        return _whole(low)
    if not re.fullmatch(_NUMBER, low) or _is_temperature(low):
        return None
    return _whole(low)


def _is_temperature(number: str) -> bool:
    value = float(number.replace(",", "."))
    return any(low <= value <= high for low, high in _FEVERS)


def _whole(number: str) -> int:
    value = _NUMBER_WORDS.index(number) if number in _NUMBER_WORDS else None
    if value is None and re.fullmatch(r"\d{1,3}(?:[.,]0+)?", number):
        value = int(re.split("[.,]", number)[0])
    if value is None or value > BEST:
        raise NotUnderstood(f'"{number[:40]}" is not a whole number from 0 to {BEST}.', HOW)
    return value


def _put_together(read: _Read, typed: str, known: Known) -> Reaction:
    severities = list(dict.fromkeys(read.severities))
    if len(severities) > 1:
        read.is_sure = False
    words = _words(read.words, typed)
    return Reaction(
        words,
        _side_effect([words, *(part.text for part in read.words)], known),
        ", ".join(read.when) or None,
        severities[-1] if severities else None,
        ", ".join(read.helped) or None,
    )


def _words(parts: list[_Part], typed: str) -> str:
    """Return the words as they were typed where they stand together, else with commas between them."""
    run = typed[: parts[-1].end].strip()
    if parts[-1].end > 0 and _unparted(run) == _unparted("".join(part.text for part in parts)):
        return run
    return ", ".join(part.text for part in parts)


def _unparted(text: str) -> str:
    return re.sub(r"[\s,;\u2013\u2014-]+", "", text)


def _side_effect(said: list[str], known: Known) -> str | None:
    """Return the most urgent side effect that is named: the whole words first."""
    wanted = {text.casefold() for text in said}
    found = [(words.casefold(), entry) for entry, words in known if words.casefold() in wanted]
    whole = next((entry for words, entry in found if words == said[0].casefold()), None)
    return whole or next((entry for _, entry in found), None)
