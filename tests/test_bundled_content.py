"""The content this program comes with: it loads, it fits everybody, and its words keep the rules of the house."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, combinations, groupby
from pathlib import Path
from typing import Any

import pytest

from ivig_prep.content.build import build, files_of
from ivig_prep.content.files import load_folder
from ivig_prep.core.checklist import (
    ADVICE,
    MOST_ITEMS,
    SIGN,
    TASK,
    UNDATED_PHASES,
    Checklist,
    Item,
    Section,
    sections_for,
)
from ivig_prep.core.day.moments import MOMENTS
from ivig_prep.core.traits import DERIVED_TRAITS, TRAITS
from ivig_prep.core.words.word_index import Volume

DATA = Path(__file__).parents[1] / "data"
URGENT = ("emergency", "call-now")
ALL_TRAITS = TRAITS + DERIVED_TRAITS
EVERYBODY = tuple(
    frozenset(traits)
    for traits in chain.from_iterable(combinations(ALL_TRAITS, count) for count in range(len(ALL_TRAITS) + 1))
    if not {"fluid-goal", "fluid-limit"} <= set(traits)
    and not (set(traits) & {"more-days", "later-day"} and "multi-day" not in traits)
    and not ("not-asked" in traits and set(traits) & set(TRAITS))
)
"""Every person there can be: nothing fits them, each word alone, all pairs, and so on up to all at once."""

URGES = re.compile(
    r"\b(drink (plenty|water|more|extra|lots|often|today|enough|fluids?|(at least )?\d)|keep (on )?(drinking|sipping)"
    r"|sip(s|ping)?\b|hydrated?\b|plenty (of|to)|(get|need|have|take) (more|extra|enough|a lot of) (water|fluids?)"
    r"|offer .*\b(drinks?|sips|pops)|aim for|water bottle|cups?\b)",
    re.IGNORECASE,
)
"""Words that tell a person to drink; those of the list, and others that an edit may bring."""

AMOUNT = re.compile(r"\b\d+(\.\d+)? ?(cups?|glasses|liters?|litres?|ml|ounces|oz)\b", re.IGNORECASE)
VERBS = set(
    re.findall(
        r"\w+",
        """Aim Ask Book Bring Call Check Do Drink Eat Find Follow Get Give Go Have Keep Learn Leave Let Look Move Note
        Offer Pack Plan Put Read Rest Say Set Show Skip Stay Store Take Tell Update Use Wait Walk Watch Write""",
    )
)


def steps(checklist: Checklist) -> Iterator[Item]:
    """Yield every item."""
    for phase in checklist.phases:
        for section in phase.sections:
            yield from section.items


def texts(value: Any) -> Iterator[str]:
    """Yield every text a person may read: not ids, versions, dates or sources."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        hidden = {"id", "sources", "fits", "not_for", "region", "group", "version", "checked", "check_by"}
        for name in value._fields:
            if name not in hidden:
                yield from texts(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return re.split(r"(?<=[.?!])\s+", text)


def wanting(text: str) -> str:
    """Return the sentences that want something done: those that warn against it, or ask, left out."""
    return " ".join(s for s in sentences(text) if not re.match(r"(Do not|Ask)\b", s) and "ask before" not in s)


def urges(item: Item) -> bool:
    """Say whether an item, or its why, urges a person to drink."""
    return bool(URGES.search(wanting(item.text)) or URGES.search(wanting(item.why)))


def shown(checklist: Checklist, traits: frozenset[str]) -> Iterator[tuple[str, Section]]:
    """Yield the sections a person sees, with their phases."""
    for phase in checklist.phases:
        yield from ((phase.id, section) for section in sections_for(phase, traits))


def read(checklist: Checklist) -> list[str]:
    """Return every text of the checklist."""
    return list(texts(checklist))


# It loads


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    """Return all content of the checkout, by file."""
    return load_folder(str(DATA))


def test_every_content_file_of_the_checkout_loads(content: dict[str, Any]) -> None:
    assert set(content) == {path.stem for path in DATA.glob("*.yaml")} | {"word_index", "spanish_index", "notices"}


def test_the_notices_are_those_of_the_checklist(content: dict[str, Any]) -> None:
    whole = content["checklist"]._asdict()

    assert content["notices"]._asdict() == {name: whole[name] for name in content["notices"]._fields}


def test_the_json_of_the_wheel_equals_the_yaml_and_is_ascii(content: dict[str, Any]) -> None:
    for stem, value in content.items():
        files = dict(files_of(stem, value))
        whole, *volumes = (json.loads(text) for text in files.values())

        assert build(type(value), whole) == (value._replace(volumes={}) if volumes else value), stem
        assert [build(Volume, volume) for volume in volumes] == list(getattr(value, "volumes", {}).values()), stem
        assert all(text.isascii() for text in files.values()), stem


def test_what_the_program_uses_equals_the_yaml(checklist: Checklist, content: dict[str, Any]) -> None:
    assert checklist == content["checklist"]


def test_the_content_is_checked_again_within_a_year(checklist: Checklist) -> None:
    checked, check_by = date.fromisoformat(checklist.checked), date.fromisoformat(checklist.check_by)

    assert timedelta(0) < check_by - checked <= timedelta(366)


def test_until_a_clinician_has_reviewed_it_the_content_can_say_so(checklist: Checklist) -> None:
    assert checklist.review is None
    assert "reviewed" in checklist.words.not_reviewed


# It fits everybody


def test_the_first_step_of_the_three_days_takes_the_cups_and_no_other_step_does(checklist: Checklist) -> None:
    for traits in EVERYBODY:
        for phase in checklist.phases:
            items = [item for section in sections_for(phase, traits) for item in section.items]

            takes_cups = [number for number, item in enumerate(items) if item.cups]
            assert takes_cups == ([0] if phase.id in UNDATED_PHASES else []), (phase.id, sorted(traits))


def test_nobody_sees_a_section_of_more_than_9_steps_or_a_day_without_any(checklist: Checklist) -> None:
    for traits in EVERYBODY:
        sections = list(shown(checklist, traits))

        assert {phase for phase, _ in sections} == {phase.id for phase in checklist.phases}, sorted(traits)
        assert all(1 <= len(section.items) <= MOST_ITEMS for _, section in sections), sorted(traits)


def test_where_a_limit_is_set_nothing_urges_drinking(checklist: Checklist) -> None:
    urging = {item.id for item in steps(checklist) if urges(item)}
    titles = {section.id for phase in checklist.phases for section in phase.sections if URGES.search(section.title)}

    for traits in EVERYBODY:
        if "fluid-limit" in traits:
            for _, section in shown(checklist, traits):
                assert section.id not in titles, sorted(traits)
                assert not urging & {item.id for item in section.items}, sorted(traits)


def test_what_urges_drinking_is_found_at_all(checklist: Checklist) -> None:
    assert {item.id for item in steps(checklist) if urges(item)} >= {
        "drink-day-before",
        "child-drink-day-before",
        "pack-water",
        "drink-morning",
        "child-drink-infusion-day",
        "sip-water",
        "child-sip",
        "tonight-drink",
        "child-drink-tonight",
        "drink-after",
        "child-drink-day-after",
    }


def test_the_words_at_a_limit_never_urge(checklist: Checklist) -> None:
    words = checklist.words

    assert not any(URGES.search(wanting(text)) for text in (words.limit_set, words.limit_reached, words.limit_passed))
    assert all("Do not" in text for text in (words.limit_set, words.limit_reached, words.limit_passed))


def test_on_each_of_the_three_days_a_person_with_a_limit_is_told_to_keep_to_it(checklist: Checklist) -> None:
    for traits in EVERYBODY:
        if "fluid-limit" in traits:
            for phase_id in UNDATED_PHASES:
                first = sections_for(checklist.phase(phase_id), traits)[0].items[0]

                assert "fluid limit" in first.text
                assert first.safety


def test_for_a_child_no_amount_for_adults_is_shown(checklist: Checklist) -> None:
    for traits in EVERYBODY:
        if "child" in traits:
            for _, section in shown(checklist, traits):
                for item in section.items:
                    assert not AMOUNT.search(item.text + item.why), (item.id, sorted(traits))


def test_in_the_content_an_amount_for_adults_is_there_to_be_hidden(checklist: Checklist) -> None:
    assert [item.id for item in steps(checklist) if AMOUNT.search(item.text)] == ["drink-amount"]


def test_parts_of_the_infusion_day_never_mix(checklist: Checklist) -> None:
    for phase in checklist.phases:
        order = [group for group, _ in groupby(section.group or "" for section in phase.sections)]

        assert order == ([group.id for group in phase.groups] or [""])


def is_extra(item: Item, section: Section) -> bool:
    """Say whether a step comes on top for some people, and is not there in place of another one of its section."""
    return bool(item.fits) and not any(set(item.fits) <= set(other.not_for) for other in section.items)


def test_extras_that_fit_only_some_people_stand_in_sections_of_their_own(checklist: Checklist) -> None:
    for phase in checklist.phases:
        for section in phase.sections:
            assert len({is_extra(item, section) for item in section.items}) == 1, section.id


@pytest.mark.parametrize("trait", ALL_TRAITS)
def test_every_word_for_what_fits_changes_the_list(checklist: Checklist, trait: str) -> None:
    before = frozenset({"first-time"} if trait == "later-day" else ())
    everyone = {item.id for _, section in shown(checklist, before) for item in section.items}

    fitting = {item.id for _, section in shown(checklist, before | {trait}) for item in section.items}

    assert everyone - fitting if trait in ("fluid-goal", "later-day") else fitting - everyone


# Its words. The rules for all words are in test_words.py


def test_every_step_begins_with_a_verb_or_if(checklist: Checklist) -> None:
    """A verb that is new here goes into VERBS."""
    first_words = {item.id: re.split(r"\W", item.text)[0] for item in steps(checklist)}

    assert {item: word for item, word in first_words.items() if word not in VERBS | {"If"}} == {}


def test_every_step_and_why_ends_with_a_full_stop(checklist: Checklist) -> None:
    assert [item.id for item in steps(checklist) if not (item.text.endswith(".") and item.why.endswith("."))] == []


def test_everything_is_ascii_on_one_line(checklist: Checklist) -> None:
    assert [text for text in read(checklist) if not re.fullmatch(r"[ -~]+", text) or text != text.strip()] == []


def test_places_for_numbers_and_dates_stand_only_where_they_are_filled(checklist: Checklist) -> None:
    in_steps = [item.text for item in steps(checklist) if "{" in item.text]
    words = checklist.words

    assert [text for text in read(checklist) if "{" in text and text not in in_steps] == [
        checklist.emergency.line,
        words.report,
        words.no_contact,
        words.past_check_by,
        words.limit_reached,
        words.limit_passed,
        words.lot_found,
        words.lot_alike,
    ]
    assert {place for text in in_steps for place in re.findall(r"\{.*?\}", text)} == {"{team}", "{emergency}"}
    assert "Call {number} now." in checklist.emergency.line
    assert "{date}" in checklist.words.past_check_by


def test_an_unknown_emergency_number_names_the_common_ones(checklist: Checklist) -> None:
    assert re.findall(r"\d+", checklist.emergency.unknown_number) == ["911", "999", "112", "000"]


# What must be in it

REQUIRED = {
    "drink-day-before": "fluid limit",
    "drink-morning": "fluid limit",
    "drink-after": "fluid limit",
    "ask-which-medicines": "which medicines",
    "pack-warm": "blanket or sweater",
    "set-clothes": "IV site or port",
    "ask-companion": "friend or family",
    "say-past-reaction": "side effects from any earlier infusion",
    "first-say": "first IVIg",
    "say-new-brand": "brand is new",
    "ask-insurance": "what it covers",
    "ask-insurance-steps": "which steps",
    "pack-id": "insurance or health card",
    "pack-medicine-list": "infusion log",
    "pack-food": "snacks",
    "pack-charger": "something to do for 2 to 6 hours",
    "plan-ride": "ride home",
    "check-temperature": "fever",
    "watch-for-infection": "infection",
    "ask-vaccines": "vaccine",
    "premeds-as-ordered": "only if your team ordered",
    "write-lot": "lot number",
    "stay-to-be-watched": "watch you",
    "no-drive-if-unwell": "Do not drive",
    "check-headache": "headache",
    "late-headache": "headache",
    "late-clot-signs": "call {emergency} now",
    "late-lung-signs": "call {emergency} now",
}
KEEPS_FROM_HARM = (
    "limit-day-before",
    "limit-infusion-day",
    "limit-day-after",
    "say-past-reaction",
    "tell-nurse-any-symptom",
    "no-drive-if-unwell",
    "care-no-aspirin",
    "know-emergency-signs",
    "tonight-signs",
)


@pytest.mark.parametrize(("item_id", "words"), REQUIRED.items())
def test_a_required_entry_is_there(checklist: Checklist, item_id: str, words: str) -> None:
    assert [words in item.text for item in steps(checklist) if item.id == item_id] == [True]


@pytest.mark.parametrize("item_id", KEEPS_FROM_HARM)
def test_a_step_that_keeps_people_from_harm_is_marked(checklist: Checklist, item_id: str) -> None:
    assert [item.safety for item in steps(checklist) if item.id == item_id] == [True]


TICKED = ("ask-which-medicines", "pack-charger", "plan-ride", "pack-id", "premeds-as-ordered", "write-lot", "first-say")
WATCHED = ("watch-for-infection", "check-temperature", "know-emergency-signs", "tonight-signs", "check-headache")
HOLDS = ("drink-day-before", "limit-day-before", "no-drive-if-unwell", "stay-to-be-watched", "care-no-aspirin")


@pytest.mark.parametrize(
    ("item_id", "kind"),
    [(each, kind) for ids, kind in ((TICKED, TASK), (WATCHED, SIGN), (HOLDS, ADVICE)) for each in ids],
)
def test_what_is_done_is_a_task_a_warning_a_sign_and_what_holds_all_day_advice(
    checklist: Checklist, item_id: str, kind: str
) -> None:
    assert [item.kind for item in steps(checklist) if item.id == item_id] == [kind]


def test_each_sign_has_a_place_for_a_number_or_sends_to_a_place(checklist: Checklist) -> None:
    signs = [item.text for item in steps(checklist) if item.kind == SIGN]

    assert [text for text in signs if "{" not in text and "go to an emergency department now" not in text] == []


def test_each_day_from_the_infusion_on_has_signs_for_everybody(checklist: Checklist) -> None:
    for phase in ("day-before", "infusion-day", "day-after", "days-after"):
        items = [item for section in sections_for(checklist.phase(phase), frozenset()) for item in section.items]

        assert any(item.kind == SIGN for item in items), phase


def test_a_sign_names_only_side_effects_for_which_somebody_is_called_now(
    checklist: Checklist, content: dict[str, Any]
) -> None:
    tiers = {entry.id: entry.tier for entry in content["side_effects"].side_effects}

    less = {(item.id, effect) for item in steps(checklist) for effect in item.answers if tiers[effect] not in URGENT}
    assert less == set()


def test_a_sign_that_says_the_emergency_number_names_an_emergency(
    checklist: Checklist, content: dict[str, Any]
) -> None:
    tiers = {entry.id: entry.tier for entry in content["side_effects"].side_effects}

    for item in steps(checklist):
        if item.kind == SIGN and "{emergency}" in item.text:
            assert "emergency" in {tiers[effect] for effect in item.answers}, item.id


def test_what_belongs_to_the_chair_stands_in_its_moment_and_the_evening_has_its_own(checklist: Checklist) -> None:
    groups = {s.id: s.group for s in checklist.phase("infusion-day").sections}

    assert {groups[each] for each in ("tell-nurse", "first-day", "new-brand-day", "port-day", "check-record")} == {
        "during"
    }
    assert groups["tonight"] == "tonight"
    assert [group.id for group in checklist.phase("infusion-day").groups] == list(MOMENTS)


def test_the_tasks_that_take_time_are_offered_as_soon_as_a_date_is_set(checklist: Checklist) -> None:
    early = {item.id for item in checklist.items if item.early}

    assert early >= {"ask-insurance", "first-iga", "plan-ride", "update-medicines", "ask-companion"}
    assert early <= {item.id for section in checklist.phase("week-before").sections for item in section.items}


def test_what_need_not_come_again_is_marked(checklist: Checklist) -> None:
    once = {item.id for item in checklist.items if item.once}

    assert once >= {"ask-insurance", "ask-insurance-steps", "save-phone-numbers", "first-iga", "ask-fluid-plan"}


def test_the_steps_that_were_taken_out_are_remembered(checklist: Checklist) -> None:
    assert set(checklist.retired) >= {"follow-instructions", "check-ride", "skip-coffee", "pack-fun"}


def test_drinking_plenty_says_what_it_is_good_for(checklist: Checklist) -> None:
    for item in steps(checklist):
        if item.id in ("drink-day-before", "drink-morning", "drink-after"):
            assert "plenty" in item.text
            assert re.search(r"headache and other side effects", item.why)


def test_fluids_and_packing_are_sections_of_their_own(checklist: Checklist) -> None:
    sections = [section.id for section in sections_for(checklist.phase("day-before"), frozenset())]

    assert sections[:2] == ["fluids", "packing"]
