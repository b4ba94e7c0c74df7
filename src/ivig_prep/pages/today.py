"""What `today` says: the day in words, the daily check, the sections with their tasks, and the end of a walk."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ivig_prep.core.amounts import CUP_ML
from ivig_prep.core.checklist import ADVICE as IS_ADVICE
from ivig_prep.core.checklist import SIGN as IS_SIGN
from ivig_prep.core.checklist import UNDATED_PHASES, said_together
from ivig_prep.core.dates import say_date
from ivig_prep.core.page import (
    ADVICE,
    BLANK,
    CHOICE,
    HEADING,
    KEYS,
    PROGRESS,
    QUESTION,
    SIGN,
    TEXT,
    TITLE,
    WHY,
    Line,
    Page,
    Prompt,
)
from ivig_prep.pages.shared import BLANK_LINE, choices, content_notes, emergency, fluid_lines, heading, next_step

if TYPE_CHECKING:
    from ivig_prep.core.checklist import Checklist, Group, Item
    from ivig_prep.core.day.phases import Infusion, Place
    from ivig_prep.core.day.screens import WalkScreen
    from ivig_prep.core.day.section_line import Unclear
    from ivig_prep.core.day.sheet import Sheet, SheetSection

PROMPT = Prompt("> ")
FEELS = Prompt("> ", is_felt=True)
"""The same, where a number may be a reading of the body, such as 38.5, or a call for help."""
GET_HELP_IF = "Get help if"
KEEP_IN_MIND = "Keep in mind:"
CHECK = "Do you have any of these today?"
CHECK_KEYS = "A number, or your own words; Enter = go on; q = save and stop"
CHECK_AGAIN_KEYS = "Another one? A number, or your own words; Enter = go on; q = save and stop"
SECTION_KEYS = "Numbers of what is done, such as 1 3; Enter = go on; ? = help"
DRINK_KEYS = "Numbers of what is done, such as 1 3; +1 = one more cup; Enter = go on; ? = help"
ONLY_DRINK_KEYS = "+1 = one more cup; Enter = go on; ? = help"
STILL_KEYS = "Enter = go on; ? = help"
HELP = (
    "Numbers mark tasks as done: 1 3, or 1 to 4, or all.",
    "undo 3 takes it back. skip 3 = not for me. why 3 says why.",
    "+1 = one more cup, -1 = one less. Or an amount, such as 300 ml.",
    "Enter = go on, b = back, q = save and stop, u = you feel unwell.",
)
CHECK_HELP = (
    "Type the number of a sign that you have, or say in your own words how you feel.",
    "Enter = go on, q = save and stop.",
)
STILL_OPEN = "Still open"
WHERE = "Where are you now?"
LIKELY = "{place} (most likely, by the clock)"
HELD = "{place} (as you said before)"
WHERE_STILL_KEYS = "A number; Enter = as before; all = show all; q = save and stop"
WHERE_KEYS = "A number; Enter = show all; q = save and stop"
WHERE_HELP = ("Type the number of where you are. Enter shows the whole day.", "q = save and stop, u = you feel unwell.")
WHERE_STILL_HELP = (
    "Type the number of where you are. Enter stays where you said before. all shows the whole day.",
    "q = save and stop, u = you feel unwell.",
)
WHICH_SIGN = "Which one? Type its number."


# The day in words


def opening(sheet: "Sheet", *, is_first: bool = True) -> Page:
    """Say what stands above the list: the day in words, and before it the emergency line, where a run begins."""
    return (
        *(emergency(sheet.checklist.emergency, sheet.person.emergency) if is_first else ()),
        Line(TITLE, day_words(sheet)),
    )


def day_words(sheet: "Sheet") -> str:
    """Say in one line which day it is, seen from the infusion."""
    if sheet.place is None:
        if len(sheet.phases) == 1:
            return f"{sheet.checklist.phase(sheet.phases[0]).title}. No infusion date is set."
        return "No infusion date is set. Here are the day before, infusion day, and the day after."
    return _words_before(sheet.day, sheet.place) or _words_after(sheet.day, sheet.place)


def _words_before(day: date, place: "Place") -> str:
    infusion = place.infusion
    if place.phase == "infusion-day":
        if infusion.days > 1:
            return f"Day {place.day_number} of {infusion.days} of your infusion: {say_date(day)}{_at(infusion)}."
        return f"Your infusion is today: {say_date(day)}{_at(infusion)}."
    ahead = (infusion.date - day).days
    when = "tomorrow" if ahead == 1 else f"in {ahead} days"
    return f"Your infusion is {when}: {say_date(infusion.date)}{_at(infusion)}." if ahead > 0 else ""


def _words_after(day: date, place: "Place") -> str:
    infusion = place.infusion
    since = (day - infusion.last_day).days
    if place.phase == "between":
        return f"Between infusions: {say_date(day)}. The last one was on {say_date(infusion.date)}."
    if since == 1:
        return f"The day after your infusion: {say_date(day)}."
    return f"{since} days after your infusion of {say_date(infusion.date)}."


def _at(infusion: "Infusion") -> str:
    return f", at {infusion.time}" if infusion.time else ""


# The whole list, where nothing is asked


def whole_list(sheet: "Sheet") -> Page:
    """Say the whole list of the day: signs, tasks and advice, under the moments of the day."""
    return (*opening(sheet), *_all_sections(sheet), BLANK_LINE, *progress(sheet), *content_notes(sheet.checklist))


def _all_sections(sheet: "Sheet") -> Page:
    lines: list[Line] = []
    above = ("", "")
    for entry in sheet.sections:
        if (entry.phase, entry.group) != above:
            above = (entry.phase, entry.group)
            lines.extend(_banner(sheet, *above))
            here = (e for e in sheet.sections if (e.phase, e.group) == above)
            lines.extend(get_help_if(item for e in here for item in e.section.items if item.kind == IS_SIGN))
        lines.extend(section(sheet, entry))
    return tuple(lines)


def _banner(sheet: "Sheet", phase: str, group: str) -> Page:
    if group:
        title = f"{sheet.checklist.phase(phase).title}: {group}" if not sheet.place else group
        return (Line(TITLE, title),)
    return () if len(sheet.phases) == 1 else (Line(TITLE, sheet.checklist.phase(phase).title),)


def get_help_if(signs: Iterable["Item"]) -> Page:
    """Say the signs to watch for. They are never ticked."""
    found = tuple(Line(SIGN, item.said) for item in signs)
    return (Line(HEADING, GET_HELP_IF), *found) if found else ()


def section(sheet: "Sheet", entry: "SheetSection", first: int | None = None, written: Page = ()) -> Page:
    """Say a section: what to drink, its tasks (numbered from `first` where one is given), and what to keep in mind.

    What is `written` in the log stands below the tasks.
    """
    items = entry.section.items
    advice = _advice(entry)
    fluids = [advice.pop(0), *fluid_lines(sheet)] if any(item.cups for item in items) else []
    tasks = [item for item in items if item.id in sheet.statuses]
    numbers = range(first, first + len(tasks)) if first is not None else [None] * len(tasks)
    listed = [Line(sheet.statuses[item.id], item.said, number=n) for n, item in zip(numbers, tasks, strict=True)]
    lead = [Line(TEXT, KEEP_IN_MIND)] if advice and (tasks or fluids) else []
    lines = [*fluids, *listed, *written, *lead, *advice]
    return (Line(HEADING, entry.section.title), *lines) if lines else ()


def _advice(entry: "SheetSection") -> list[Line]:
    """Return the advice of a section; what it says of drinking comes first, whatever its kind."""
    items = (item for item in entry.section.items if item.kind == IS_ADVICE or item.cups)
    return [Line(ADVICE, said) for said in said_together(items)]


def progress(sheet: "Sheet") -> Page:
    """Say how many tasks are done."""
    if not sheet.total:
        return ()
    return (Line(PROGRESS, f"{sheet.done} of {sheet.total} done.", share=sheet.done / sheet.total),)


# The walk


def screen(sheet: "Sheet", shown: "WalkScreen", written: Page = (), log_keys: Page = ()) -> Page:
    """Say the sections of one screen, their tasks numbered through.

    What is `written` in the log stands by the tasks about it, and what writes there (`log_keys`) by the other keys.
    """
    lines: list[Line] = []
    number = 1
    last = next((entry for entry in reversed(shown.sections) if any(i.logs for i in entry.section.items)), None)
    for entry in shown.sections:
        lines += section(sheet, entry, number, written if entry is last else ())
        number += sum(item.id in sheet.statuses for item in entry.section.items)
    takes = (BLANK_LINE, *log_keys, Line(KEYS, keys(shown))) if shown.tasks or shown.takes_drinks else ()
    return (*lines, *takes)


def keys(shown: "WalkScreen") -> str:
    """Return which answers a screen takes, in one line."""
    if shown.takes_drinks:
        return DRINK_KEYS if shown.tasks else ONLY_DRINK_KEYS
    return SECTION_KEYS


def at_section(shown: "WalkScreen") -> Prompt:
    """Return the prompt of a screen, which names its answers again once an answer has pushed them up."""
    return FEELS._replace(again=(BLANK_LINE, Line(KEYS, keys(shown))))


def still_here() -> Page:
    """Say how to go on, after a line that left something on the screen: its own keys have scrolled away."""
    return (Line(KEYS, STILL_KEYS),)


def finished(sheet: "Sheet", shown: "WalkScreen") -> Page:
    """Say in one line for each section that nothing is left to do there, and what to keep in mind all the same."""
    return tuple(line for entry in shown.sections for line in _finished(sheet, entry))


def _finished(sheet: "Sheet", entry: "SheetSection") -> Page:
    items = entry.section.items
    tasks = [item for item in items if item.id in sheet.statuses and sheet.statuses[item.id] != "not-for-me"]
    done = sum(sheet.statuses[item.id] == "done" for item in tasks)
    count = f": {done} of {len(tasks)} done." if tasks else ""
    return (Line(TEXT, f"{entry.section.title}{count}"), *_advice(entry))


def saved(sheet: "Sheet", shown: "WalkScreen", items: Sequence["Item"]) -> Page:
    """Say what was saved for the tasks that were named, and what is left on this screen."""
    left = sum(sheet.statuses[item.id] == "to-do" for item in shown.tasks)
    return (Line(TEXT, "Saved."), *_short(sheet, items), *((Line(TEXT, f"{left} left here."),) if left else ()))


def saved_all(count: int) -> Page:
    """Say how many tasks were saved as done: all that were left on a screen."""
    return (Line(TEXT, f"Saved: {count} done." if count else "Saved. Nothing was left here."),)


def _short(sheet: "Sheet", items: Iterable["Item"]) -> Page:
    """Say tasks by their first sentence: the whole of them stands above, or on the next screen that has them."""
    return tuple(
        Line(sheet.statuses[item.id], item._replace(text=item.text.partition(". ")[0].rstrip(".") + ".").said)
        for item in items
    )


def take_back(number: int) -> Page:
    """Say how a task that is not for the person comes back."""
    return (Line(TEXT, f"To take that back, type: undo {number}"),)


def why(items: Iterable["Item"]) -> Page:
    """Say why tasks are on the list."""
    return tuple(Line(WHY, item.why) for item in items)


def drunk(sheet: "Sheet", ml: int) -> Page:
    """Say the new total of what was drunk, and how to take an amount away again."""
    amount = f"{ml} ml" if ml % CUP_ML else f"{ml // CUP_ML}"
    wrong = f" If that is wrong, type: -{amount}" if ml > 0 else ""
    return (Line(TEXT, f"Saved.{wrong}"), *fluid_lines(sheet))


NOTHING_DRUNK = "Nothing was changed: the total of today is 0 already."
UNCLEAR = {
    "NO_SUCH_NUMBER": 'Nothing was changed: "{typed}" names a number that is not on this screen.',
    "DONE_OR_NOT_FOR_ME": "Nothing was changed. Type the numbers of what is done. Not for you? Type: skip 3",
    "NO_NUMBER": "Nothing was changed. Type the word and a number, such as: {typed} 3",
    "NO_AMOUNT": 'Nothing was changed: "{typed}" is not an amount to drink. Write it like +1, 3 cups or 300 ml.',
}


def unclear(typed: str, why_not: "Unclear") -> Page:
    """Say why a line changed nothing, and what to type."""
    return (Line(TEXT, UNCLEAR[why_not.name].format(typed=typed[:40].replace("{", "("))),)


def nothing_saved(typed: str, shown: "WalkScreen") -> Page:
    """Say that a line is no answer here, and which answers there are."""
    return (Line(TEXT, f'Nothing was changed: "{typed[:40]}" is not one of the answers.'), Line(KEYS, keys(shown)))


def which_list(checklist: "Checklist") -> Page:
    """Ask which list to show, where no date is set."""
    titles = tuple(checklist.phase(phase).title for phase in UNDATED_PHASES)
    return (*heading("No date is set. Which list do you want?"), *choices(titles))


# The daily check and the moment


def check(signs: Sequence["Item"]) -> Page:
    """Ask for the signs to watch for, by number."""
    numbered = (Line(CHOICE, item.said, number=number) for number, item in enumerate(signs, 1))
    return (Line(QUESTION, CHECK), *numbered, Line(BLANK), Line(KEYS, CHECK_KEYS))


def check_again() -> Page:
    """Say after an answer at the daily check what can be typed now: the question has scrolled away."""
    return (BLANK_LINE, Line(KEYS, CHECK_AGAIN_KEYS))


def where(groups: Sequence["Group"], likely: str | None, held: str | None = None, *, at_home: bool) -> Page:
    """Ask where the person is now. The place likely by the clock is named, and the one `held`, picked last today."""
    texts = [group.where_at_home if at_home else group.where for group in groups]
    named = [_named(text, group.id, likely, held) for group, text in zip(groups, texts, strict=True)]
    numbered = (Line(CHOICE, text, number=number) for number, text in enumerate(named, 1))
    return (Line(QUESTION, WHERE), *numbered, Line(BLANK), Line(KEYS, WHERE_STILL_KEYS if held else WHERE_KEYS))


def _named(place: str, moment: str, likely: str | None, held: str | None) -> str:
    """Say a place, and why it may be the one."""
    if moment == held:
        return HELD.format(place=place)
    return LIKELY.format(place=place) if moment == likely else place


# Did it happen, and what comes next


def did_it_happen(infusion: "Infusion") -> Page:
    """Ask whether an infusion took place."""
    return (
        Line(QUESTION, f"Did the infusion on {say_date(infusion.date)} take place?"),
        Line(KEYS, "y = yes, also if it was stopped early; or the right date; or cancelled; Enter = ask me later"),
    )


DID_IT_HAPPEN_HELP = (
    "y = it took place, also if it was stopped early.",
    "A date corrects it: a past day is when it was, a day to come is when it will be.",
    "cancelled = it did not take place, and there is no new date.",
    "Enter = ask me later, q = save and stop, u = you feel unwell.",
)
WHICH_NO = "Type the new date, or the word cancelled. If it did take place, type y."


def as_if(infusion: "Infusion") -> Page:
    """Say that the list goes on as if an infusion took place, where nobody said so yet."""
    said = f"Nobody said yet if the infusion on {say_date(infusion.date)} took place. This list goes on as if it did."
    return (Line(TEXT, said),)


def left_over(sheet: "Sheet", items: Sequence["Item"]) -> Page:
    """Say what is left to do, once, in one short list."""
    return (Line(HEADING, "Still to do"), *_short(sheet, items)) if items else ()


def farewell(sheet: "Sheet", here: "Sequence[SheetSection] | None" = None) -> Page:
    """Say where the person stands when they stop: `here` in the day, where they walked a part of it."""
    counted = [sheet.statuses[i.id] for e in here or sheet.sections for i in e.section.items if i.id in sheet.statuses]
    total = sum(status != "not-for-me" for status in counted)
    part = f" {here[0].group}:" if here else ""
    done = f"Saved.{part} {counted.count('done')} of {total} done." if total else "That is the list for now."
    left = sheet.total - sheet.done
    kept = " What is still to do stays on your list." if left else ""
    return (
        BLANK_LINE,
        Line(TEXT, f"{done}{kept}"),
        *content_notes(sheet.checklist),
        *((next_step("ivig-prep today"),) if left else ()),
    )


def next_visit_line(day: date, check_date: str) -> Page:
    """Say when the next infusion could be, with whom to check it, and how to save that date."""
    return (
        Line(TEXT, f"Your next infusion could be on {say_date(day)}. {check_date}"),
        next_step(f"ivig-prep setup --new --date {day.isoformat()}"),
    )


def next_visit_question(day: date) -> Page:
    """Ask whether the next infusion is on this day."""
    return (
        Line(QUESTION, f"Is your next infusion on {say_date(day)}?"),
        Line(KEYS, "y = save this date; or type the right date; Enter = not now"),
    )


def ask_next(*, weeks: bool) -> Page:
    """Ask for the next date, or first how often they are, where that is not known."""
    if weeks:
        return (Line(QUESTION, WEEKS_BETWEEN), Line(KEYS, WEEKS_KEYS))
    return (Line(QUESTION, WHEN_NEXT), Line(KEYS, WHEN_NEXT_KEYS))


NO_WEEKS_NO_DATE = '"{typed}" is no number of weeks, and no date.'
WEEKS_HELP = (
    "Type how many weeks there are from one infusion to the next, such as 4. Or type a date.",
    "Enter = not now, q = save and stop, u = you feel unwell.",
)
NEXT_VISIT_HELP = (
    "y saves this date. Or type the right one, such as 2 December.",
    "Enter = not now, q = save and stop, u = you feel unwell.",
)
WHEN_NEXT = "When is your next infusion?"
WEEKS_BETWEEN = "How many weeks are there between your infusions?"
WHEN_NEXT_KEYS = "Type the date, such as 2 December; Enter = not now"
WEEKS_KEYS = "Type a number of weeks, such as 4, or the date of the next one; Enter = not now"
