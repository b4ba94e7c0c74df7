"""What setup says: its questions, and what was understood."""

import re
from collections.abc import Iterable
from datetime import date

from ivig_prep.core.checklist import Checklist, Question, Trait
from ivig_prep.core.dates import say_date
from ivig_prep.core.day.phases import Infusion
from ivig_prep.core.page import CHOICE, HEADING, TEXT, TITLE, WHY, Line, Page, Prompt
from ivig_prep.core.person import Person
from ivig_prep.core.setup import LOOKS, Value, say_setting, setting
from ivig_prep.core.text import typed_for
from ivig_prep.pages import shared
from ivig_prep.pages.shared import BLANK_LINE, infusion_words

PROMPT = Prompt("> ")
ONE_OR_TWO = Prompt("Type 1 or 2: ")
LOOK_WORDS = {"screen": "Colors and bars", "plain": "Plain words only"}


def welcome() -> Page:
    """Say what this is, once, at the first start."""
    return (
        Line(TITLE, "Welcome to ivig-prep"),
        Line(TEXT, "This helps you get ready for an IVIg infusion, one step at a time."),
        Line(TEXT, "What you answer stays on this computer. Nothing is sent anywhere."),
        Line(TEXT, "With a screen reader, start it with: ivig-prep --plain today"),
        Line(TEXT, "Enter = skip, b = back, w = why, q = save and stop."),
    )


A_FEW_MORE = "A few more questions make this list yours. You can skip each one."


def question_keys() -> Page:
    """Say which answers a question of setup takes."""
    return (Line(TEXT, "Enter = skip, b = back, w = why, q = save and stop. Type none to clear an answer."),)


def question(asked: Question, traits: tuple[Trait, ...], current: str) -> Page:
    """Say one question, its choices, and what is set now."""
    listed = enumerate(choices_of(asked, traits), 1)
    lines = [Line(HEADING, asked.text), *(Line(CHOICE, text, number=number) for number, text in listed)]
    now = f" Now: {current}. Enter keeps it." if current != "not set" else ""
    return (*lines, Line(TEXT, asked.how + now))


def choices_of(asked: Question, traits: tuple[Trait, ...]) -> tuple[str, ...]:
    """Return the choices that a question has, by number."""
    if asked.id == "fits":
        return tuple(trait.text for trait in traits)
    return tuple(LOOK_WORDS[look] for look in LOOKS) if asked.id == "look" else ()


def how_much(asked: Question) -> Page:
    """Ask for the amount where somebody says only that there is one."""
    return shared.say("How much a day?", asked.how)


def next_or_moved(begun: date) -> Page:
    """Ask what a date is that was typed while an infusion is under way."""
    return (
        *shared.say(f"Your infusion of {say_date(begun)} has begun. What is the date you typed?"),
        *shared.choices(("The next infusion", "The new date of this infusion")),
    )


def took_place_or_not(past: date) -> Page:
    """Ask what a date is that was typed before anybody said whether the last infusion took place."""
    return (
        *shared.say(f"Nobody said yet if the infusion on {say_date(past)} took place. What is the date you typed?"),
        *shared.choices(("It took place. This is the next infusion", "It did not, so this is its new date")),
    )


def took_place(past: date) -> Page:
    """Say back that an infusion took place."""
    return shared.say(f"Saved: the infusion on {say_date(past)} took place.")


def nobody_said(past: date) -> str:
    """Return what to add to a new date, where nobody said whether the last infusion took place."""
    return (
        f"Nobody said yet if the infusion on {say_date(past)} took place."
        " If it did, add --new. If it did not, add --cancelled."
    )


def cancelled(infusion: Infusion) -> Page:
    """Say that an infusion did not take place, and how to take that back."""
    days = f" --days {infusion.days}" if infusion.days > 1 else ""
    time = f" --time {infusion.time}" if infusion.time else ""
    return (
        Line(TEXT, f"Saved: the infusion on {say_date(infusion.date)} did not take place."),
        Line(TEXT, "If that is wrong, set its date again."),
        shared.next_step(f"ivig-prep setup --new --date {infusion.date.isoformat()}{days}{time}"),
    )


def cancelled_here(infusion: Infusion, name: str | None) -> Page:
    """Say the same within a walk, where no command is run."""
    *said, step = cancelled(infusion)
    typed = typed_for(step.text, name)
    return (*said, Line(TEXT, "To do that, first press q. Then type:"), Line(TEXT, typed, whole=True))


def why(asked: Question) -> Page:
    """Say why a question is asked."""
    return (Line(WHY, asked.why),)


def current(name: str, person: Person, infusion: Infusion | None, traits: Iterable[Trait]) -> str:
    """Say what is set for one question."""
    if name == "date":
        return infusion_words(infusion).removeprefix("Infusion: ").rstrip(".") if infusion else "not set"
    if name in ("days", "time"):
        return str(getattr(infusion, name, None) or "not set")
    if name == "fits":
        return fits_words(person.fits, traits)
    return say_setting(name, getattr(person, name))


def fits_words(fits: tuple[str, ...], traits: Iterable[Trait]) -> str:
    """Say what fits the person, in their words."""
    return "; ".join(trait.text for trait in traits if trait.id in fits) or "not set"


def check(rows: Iterable[tuple[str, str]]) -> Prompt:
    """Show all that is set, numbered, to check and change."""
    lines = [Line(CHOICE, f"{setting(name).label}: {said}", number=n) for n, (name, said) in enumerate(rows, 1)]
    above = (BLANK_LINE, Line(TITLE, "Check your answers"), *lines)
    return Prompt("Type a number to change that answer, or press Enter to go on: ", above)


def saved_setting(name: str, value: Value, checklist: Checklist) -> Page:
    """Say back what was saved for one setting."""
    said = say_setting(name, value)
    if name == "fits" and isinstance(value, tuple):
        said = fits_words(value, checklist.traits) if value else "none of these"
    return (Line(TEXT, f"Saved. {setting(name).label}: {said}."),)


def check_number(number: str, checklist: Checklist) -> Page:
    """Ask to check an emergency number that is none of the common ones: a slip such as 91 would stand everywhere."""
    if number in re.findall(r"\d+", checklist.emergency.unknown_number):
        return ()
    how = next((asked.how for asked in checklist.questions if asked.id == "emergency"), "")
    return shared.say(f"You typed {number}.", f"Check that number. {how}")


def no_longer_fits(before: tuple[str, ...], after: tuple[str, ...], traits: Iterable[Trait]) -> Page:
    """Say what fitted the person before a change, and does not now."""
    gone = tuple(fit for fit in before if fit not in after)
    return (Line(TEXT, f"Taken away: {fits_words(gone, traits)}."),) if gone else ()


def saved_visit(before: Infusion | None, after: Infusion | None) -> Page:
    """Say back what was saved of the infusion, and that a moved one has a fresh list."""
    if after is None:
        gone = f" Taken away: the infusion of {say_date(before.date)}." if before else ""
        return (Line(TEXT, f"Saved.{gone}"),)
    lines = [Line(TEXT, f"Saved. {infusion_words(after)}")]
    if before and before.date != after.date:
        lines.append(Line(TEXT, f"Moved from {say_date(before.date)}, so its list starts fresh."))
    return tuple(lines)


def was_under_way(before: Infusion, after: Infusion) -> Page:
    """Say how to keep an infusion that had begun, where its date was moved and not asked about."""
    kept, following = before.date.isoformat(), after.date.isoformat()
    return (
        Line(TEXT, f"That infusion had begun. If the new date is your next infusion, first type: {PUT_BACK} {kept}"),
        Line(TEXT, f"Then type: ivig-prep setup --new --date {following}"),
    )


PUT_BACK = "ivig-prep setup --date"
