"""What several screens say, as pages: the faces then show it. Words about health come from the content."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ivig_prep import CONTACT
from ivig_prep.core.amounts import in_words
from ivig_prep.core.dates import say_date
from ivig_prep.core.numbers import Numbers, fill
from ivig_prep.core.page import BAR, BLANK, CHOICE, EMERGENCY, HEADING, NEXT, NOTE, TEXT, Line, Page, Prompt
from ivig_prep.core.person import PAPER_NAMES, PAPERS, numbers_of
from ivig_prep.core.text import as_typed, neutral, typed_for
from ivig_prep.errors import Next, Problem

if TYPE_CHECKING:  # pages are of every command; what only some of them show is imported by those
    from ivig_prep.core.checklist import Checklist
    from ivig_prep.core.clinic.own_list import Clinic
    from ivig_prep.core.day.fluids import Fluids
    from ivig_prep.core.day.phases import Infusion
    from ivig_prep.core.day.sheet import Sheet
    from ivig_prep.core.doubts import Reading
    from ivig_prep.core.notices import Emergency, Notices, Words
    from ivig_prep.core.review import Reviewed
    from ivig_prep.core.side_effects import SideEffects

BLANK_LINE = Line(BLANK)
KEYS: Page = (Line(TEXT, "b = back, q = save and stop, u = you feel unwell. Enter alone changes nothing."),)
"""What can be typed at a question that says nothing more of its own."""
COMMAND_TYPED = "Commands are not run here. To type one, press q first, then Enter."
PICK_OR_STOP = Prompt("Type a number, or press Enter to stop: ")
MOST_SHOWN = 5
"""How many lines that were typed too soon are said back."""
MORE = Prompt("Enter = more, q = stop: ")
IS_RIGHT = Prompt("Is that right? y = yes, Enter = no: ")


def emergency(words: "Emergency", number: str | None) -> Page:
    """Say the emergency line; it leads every page. Unknown numbers are said as such."""
    return (
        Line(EMERGENCY, words.line.replace("{number}", number or words.unknown_number)),
        Line(EMERGENCY, words.chair),
    )


def infusion_words(infusion: "Infusion") -> str:
    """Say when the infusion is, with its time and days where they are known."""
    days = f", {infusion.days} days in a row" if infusion.days > 1 else ""
    time = f", at {infusion.time}" if infusion.time else ""
    return f"Infusion: {say_date(infusion.date)}{time}{days}."


def fluid_lines(sheet: "Sheet") -> Page:
    """Say what was drunk on the day of a sheet, beside the goal or the limit."""
    return drunk_lines(sheet.fluids, sheet.checklist.words, numbers_of(sheet.person, sheet.checklist.clinic))


def drunk_lines(fluids: "Fluids", words: "Words", numbers: Numbers) -> Page:
    """Say what was drunk on a day, beside the goal or the limit, with whom to call where it was too much."""
    top = fluids.goal or fluids.limit
    counted = Line(BAR, fluid_count(fluids), share=fluids.drunk / top if top else -1.0)
    said = fill(getattr(words, fluids.state) if fluids.state else "", numbers)
    return (counted, Line(TEXT, said)) if said else (counted,)


def fluid_target(fluids: "Fluids") -> str:
    """Say the goal or the limit, without what was drunk."""
    if fluids.limit is not None:
        return f"Your fluid limit: {in_words(fluids.limit)} a day."
    return f"Your fluid goal: {in_words(fluids.goal)} a day." if fluids.goal is not None else ""


def fluid_count(fluids: "Fluids") -> str:
    """Say what was drunk, beside the goal or the limit."""
    if fluids.limit is not None:
        return f"Drunk so far: {in_words(fluids.drunk)}. Your limit: {in_words(fluids.limit)}."
    if fluids.goal is None:
        return f"Drunk so far: {in_words(fluids.drunk)}."
    left = fluids.goal - fluids.drunk
    to_go = f" {in_words(left)} to go." if left > 0 else ""
    return f"Drunk so far: {in_words(fluids.drunk)}. Your goal: {in_words(fluids.goal)}.{to_go}"


def content_notes(checklist: "Checklist") -> Page:
    """Say what every list ends with: general information, and whether anyone reviewed it."""
    words = checklist.words
    said = (words.notice, review_words(checklist.review, words.not_reviewed, words.changed))
    clinic = (clinic_note(checklist.clinic, checklist.review),) if checklist.clinic else ()
    return (*(Line(NOTE, sentence) for sentence in said), *clinic)


def review_words(review: "Reviewed | None", never: str, changed: str) -> str:
    """Say who reviewed a list; `never` where nobody did, `changed` where it is not as it was reviewed."""
    if review is None:
        return never
    if review.open:
        return f"{changed} ({len(review.open)} of {review.texts} texts.)"
    signed = ", and by ".join(f"{one.name}, on {say_date(date.fromisoformat(one.date))}" for one in review.signatures)
    return f"Reviewed by {signed}."


def report_words(checklist: "Checklist") -> str:
    """Say where a wrong word is reported: to the clinic whose list is in use, else to whoever maintains this."""
    own = checklist.clinic.contact if checklist.clinic else None
    text = checklist.words.no_contact if not own and CONTACT.endswith(".example") else checklist.words.report
    return text.replace("{contact}", own or CONTACT)


def list_note(side_effects: "SideEffects") -> Line:
    """Say that the side-effect list is no doctor; on one line also whether anybody reviewed it as it stands now."""
    words, review = side_effects.words, side_effects.review
    if review is None:
        return Line(NOTE, f"{words.list_only} {words.not_reviewed}")
    return Line(NOTE, f"{words.list_only} {words.changed}" if review.open else words.list_only)


def clinic_note(clinic: "Clinic", review: "Reviewed | None" = None) -> Line:
    """Say whose words are on the list beside ours, and when they were checked; no review of ours is about them."""
    checked = say_date(date.fromisoformat(clinic.checked))
    outside = " The review is not about them." if review and not review.open else ""
    return Line(NOTE, f"Words marked From {clinic.clinic} are its own. It checked them on {checked}.{outside}")


def past_check_by(notices: "Notices", clinic: "Clinic | None", today: date) -> Page:
    """Say that the content is past the date it was to be checked by; nothing before that date."""
    past = []
    for whose, check_by in _check_dates(notices, clinic):
        if today > check_by:
            said = notices.words.past_check_by.replace("{date}", say_date(check_by))
            past.append(Line(NOTE, f"{said} It is {whose}'s list." if whose else said))
    return tuple(past)


def _check_dates(notices: "Notices", clinic: "Clinic | None") -> Iterator[tuple[str, date]]:
    yield "", date.fromisoformat(notices.check_by)
    if clinic:
        yield clinic.clinic, date.fromisoformat(clinic.check_by)


def typed_too_soon(lines: Sequence[str]) -> Page:
    """Say which lines were not taken, because they were typed before the question could be read."""
    shown = [f'"{line[:40]}"' if line else "Enter" for line in lines[:MOST_SHOWN]]
    more = f", and {len(lines) - MOST_SHOWN} more" if len(lines) > MOST_SHOWN else ""
    named = ", ".join(dict.fromkeys(shown)) + more
    return say(f"Not taken, because it was typed before this question was shown: {named}.", "Type your answer now.")


def not_on_the_list(typed: str, most: int) -> Page:
    """Say that a line is no number of a list, and which numbers there are."""
    which = f"a number from 1 to {most}" if most > 1 else "1"
    return say(f'"{typed[:40]}" is not a number on this list.', f"Type {which}.")


def not_an_answer(typed: str) -> Page:
    """Say that a line is no answer below a part of a list."""
    return (Line(TEXT, f'"{typed[:40]}" is not one of the answers. Press Enter for more, or type q.'),)


def not_yes_or_no(typed: str) -> Page:
    """Say that a line is neither a yes nor a no."""
    return (Line(TEXT, f'"{typed[:40]}" is not one of the answers. Type y, or press Enter for no.'),)


def problem(found: Problem, name: str | None) -> Page:
    """Say what is wrong, then the next step; a command in it has the name of a second person."""
    # What was typed may hold line breaks; a line of its own would look like one of ours.
    return (*(Line(TEXT, neutral(said.text), whole=said.whole) for said in found.lines), *_what_to_do(found, name))


def _what_to_do(found: Problem, name: str | None) -> Iterator[Line]:
    step = found.next_step
    if isinstance(step, Next):
        *before, lead = step.lead.split("\n")
        yield from (Line(TEXT, line) for line in before)
        yield Line(TEXT, f"{lead}{typed_for(step.command, name)}", whole=step.whole)
    elif step:
        yield from (Line(TEXT, line) for line in step.split("\n"))


YOU = "you"
"""Whose a record without a name is."""


def on_file(names: tuple[str, ...]) -> Page:
    """Say who else has a record here, and how it is opened."""
    return say(f"Also on file: {', '.join(names)}. For one of them, add: --for {as_typed(names[0])}")


def for_person(page: Page, name: str | None, *, first: bool) -> Page:
    """Say whose page it is, below its emergency line, and put the name into the next step; None has no name.

    An emergency answer, which ends with the call, stays as it is.
    """
    named = tuple(line._replace(text=typed_for(line.text, name)) if line.kind == NEXT else line for line in page)
    lead = sum(line.kind == EMERGENCY for line in named[:2])
    ends_with_call = len(named) > lead and named[-1].kind == EMERGENCY
    if not first or ends_with_call:
        return named
    return (*named[:lead], Line(TEXT, f"For: {YOU if name is None else name}"), *named[lead:])


def paper_words(paper: str, name: str | None) -> Page:
    """Say which paper a PDF is made for, and how to have the other: where that person did not say, it is a guess."""
    other = next(one for one in PAPERS if one != paper)
    change = typed_for(f"ivig-prep setup --paper {other}", name)
    return say(f"It is for {PAPER_NAMES[paper]} paper. For {PAPER_NAMES[other]}, type: {change}")


def choices(texts: tuple[str, ...]) -> Page:
    """Say a numbered list to pick from."""
    return tuple(Line(CHOICE, text, number=number) for number, text in enumerate(texts, 1))


def which_reading(readings: "tuple[Reading, ...]") -> Prompt:
    """Ask which of several readings of one text is meant; they stand above, and Enter means none of them."""
    return Prompt("Type a number, or press Enter for none: ", choices(tuple(reading.said for reading in readings)))


def say(*sentences: str) -> Page:
    """Say sentences, each on a line."""
    return tuple(Line(TEXT, sentence) for sentence in sentences)


def heading(words: str) -> Page:
    """Say a heading."""
    return (Line(HEADING, words),)


def next_step(command: str) -> Line:
    """Say the one command to type next."""
    return Line(NEXT, command)
