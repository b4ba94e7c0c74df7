"""What `today` says: the list of a day, each step of the walk through it, and what follows."""

from datetime import date

from ivig_prep.core.checklist import UNDATED_PHASES, Checklist, Item
from ivig_prep.core.dates import say_date
from ivig_prep.core.day.sheet import Sheet
from ivig_prep.core.page import HEADING, STEP, TEXT, TITLE, WHY, Line, Page, Prompt
from ivig_prep.pages import shared

KEPT = "What is still to do stays on your list."
PROMPT = Prompt("y, Enter, n, b, w or q: ")
PROMPT_CUPS = Prompt("y, Enter, n, b, w, q, or cups: ")
CHANGE = Prompt("Type a number to change that answer, or press Enter to finish: ")
OTHER_LIST = "The day or the date has changed, so that answer was not saved. This list fits now."
CHANGED_LIST = "The list has changed. These are its steps now."


def today(sheet: Sheet) -> Page:
    """Say the whole list of the day."""
    return (*opening(sheet), *_list(sheet), *progress(sheet), *shared.content_notes(sheet.checklist))


def opening(sheet: Sheet) -> Page:
    """Say what stands above the list: the emergency line, the day, and where it stands."""
    return (
        *shared.emergency(sheet.checklist.emergency, sheet.person.emergency),
        Line(TITLE, say_date(sheet.day)),
        Line(TEXT, where_it_stands(sheet)),
        shared.BLANK_LINE,
    )


def where_it_stands(sheet: Sheet) -> str:
    """Say which phase it is, and of which infusion."""
    place = sheet.place
    title = sheet.checklist.phase(sheet.phases[0]).title
    if place is None and len(sheet.phases) == 1:
        return f"{title}. No infusion date is set."
    if place is None:
        return "No infusion date is set. Here are the day before, infusion day, and the day after."
    if place.phase == "infusion-day" and place.infusion.days > 1:
        title = f"{title}, day {place.day_number} of {place.infusion.days}"
    return f"{title}. {shared.infusion_words(place.infusion)}"


def _list(sheet: Sheet) -> Page:
    lines: list[Line] = []
    above = ("", "")
    for entry in sheet.sections:
        if (entry.phase, entry.group) != above:
            above = (entry.phase, entry.group)
            lines.extend(_banner(sheet, *above))
        lines.append(Line(HEADING, entry.section.title))
        for item in entry.section.items:
            lines.append(Line(sheet.statuses[item.id], item.said))
            if item.cups:
                lines.extend(shared.fluid_lines(sheet))
    return tuple(lines)


def _banner(sheet: Sheet, phase: str, group: str) -> Page:
    if sheet.place and not group:
        return ()
    title = sheet.checklist.phase(phase).title
    return (Line(TITLE, f"{title}: {group}" if group and not sheet.place else group or title),)


def progress(sheet: Sheet) -> Page:
    """Say how many steps are done, below a list."""
    return (shared.BLANK_LINE, *count(sheet))


def count(sheet: Sheet) -> Page:
    """Say how many steps are done."""
    return (Line(TEXT, f"{sheet.done} of {sheet.total} done."),)


def step(sheet: Sheet, item: Item, *, number: int, title: str, again: bool) -> Page:
    """Say one step of the walk."""
    once_more = "Once more. " if again else ""
    lines = [shared.BLANK_LINE, Line(TEXT, f"{once_more}Step {number} of {len(sheet.items)}. {title}")]
    status = sheet.statuses[item.id]
    lines.append(Line(status if status != "to-do" else STEP, item.said))
    return (*lines, *(shared.fluid_lines(sheet) if item.cups else ()))


def why(item: Item) -> Page:
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


def changed(sheet: Sheet, item: Item) -> Page:
    """Say an answer after it was changed."""
    return (Line(TEXT, "Saved."), Line(sheet.statuses[item.id], item.said))


def next_visit_line(day: date, check_date: str) -> Page:
    """Say when the next infusion could be, with whom to check it, and how to save that date."""
    return (
        Line(TEXT, f"Your next infusion could be on {say_date(day)}. {check_date}"),
        shared.next_step(f"ivig-prep setup --date {day.isoformat()}"),
    )


def next_visit(day: date) -> Prompt:
    """Ask whether the next infusion is on this day."""
    above = (shared.BLANK_LINE, Line(TEXT, f"Is your next infusion on {say_date(day)}?"))
    return Prompt("y = save this date, Enter = not now, or type the right date: ", above)


def recap(sheet: Sheet) -> Page:
    """Say every step with its number and answer, when the walk is over."""
    lines: list[Line] = [Line(TITLE, "Your answers")]
    number = 0
    for entry in sheet.sections:
        lines.append(Line(HEADING, entry.section.title))
        for item in entry.section.items:
            number += 1
            lines.append(Line(sheet.statuses[item.id], item.said, number=number))
    return (*lines, *progress(sheet))


def farewell(sheet: Sheet) -> Page:
    """Say where the person stands when they stop."""
    left = sheet.total - sheet.done
    kept = f" {KEPT}" if left else ""
    return (
        Line(TEXT, f"Saved. {sheet.done} of {sheet.total} done.{kept}"),
        *shared.content_notes(sheet.checklist),
        *((shared.next_step("ivig-prep today"),) if left else ()),
    )


def first_step() -> Page:
    """Say that there is no step to go back to."""
    return shared.say("This is the first step.")


def which_list(checklist: Checklist) -> Page:
    """Ask which list to show, where no date is set."""
    titles = tuple(checklist.phase(phase).title for phase in UNDATED_PHASES)
    return (*shared.heading("No date is set. Which list do you want?"), *shared.choices(titles))


def stopped() -> Page:
    """Say that the person stopped before the list."""
    return (*shared.say("Stopped. What you answered is saved."), shared.next_step("ivig-prep today"))


def other_list() -> Page:
    """Say that the day or the date changed meanwhile; the answer belonged to a list that is no longer shown."""
    return shared.say(OTHER_LIST)


def changed_list(sheet: Sheet) -> Page:
    """Say that another window changed the list, and show it."""
    return (*shared.say(CHANGED_LIST), *recap(sheet))


def fluids_saved(sheet: Sheet) -> Page:
    """Say back what was drunk."""
    return (*shared.say("Saved."), *shared.fluid_lines(sheet))
