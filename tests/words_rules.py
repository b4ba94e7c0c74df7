"""The rules for words as patterns. Each takes a text and returns what is wrong with it, or nothing.

They err on the side of complaining: what they take wrongly is named in test_words.py, one by one, with its reason.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import textstat  # type: ignore[import-untyped]  # it carries no types
from words_kit import plain, sentences

MOST_WORDS = 20
MOST_GRADE, MOST_GRADE_OF_A_TEXT = 6.0, 6.9
GRADED_FROM = 12
"""Shorter texts have no grade that means anything."""

REASSURES = re.compile(
    r"\b(you('re| are) (fine|ok|okay|safe|all right)|(this|it|that) is (normal|fine|safe|harmless|nothing)"
    r"|nothing (to worry|serious)( about)?|harmless|no need to (call|worry)|do not worry|don't worry"
    r"|all clear|wait and see|not (serious|dangerous))\b",
    re.IGNORECASE,
)
SAFE_TO = re.compile(r"\b(not mean it is|says? it is|if (you are|it is|this is)) (safe|fine|ok)\b", re.IGNORECASE)
BANNED = re.compile(r"\b(should(n't)?|please|just|simply|simple|easy|easily|easier)\b", re.IGNORECASE)
SHOUTS = re.compile(r"[\w\"')]!")
BRITISH = re.compile(
    r"\b(\w*(colour|favour|behaviour|labour|tumour|odour|vapour|humour|neighbour)\w*"
    r"|(recogn|organ|real|minim|maxim|steril|hospital|apolog|emphas|normal|stabil|summar|util|special|immun|character)"
    r"is(e|es|ed|ing|ation)|\w*(anaes|anaem|haem|oedem|oesoph|diarrhoe|paed|foet|leuk(?=aem))\w*"
    r"|(milli|centi|kilo)?(litre|metre)s?|centres?|grey|programmes?|whilst|amongst|learnt|spelt|dreamt|cheques?|licence"
    r"|practise[sd]?|cancelled(?! *(?:;|=|\.|$))|travelled|labelled|fulfil|enrol|ageing|moulds?|plough|tyres?|kerb"
    r"|pyjamas|fortnight|paracetamol|torch|jumper|nappy|nappies|surgery hours|chemist|a&e|gp|mum)\b",
    re.IGNORECASE,
)
NUMBER_WORD = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand"
    r")\b",
    re.IGNORECASE,
)
RANGE = re.compile(r"\b(?<![-\d])(?!0-9)\d{1,3} ?- ?\d{1,3}\b(?![-\d])|\bbetween \d+ and \d+")
SUMS = re.compile(
    r"\b(multipl(y|ied)|divide[sd]?|subtract\w*|add (up|the)"
    r"|(times|by|per|for each) (your )?(weight|kg|kilos?|pounds?|body)"
    r"|(ml|mg|g|grams?)( per |/)(kg|kilo\w*)|twice (as|the|your)|half (of|your|the) (dose|amount|pills?)"
    r"|percent|double the)\b|%|/kg",
    re.IGNORECASE,
)
SLASHED_DATE = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
DATE = re.compile(rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}} ({MONTHS})\b|\b({MONTHS}) \d{{1,2}}\b")
SAID_DATE = re.compile(rf"\b({WEEKDAYS}) \d{{1,2}} ({MONTHS})\b")
SHOWS_HOW = re.compile(r"\b(like|such as|type)\b|[Tt]ype:|--\w|: \d{4}-\d{2}-\d{2}, or")
UNITS = {
    "cups": (r"\d (cups?|glasses)\b", r"\d (cups?|glasses) \([^)]*\b(liters?|ml)\)|\d liters? \(\d+ cups\)"),
    "Fahrenheit": (r"\d ?F\b", r"\d ?F \(\d[\d.]* ?C\b|\d ?C \(\d[\d.]* ?F\b"),
    "Celsius": (r"\d ?C\b", r"\d ?F \(\d[\d.]* ?C\b|\d ?C \(\d[\d.]* ?F\b"),
    "pounds": (r"\d (pounds?|lbs?)\b", r"\d (pounds?|lbs?) \([^)]*\bkg\b"),
    "ounces": (r"\d (ounces?|oz)\b", r"\d (ounces?|oz) \([^)]*\b(ml|g|grams?)\b"),
    "inches": (
        r"\d (inch(es)?|feet|foot|miles?|yards?)\b",
        r"\d (inch(es)?|feet|foot|miles?|yards?) \([^)]*\b(cm|m|km)\b",
    ),
    "spoons": (r"\d (tea|table)?spoon\w*", r"\d (tea|table)?spoon\w* \([^)]*\bml\b"),
}
"""A unit of the household, and how it stands with its metric one."""
JOINS_AFTER_DO_NOT = re.compile(
    r"\b(do not|don't|never)\b(?="
    r"((?!\b(if|unless|until|when|but)\b)[^.?!])*?(,(?! but\b)| and | or )(?!(do not|don't|never)\b))",
    re.IGNORECASE,
)


def too_long(text: str) -> list[str]:
    """Return the sentences with more words than anybody reads when ill."""
    return [said for said in sentences(plain(text)) if len(re.findall(r"[\w'/.-]*\w", said)) > MOST_WORDS]


def grade(text: str) -> float:
    """Return the US grade (Flesch-Kincaid) of a text."""
    return round(float(textstat.flesch_kincaid_grade(text)), 2)


def too_hard(text: str) -> bool:
    """Say whether a text long enough for a grade is above what it may be."""
    read = plain(text)
    return len(read.split()) >= GRADED_FROM and grade(read) > MOST_GRADE_OF_A_TEXT


class Row(NamedTuple):
    """One line of the table of grades: how many texts and words, the grade of all, and of the hardest."""

    name: str
    texts: int
    words: int
    grade: float
    hardest: float

    def __str__(self) -> str:
        return f"{self.name:26} {self.texts:6} {self.words:7} {self.grade:7.2f} {self.hardest:9.2f}"


def row(name: str, texts: Sequence[str]) -> Row:
    """Return the line of the table for these texts."""
    read = [plain(text) for text in texts]
    long = [grade(text) for text in read if len(text.split()) >= GRADED_FROM]
    return Row(name, len(read), sum(len(text.split()) for text in read), grade("\n".join(read)), max(long, default=0.0))


def reassures(text: str) -> bool:
    """Say whether a text tells a person that all is well."""
    return bool(REASSURES.search(SAFE_TO.sub("", text)))


def units_alone(text: str) -> list[str]:
    """Return the units of the household that stand without their metric ones, or the other way round."""
    return [
        name
        for name, (alone, together) in UNITS.items()
        if len(re.findall(alone, text)) > len(re.findall(together, text)) and not SHOWS_HOW.search(text)
    ]


def bad_date(text: str) -> bool:
    """Say whether a date stands without weekday and month name; in a text that shows how to write one it may."""
    if SLASHED_DATE.search(text):
        return True
    return bool(DATE.search(SAID_DATE.sub("", text))) and not SHOWS_HOW.search(text)


def do_not_once(text: str) -> bool:
    """Say whether a "do not" holds for two things and is said for one."""
    return bool(JOINS_AFTER_DO_NOT.search(text))


# Advice that can harm somebody, and its exception

NO_ADVICE = re.compile(
    r"^(if [^,]*, )?(do not|never|ask|tell|say|write|did|do|which|how|what|why|are|is)\b|\bask before\b", re.IGNORECASE
)
"""How a sentence begins that does not tell a person to do it."""
NEGATED = re.compile(r"\b(do not|never|cannot|no|not|without|less) [\w ]+|\bwater pills\b", re.IGNORECASE)
ADVICE = {
    "drinking": (
        re.compile(
            r"\b(drink(s|ing)?|sip(s|ping)?|water|fluids?|hydrat\w+|cups?|liters?|juice|soup|broth|pops)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\bif (you have|your child has) (a|no) fluid limit\b|\bkeep to (it|your fluid limit|the fluid limit)\b"
            r"|\bif you have heart, kidney, or lung disease, ask\b|\bfluid limit\. do not go over it\b",
            re.IGNORECASE,
        ),
    ),
    "exercise": (
        re.compile(
            r"\b(exercise\w*|walk(s|ing)?|mov(e|es|ing)|stretch\w*|(get|stand) up|active|activity|stairs|gym)\b",
            re.IGNORECASE,
        ),
        re.compile(r"\bnot safe for you\b|\bif it is hard to breathe\b", re.IGNORECASE),
    ),
    "pain medicine": (
        re.compile(
            r"\b(aspirin|ibuprofen|naproxen|acetaminophen|tylenol|advil|pain (pills?|relie\w+|killers?)|painkillers?"
            r"|nsaids?"
            r"|(take|use|give) [\w ,-]*(medicines?|pills?)|(pain|fever|nausea|allergy) medicines?)\b",
            re.IGNORECASE,
        ),
        re.compile(r"\b(team|doctor|nurse|ordered|ask|they said|told)\b", re.IGNORECASE),
    ),
}
"""What advises it, and what stands beside it in the same text."""


def advises(kind: str, text: str) -> bool:
    """Say whether a text tells a person to do such a thing."""
    told = (NEGATED.sub("", said) for said in sentences(text) if not NO_ADVICE.search(said))
    return any(ADVICE[kind][0].search(said) for said in told)


def without_exception(kind: str, text: str) -> bool:
    """Say whether a text advises such a thing, and does not say for whom it is not."""
    return advises(kind, text) and not ADVICE[kind][1].search(text)
