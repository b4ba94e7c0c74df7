"""Stories of people who use the program over weeks. What they see stands beside this file, so that a change shows.

`python tests/stories/record.py` writes all of it anew; `tests/test_stories.py` compares.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # as pytest does

from story_kit import Person  # noqa: E402  # needs the line above

from ivig_prep.content import library  # noqa: E402  # needs the path set above
from ivig_prep.core.dates import say_date  # noqa: E402  # needs the path set above


class Scene(NamedTuple):
    """One run: when (ISO), the command line, and the lines that are typed; Enter at all that follow."""

    when: str
    line: str
    typed: tuple[str, ...] = ()
    shown: bool = True


class Look(NamedTuple):
    """How wide the terminal is, and whether the person has chosen the plain look."""

    columns: int
    plain: bool = False


LOOKS = {"80": Look(80), "40": Look(40), "plain": Look(72, plain=True)}


def first_timer() -> Iterator[Scene]:
    """Tell of somebody from 20 days before a first infusion to the second."""
    yield Scene(
        "2026-11-12T19:00", "today", ("2 December", "no", "why 7", "1 2 3", "", "1", "911", "555 0100", "", "q")
    )
    yield Scene("2026-11-15T10:00", "today", ("no 4", "skip 5 6", "undo 6", "4 7", "", "12", "1", "", "b", "q"))
    yield Scene("2026-11-27T18:00", "today", ("", "all", "1-3", "", "all", "all"))
    yield Scene("2026-12-01T18:00", "today", ("", "300 ml", "1 2 3 4", "+1", "maybe", "?", "skip 5", "6 8", ""))
    yield Scene("2026-12-01T21:00", "today", ("", ""))
    yield Scene("2026-12-02T07:30", "setup --time 09:30")
    yield Scene("2026-12-02T07:31", "today", ("1", "no", "+1", "all"))
    yield Scene("2026-12-02T09:55", "today", ("2", "", "1-5", "sticker", "Privigen", "A123", "", "start 9:40", "q"))
    yield Scene("2026-12-02T11:30", "today", ("2", "+1", "note The nurse slowed it, I felt cold", "start", ""))
    yield Scene("2026-12-02T13:45", "today", ("3", "end", "speed", "200 ml an hour", "3 4"))
    yield Scene("2026-12-02T20:10", "today", ("4", "my arm itches", "", "1"))
    yield Scene("2026-12-03T09:00", "today", ("4", "", "1", "4", "y"))
    yield Scene("2026-12-03T12:00", "today", ("ivig-prep drink 2", "u", "q", "+2", ""))
    yield Scene("2026-12-05T09:00", "today", ("",))
    yield Scene("2026-12-20T09:00", "today")
    yield Scene("2026-12-24T09:00", "today", ("", "all", "", "all"))
    yield Scene("2026-12-29T18:00", "today", ("", "+1", "all"))
    yield Scene("2026-12-30T09:45", "today", ("2", "", "sticker", "y", "B771", "", "now", "all"))


def caregiver_of_two() -> Iterator[Scene]:
    """Tell of somebody who cares for a child and for a mother, on one computer."""
    yield Scene(
        "2026-11-30T19:00", "--for Leo today", ("1", "2 December", "", "", "1 2", "", "7 8", "999", "", "", "q")
    )
    yield Scene("2026-11-30T19:10", "--for Ann today", ("2", "9 December", "900 ml", "", "3 5", "", "", "555 0199"))
    yield Scene("2026-12-01T18:00", "--for Leo today", ("", "2 cups", "all"))
    yield Scene("2026-12-02T08:00", "--for Leo today", ("2", "my son is wheezing"))
    yield Scene("2026-12-03T08:00", "--for Leo today", ("y", "no", "1", "3 weeks", "y"))
    yield Scene("2026-12-08T18:00", "--for Ann today", ("", "+2", "all", "all"))
    yield Scene("2026-12-09T09:00", "--for Ann today", ("", "", "+2", "all", "all", "all", "all"))
    yield Scene("2026-12-09T19:00", "--for Ann today", ("4", "5"))
    yield Scene("2026-12-10T09:00", "today", ("", "q"))
    yield Scene("2026-12-10T09:01", "today", ("5", "2", "", "q", "q"))
    yield Scene("2026-12-10T09:05", "--for An drink", ("y",))
    yield Scene("2026-12-10T09:06", "unwell sore muscles", ("y", "1"))
    yield Scene("2026-12-10T09:07", "--no-input drink")
    yield Scene("2026-12-10T09:08", "feel 6", ("1",))


def three_years() -> Iterator[Scene]:
    """Tell of somebody with three years of infusions behind them."""
    day = date(2023, 12, 6)
    brands = ("Privigen", "Gamunex-C")
    yield Scene(
        "2023-12-01T10:00",
        f"setup --date {day} --every 4w --emergency 911 --clinic-phone 555-0100 --fits port --fluid-goal 8cups",
        shown=False,
    )
    while day < date(2026, 11, 10):
        yield Scene(f"{day - timedelta(1)}T18:00", "today", ("", "all"), shown=False)
        yield Scene(f"{day}T15:00", f"log --brand {brands[day.year % 2]} --lot L{day:%y%m} --dose 30", shown=False)
        yield Scene(f"{day + timedelta(3)}T10:00", "feel 5", shown=False)
        day += timedelta(weeks=4)
        yield Scene(f"{day - timedelta(7)}T10:00", f"setup --new --date {day}", shown=False)
    for ahead, typed in ((20, ("all",)), (6, ("", "all", "all")), (1, ("", "+1", "all"))):
        yield Scene(f"{day - timedelta(ahead)}T18:00", "today", typed)
    yield Scene(f"{day}T10:00", "today", ("2", "", "all"))
    yield Scene(f"{day}T10:10", "log --brand Privigen --lot N77")
    yield Scene(f"{day + timedelta(1)}T09:00", "today", ("", "1", "y"))
    yield Scene(f"{day + timedelta(1)}T09:10", "log --list")


def cancelled_and_moved() -> Iterator[Scene]:
    """Tell of visits that did not take place as they were planned."""
    yield Scene("2026-11-25T10:00", "setup --date 2026-12-02 --every 4w --emergency 112 --fits none")
    yield Scene("2026-12-01T18:00", "today", ("", "1 2 3", "q"))
    yield Scene("2026-12-03T09:00", "today", ("?", "no", "9 December", "q"))
    yield Scene("2026-12-08T18:00", "today", ("1", "", "2", "q"))
    yield Scene("2026-12-10T09:00", "today", ("",))
    yield Scene("2026-12-11T09:00", "--no-input today")
    yield Scene("2026-12-12T09:00", "today", ("n", "Cancelled", "20 January"))
    yield Scene("2027-01-21T09:00", "today", ("19 January", "", "q", ""))
    yield Scene("2027-01-22T09:00", "today", ("3", "", "q", "q"))
    yield Scene("2027-02-01T09:00", "setup --date 2027-02-17", shown=False)
    yield Scene("2027-02-20T09:00", "setup --date 2027-03-17", ("",))
    yield Scene("2027-02-20T09:01", "--no-input setup --date 2027-03-17")
    yield Scene("2027-02-20T09:02", "setup --date 2027-03-17", ("1",))
    yield Scene("2027-03-18T09:00", "setup --cancelled")
    yield Scene("2027-03-18T09:01", "setup --new --date 2027-03-17 --time 11:00")


def three_days() -> Iterator[Scene]:
    """Tell of an infusion of three days, for somebody with a fluid limit and diabetes."""
    yield Scene(
        "2026-11-25T10:00",
        "setup --date 2026-12-02 --days 3 --time 08:30 --emergency 911 --fits diabetes --fluid-limit 6cups",
    )
    yield Scene("2026-12-01T18:00", "today", ("", "+4", "+3", "all"))
    for number, day in enumerate(("2026-12-02", "2026-12-03", "2026-12-04"), 1):
        yield Scene(f"{day}T07:30", "today", ("", "", "+1", *["all"] * 5) if number == 1 else ("1", "", "+1", "all"))
        yield Scene(f"{day}T12:00", "today", ("2", "", "1 2 3"))
        yield Scene(f"{day}T21:00", "today", ("4", "low sugar", "", "all"))
    yield Scene("2026-12-05T09:00", "today", ("y", "", "all", "q"))


STORIES = {
    "first-timer": first_timer,
    "caregiver-of-two": caregiver_of_two,
    "three-years": three_years,
    "cancelled-and-moved": cancelled_and_moved,
    "three-days": three_days,
}


def file_of(story: str, look: str) -> Path:
    """Return the file that holds a story in a look."""
    return HERE / f"{story}.{look}.txt"


def told(story: str, look: str, home: Path) -> str:
    """Play a story, and return every screen of it with what was typed."""
    columns, plain = LOOKS[look]
    person = Person(home, columns=columns, plain=plain)
    pages = [f"{STORIES[story].__doc__}\n".replace("Tell of", "The story of")]
    for when, line, typed, shown in STORIES[story]():
        visit = person.run(when, *line.split(), answers=typed)
        if shown:
            day, _, clock = when.partition("T")
            pages.append(f"{'=' * 30} {say_date(date.fromisoformat(day))}, {clock}\n$ ivig-prep {line}\n")
            pages.append(visit.text.rstrip("\n") + "\n" + (f"(exit {visit.code})\n" if visit.code else "") + "\n")
    return "".join(line.rstrip() + "\n" for line in "".join(pages).splitlines())


def main() -> None:
    """Write all stories in all looks."""
    vars(library)["_read"] = cache(library._read)  # once, and not for each command line
    for story in STORIES:
        for look in LOOKS:
            with tempfile.TemporaryDirectory() as folder:
                file_of(story, look).write_text(told(story, look, Path(folder) / "records"), encoding="utf-8")


if __name__ == "__main__":
    main()
