"""Make the pictures of the README from the real program: `python docs/pictures/make.py`.

Needs what the tests need (`pip install -e '.[test]'`) and Chromium. The date is fixed, the record is made
up and kept in a temp folder, so the same program gives the same pictures.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pexpect
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

HERE = Path(__file__).resolve().parent
COLUMNS = 80
MOST_BYTES = 150_000
RECORD = (
    ("2026-11-01", "setup", "--date", "2026-11-04", "--every", "4w", "--emergency", "911", "--fluid-goal", "8cups"),
    ("2026-11-01", "setup", "--clinic-phone", "555 0100"),
    *(
        (f"2026-11-{day:02}", "feel", str(score))
        for day, score in ((4, 6), (5, 3), (6, 4), (8, 6), (11, 7), (16, 8), (20, 7), (25, 5), (30, 4))
    ),
    ("2026-11-04", "log", "--start", "09:00"),
    ("2026-11-20", "setup", "--date", "2026-12-02", "--fits", "port"),
)
"""A record of one cycle, each line on its day."""


class Picture(NamedTuple):
    """A command line with what is typed at its questions; the picture shows what stands there then."""

    name: str
    words: tuple[str, ...]
    typed: tuple[str, ...] = ()


PICTURES = (
    Picture("today", ("today",), ("",)),
    Picture("unwell", ("unwell",), ("my leg is swollen and sore",)),
    Picture("feel", ("feel", "6")),
)
LIGHT = TerminalTheme(
    (255, 255, 255),
    (26, 26, 26),
    [(0, 0, 0), (170, 0, 0), (0, 110, 0), (130, 90, 0), (0, 60, 170), (140, 0, 140), (0, 110, 120), (90, 90, 90)],
)
DARK = TerminalTheme(
    (22, 22, 26),
    (225, 225, 225),
    [(0, 0, 0), (255, 95, 95), (95, 215, 95), (215, 175, 0), (110, 160, 255), (220, 130, 220), (80, 210, 220)] * 2,
)
BROWSER_FLAGS = ("--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1", "--disable-gpu")
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: {background}; color: {foreground}; }}
pre {{ margin: 0; padding: 20px 24px; font: 15px/1.35 "DejaVu Sans Mono", "Liberation Mono", monospace; }}
{stylesheet}</style><pre>{code}</pre>"""


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as folder:
        home = os.path.join(folder, "home")
        for day, *words in RECORD:
            played(home, words, day=day)
        for picture in PICTURES:
            raw = played(home, picture.words, picture.typed)
            draw(f"$ ivig-prep {' '.join(picture.words)}\n{raw}", HERE / f"{picture.name}.png")


def played(
    home: str, words: Sequence[str], typed: Sequence[str] = (), *, day: str = "2026-12-01", columns: int = COLUMNS
) -> str:
    """Return what the program writes on a terminal, up to its end or to the question after the last line typed."""
    world = {**os.environ, "IVIG_PREP_HOME": home, "IVIG_PREP_TODAY": day, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    shell = ["-c", 'exec "$0" -m ivig_prep "$@" 2>/dev/null', sys.executable, *words]  # the line about the fixed date
    child = pexpect.spawn("/bin/sh", shell, env=world, dimensions=(60, columns), encoding="utf-8", timeout=30)
    raw = ""
    for line in (*typed, None):
        at_end = child.expect([r"[:>] $", pexpect.EOF])
        raw += child.before if at_end else child.before + child.after
        if at_end or line is None:
            break
        child.sendline(line)
    child.close(force=True)
    return raw.replace("\r\n", "\n")


def draw(raw: str, path: Path, *, theme: TerminalTheme = LIGHT, columns: int = COLUMNS) -> None:
    """Draw a terminal page as a picture."""
    rows = raw.rstrip("\n").count("\n") + 1
    size = f"{round(columns * 9.04) + 48},{round(rows * 20.25) + 40}"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(web_page(raw, theme), encoding="utf-8")
        drawing = [*BROWSER_FLAGS, f"--user-data-dir={folder}/browser", f"--window-size={size}", f"--screenshot={path}"]
        subprocess.run([browser(), *drawing, str(page)], check=True, capture_output=True)
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path} has more than {MOST_BYTES} bytes.")


def web_page(raw: str, theme: TerminalTheme) -> str:
    """Return a terminal page as a web page with its colours."""
    console = Console(record=True, width=400, file=StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(raw.rstrip("\n")), soft_wrap=True)
    return console.export_html(theme=theme, code_format=PAGE)


def browser() -> str:
    """Return the program that draws web pages."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise SystemExit("Chromium is needed for the pictures. Install it first.")


if __name__ == "__main__":
    main()
