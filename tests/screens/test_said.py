"""What every command line really says keeps the rules for words, with a record behind it."""

import re

import words_kit as kit
import words_rules as rules
from screens_kit import Line, Tell


def said(shown: str) -> list[str]:
    """Return the texts of an output: the lines of a screen, the blocks of a page; none of JSON, it is for programs."""
    if shown.startswith("<!doctype"):
        return kit.seen(shown)
    return [] if shown.startswith("{") else shown.splitlines()


def by_others() -> set[str]:
    """Return the titles of sources: they stand as others wrote them."""
    return {source.title for source in kit.content()["sources"].sources}


def test_what_is_said_never_reassures_and_has_no_banned_word(line: Line, told: Tell) -> None:
    piped = told(line).piped
    texts = [text for text in (*said(piped.out), *said(piped.err)) if not any(title in text for title in by_others())]

    assert texts or piped.out.startswith("{") or not piped.out + piped.err
    assert [text for text in texts if rules.reassures(text)] == []
    assert [text for text in texts if rules.BANNED.search(text) or rules.SHOUTS.search(text)] == []


def test_what_is_said_has_dates_with_weekday_and_month_name(line: Line, told: Tell) -> None:
    piped = told(line).piped
    if "--csv" in line:  # a table has dates that a spreadsheet can read
        return
    texts = [text for text in (*said(piped.out), *said(piped.err)) if "ivig-prep" not in text]
    without_paths = [re.sub(r"\S*/\S*[a-z]\S*", kit.STAND_IN, text) for text in texts]

    assert [text for text in without_paths if rules.bad_date(text)] == []
