"""The calendar file, read by the programs that calendars are made of: ical.js (Thunderbird) and khal."""

import importlib
import importlib.util
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from kit import Program
from reading import missing, package, program

pytestmark = pytest.mark.browser
TITLES = {
    "neutral": "Clinic visit",
    "script": "<script>alert(1)</script>",
    "commas": 'a, b; c\\n d: e "f"',
    "emoji and Arabic": "\N{HOSPITAL} \u0645\u0631\u0643\u0632",
    "500 characters": "\N{LATIN SMALL LETTER E WITH ACUTE}" * 500,
}
READ = """
const ICAL = require(process.argv[1]);
const text = require("fs").readFileSync(0, "utf8");
const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
const days = event => {
  const found = [], next = event.iterator();
  for (let day = next.next(); day; day = next.next()) found.push(day.toString());
  return found;
};
console.log(JSON.stringify(events.map(one => {
  const event = new ICAL.Event(one), alarms = one.getAllSubcomponents("valarm");
  return {uid: event.uid, summary: event.summary, description: event.description, sequence: event.sequence,
    start: event.startDate.toString(), end: event.endDate.toString(), allDay: event.startDate.isDate,
    status: one.getFirstPropertyValue("status"), days: one.hasProperty("rrule") ? days(event) : [],
    kind: one.getFirstPropertyValue("class"), actions: alarms.map(a => a.getFirstPropertyValue("action")),
    seconds: alarms.map(a => a.getFirstPropertyValue("trigger").toSeconds())};
})));
"""
SETTINGS = """
[calendars]
[[visits]]
path = {folder}
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}.db
[default]
default_calendar = visits
"""


@pytest.fixture
def ivig(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    monkeypatch.chdir(tmp_path)
    made = Program(capsys, monkeypatch, tmp_path / "records")
    made.on("2026-11-20")("setup", "--date", "2026-12-02", "--days", "3", "--every", "4w")
    return made


def read(text: str) -> Any:
    words = [program("node"), "-e", READ, str(package("ical.js/dist/ical.es5.cjs"))]
    return json.loads(subprocess.run(words, input=text, capture_output=True, encoding="utf-8", check=True).stdout)


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_ical_js_reads_what_was_written(ivig: Program, title: str) -> None:
    visit, guess = read(ivig("calendar", "--next", "1", "--title", title, "-o", "-").out)

    assert (visit["summary"], guess["summary"]) == (title, f"{title} (date not sure)")
    assert (visit["start"], visit["end"], visit["allDay"]) == ("2026-12-02", "2026-12-05", True)
    assert (guess["start"], guess["end"]) == ("2026-12-30", "2027-01-02")
    assert visit["kind"] == "PRIVATE"
    assert visit["actions"] == ["DISPLAY"] * 3
    assert visit["seconds"] == [-15 * 3600, -6 * 3600, 7 * 3600]
    assert guess["description"].startswith("This date is a guess.")


class Khal:
    """khal with one empty calendar in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._program = program("khal")
        self.visits = folder / "visits"
        self.visits.mkdir()
        self._settings = folder / "khal.conf"
        self._settings.write_text(SETTINGS.format(folder=self.visits), encoding="utf-8")

    def __call__(self, *words: str) -> str:
        ran = subprocess.run(
            [self._program, "-c", str(self._settings), *words],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": ""},
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout


def test_khal_imports_it_and_a_moved_date_moves_the_event(ivig: Program, tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    ivig("calendar")
    khal("import", "--batch", "-a", "visits", "ivig-visit.ics")
    days = khal("list", "-df", "{date}", "-f", "{title}", "2026-12-01", "7d")

    for day in ("2026-12-02", "2026-12-03", "2026-12-04"):
        assert f"{day}\nClinic visit\n" in days
    assert days.count("Clinic visit") == 3
    assert len(list(khal.visits.iterdir())) == 1

    ivig("setup", "--date", "2026-12-09")
    ivig("calendar")
    khal("import", "--batch", "-a", "visits", "ivig-visit.ics")

    assert "Clinic visit" not in khal("list", "-f", "{title}", "2026-12-01", "7d")
    assert khal("list", "-f", "{title}", "2026-12-09", "3d").count("Clinic visit") == 3
    assert len(list(khal.visits.iterdir())) == 1


def test_khal_imports_visits_to_come_as_well(ivig: Program, tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    ivig("calendar", "--next", "2", "--title", TITLES["commas"])

    khal("import", "--batch", "-a", "visits", "ivig-visit.ics")

    assert len(list(khal.visits.iterdir())) == 3
    assert "(date not sure)" in khal("list", "-f", "{title}", "2026-12-30", "1d")


def test_ical_js_reads_a_time_each_day_and_a_cancelled_visit(ivig: Program) -> None:
    ivig("setup", "--time", "09:30")
    (timed,) = read(ivig("calendar", "-o", "-").out)
    ivig("setup", "--date", "none")
    (gone,) = read(ivig("calendar", "-o", "-").out)

    assert (timed["start"], timed["end"], timed["allDay"]) == ("2026-12-02T09:30:00", "2026-12-02T13:30:00", False)
    assert timed["days"] == ["2026-12-02T09:30:00", "2026-12-03T09:30:00", "2026-12-04T09:30:00"]
    assert timed["seconds"] == [-(24 * 3600 + 1800), -(15 * 3600 + 1800), -(2 * 3600 + 1800)]
    assert (gone["uid"], gone["status"]) == (timed["uid"], "CANCELLED")
    assert gone["sequence"] > timed["sequence"]


def test_khal_shows_each_day_at_its_time_moves_them_and_takes_them_out(ivig: Program, tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    listed = ("list", "-df", "{date}", "-f", "{start-time} {title}", "2026-12-01", "14d")

    def brought_in() -> str:
        assert ivig("calendar").code == 0
        khal("import", "--batch", "-a", "visits", "ivig-visit.ics")
        return khal(*listed)

    ivig("setup", "--time", "09:30")
    assert brought_in().count("09:30 Clinic visit") == 3
    ivig("setup", "--date", "2026-12-08", "--days", "1", "--time", "10:15")
    moved = brought_in()
    assert "2026-12-08\n10:15 Clinic visit" in moved
    assert moved.count("Clinic visit") == 1
    ivig("setup", "--date", "none")
    brought_in()
    (kept,) = khal.visits.iterdir()
    assert "STATUS:CANCELLED" in kept.read_text()
    assert "Canceled: Clinic visit" in khal(*listed) or "Clinic visit" not in khal(*listed)


def test_vobject_reads_it_after_a_move_and_a_cancelled_visit(ivig: Program) -> None:
    if importlib.util.find_spec("vobject") is None:
        missing("vobject (the browser extra)")
    vobject: Any = importlib.import_module("vobject")  # it says nothing of its types

    ivig("setup", "--time", "09:30")
    before = vobject.readOne(ivig("calendar", "-o", "-").out).vevent
    ivig("setup", "--date", "2026-12-09")
    moved = vobject.readOne(ivig("calendar", "-o", "-").out).vevent
    ivig("setup", "--date", "none")
    gone = vobject.readOne(ivig("calendar", "-o", "-").out).vevent

    assert [one.uid.value for one in (before, moved, gone)] == [before.uid.value] * 3
    assert int(before.sequence.value) < int(moved.sequence.value) < int(gone.sequence.value)
    assert str(moved.dtstart.value) == "2026-12-09 09:30:00"
    assert len(list(moved.getrruleset())) == 3
    assert gone.status.value == "CANCELLED"
