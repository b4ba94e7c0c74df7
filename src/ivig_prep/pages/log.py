"""What `log` says."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ivig_prep.core.dates import say_date
from ivig_prep.core.diary.details import DETAILS, Detail
from ivig_prep.core.diary.entries import LONG_MINUTES, Listed, Treatment, say_minutes
from ivig_prep.core.diary.lots import spell, without_prefix
from ivig_prep.core.page import CHOICE, HEADING, TEXT, TITLE, Line, Page, Prompt
from ivig_prep.core.text import typed_for

if TYPE_CHECKING:
    from ivig_prep.core.diary.search import Found
    from ivig_prep.core.diary.table import Plan
    from ivig_prep.core.doubts import Unsure
    from ivig_prep.core.notices import Words
    from ivig_prep.errors import Next

KEYS: Page = (Line(TEXT, "Enter = skip, b = back, w = why, q = save and stop."),)
DAY = Prompt("> ", is_first=True)
DAY_KEYS: Page = (
    Line(TEXT, "Write a day such as yesterday, or 2 November. Enter = the day named above."),
    Line(TEXT, "q = stop."),
)
WHICH_LINE = Prompt("Type the number of a line to change it. Enter goes on: ", is_first=True)
LINE_KEYS: Page = (
    Line(TEXT, "A number = change that line. delete = take the whole entry away."),
    Line(TEXT, "Enter = go on, q = stop."),
)
SURE_TO_DELETE = Prompt("Take this whole entry away? y = yes, Enter = no: ")
BRING_IN = Prompt("Write all of this into your diary? y = yes, Enter = no: ")
_TAKE_BACK = "To take that back, type: {}"
IS_IT_RIGHT = Prompt("Is that right? y = yes, Enter = no: ")


def treatment(entry: Treatment, day_number: int | None = None) -> Page:
    """Say one day of an infusion as it went; `day_number` says which, where it has several."""
    numbered = f"Day {day_number}: " if day_number else ""
    lines = [Line(HEADING, f"{numbered}{say_date(entry.date)}")]
    for detail in DETAILS:
        said = value_words(entry, detail)
        if said:
            lines.append(Line(CHOICE, f"{detail.label}: {said}"))
    minutes = entry.minutes
    if minutes is not None:
        lines.append(Line(CHOICE, f"Time it took: {say_minutes(minutes)}"))
    if minutes == 0:
        lines.append(Line(CHOICE, "Both times are the same. Check them: --start and --end."))
    if (minutes or 0) > LONG_MINUTES:
        lines.append(Line(CHOICE, "That is long. Check both times: --start and --end."))
    if entry.changed_on:
        lines.append(Line(CHOICE, f"Changed on {say_date(date.fromisoformat(entry.changed_on))}."))
    return tuple(lines)


def course(days: Sequence[Treatment]) -> Page:
    """Say the days of one infusion together."""
    if len(days) == 1:
        return treatment(days[0])
    first = days[0].date
    heading = Line(HEADING, f"Infusion of {len(days)} days, from {say_date(first)}")
    return (heading, *(line for day in days for line in treatment(day, (day.date - first).days + 1)))


def value_words(entry: Treatment, detail: Detail) -> str:
    """Say one field of an entry; empty where nothing was said."""
    value = getattr(entry, detail.name)
    if value in (None, ()):
        return ""
    if detail.name == "lots":
        return lots_words(entry)
    if detail.is_listed:
        return "; ".join(map(detail.say, value))
    if detail.name == "end" and entry.ends_next_day:
        return f"{value} (the next day)"
    return detail.say(value)


def lots_words(entry: Treatment) -> str:
    """Say the lots of an entry."""
    expiry = dict(entry.lot_expiry)
    return "; ".join(lot_words(lot, expiry.get(lot)) for lot in entry.lots)


def listed_words(listed: Listed, detail: Detail) -> str:
    """Say one value of a list."""
    return lot_words(*listed.value) if detail.name == "lots" else detail.say(listed.value)


def lot_words(lot: str, expiry: str | None) -> str:
    """Say a lot, with its expiry where it is known."""
    return f"{lot} (expires {say_date(date.fromisoformat(expiry))})" if expiry else lot


def saved(entry: Treatment) -> Page:
    """Say back what was saved of an infusion."""
    return (Line(TEXT, "Saved."), *treatment(entry))


def replaced(before: Treatment | None, single: Iterable[str], cleared: Iterable[str]) -> Page:
    """Say what a new value took the place of, and what went with a list that was cleared."""
    if before is None:
        return ()
    gone = [detail for detail in DETAILS if detail.name in (*single, *cleared)]
    said = ((detail, value_words(before, detail)) for detail in gone)
    return tuple(Line(TEXT, f"Before. {detail.label}: {words}") for detail, words in said if words)


def spelled(lots: Iterable[str]) -> Page:
    """Say each lot letter by letter, to compare it with the sticker, also for those who hear it."""
    numbers = map(without_prefix, lots)
    return tuple(Line(TEXT, f"Lot {number}, letter by letter: {spell(number)}.") for number in numbers)


def expired(entry: Treatment, lots: Iterable[str], words: "Words") -> Page:
    """Point out a lot that had expired before the day it was given."""
    expiry = dict(entry.lot_expiry)
    late = [lot for lot in lots if expiry.get(lot, "9") < entry.date.isoformat()]
    said = "Lot {} expired before that day. Compare it with the sticker."
    return tuple(line for lot in late for line in (Line(TEXT, said.format(lot)), Line(TEXT, words.lot_alike)))


def deleted(entry: Treatment, person: str | None) -> Page:
    """Say what was taken away of this person's, and how to take that back."""
    return (
        Line(TEXT, "Taken away, with all that is in it:"),
        *treatment(entry),
        Line(TEXT, _TAKE_BACK.format(typed_for("ivig-prep undo", person))),
    )


def taken_away(removed: Iterable[tuple[str, Listed]], *, default: date) -> Page:
    """Say what was taken away, and from which day where it is not the one meant without a date."""
    lines = []
    for text, one in removed:
        lines.append(Line(TEXT, f'Taken away: "{text[:40]}".'))
        if one.day and one.day != default:
            lines.append(Line(TEXT, f"It was in your entry of {say_date(one.day)}."))
    return tuple(lines)


def listing(courses: Iterable[Sequence[Treatment]]) -> Page:
    """Say every infusion of the log."""
    lines = [line for days in courses for line in course(days)]
    if not lines:
        return (Line(TEXT, "Your log has no infusion yet."),)
    return (Line(TITLE, "Your infusion log"), *lines)


def found(found: "Found", words: "Words") -> Page:
    """Say what was found; that nothing is in the log says nothing about what was given."""
    return (*_found_lots(found, words), *_found_words(found, words))


def _found_lots(found: "Found", words: "Words") -> Iterator[Line]:
    term = found.term
    if found.same:
        yield from (Line(TEXT, f'Your log has the lot "{term}".'), *_entries(found.same), Line(TEXT, words.lot_found))
    lead = "Other lots" if found.same else f'No lot in your log is exactly "{term}". These'
    if found.holding:
        yield Line(TEXT, f"{lead} have it in them. Compare them with the sticker.")
        yield from (*_entries(found.holding), Line(TEXT, words.lot_alike))
    if found.alike:
        yield Line(TEXT, f"{lead} look alike (O and 0, I, l and 1, S and 5, B and 8). Compare them with the sticker.")
        yield from (*_entries(found.alike), Line(TEXT, words.lot_alike))


def _found_words(found: "Found", words: "Words") -> Iterator[Line]:
    if not found.lots and (not found.in_words or any(map(str.isdigit, found.term))):
        yield Line(TEXT, f'No infusion in your log has the lot "{found.term}".')
        yield Line(TEXT, words.lot_not_found)
    if found.in_words:
        yield Line(TEXT, f'The words "{found.term}" are in:')
        yield from _entries(found.in_words)


def _entries(entries: Iterable[Treatment]) -> Page:
    return tuple(line for entry in entries for line in treatment(entry))


def import_preview(plan: "Plan") -> Page:
    """Say what a file would bring into the diary."""
    days, scores = len(plan.whole.entries), len(plan.whole.scores)
    reactions = sum(len(entry.reactions) for entry in plan.whole.entries)
    lines = [
        Line(TEXT, f"In this file: {_count(days, 'day')} of infusions, {_count(reactions, 'reaction')},"),
        Line(TEXT, f"{_count(scores, 'score')}."),
        Line(TEXT, f"New: {_count(len(plan.new.entries), 'day')}, {_count(len(plan.new.scores), 'score')}."),
    ]
    changed = sorted({*(e.date for e in plan.changed.entries), *(score.day for score in plan.changed.scores)})
    if changed:
        lines.append(Line(TEXT, "In your diary already, and not the same. What the file says would take their place:"))
        lines += [Line(CHOICE, say_date(day)) for day in changed]
        lines.append(Line(TEXT, "What the file lists for them would be added."))
    if plan.is_empty:
        lines.append(Line(TEXT, "All of it is in your diary already. Nothing was changed."))
    return tuple(lines)


def not_in_table(questions: int, person: str | None) -> Page:
    """Say what alone a table of the diary holds, and what copies the rest too."""
    left_out = (Line(TEXT, f"Not in it: {_count(questions, 'question')} for your next visit."),) if questions else ()
    return (
        Line(TEXT, "This table holds your log and your scores, and nothing else."),
        *left_out,
        Line(TEXT, f"To copy everything, type: {typed_for('ivig-prep backup FILE', person)}"),
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def imported(person: str | None) -> Page:
    """Say that a file is in the diary now, and how to take that back."""
    return (Line(TEXT, "Saved."), Line(TEXT, _TAKE_BACK.format(typed_for("ivig-prep undo", person))))


def new_brand(brand: str, before: str, advice: Iterable[str]) -> Page:
    """Point out a brand that is not the one of last time, with the advice of the checklist."""
    return (Line(TEXT, f"This brand is new: {brand}. Last time it was {before}."), *(Line(TEXT, a) for a in advice))


def question_saved(question: str) -> Page:
    """Say back a question for the next visit."""
    return (Line(TEXT, f"Saved for your next visit: {question}"),)


def day_heading(day: date) -> Page:
    """Say which infusion is being written down."""
    return (Line(HEADING, f"Your infusion of {say_date(day)}"), *KEYS)


def which_day(likely: date) -> Page:
    """Ask which day it is about, with the likely one."""
    return (
        Line(HEADING, "Which day do you want to write down?"),
        Line(TEXT, f"Enter = {say_date(likely)}. Or type another day, such as yesterday."),
    )


def lines_to_change(lines: Sequence[tuple[Detail, str]]) -> Page:
    """Say what is written down, each line with a number to change it by."""
    said = (f"{detail.label}: {words}" for detail, words in lines)
    return (
        Line(TEXT, "This is written down:"),
        *(Line(CHOICE, text, number=number) for number, text in enumerate(said, 1)),
        Line(TEXT, "To take the whole entry away, type delete."),
    )


def change_line(detail: Detail, words: str) -> Page:
    """Ask for one line again."""
    return (
        Line(HEADING, detail.question),
        Line(TEXT, detail.how),
        Line(TEXT, f"Now: {words}. Enter keeps it. none takes it away."),
    )


def asked_back(problem: "Unsure") -> Page:
    """Say how something was read that may mean something else."""
    return (
        Line(TEXT, problem.sentence),
        Line(TEXT, f"Understood: {problem.said}."),
        Line(TEXT, f"y = that is right. Or write it in another way. {problem.next_step}"),
    )


def which_to_remove(text: str, found: Iterable[Listed]) -> Page:
    """Ask which of several is meant."""
    where = (say_date(one.day) if one.day else "A question for your next visit" for one in found)
    return (
        Line(TEXT, f'"{text[:40]}" is in more than one place. Which one goes?'),
        *(Line(CHOICE, words, number=number) for number, words in enumerate(where, 1)),
    )


def with_its_day(days: Sequence[date]) -> "str | Next":
    """Say how to name one of several."""
    if not days:
        return ""
    known = ", ".join(day.isoformat() for day in days)
    return f"Name the day with --date. It is in your entries of: {known}."


def asked(detail: Detail, now: str, last_time: str) -> Page:
    """Ask one thing about an infusion, with what is written down already or was said last time."""
    lines = [Line(HEADING, detail.question), Line(TEXT, detail.how)]
    if now:
        lines.append(Line(TEXT, f"Now: {now}. Enter keeps it."))
    elif last_time:
        lines.append(Line(TEXT, f"Last time: {last_time}. Type y for the same."))
    return tuple(lines)


def prompt(detail: Detail) -> Prompt:
    """Return what the answer is typed on."""
    return Prompt("> ", own_words=True, is_felt=detail.is_felt)


def ask_for_words() -> Page:
    """Say that a yes alone says nothing here."""
    return (Line(TEXT, "Write it in your own words, or press Enter to go on."),)


def another() -> Page:
    """Say that a value was saved, and offer to take one more."""
    return (Line(TEXT, "Saved. Another one? Enter goes on."),)


def nothing_written() -> Page:
    """Say that no question was answered."""
    return (Line(TEXT, "Nothing was written down."),)
