"""What each screen says, as pages: the faces then show it. Words about health come from the content."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ivig_prep.core.amounts import in_words
from ivig_prep.core.dates import say_date
from ivig_prep.core.page import (
    ADVICE,
    BAR,
    BLANK,
    CHOICE,
    EMERGENCY,
    HEADING,
    NEXT,
    NOTE,
    SIGN,
    STEP,
    TEXT,
    TITLE,
    WHY,
    Line,
    Page,
)
from ivig_prep.core.text import as_typed

if TYPE_CHECKING:  # pages are of every command; what only some of them show is imported by those
    from ivig_prep.core.checklist import Checklist, Emergency, Item
    from ivig_prep.core.clinic.own_list import Clinic
    from ivig_prep.core.day.fluids import Fluids
    from ivig_prep.core.day.phases import Infusion
    from ivig_prep.core.day.sheet import Sheet, SheetSection

BLANK_LINE = Line(BLANK)
GET_HELP_IF = "Get help if"
KEEP_IN_MIND = "Keep in mind:"
KEPT = "What is still to do stays on your list."
PROMPT = "y, Enter, n, b, w or q: "
PROMPT_CUPS = "y, Enter, n, b, w, q, or cups: "


def emergency(words: "Emergency", number: str | None) -> Page:
    """Say the emergency line; it leads every page. Unknown numbers are said as such."""
    return (
        Line(EMERGENCY, words.line.replace("{number}", number or words.unknown_number)),
        Line(EMERGENCY, words.chair),
    )


def today(sheet: "Sheet") -> Page:
    """Say the whole list of the day."""
    return (*opening(sheet), *_list(sheet), *progress(sheet), *content_notes(sheet.checklist))


def opening(sheet: "Sheet") -> Page:
    """Say what stands above the list: the emergency line, the day, and where it stands."""
    return (
        *emergency(sheet.checklist.emergency, sheet.person.emergency),
        Line(TITLE, say_date(sheet.day)),
        Line(TEXT, where_it_stands(sheet)),
        BLANK_LINE,
    )


def where_it_stands(sheet: "Sheet") -> str:
    """Say which phase it is, and of which infusion."""
    place = sheet.place
    title = sheet.checklist.phase(sheet.phases[0]).title
    if place is None and len(sheet.phases) == 1:
        return f"{title}. No infusion date is set."
    if place is None:
        return "No infusion date is set. Here are the day before, infusion day, and the day after."
    if place.phase == "infusion-day" and place.infusion.days > 1:
        title = f"{title}, day {place.day_number} of {place.infusion.days}"
    return f"{title}. {infusion_words(place.infusion)}"


def infusion_words(infusion: "Infusion") -> str:
    """Say when the infusion is, with its time and days where they are known."""
    days = f", {infusion.days} days in a row" if infusion.days > 1 else ""
    time = f", at {infusion.time}" if infusion.time else ""
    return f"Infusion: {say_date(infusion.date)}{time}{days}."


def _list(sheet: "Sheet") -> Page:
    lines: list[Line] = []
    above = ("", "")
    for entry in sheet.sections:
        if (entry.phase, entry.group) != above:
            above = (entry.phase, entry.group)
            lines.extend(_banner(sheet, *above))
            lines.extend(signs(sheet, *above))
        lines.extend(_section(sheet, entry))
    return tuple(lines)


def signs(sheet: "Sheet", phase: str, group: str) -> Page:
    """Say the signs to watch for at a time of the day. They are never ticked."""
    here = (entry.section for entry in sheet.sections if (entry.phase, entry.group) == (phase, group))
    found = tuple(Line(SIGN, item.said) for section in here for item in section.items if item.kind == SIGN)
    return (Line(HEADING, GET_HELP_IF), *found) if found else ()


def _section(sheet: "Sheet", entry: "SheetSection") -> Page:
    """Say a section: what to drink first, then its tasks, then what to keep in mind."""
    items = entry.section.items
    fluids = [line for item in items if item.cups for line in (Line(ADVICE, item.said), *fluid_lines(sheet))]
    tasks = [Line(sheet.statuses[item.id], item.said) for item in items if item.id in sheet.statuses]
    advice = [Line(ADVICE, item.said) for item in items if item.kind == ADVICE and not item.cups]
    lead = [Line(TEXT, KEEP_IN_MIND)] if advice and (tasks or fluids) else []
    lines = [*fluids, *tasks, *lead, *advice]
    return (Line(HEADING, entry.section.title), *lines) if lines else ()


def _banner(sheet: "Sheet", phase: str, group: str) -> Page:
    if sheet.place and not group:
        return ()
    title = sheet.checklist.phase(phase).title
    return (Line(TITLE, f"{title}: {group}" if group and not sheet.place else group or title),)


def fluid_lines(sheet: "Sheet") -> Page:
    """Say what was drunk that day, beside the goal or the limit."""
    fluids = sheet.fluids
    top = fluids.goal or fluids.limit
    counted = Line(BAR, fluid_count(fluids), share=fluids.drunk / top if top else -1.0)
    said = getattr(sheet.checklist.words, fluids.state) if fluids.state else ""
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


def progress(sheet: "Sheet") -> Page:
    """Say how many steps are done, below a list."""
    return (BLANK_LINE, *count(sheet))


def count(sheet: "Sheet") -> Page:
    """Say how many steps are done."""
    return (Line(TEXT, f"{sheet.done} of {sheet.total} done."),)


def content_notes(checklist: "Checklist") -> Page:
    """Say what every list ends with: general information, and whether anyone reviewed it."""
    words = checklist.words
    said = [words.notice] if checklist.reviewed_by else [words.notice, words.not_reviewed]
    clinic = (clinic_note(checklist.clinic),) if checklist.clinic else ()
    return (*(Line(NOTE, sentence) for sentence in said), *clinic)


def clinic_note(clinic: "Clinic") -> Line:
    """Say whose words are on the list beside ours, and when they were checked."""
    checked = say_date(date.fromisoformat(clinic.checked))
    return Line(NOTE, f"Words marked From {clinic.clinic} are its own. It checked them on {checked}.")


def past_check_by(checklist: "Checklist", today: date) -> Page:
    """Say that the content is past the date it was to be checked by; nothing before that date."""
    past = []
    for whose, check_by in _check_dates(checklist):
        if today > check_by:
            said = checklist.words.past_check_by.replace("{date}", say_date(check_by))
            past.append(Line(NOTE, f"{said} It is {whose}'s list." if whose else said))
    return tuple(past)


def _check_dates(checklist: "Checklist") -> Iterator[tuple[str, date]]:
    yield "", date.fromisoformat(checklist.check_by)
    if checklist.clinic:
        yield checklist.clinic.clinic, date.fromisoformat(checklist.clinic.check_by)


def step(sheet: "Sheet", item: "Item", *, number: int, title: str, again: bool) -> Page:
    """Say one step of the walk."""
    once_more = "Once more. " if again else ""
    lines = [BLANK_LINE, Line(TEXT, f"{once_more}Step {number} of {len(sheet.tasks)}. {title}")]
    status = sheet.statuses[item.id]
    lines.append(Line(status if status != "to-do" else STEP, item.said))
    return (*lines, *(fluid_lines(sheet) if item.cups else ()))


def why(item: "Item") -> Page:
    """Say why a step is on the list."""
    return (Line(WHY, item.why),)


def keys(*, cups_too: bool) -> Page:
    """Say which answers a step takes."""
    lines = [Line(TEXT, "y = done, Enter = not yet, n = not for me, b = back, w = why, q = save and stop.")]
    if cups_too:
        lines.append(Line(TEXT, "Or type how many cups you drank today, such as 3."))
    return tuple(lines)


def not_an_answer(typed: str, *, cups_too: bool) -> Page:
    """Say that a line is no answer here, and which lines are."""
    return (Line(TEXT, f'"{typed[:40]}" is not one of the answers.'), *keys(cups_too=cups_too))


def not_on_the_list(typed: str) -> Page:
    """Say that a line is no number of a list."""
    return (Line(TEXT, f'"{typed[:40]}" is not a number on this list.'),)


def changed(sheet: "Sheet", item: "Item") -> Page:
    """Say an answer after it was changed."""
    return (Line(TEXT, "Saved."), Line(sheet.statuses[item.id], item.said))


def next_visit_line(day: date, check_date: str) -> Page:
    """Say when the next infusion could be, with whom to check it, and how to save that date."""
    return (
        Line(TEXT, f"Your next infusion could be on {say_date(day)}. {check_date}"),
        next_step(f"ivig-prep setup --date {day.isoformat()}"),
    )


def next_visit_question(day: date) -> Page:
    """Ask whether the next infusion is on this day."""
    return (BLANK_LINE, Line(TEXT, f"Is your next infusion on {say_date(day)}?"))


def recap(sheet: "Sheet") -> Page:
    """Say every step with its number and answer, when the walk is over."""
    lines: list[Line] = [Line(TITLE, "Your answers")]
    number = 0
    for entry in sheet.sections:
        lines.append(Line(HEADING, entry.section.title))
        for item in entry.section.items:
            number += 1
            lines.append(Line(sheet.statuses[item.id], item.said, number=number))
    return (*lines, *progress(sheet))


def farewell(sheet: "Sheet") -> Page:
    """Say where the person stands when they stop."""
    left = sheet.total - sheet.done
    kept = f" {KEPT}" if left else ""
    return (
        Line(TEXT, f"Saved. {sheet.done} of {sheet.total} done.{kept}"),
        *content_notes(sheet.checklist),
        *((next_step("ivig-prep today"),) if left else ()),
    )


def standing(sheet: "Sheet") -> Page:
    """Say where the person stands, for bare `ivig-prep`."""
    if sheet.place is None:
        return (*opening(sheet)[:-2], Line(TEXT, "No infusion date is set."))
    return (*opening(sheet)[:-1], Line(TEXT, f"{sheet.done} of {sheet.total} done."), *fluid_lines(sheet))


def for_person(page: Page, name: str, *, first: bool) -> Page:
    """Say whose page it is, below its emergency line, and put the name into the next step.

    An emergency answer, which ends with the call, stays as it is.
    """
    told = tuple(
        line._replace(text=line.text.replace("ivig-prep", _named(name), 1)) if line.kind == NEXT else line
        for line in page
    )
    lead = sum(line.kind == EMERGENCY for line in told[:2])
    ends_with_call = len(told) > lead and told[-1].kind == EMERGENCY
    if not first or ends_with_call:
        return told
    return (*told[:lead], Line(TEXT, f"For: {name}"), *told[lead:])


def next_step_for(text: str, name: str | None) -> str:
    """Return a next step with the name of a second person put into every command it says to type."""
    if name is None:
        return text
    for lead in ("ype: ", "Did you mean: "):
        text = text.replace(f"{lead}ivig-prep ", f"{lead}{_named(name)} ")
    return text


def _named(name: str) -> str:
    return f"ivig-prep --for {as_typed(name)}"


def others(names: tuple[str, ...]) -> Page:
    """Say which other people have a record here."""
    return (Line(TEXT, f"Also kept here: {', '.join(names)}. Type: ivig-prep --for NAME today"),) if names else ()


def choices(texts: tuple[str, ...]) -> Page:
    """Say a numbered list to pick from."""
    return tuple(Line(CHOICE, text, number=number) for number, text in enumerate(texts, 1))


def say(*sentences: str) -> Page:
    """Say sentences, each on a line."""
    return tuple(Line(TEXT, sentence) for sentence in sentences)


def heading(words: str) -> Page:
    """Say a heading."""
    return (Line(HEADING, words),)


def next_step(command: str) -> Line:
    """Say the one command to type next."""
    return Line(NEXT, command)
