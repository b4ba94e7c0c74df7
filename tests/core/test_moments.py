"""The moments of infusion day: which one holds, which one is likely, and that the signs are asked once in each."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.checklist import SIGN, Item, Section
from ivig_prep.core.day.moments import MOMENTS, asked_mark, current, likely, open_before, was_asked, watched_before
from ivig_prep.core.day.sheet import SheetSection
from ivig_prep.core.day.walk import ASKED, DONE, MOMENT, Reply

DAY = "2026-12-02"


def at(clock: str) -> datetime:
    """Return a time of infusion day."""
    return datetime.fromisoformat(f"{DAY}T{clock}").replace(tzinfo=UTC)


@given(st.lists(st.sampled_from(MOMENTS), min_size=1))
def test_the_moment_that_was_picked_last_holds(picked: list[str]) -> None:
    replies = [Reply(MOMENT, each) for each in picked]

    assert current(replies) == picked[-1]
    assert current([*replies, Reply("pack-warm", DONE), Reply(MOMENT, "a-moment-of-a-newer-version")]) == picked[-1]


def test_before_one_was_picked_no_moment_holds() -> None:
    assert current([Reply("pack-warm", DONE), Reply("before-start", DONE)]) is None


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        ("00:00", "before-start"),
        ("08:29", "before-start"),
        ("08:30", "during"),
        ("13:29", "during"),
        ("13:30", "leaving"),
        ("14:30", "tonight"),
        ("23:59", "tonight"),
    ],
)
def test_the_likely_moment_follows_the_time_of_the_infusion(now: str, moment: str) -> None:
    assert likely(at(now), "09:30") == moment


def test_without_a_time_no_moment_is_likely() -> None:
    assert likely(at("09:30"), None) is None


@given(st.times(), st.times())
def test_as_the_day_goes_on_the_likely_moment_never_goes_back(start: time, now: time) -> None:
    here = datetime.combine(at("00:00").date(), now, UTC)
    begins = f"{start:%H:%M}"

    found = [likely(here + timedelta(minutes=30 * step), begins) for step in range(48)]
    same_day = [MOMENTS.index(str(m)) for step, m in enumerate(found) if (here + timedelta(minutes=30 * step)).day == 2]
    assert same_day == sorted(same_day)


@pytest.mark.parametrize("moment", [*MOMENTS, None])
def test_the_signs_are_asked_once_a_day_and_once_in_each_moment(moment: str | None) -> None:
    asked = [Reply(ASKED, asked_mark(moment, DAY))]

    assert was_asked(asked, moment, DAY)
    assert not was_asked(asked, moment, "2026-12-03")
    assert not any(was_asked(asked, other, DAY) for other in (*MOMENTS, None) if other != moment)


def test_what_is_kept_of_a_check_holds_nothing_that_was_answered() -> None:
    assert asked_mark("during", DAY) == f"{DAY} during"
    assert asked_mark(None, DAY) == DAY


def task(name: str, until: str | None) -> Item:
    """Return a task that still matters up to this moment."""
    return Item(name, "Ask.", "It helps.", ("seed",), until=until)


@pytest.mark.parametrize(
    ("moment", "left"),
    [
        ("before-start", []),
        ("during", ["to-the-chair", "to-the-night"]),
        ("leaving", ["to-the-night", "to-the-way-home"]),
        ("tonight", ["to-the-night"]),
    ],
)
def test_of_earlier_moments_only_what_still_matters_is_left(moment: str, left: list[str]) -> None:
    at_home = (task("to-the-chair", "during"), task("to-the-night", "tonight"), task("at-home-only", None))
    sections = [
        SheetSection("infusion-day", "", Section("home", "Home", at_home, "before-start")),
        SheetSection("infusion-day", "", Section("chair", "Chair", (task("to-the-way-home", "leaving"),), "during")),
        SheetSection("infusion-day", "", Section("night", "Night", (task("later", "tonight"),), "tonight")),
    ]

    assert [item.id for item in open_before(sections, moment)] == left


@pytest.mark.parametrize(
    ("moment", "watched"), [("before-start", []), ("during", ["a"]), ("leaving", []), ("tonight", [])]
)
def test_of_earlier_moments_the_signs_are_watched_for_as_long_as_they_say(moment: str, watched: list[str]) -> None:
    listed = (task("a", "during")._replace(kind=SIGN), task("b", "during"), task("c", None)._replace(kind=SIGN))
    sections = [SheetSection("infusion-day", "", Section("home", "Home", listed, "before-start"))]

    assert [item.id for item in watched_before(sections, moment)] == watched
