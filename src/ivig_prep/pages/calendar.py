"""What is said about a calendar file that was made."""

from collections.abc import Sequence

from ivig_prep.core.day.visits import Visit
from ivig_prep.core.page import TEXT, Line, Page

ADD = "Open that file to add your visit to your calendar."
TAKE_OUT = "Open that file to take the visit out of your calendar. If it stays there, delete it by hand."
GOOGLE = "Google Calendar leaves out the reminders, and adds a moved visit once more. Set and delete them there."


def done(visits: Sequence[Visit], passed: Sequence[str]) -> Page:
    """Say what the file holds, which reminders it leaves out, and what a calendar may leave out."""
    said = [ADD if any(not visit.is_cancelled for visit in visits) else TAKE_OUT]
    later = [visit for visit in visits if not visit.is_cancelled][1:]
    guesses = sum(visit.is_guess for visit in later)
    if later:
        said.append(f"It also has {_many(len(later), 'later visit')}{_sure(len(later), guesses)}")
    gone = sum(visit.is_cancelled for visit in visits)
    if gone and gone < len(visits):
        said.append(f"It takes out {_many(gone, 'visit')} that no longer stands.")
    if passed:
        said.append(f"Left out, as its time has passed: the reminder of {', and of '.join(passed)}.")
    if any(not visit.is_cancelled for visit in visits):
        said.append(GOOGLE)
    return tuple(Line(TEXT, sentence) for sentence in said)


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _sure(later: int, guesses: int) -> str:
    if not guesses:
        return "."
    if guesses < later:
        return f". {_many(guesses, 'date')} of them {'is a guess' if guesses == 1 else 'are guesses'}."
    return ". Its date is a guess." if guesses == 1 else ". Their dates are guesses."
