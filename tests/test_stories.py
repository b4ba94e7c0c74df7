"""What people see over weeks stands in tests/stories, so that a change of words, of order or of looks shows."""

import difflib
import re
from pathlib import Path

import pytest
from stories.record import HERE, LOOKS, STORIES, file_of, told


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_told_as_it_was_recorded(story: str, look: str, tmp_path: Path) -> None:
    """Play it again. `python tests/stories/record.py` writes down a change that is meant."""
    recorded = file_of(story, look).read_text(encoding="utf-8")

    now = told(story, look, tmp_path / "records")

    changed = difflib.unified_diff(recorded.splitlines(), now.splitlines(), "recorded", "now", n=2, lineterm="")
    assert now == recorded, "\n".join(list(changed)[:60])


def test_there_is_a_file_for_each_story_in_each_look_and_no_other() -> None:
    assert {path.name for path in HERE.glob("*.txt")} == {file_of(s, look).name for s in STORIES for look in LOOKS}


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("look", LOOKS)
def test_no_line_of_a_story_is_wider_than_its_terminal_and_no_number_is_split(story: str, look: str) -> None:
    text = file_of(story, look).read_text(encoding="utf-8")
    screens = [line for line in text.splitlines()[1:] if not line.startswith(("===", "$ ", "> "))]

    assert [line for line in screens if len(line) > LOOKS[look].columns] == []
    assert not re.search(r"555\W*\n\W*01", text)
    assert not re.search(r"[Cc]all\s*\n\W*(911|999|112)\b", text)


@pytest.mark.parametrize("story", STORIES)
def test_the_plain_look_is_ascii_and_says_the_same_words_in_the_same_order(story: str) -> None:
    plain, screen = (file_of(story, look).read_text(encoding="utf-8") for look in ("plain", "80"))

    assert plain.isascii()
    assert _words(plain) == _words(screen)


def _words(text: str) -> list[str]:
    """Return the words of a story, without what is drawn."""
    text = re.sub(r"^Lot .*, letter by letter: .*\n", "", text, flags=re.MULTILINE)  # for those who hear it
    text = text.replace("; ", " ")  # at keys that stand on a line each, it is the end of the line
    without_drawing = re.sub(r"[┏━┓┃┗┛╭─╮│╰╯□✓█░!]|(?<=\s)-(?= not for me)", " ", text)
    return re.sub(r"^( *\d+)\. ", r"\1 ", without_drawing, flags=re.MULTILINE).split()
