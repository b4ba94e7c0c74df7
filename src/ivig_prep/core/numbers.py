"""The phone numbers of a person, put where a text says to call."""

import re
from typing import NamedTuple

_TEAM = r"\{team\}( now)?(\.(?=\s|$))?"
UNKNOWN_EMERGENCY = "your emergency number"
TEAM = "your team"


class Numbers(NamedTuple):
    """Whom a person can call; None where a number is not known."""

    emergency: str | None = None
    daytime: str | None = None
    night: str | None = None

    @property
    def team(self) -> str:
        """The numbers of the infusion team in words; empty where none is known."""
        night = f"at night {self.night}" if self.night else ""
        return ", ".join(part for part in (self.daytime, night) if part)


def fill(text: str, numbers: Numbers) -> str:
    """Return a text with the numbers in the places of {emergency} and {team}.

    `call {team} now.` becomes `call your team now: 555 0100, at night 555 0199.`, and within a sentence the numbers
    stand in brackets. What is not known is named in words.
    """
    if "{" not in text:
        return text
    text = text.replace("{emergency}", numbers.emergency or UNKNOWN_EMERGENCY)
    if "{team}" not in text:
        return text
    return re.sub(_TEAM, lambda found: _team(numbers.team, found[1] or "", found[2] or ""), text)


def _team(known: str, now: str, stop: str) -> str:
    """Return whom to call, with their numbers behind a colon at the end of a sentence, else in brackets."""
    if not known:
        return f"{TEAM}{now}{stop}"
    return f"{TEAM}{now}: {known}." if stop else f"{TEAM}{now} ({known})"
