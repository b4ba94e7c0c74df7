"""The web browser that is already on this computer: to show a page, and to make a PDF of it."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from ivig_prep.errors import Problem
from ivig_prep.world.temporary import temporary_folder

BROWSER_VARIABLE = "IVIG_PREP_BROWSER"
PDF_SECONDS = 60
NO_BROWSER_HINT = "Type ivig-prep print, open that page in any browser, choose Print, then Save as PDF."
BOXED_HINT = f"{NO_BROWSER_HINT} Or name another browser in {BROWSER_VARIABLE}."
BOXES = ("snap", "flatpak")
_TAIL = 1024  # a whole PDF says so within its last bytes
_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
# Nothing is to be asked of the network, and nothing of the person's own browser settings is to be touched.
_FLAGS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-breakpad"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--export-tagged-pdf"),
    "--generate-pdf-document-outline",
)


def show(path: str) -> None:
    """Open a page in the person's browser. Raises Problem where none can be started."""
    import webbrowser  # late: only where a person asks for it
    from pathlib import Path

    if not webbrowser.open(Path(path).as_uri()):
        raise Problem("No browser could be opened.", f"Open this file yourself: {path}")


class _Closed(BaseException):
    """The window was closed, or the system asked the program to end."""


def pdf(page: str, folder: str) -> bytes:
    """Return a page as a tagged PDF. Raises Problem where no browser is found, or it fails or hangs.

    What it takes is kept in the data folder meanwhile, where `forget` and the next start find it after a crash.
    """
    browser = _found()
    try:
        with _cleaning_up_when_closed(), temporary_folder(folder) as fresh:
            content = _made(browser, page, fresh)
    except subprocess.TimeoutExpired as error:
        raise Problem(f"The browser made no PDF within {PDF_SECONDS} seconds.", NO_BROWSER_HINT) from error
    except OSError as error:
        raise Problem(f"No PDF could be made with this browser: {browser}", NO_BROWSER_HINT) from error
    if not content and _is_boxed_in(browser):
        raise Problem(f"This browser may not read the folder of ivig-prep, as it is boxed in: {browser}", BOXED_HINT)
    if not content.startswith(b"%PDF") or b"%%EOF" not in content[-_TAIL:]:
        raise Problem("The browser made no PDF.", NO_BROWSER_HINT)
    return content


def _found() -> str:
    chosen = os.environ.get(BROWSER_VARIABLE)
    looked_up = (shutil.which(name) for name in ([chosen] if chosen else (*_NAMES, *_PLACES)))
    browser = next((path for path in looked_up if path), None)
    if browser is None and chosen:
        raise Problem(f"The browser that {BROWSER_VARIABLE} names was not found: {chosen}", NO_BROWSER_HINT)
    if browser is None:
        raise Problem("No Chrome, Edge or Chromium was found to make a PDF with.", NO_BROWSER_HINT)
    return browser


def _is_boxed_in(browser: str) -> bool:
    """Say whether a browser is a package that may only read some folders, none of them hidden."""
    return any(part in BOXES for part in os.path.realpath(browser).split(os.sep))


def _made(browser: str, page: str, folder: str) -> bytes:
    source, made = os.path.join(folder, "page.html"), os.path.join(folder, "page.pdf")
    private = os.open(source, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)  # the folder is; the page is too
    with os.fdopen(private, "w", encoding="utf-8") as file:
        file.write(page)
    _run(browser, folder, source, made)
    if not os.path.isfile(made):
        return b""
    with open(made, "rb") as pdf_file:
        return pdf_file.read()


def _run(browser: str, folder: str, source: str, made: str) -> None:
    as_root = ("--no-sandbox",) if sys.platform == "linux" and os.geteuid() == 0 else ()
    profile = os.path.join(folder, "profile")
    command = (browser, *_FLAGS, *as_root, f"--user-data-dir={profile}", f"--print-to-pdf={made}", source)
    quiet = subprocess.DEVNULL
    # In a session of its own, so that all that the browser starts can be ended with it.
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as started:  # noqa: S603  # a browser that was looked up, and paths of our own
        try:
            started.wait(PDF_SECONDS)
        finally:
            _end(started)


def _end(started: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(started.pid, signal.SIGKILL)
        else:
            started.kill()


@contextmanager
def _cleaning_up_when_closed() -> Iterator[None]:
    """Let a closed window or a request to end first end the browser and delete its files, then take its course."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        caught.append(number)
        if len(caught) == 1:  # a second one does not stop the cleaning up
            raise _Closed

    signals = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    heard = [number for number in signals if signal.getsignal(number) is not signal.SIG_IGN]  # as under nohup
    former = {number: signal.signal(number, stop) for number in heard}
    try:
        yield
    except _Closed:
        pass
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    if caught:
        os.kill(os.getpid(), caught[0])
        raise KeyboardInterrupt  # where that did not end it
