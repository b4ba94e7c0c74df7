"""What the handout promises: the lines on it work, and it says first what it is, in a page and in words."""

import html as escaping
import os
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest
import segno
from kit import Program
from test_install import ROOT, start, tool
from test_paper import Page, hostile, joined

from ivig_prep.content.library import Library
from ivig_prep.core.handout import Handout, web_address
from ivig_prep.faces import html, plain
from ivig_prep.faces.square import Square, square
from ivig_prep.pages import booklet as booklet_words
from ivig_prep.pages import handout as words
from ivig_prep.world import origin

WHEEL = "https://clinic.example/ivig_prep-0.1.0-py3-none-any.whl"


@pytest.fixture
def dated(ivig: Program) -> Program:
    """Stand on the day before an infusion."""
    ivig("setup", "--date", "2026-12-02", "--emergency", "911", "--every", "4w")
    return ivig


KINDS = {
    WHEEL: WHEEL,
    "./ivig_prep-0.1.0-py3-none-any.whl": "./ivig_prep-0.1.0-py3-none-any.whl",
    "ivig_prep-0.1.0-py3-none-any.whl": "ivig_prep-0.1.0-py3-none-any.whl",
    "./ivig-prep": "./ivig-prep",
    ".": ".",
    r"C:\Users\Ann Lee\ivig.whl": r'"C:\Users\Ann Lee\ivig.whl"',
    "git+https://git.example/ivig-prep@v1#egg=x&y": '"git+https://git.example/ivig-prep@v1#egg=x&y"',
}


def typed_lines(source: str) -> list[str]:
    """Return the lines to type that stand on a handout."""
    found = re.findall(r"<code>(.*?)</code>", source)
    return [escaping.unescape(re.sub("</?(?:span|wbr).*?>", "", line)) for line in found]


def on_unix(typed: str) -> str:
    return (
        "curl -LsSf https://astral.sh/uv/install.sh | sh && PATH=$HOME/.local/bin:$PATH"
        f" && uv tool install {typed} && ivig-prep today"
    )


def on_windows(typed: str) -> str:
    return (
        'powershell -ExecutionPolicy ByPass -c "irm https://astral.sh/uv/install.ps1 | iex";'
        rf' $env:Path = "$HOME\.local\bin;$env:Path"; uv tool install {typed}; ivig-prep today'
    )


@pytest.mark.parametrize(("spec", "typed"), KINDS.items(), ids=lambda value: value[:12])
def test_the_handout_has_the_line_for_each_kind_of_package(dated: Program, spec: str, typed: str) -> None:
    source = dated("handout", "-o", "-", "--package", spec).out

    assert typed_lines(source) == [
        on_unix(typed),
        on_windows(typed),
        "python3 ivig-prep.pyz today",
        "py ivig-prep.pyz today",
    ]


NO_PLACE = ("ivig-prep", "ivig_prep==0.1.0", "ivig-prep[test]", "", "  ", "x" * 301, "-r/etc/passwd", "--from=x/y")
NOT_FOR_EVERY_SHELL = [
    f"./a{odd}b" for odd in ("$(id)", "`id`", '"', "'", ";", "|", ">", "\n", "!", "<script>", "\xe9")
]


@pytest.mark.parametrize("spec", [*NO_PLACE, *NOT_FOR_EVERY_SHELL])
def test_a_package_that_is_no_place_or_does_not_work_in_every_shell_is_refused(
    dated: Program, folder: Path, spec: str
) -> None:
    ran = dated("handout", f"--package={spec}")

    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert os.listdir(folder) == []


class Installed:
    """Stands in for an installed distribution and what its installer left."""

    def __init__(self, left: str | None) -> None:
        self._left = left

    def read_text(self, _name: str) -> str | None:
        return self._left


@pytest.mark.parametrize(
    ("left", "address"),
    [
        (f'{{"url": "{WHEEL}", "archive_info": {{}}}}', WHEEL),
        ('{"url": "https://git.example/x", "vcs_info": {"vcs": "git"}}', "git+https://git.example/x"),
        ('{"url": "file:///home/ann/x.whl"}', None),
        ("{}", None),
        ("broken", None),
        (None, None),
    ],
)
def test_without_package_it_is_the_address_it_came_from_or_exit_2(
    dated: Program, monkeypatch: pytest.MonkeyPatch, left: str | None, address: str | None
) -> None:
    monkeypatch.setattr(metadata, "distribution", lambda _name: Installed(left))

    ran = dated("handout", "-o", "-")

    assert origin.address() == address
    assert ran.code == (0 if address else 2)
    if address:
        assert typed_lines(ran.out)[0] == on_unix(address)
    else:
        assert "ivig-prep handout --package https://" in ran.err


def test_the_handout_says_what_a_nurse_hands_out(ivig: Program) -> None:
    ivig("setup", "--emergency", "112", "--clinic-phone", "555 0100", "--night-phone", "555 0199")
    made = Page(ivig("handout", "--package", WHEEL, "-o", "-").out.replace("<wbr>", ""))
    text = ivig("handout", "--package", WHEEL, "--text", "-o", "-").out

    assert made.tags.count("h1") == 1
    assert max(map(len, text.splitlines())) <= 72
    assert any("Call 112 now." in line for line in text.splitlines()[:4])
    for said in (made.said, joined(text)):
        for expected in (
            "Call 112 now.",
            *(sign.text for sign in Library().checklist.emergency.signs),
            "Infusion team, daytime: 555 0100",
            "Infusion team, night: 555 0199",
            *words.WHAT,
            *words.START,
            on_unix(WHEEL),
            on_windows(WHEEL),
            "python3 ivig-prep.pyz today",
            words.LATER,
            "1. done: Pack your ID",
            "1 of 8 done.",
            "Type ivig-prep unwell, press Enter, then type how you feel.",
            "does not replace your nurse or your doctor",
            "No doctor or nurse has reviewed this list yet.",
        ):
            assert expected in said.replace("none- any", "none-any"), expected


def test_the_handout_says_nothing_of_the_person(dated: Program) -> None:
    dated("setup", "--fits", "port", "--fluid-limit", "6cups")

    said = dated("handout", "--package", WHEEL, "--text", "-o", "-").out

    assert not re.search("2 December|port|limit|cups", said)


def written_by_hand(clinic: str) -> Handout:
    recipes, page = words.recipes(WHEEL), words.preview("p", "s", ("a", "b"), 8)
    lists = (("w",), ("e",), (("n", "1"),), ("s",), recipes, WHEEL, "l", ("a",), ("c",), "u", page, ("n",), "m")
    return Handout("T", clinic, *lists)


@hostile
def test_a_clinic_name_is_shown_and_does_nothing(typed: str) -> None:
    value = written_by_hand(typed)

    source = html.handout(value, words.LABELS)
    text = plain.text(words.text(value), booklet_words.COLUMNS)

    made = Page(source)
    assert "script" not in made.tags
    assert "b" not in made.tags
    shown = re.sub(r"[\x00-\x1f\u2028\u202e]", "?", re.sub(r"\r\n|[\t\n]", " ", typed))
    assert shown in made.said
    assert "".join(shown.split()) in "".join(text.split())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u2028\u202e]", source + text)
    assert max(map(len, text.splitlines())) <= 72


@pytest.mark.install
@pytest.mark.skipif(os.name == "nt", reason="the line is for a shell of macOS and Linux")
def test_the_line_for_mac_and_linux_leaves_the_command_in_an_empty_home_in_this_window_and_in_a_new_one(
    ivig: Program, tmp_path: Path
) -> None:
    uv, home = tool("uv"), tmp_path / "home of ann"
    scripts = home / ".local" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "uv").symlink_to(uv)  # what the first part of the line, uv's own, brings from the network
    start([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(home)], ROOT)
    (wheel,) = home.glob("*.whl")
    source = ivig("handout", "--package", f"./{wheel.name}", "-o", "-").out
    first, _, line = typed_lines(source)[0].partition(" | sh && ")
    assert first == "curl -LsSf https://astral.sh/uv/install.sh"

    world = {"HOME": str(home), "PATH": os.defpath, "IVIG_PREP_TODAY": "2026-12-01"}
    shown = start(["sh", "-c", f"{line} && ivig-prep unwell chest pain"], home, **world)
    new_window = {**world, "PATH": f"{scripts}{os.pathsep}{os.defpath}"}
    later = start(["sh", "-c", "ivig-prep unwell chest pain"], home, **new_window)

    assert "Trouble breathing" in shown.splitlines()[0]
    assert later in shown
    assert later.splitlines()[0].startswith("Call your emergency number (911, 999, 112 or 000) now.")


def read_back(drawn: Square) -> list[list[bool]]:
    """Return which cells of a drawing are dark."""
    cells = [[False] * drawn.size for _ in range(drawn.size)]
    for x, y, length in (map(int, run) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.path)):
        for at in range(x, x + length):
            cells[y][at] = True
    return cells


@pytest.mark.parametrize("address", [WHEEL, "https://x.example/" + "a" * 280 + ".whl"])
def test_the_square_is_the_code_of_the_address_with_white_around_it(address: str) -> None:
    drawn = square(address)
    cells = read_back(drawn)

    inner = [row[4:-4] for row in cells[4:-4]]
    assert inner == [
        list(map(bool, row)) for row in segno.make(address, error="m", micro=False, boost_error=False).matrix
    ]
    assert not any(any(row) for row in (*cells[:4], *cells[-4:]))
    assert not any(any((*row[:4], *row[-4:])) for row in cells)


@pytest.mark.parametrize(
    ("package", "address"),
    [
        (WHEEL, WHEEL),
        ("git+https://git.example/ivig-prep@v1#egg=x", "https://git.example/ivig-prep@v1"),
        ("ivig-prep @ https://x.example/x.whl", "https://x.example/x.whl"),
        ("./x.whl", None),
        ("file:///srv/x.whl", None),
        ("git+ssh://git@x.example/x", None),
    ],
)
def test_the_square_is_there_for_an_address_that_a_phone_opens(
    ivig: Program, package: str, address: str | None
) -> None:
    source = ivig("handout", "--package", package, "-o", "-").out

    assert web_address(package) == address
    assert source.count("<svg") == (address is not None)
    assert address is None or f"<strong>{escaping.escape(address)}</strong>" in source


def test_the_page_says_what_it_is_and_from_whom_before_the_emergency_line_and_the_signs_last(ivig: Program) -> None:
    source = ivig("handout", "--package", WHEEL, "-o", "-").out
    said = Page(source).said
    text = joined(ivig("handout", "--package", WHEEL, "--text", "-o", "-").out)

    for shown in (said, text):
        order = (
            "ivig-prep",
            "From",
            "Trouble breathing, chest pain",
            "is a free program",
            "Mac or Linux",
            "Windows",
            "You already have Python",
            "Hives or welts",
            "Type ivig-prep unwell",
            "1. done: ",
        )
        assert shown.index("free program") < shown.index("No doctor or nurse") < shown.index("Mac or Linux")
        assert shown.rindex("No doctor or nurse") > shown.index("1. done: ")
        places = [shown.index(words) for words in order]
        assert places == sorted(places), list(zip(places, order, strict=True))


def test_without_a_clinic_and_without_numbers_there_is_room_to_write_them(ivig: Program) -> None:
    page = ivig("handout", "--package", WHEEL, "-o", "-").out
    ivig("setup", "--clinic-phone", "555 0100")

    assert page.count('class="ruled by-hand"') == 2
    assert ivig("handout", "--package", WHEEL, "-o", "-").out.count('class="ruled by-hand"') == 1


def test_the_one_file_as_a_package_needs_no_installer(ivig: Program) -> None:
    source = ivig("handout", "--package", "https://x.example/ivig-prep.pyz", "-o", "-").out

    assert typed_lines(source) == ["python3 ivig-prep.pyz today", "py ivig-prep.pyz today"]
    assert "Get the file https://x.example/ivig-prep.pyz" in Page(source).said
    assert "type: python3 ivig-prep.pyz today" in Page(source).said


def test_the_page_has_no_link_to_the_web_and_is_small(ivig: Program) -> None:
    source = ivig("handout", "--package", "https://x.example/" + "a" * 270 + ".whl", "-o", "-").out

    assert 'href="http' not in source
    assert len(source.encode()) < 60_000


@pytest.mark.parametrize(
    ("package", "says"),
    [
        ("http://x.example/x.whl", "An address that begins with http:// can be changed on its way."),
        ("git+http://x.example/x", "An address that begins with git+http:// can be changed on its way."),
        ("https://ann:secret@x.example/x.whl", "That address has a name or a password in it."),
        ("https://ann@x.example/x.whl", "That address has a name or a password in it."),
    ],
)
def test_an_address_that_is_not_safe_is_refused_in_a_sentence(
    ivig: Program, folder: Path, package: str, says: str
) -> None:
    ran = ivig("handout", "--package", package)

    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert os.listdir(folder) == []
