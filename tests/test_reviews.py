"""A review counts by the hash of each text. What changes after it shows as not reviewed again, on every face."""

import json
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from kit import Program

from ivig_prep.content import library, reviews
from ivig_prep.content.files import LOADERS, load
from ivig_prep.content.reviews import Review, Reviews
from ivig_prep.core.review import Reviewed, is_reviewed
from ivig_prep.errors import ContentRefused
from ivig_prep.pages import shared

DATA = Path(__file__).parents[1] / "data"
OXYGEN = "side-effects/number/oxygen-percent-emergency-to-91-trouble-breathing"
NURSE = "A. Nurse, RN"
HASH = "0" * 64


LISTS = ("checklist", "side_effects", "topics", "matching", "reviews")


def lists_of(folder: Path) -> dict[str, Any]:
    """Return the lists of a data folder that a review is about."""
    return {name: LOADERS[name](str(folder)) for name in LISTS}


@cache
def ours(name: str) -> Any:
    """Return one of our own lists, read once."""
    return LOADERS[name](str(DATA))


def texts_of(folder: Path) -> reviews.Texts:
    """Return every text of a data folder that can be reviewed."""
    return reviews.all_texts(lists_of(folder))


@cache
def our_lines() -> tuple[str, ...]:
    """Return the lines of a review of our own words."""
    return reviews.lines_of(texts_of(DATA))


def write_review(folder: Path, *, lines: tuple[str, ...], signed: str | None = None) -> None:
    """Write a review of these lines into a data folder."""
    listed = "".join(f'      - "{line}"\n' for line in lines)
    (folder / "reviews.yaml").write_text(
        f'reviews:\n  - reviewer: "{NURSE}"\n    date: "2026-12-01"\n'
        f'    hash: "{signed or reviews.hash_of_lines(lines)}"\n    texts:\n{listed}'
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder of our words in which a nurse has reviewed every text."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    write_review(folder, lines=our_lines())
    return folder


@pytest.fixture
def shown(data: Path, ivig: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return the program with the words of that folder."""

    def read(name: str, kind: type) -> Any:
        return LOADERS[name](str(data)) if name in LISTS else ours(name)

    monkeypatch.setattr(library, "_read", read)
    return ivig


def change(data: Path, file: str, before: str, after: str) -> None:
    """Change one text of a file."""
    path = data / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def change_one_of_each(data: Path) -> None:
    """Change one step, one side effect and one short answer."""
    change(data, "checklist.yaml", 'text: "Plan a ride home."', 'text: "Plan a ride back home."')
    change(data, "side_effects.yaml", 'label: "Trouble breathing"', 'label: "Hard to breathe"')
    change(data, "topics.yaml", "IVIg is short for", "IVIg stands for")


# By the hash


def test_nobody_has_reviewed_the_words_yet() -> None:
    found = lists_of(DATA)

    assert found["reviews"] == Reviews(())
    assert [found[name].review for name in ("checklist", "side_effects", "topics")] == [None, None, None]


def test_a_list_is_reviewed_when_every_text_was_reviewed_in_its_present_words(data: Path) -> None:
    found = lists_of(data)

    for name in ("checklist", "side_effects", "topics"):
        assert is_reviewed(found[name].review), name
        assert found[name].review.signatures[0].name == NURSE


def test_every_step_sign_side_effect_rule_number_and_topic_is_a_text_of_its_own() -> None:
    found = lists_of(DATA)
    names = texts_of(DATA)

    assert {f"checklist/step/{item.id}" for item in found["checklist"].items} <= set(names)
    assert {f"checklist/sign/{sign.id}" for sign in found["checklist"].emergency.signs} <= set(names)
    assert {f"side-effects/entry/{entry.id}" for entry in found["side_effects"].side_effects} <= set(names)
    assert {f"topics/topic/{topic.id}" for topic in found["topics"].topics} <= set(names)
    assert sum(name.startswith("side-effects/number/") for name in names) == len(found["matching"].readings)


@pytest.mark.parametrize(
    ("file", "before", "after", "text"),
    [
        ("checklist.yaml", 'text: "Plan a ride home."', 'text: "Plan a lift home."', "checklist/step/plan-ride"),
        ("checklist.yaml", 'title: "Plan the visit"', 'title: "Plan it"', "checklist/rest"),
        ("checklist.yaml", "not_for: [home]", "not_for: [home, child]", "checklist/step/plan-ride"),
        ("side_effects.yaml", "Trouble breathing", "Short of breath", "side-effects/entry/trouble-breathing"),
        ("side_effects.yaml", 'call: "Call {number} now."', 'call: "Call {number}."', "side-effects/rest"),
        ("matching.yaml", "tier: emergency, most: 92,", "tier: emergency, most: 91,", OXYGEN),
        ("topics.yaml", "IVIg is short for", "IVIg stands for", "topics/topic/what-is-ivig"),
    ],
)  # fmt: skip
def test_one_changed_text_is_not_reviewed_any_more_and_no_other(
    data: Path, file: str, before: str, after: str, text: str
) -> None:
    change(data, file, before, after)

    found = lists_of(data)

    open_texts = [name for one in ("checklist", "side_effects", "topics") for name in found[one].review.open]
    assert open_texts == [text]


def test_a_changed_text_is_reviewed_again_by_a_second_review_of_it_alone(data: Path) -> None:
    change(data, "checklist.yaml", 'text: "Plan a ride home."', 'text: "Plan a lift home."')
    first = (data / "reviews.yaml").read_text()
    line = next(line for line in reviews.lines_of(texts_of(data)) if "/plan-ride " in line)
    write_review(data, lines=(line,))
    second = (data / "reviews.yaml").read_text().removeprefix("reviews:\n")
    (data / "reviews.yaml").write_text(first + second)

    assert is_reviewed(_reviewed_checklist(data))


def review_of(*lines: str, by: str = NURSE, on: str = "2026-12-01") -> Review:
    """Return a review of these lines."""
    return Review(by, on, reviews.hash_of_lines(lines), lines)


def test_who_signed_several_parts_on_one_day_is_named_once() -> None:
    texts = texts_of(DATA)
    lines = [line for line in our_lines() if line.startswith("checklist/")]
    parts = (review_of(*lines[:50]), review_of(*lines[50:]), review_of(*lines[:9], on="2026-12-02"))

    found = reviews.reviewed("checklist", Reviews(parts), lambda: _only(texts, "checklist"))

    assert found is not None
    assert is_reviewed(found)
    assert [(one.name, one.date) for one in found.signatures] == [(NURSE, "2026-12-01"), (NURSE, "2026-12-02")]


def test_who_signed_only_words_that_are_gone_is_named_no_more() -> None:
    texts = texts_of(DATA)
    lines = [line for line in our_lines() if line.startswith("topics/")]
    before = [f"{line.partition(' ')[0]} {'0' * 16}" for line in lines]
    signed = Reviews((review_of(*before, by="B. Doctor, MD"), review_of(*lines)))

    found = reviews.reviewed("topics", signed, lambda: _only(texts, "topics"))

    assert found is not None
    assert [one.name for one in found.signatures] == [NURSE]


def _only(texts: reviews.Texts, name: str) -> reviews.Texts:
    return {text: value for text, value in texts.items() if text.startswith(f"{name}/")}


def _reviewed_checklist(folder: Path) -> Reviewed | None:
    # Read as if by a new start: what a folder held is kept for one run.
    review: Reviewed | None = lists_of(folder.rename(folder.with_name("again")))["checklist"].review
    return review


def test_other_ways_to_type_a_side_effect_leave_it_reviewed(data: Path) -> None:
    change(data, "synonyms.yaml", 'said: ["gurgling",', 'said: ["gurgling", "very gurgly",')

    assert is_reviewed(lists_of(data)["side_effects"].review)


# What is shown


def test_a_reviewed_list_says_by_whom_and_when(shown: Program) -> None:
    said = f"Reviewed by {NURSE}, on Tuesday 1 December 2026."

    assert said in shown("today").out
    assert said in shown("learn", "cost").out
    assert f"Checklist: {said}" in shown("--version").out
    assert "reviewed" not in shown("unwell", "my", "leg", "is", "swollen").out


def test_a_changed_text_shows_as_not_reviewed_on_screen_and_plain(shown: Program, data: Path) -> None:
    change_one_of_each(data)

    assert "No doctor or nurse has reviewed this list since it changed. (1 of " in shown("today").out
    assert "No doctor or nurse has reviewed these answers since they changed. (1 of " in shown("learn", "cost").out
    assert "No one has reviewed it since it changed." in shown("unwell", "my", "leg", "is", "swollen").out
    assert shown("--version").out.count("No doctor or nurse has reviewed this list since it changed. (1 of ") == 3


OAKWOOD = b"""clinic: "Oakwood"
checked: "2026-11-22"
check_by: "2027-11-22"
items:
  - id: plan-ride
    text: "Take the Oakwood bus home."
"""


def test_a_review_of_our_words_is_said_not_to_be_about_the_words_of_a_clinic(
    shown: Program,
) -> None:
    clinic = library.Library().read_clinic(OAKWOOD, date(2026, 12, 1)).clinic
    theirs = library.Library(lambda: clinic).checklist
    outside = "Words marked From Oakwood are its own. It checked them on Sunday 22 November 2026."

    assert shared.content_notes(theirs)[-1].text == f"{outside} The review is not about them."
    assert shared.content_notes(theirs._replace(review=None))[-1].text == outside


@pytest.mark.parametrize("words", [("print",), ("print", "--text"), ("print", "--blank"), ("handout",)])
def test_a_changed_text_shows_as_not_reviewed_on_paper_and_phone(
    shown: Program, data: Path, words: tuple[str, ...]
) -> None:
    change_one_of_each(data)

    package = ("--package", "https://clinic.example/x.whl") if words[0] == "handout" else ()
    printed = shown(*words, *package, "-o", "-")

    assert "No doctor or nurse has reviewed this list since it changed" in " ".join(printed.out.split())
    assert f"Reviewed by {NURSE}" not in printed.out


def test_json_says_who_reviewed_a_list_and_when(shown: Program) -> None:
    whole = json.loads(shown("today", "--json").out)["content"]
    assert (whole["reviewed_by"], whole["reviewed_on"], whole["changed_since_review"]) == (NURSE, "2026-12-01", [])


def test_a_changed_text_is_named_in_json(shown: Program, data: Path) -> None:
    change_one_of_each(data)

    for words, text in (
        (("today", "--json"), "checklist/step/plan-ride"),
        (("unwell", "--json", "my leg is swollen"), "side-effects/entry/trouble-breathing"),
        (("learn", "--json"), "topics/topic/what-is-ivig"),
    ):
        content = json.loads(shown(*words).out)["content"]
        assert content["reviewed_by"] is None
        assert content["changed_since_review"] == [text]


def test_an_emergency_answer_keeps_to_12_lines_with_a_changed_list(shown: Program, data: Path) -> None:
    change_one_of_each(data)

    assert len(shown("unwell", "my leg is swollen and I cannot breathe").out.splitlines()) <= 12


# What is refused


def refusal(text: str) -> str:
    """Return what is said when reviews are refused."""
    with pytest.raises(ContentRefused) as refused:
        load(text.encode(), "reviews.yaml", Reviews, reviews.check_reviews)
    assert len(refused.value.faults) == 1
    return refused.value.faults[0]


LINE = "checklist/step/plan-ride 0123456789abcdef"
SOUND = f"""reviews:
  - reviewer: "{NURSE}"
    date: "2026-12-01"
    hash: "{reviews.hash_of_lines([LINE])}"
    texts:
      - "{LINE}"
"""


def test_a_sound_review_is_taken() -> None:
    found = load(SOUND.encode(), "reviews.yaml", Reviews, reviews.check_reviews)

    assert found.reviews[0].reviewer == NURSE


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ('    date: "2026-12-01"\n', "", 'line 2, column 5: The key "date" is missing here.'),
        (f'reviewer: "{NURSE}"\n    date', "date", 'line 2, column 5: The key "reviewer" is missing here.'),
        (NURSE, "", "line 2, column 15: A text is missing here."),
        (NURSE, "   ", "line 2, column 15: A text is missing here."),
        (NURSE, "123", 'line 2, column 15: "123" is not a name.'),
        (NURSE, "A. Nurse\\nReviewed by all", 'line 2, column 15: "A. Nurse Reviewed by all" is not a name.'),
        (NURSE, "A. Nurse\\e[31m", "line 2, column 15: A hidden character (U+001B) stands here."),
        ("2026-12-01", "1 December", 'line 3, column 11: "1 December" is not a date.'),
        ("2026-12-01", "2026-02-30", 'line 3, column 11: "2026-02-30" is not a date.'),
        (reviews.hash_of_lines([LINE]), HASH, "line 4, column 11: This hash does not fit the texts of its review."),
        (reviews.hash_of_lines([LINE]), "1234", 'line 4, column 11: "1234" is not a hash.'),
        ("0123456789abcdef", "0123456789abcde0", "line 4, column 11: This hash does not fit the texts of its review."),
    ],
)
def test_a_review_that_does_not_fit_is_refused_with_its_line_and_column(before: str, after: str, where: str) -> None:
    assert before in SOUND
    assert where in refusal(SOUND.replace(before, after))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("checklist/step/plan-ride", "is not the id of a text with its hash."),
        ("clinic/step/plan-ride 0123456789abcdef", "is not the id of a text with its hash."),
        (f'{LINE}"\n      - "checklist/step/plan-ride 1123456789abcdef', "stands here a second time."),
    ],
)
def test_a_line_that_names_no_text_or_one_twice_is_refused(line: str, what: str) -> None:
    lines = line.split('"\n      - "')
    text = SOUND.replace(reviews.hash_of_lines([LINE]), reviews.hash_of_lines(lines)).replace(f'"{LINE}"', f'"{line}"')

    assert what in refusal(text)


def test_a_review_that_was_changed_by_hand_stops_the_build(data: Path) -> None:
    change(data, "checklist.yaml", 'text: "Plan a ride home."', 'text: "Plan a lift home."')
    new = next(line for line in reviews.lines_of(texts_of(data)) if "/plan-ride " in line)
    old = next(line for line in our_lines() if "/plan-ride " in line)
    again = data.rename(data.with_name("again"))
    change(again, "reviews.yaml", old, new)

    with pytest.raises(ContentRefused, match="This hash does not fit the texts of its review"):
        lists_of(again)
