"""The pack for a clinician has every text, and what was signed is saved only while the words are the same."""

import csv
import html
import re
import shutil
from pathlib import Path

import pytest
import review_pack as pack
from test_reviews import DATA, change, lists_of

from ivig_prep.content.files import LOADERS
from ivig_prep.content.reviews import all_texts

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def ours() -> pack.Pack:
    """Return the pack of our own words."""
    return pack.make({**lists_of(DATA), "sources": LOADERS["sources"](str(DATA))})


@pytest.fixture(scope="module")
def page(ours: pack.Pack, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the page of the pack."""
    path = tmp_path_factory.mktemp("pack") / "review.html"
    pack.write_page(path, ours)
    return path.read_text(encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of our words that may be changed, on a day after they are signed."""
    monkeypatch.setenv("IVIG_PREP_TODAY", "2026-12-02")
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def signed(data: Path, *more: str) -> None:
    """Save a review of the numbers."""
    words = ["--data", str(data), "--sign", "A. Nurse, RN", "--date", "2026-12-01", "--part", "numbers", *more]
    with pytest.raises(SystemExit) as ended:
        pack.main(words)
    if ended.value.code:
        raise ValueError(ended.value.code)


# What is in it


def test_every_text_that_can_be_reviewed_is_in_the_pack_once(ours: pack.Pack) -> None:
    assert sorted(row.id for row in ours.rows) == sorted(all_texts(lists_of(DATA)))


def test_every_sign_side_effect_safety_step_and_number_has_its_words_why_and_a_source_with_its_date(
    ours: pack.Pack,
) -> None:
    for row in ours.rows:
        if not row.id.endswith("/rest"):
            assert row.words, row.id
            assert row.sources, row.id
            assert all(re.search(r"\((\d{4}|no date)\)$", pack.cited(ours.sources[one])) for one in row.sources)
        if re.match("side-effects/(entry|rule)|checklist/step", row.id):
            assert row.why, row.id
        if re.match("side-effects/(entry|number)|checklist/sign", row.id):
            assert row.tier in ("emergency", "call-now", "tell-team", "common"), row.id


def test_the_page_shows_each_text_with_its_id_and_its_hash(ours: pack.Pack, page: str) -> None:
    said = html.unescape(page)

    for row in ours.rows:
        assert f"{row.id} {row.hash}" in said
        assert all(text in said for _, text in row.words), row.id
        assert row.why in said


def test_the_page_is_one_file_that_asks_for_nothing_and_runs_nothing(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|src=|url\(|https?://", page)


def test_each_text_has_its_boxes_and_each_part_is_signed_by_its_own_hash(ours: pack.Pack, page: str) -> None:
    for box in ("Agree", "Change", "Remove", "none", "some", "serious"):
        assert page.count(f"> {box}</label>") == len(ours.rows), box
    for box in ("Raise", "Lower"):
        assert page.count(f"> {box}</label>") == sum(bool(row.tier) for row in ours.rows)
    assert page.count("Initials") == len(ours.rows)
    assert all(ours.hash(part) in page for part in pack.PARTS)


def test_there_are_24_questions_about_the_whole_each_with_its_aim(page: str) -> None:
    asked = pack.questions()

    assert len(asked) == len({one.question for one in asked}) == 24
    assert all(one.question.endswith("?") and one.aim.endswith(".") for one in asked)
    assert all(html.escape(one.question) in page for one in asked)


def test_the_table_says_the_same_and_has_empty_columns_for_the_reviewer(ours: pack.Pack, tmp_path: Path) -> None:
    pack.write_table(tmp_path / "review.csv", ours)

    with (tmp_path / "review.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == pack.COLUMNS
    assert [(row[1], row[2]) for row in rows] == [(row.id, row.hash) for row in ours.rows]
    assert {cell for row in rows for cell in row[9:]} == {""}
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULAS)]


@pytest.mark.parametrize("begin", FORMULAS)
def test_no_text_of_the_table_is_taken_for_a_formula(ours: pack.Pack, tmp_path: Path, begin: str) -> None:
    row = ours.rows[0]._replace(title=f"{begin}cmd|' /C calc'!A1")
    pack.write_table(tmp_path / "review.csv", ours._replace(rows=(row,)))

    with (tmp_path / "review.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1][4].startswith("'")


def test_one_command_writes_both_files_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack.main(["--folder", str(tmp_path / "pack")])

    said = capsys.readouterr().out
    assert {path.name for path in (tmp_path / "pack").iterdir()} == {"review.html", "review.csv"}
    assert all(str(path) in said for path in (tmp_path / "pack").iterdir())


# What comes back


def test_what_was_signed_is_saved_and_counts_for_these_words_alone(ours: pack.Pack, data: Path, tmp_path: Path) -> None:
    signed(data, "--hash", ours.hash("numbers")[:12])

    reviewed = lists_of(data.rename(tmp_path / "again"))["side_effects"].review  # a folder is read once in a run
    assert reviewed.signatures[0].name == "A. Nurse, RN"
    assert not [text for text in reviewed.open if text.startswith("side-effects/number/")]
    assert "side-effects/entry/trouble-breathing" in reviewed.open


def test_words_that_changed_since_they_were_signed_are_not_saved_as_reviewed(ours: pack.Pack, data: Path) -> None:
    change(data, "matching.yaml", "tier: emergency, most: 92,", "tier: emergency, most: 91,")
    before = (data / "reviews.yaml").read_bytes()

    with pytest.raises(ValueError, match="not those that were signed"):
        signed(data, "--hash", ours.hash("numbers"))

    assert (data / "reviews.yaml").read_bytes() == before


def test_a_hash_too_short_to_tell_is_not_taken(ours: pack.Pack, data: Path) -> None:
    with pytest.raises(ValueError, match="at least 12 digits"):
        signed(data, "--hash", ours.hash("numbers")[:11])


@pytest.mark.parametrize("name", ["", "   ", "A. Nurse\nReviewed by all", "A. Nurse\x1b[31m"])
def test_a_review_without_a_name_that_can_be_shown_is_not_saved(ours: pack.Pack, data: Path, name: str) -> None:
    before = (data / "reviews.yaml").read_bytes()

    with pytest.raises(ValueError, match="Write after --sign who signed"):
        signed(data, "--hash", ours.hash("numbers"), "--sign", name)

    assert (data / "reviews.yaml").read_bytes() == before


def test_a_review_of_a_day_to_come_is_not_saved(ours: pack.Pack, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (data / "reviews.yaml").read_bytes()
    monkeypatch.setenv("IVIG_PREP_TODAY", "2026-11-30")

    with pytest.raises(ValueError, match="Tuesday 1 December 2026 has not come yet"):
        signed(data, "--hash", ours.hash("numbers"))

    assert (data / "reviews.yaml").read_bytes() == before


def test_the_page_has_the_address_of_each_source_to_type(ours: pack.Pack, page: str) -> None:
    addresses = [source.address for source in ours.sources.values() if source.address]

    assert len(addresses) > 100
    for address in addresses:
        assert f"<code>{html.escape(re.sub('^https?://', '', address))}</code>" in page


def test_after_a_review_the_next_pack_can_hold_only_what_is_open(
    ours: pack.Pack, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed(data, "--hash", ours.hash("numbers"))
    again = data.rename(tmp_path / "again")
    change(again, "matching.yaml", "tier: emergency, most: 92,", "tier: emergency, most: 91,")

    pack.main(["--data", str(again), "--open", "--folder", str(tmp_path / "pack")])

    assert "   1 texts in numbers" in capsys.readouterr().out
