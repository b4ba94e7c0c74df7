"""What the README promises to a newcomer."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURE = re.compile(r"!\[([^]]*)\]\(([^)]+)\)")
BY_NAME = re.compile(
    r"(?:install|download|uvx|pipx run|tool run|--from|--with)(?:\s+-\S+)*\s+['\"]?ivig[-_]prep(?![-.\w]*\.whl)"
)

FROM_THIS_FOLDER = re.compile(r"\bpip .*install .*?(?:\. |\.;|\.$|-e '\.\[).*", re.MULTILINE)


def test_every_pip_line_installs_the_versions_of_the_lock_from_this_folder() -> None:
    lines = FROM_THIS_FOLDER.findall(README)

    assert len(lines) == 4
    assert [line for line in lines if " -c constraints.txt " not in line] == []


def test_no_line_installs_a_package_of_that_name_from_an_index() -> None:
    assert not BY_NAME.findall(README)


def test_the_search_for_such_lines_finds_them() -> None:
    lines = [
        "pip install ivig-prep",
        "uvx ivig-prep today",
        "pipx install -f 'ivig_prep[test]'",
        "uv run --with ivig-prep x",
    ]

    assert all(BY_NAME.search(line) for line in lines)


def test_each_picture_is_there_and_small_and_said_in_words() -> None:
    pictures = PICTURE.findall(README)

    assert len(pictures) == 3
    for words, path in pictures:
        content = (ROOT / path).read_bytes()
        assert content.startswith(b"\x89PNG"), path
        assert len(content) < 150_000, path
        assert len(words.split()) > 20, path
