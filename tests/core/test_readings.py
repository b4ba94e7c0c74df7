"""Numbers a person measured: a worse value is never less urgent, and every way of writing is read."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from look_up_kit import leaflet, tier

from ivig_prep.content.library import Library
from ivig_prep.core.side_effects import EMERGENCY, NOT_LISTED, urgency

CALL_NOW = "call-now"
KINDS = {
    "oxygen": ("oxygen",),
    "pulse": ("pulse",),
    "resp": ("breaths",),
    "bp": ("upper", "lower"),
    "diastolic": ("upper", "lower"),
    "temp": ("temperature",),
    "sugar": ("sugar",),
}
"""What is read behind the first word of each way of writing."""
ENTRIES = {entry.id: entry.tier for entry in Library().side_effects.side_effects}
MATCHING = Library().matching

WRITTEN = (
    ("oxygen {}", (100, 0)),
    ("pulse {}", (60, 400)),
    ("pulse {}", (60, 0)),
    ("resp rate {}", (15, 150)),
    ("resp rate {}", (15, 0)),
    ("bp {}", (120, 320)),
    ("bp {}", (120, 20)),
    ("diastolic {}", (80, 220)),
    ("temp {} c", (37, 60)),
    ("temp {} c", (37, 10)),
    ("temp {} f", (98, 140)),
    ("temp {} f", (98, 50)),
    ("temp {}", (37, 50)),
    ("temp {}", (37, 0)),
    ("sugar {} mg/dl", (100, 2000)),
    ("sugar {} mg/dl", (100, 0)),
    ("sugar {} mmol", (6, 110)),
    ("sugar {} mmol", (6, 0)),
)
AROUND = (
    "{}",
    "my child 6 years old, {}",
    "pregnant, {}",
    "{} and i feel dizzy",
    "i have a port, {}",
    "{} and vomiting",
)


def steps(kinds: tuple[str, ...], usual: int, worst: int) -> Iterable[float]:
    """Return every whole value, and every tenth within one of a number that the table has for one of these kinds."""
    edges = {edge for row in MATCHING.readings if row.kind in kinds for edge in (row.least, row.most) if edge}
    step = 1 if worst > usual else -1
    for whole in range(usual, worst, step):
        is_near = any(abs(whole - edge) <= 1 for edge in edges)
        yield from (whole + step * tenth / 10 for tenth in range(10)) if is_near else (whole,)
    yield worst


@pytest.mark.slow
@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(("written", "span"), WRITTEN, ids=[f"{w} to {s[1]}" for w, s in WRITTEN])
def test_a_worse_value_is_never_less_urgent(around: str, written: str, span: tuple[int, int]) -> None:
    most = len(ENTRIES)
    for value in steps(KINDS[written.split(maxsplit=1)[0]], *span):
        now = urgency(tier(around.format(written.format(f"{value:g}"))))
        assert now <= most, value
        most = now


@pytest.mark.parametrize("around", ["my child 6 years old, {}", "pregnant, {}"])
@pytest.mark.parametrize("written", dict.fromkeys(written for written, _ in WRITTEN))
def test_a_child_or_a_pregnancy_is_never_answered_more_gently(around: str, written: str) -> None:
    for value in range(0, 260, 3):
        alone = tier(written.format(value))
        assert urgency(tier(around.format(written.format(value)))) <= urgency(alone), value


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        *((said, EMERGENCY) for said in ("oxygen 92", "sats 88%", "o2 88", "spo2 of 69", "pulse ox says 87%", "02 88")),
        *((said, EMERGENCY) for said in ("sats under 93", "oximeter 85 to 88", "oxygen 93 and i feel breathless")),
        *((said, CALL_NOW) for said in ("oxygen 94", "o2 93", "pulse 100", "hr 46", "pulse 130", "resp rate 22")),
        *((said, EMERGENCY) for said in ("hr 40", "pulse >130", "pulse over 130", "pulse 221", "142 bpm", "hr: 131")),
        *((said, EMERGENCY) for said in ("resting hr 112", "pulse 118 while the drip is running", "tachycardic 130")),
        *((said, EMERGENCY) for said in ("61 breaths a minute", "breathing 30 times a minute", "rr 26", "resps 8")),
        *((said, EMERGENCY) for said in ("bp 80/50", "85 over 50", "blood presure 78/40", "bp 251/140", "bp 220 / 90")),
        *((said, CALL_NOW) for said in ("bp 168/94", "bottom number is 122 top 170", "bp 100/70", "180/95")),
        ("bp 184/98 and blurry vision", EMERGENCY),
        *((said, EMERGENCY) for said in ("temp 40,5", "104.6f", "temperature 34.6", "40.0 C", "temp 35", "95 F")),
        *((said, CALL_NOW) for said in ("temp 38,5", "101.5F", "fever of 100.8", "35.6 c", "38.4C", "39.2 degrees")),
        *((said, EMERGENCY) for said in ("baby 6 weeks old temp 38.3", "temp 38.1 and i have a hickman line")),
        *(
            (said, EMERGENCY)
            for said in ("sugar 2.4", "glucose 2,7 mmol", "blood sugar 45", "bs is 2.9", "meter says LO")
        ),
        *((said, EMERGENCY) for said in ("meter says HI", "sugar 650", "sugar 1,200", "bg 28 mmol and vomiting")),
        *((said, CALL_NOW) for said in ("sugar 62", "bg 15,1 mmol", "sugar 275", "sugar 3.5")),
        *((said, EMERGENCY) for said in ("33 weeks pregnant bp 164/102", "gave birth 3 weeks ago, bp 150/112")),
        ("pregnant 28 weeks bp 144/88", CALL_NOW),
        ("pregnant bp 142/92 and headache", EMERGENCY),
        *((said, EMERGENCY) for said in ("azucar en 45", "oxigeno 86", "presion 80/50")),
        *((said, NOT_LISTED) for said in ("o2 98", "temp 36.8", "98.6 F", "36.6 C", "glucose 5.6 mmol", "bp 120/80")),
        *((said, NOT_LISTED) for said in ("room 104", "bus 92 or bus 38", "i am 67 years old", "my weight is 82 kg")),
    ],
)
def test_every_way_of_writing_is_read(typed: str, wanted: str) -> None:
    assert tier(typed) == wanted


def test_sugar_without_a_unit_between_20_and_33_takes_the_more_urgent_of_both_readings() -> None:
    assert {tier(f"sugar {value}") for value in range(20, 34)} == {EMERGENCY}
    assert tier("sugar 19") == CALL_NOW
    assert tier("sugar 34") == EMERGENCY


def test_a_usual_value_asks_what_the_person_feels_and_with_sugar_names_false_readings() -> None:
    pulse, sugar = leaflet().understand("pulse 72"), leaflet().understand("sugar 110")

    assert (pulse.matches, pulse.is_usual, pulse.is_misread) == ((), True, False)
    assert (sugar.matches, sugar.is_usual, sugar.is_misread) == ((), True, True)


def test_each_row_of_the_table_is_of_the_tier_it_says_and_has_a_known_source() -> None:
    sources = {source.id for source in Library().sources.values()}

    assert [row for row in MATCHING.readings if ENTRIES[row.side_effect] != row.tier] == []
    assert {row.source for row in MATCHING.readings} <= sources


@given(st.text(alphabet="0123456789.,/<>% bpoxygentmsuarhlfcd-", max_size=80))
def test_any_numbers_at_all_get_an_answer(typed: str) -> None:
    assert tier(typed) in {*ENTRIES.values(), NOT_LISTED}
