"""What a command may touch, as one swappable value: the clock, the terminal, the record and the content."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from ivig_prep.content.library import Library
from ivig_prep.core.notices import Words, filled
from ivig_prep.core.page import BLANK, EMERGENCY, HEADING, TITLE, Line, Page, wrap
from ivig_prep.core.person import Person, from_saved, numbers_of
from ivig_prep.core.text import decode, neutral
from ivig_prep.errors import Next, NotUnderstood, Problem
from ivig_prep.faces import plain
from ivig_prep.pages import help as help_pages
from ivig_prep.pages import shared
from ivig_prep.world import clock, paths, started
from ivig_prep.world.terminal import PLAIN, SCREEN, Terminal

if TYPE_CHECKING:
    from ivig_prep.core.clinic.own_list import Clinic
    from ivig_prep.store.settings import SettingsAlone
    from ivig_prep.store.store import Store

CLINIC = "clinic"
UNREADABLE = shared.say("Your record could not be read. Your own phone numbers, and any clinic's words, are missing.")
IMPATIENT_SECONDS = 0.5


class Flags(NamedTuple):
    """The global options of a run."""

    plain: bool = False
    no_input: bool = False
    person: str | None = None


class Env:
    """The world of one run. Tests make one with a fixed clock, a temp folder and their own terminal."""

    def __init__(
        self,
        terminal: Terminal,
        *,
        clock: Callable[[], datetime],
        store: "Callable[[], Store]",
        settings: "Callable[[], SettingsAlone] | None" = None,
    ) -> None:
        self.terminal = terminal
        self.flags = Flags()
        self.is_one_of_several = False
        self.showed_page = False
        self.input_ended = False
        self._clock, self._store, self._settings = clock, store, settings
        self._warned = False
        self._said_whose = False
        self._said_past_check_by = False

    @cached_property
    def store(self) -> "Store":
        """The record of this person, opened once."""
        if "_settings_alone" in self.__dict__:
            self._settings_alone.close()
        return self._store()

    @cached_property
    def _settings_alone(self) -> "SettingsAlone | Store":
        """The record of this person as far as `unwell` needs it: the rest takes a third of a bare start."""
        return self._settings() if self._settings is not None else self.store

    @property
    def _record(self) -> "SettingsAlone | Store":
        return self.store if "store" in self.__dict__ else self._settings_alone

    @property
    def folder(self) -> str:
        """The data folder of this person."""
        return os.path.dirname(self._record.path)

    def other_people(self) -> tuple[str, ...]:
        """Return the names of the people with a folder of their own, but for the one of this run. Never fails."""
        mine = (self.flags.person or "").casefold()
        try:
            return tuple(name for name in paths.people() if name.casefold() != mine)
        except Problem:  # no folder to look in: reported where the record is needed
            return ()

    def is_on_file(self) -> bool:
        """Say whether anything is saved of the person of this run."""
        return os.path.lexists(self._record.path)

    def is_unknown_person(self) -> bool:
        """Say whether this run is for a second person of whom nothing is saved."""
        try:
            return self.flags.person is not None and not self.is_on_file()
        except Problem:  # no name, or no folder to look in; told already where it mattered
            return False

    def needs_whose(self) -> bool:
        """Say whether it is open whose record this run is about: nobody was named, or a name that nobody has."""
        return self.is_unknown_person() if self.flags.person is not None else bool(self.other_people())

    def turn_to(self, person: str | None) -> None:
        """Go on for another person, None for the one without a name: their record, their lists, their pages."""
        self.close()
        for kept in ("store", "_settings_alone", "library"):
            self.__dict__.pop(kept, None)
        self.flags = self.flags._replace(person=person)
        self.is_one_of_several = True
        self.showed_page = self._said_whose = False

    def folder_of(self, *, everyone: bool) -> str:
        """Return the folder of this person, or the one that holds everyone's."""
        return paths.data_folder() if everyone else self.folder

    def stores(self, *, everyone: bool) -> "Iterator[Store]":
        """Yield the record of this person; with `everyone` also those of all other people."""
        if not everyone:
            yield self.store
            return
        from ivig_prep.store.store import Store  # late: see `_settings_alone`

        for folder in (paths.data_folder(), *paths.person_folders()):
            with closing(Store(folder, paths.RECORD_NAME)) as other:
                yield other

    def forget(self, *, everyone: bool) -> None:
        """Delete all that is saved of this person; with `everyone` of all people."""
        from ivig_prep.store.forgetting import forget  # late: one command in a life

        self.store.close()
        for folder in (*paths.all_person_folders(), paths.data_folder()) if everyone else (self.folder,):
            forget(folder, paths.RECORD_NAME, people=paths.PEOPLE, reports=paths.CRASH_REPORTS)

    @cached_property
    def library(self) -> Library:
        """All lists of this run."""
        return Library(self._saved_clinic)

    def _saved_clinic(self) -> "Clinic | None":
        """Return the clinic's list in use. Never fails: where it cannot be read there is none, and it is said."""
        try:
            saved = self._record.settings().get(CLINIC)
            if not saved:
                return None
            from ivig_prep.content.clinic_saved import saved_clinic  # late, as all of a clinic: few have one

            return saved_clinic(saved)
        except (Problem, ValueError):
            self._warn_once()
            return None

    def use_clinic(self, clinic: "Clinic | None") -> None:
        """Keep a clinic's checked list as the one in use, or none; the former one stays in the history."""
        from ivig_prep.content import build  # late: see `_saved_clinic`

        self.store.save_settings({CLINIC: clinic and build.plain(clinic)}, self.now())

    def close(self) -> None:
        """Let go of the record."""
        for opened in ("store", "_settings_alone"):
            if opened in self.__dict__:
                self.__dict__[opened].close()

    def now(self) -> datetime:
        """Return the local date and time, with its offset."""
        return self._clock()

    def today(self) -> date:
        """Return the local date."""
        return self.now().date()

    def person(self) -> Person:
        """Return what the person told us, as saved."""
        try:
            return from_saved(self._record.settings())
        except ValueError as error:
            raise self._record.unreadable() from error

    def person_or_nobody(self) -> Person:
        """Return the person, or one without settings where the record cannot be read.

        For what must be said even then: the emergency line, and what to do when unwell. A record that
        another window holds is waited for no longer than half a second.
        """
        try:
            self._record.wait_at_most(IMPATIENT_SECONDS)
            return self.person()
        except NotUnderstood as problem:  # a name that is none: the record has nothing to do with it
            self._warn_once(shared.problem(problem, None))
        except Problem:
            self._warn_once()
        return Person()

    def _warn_once(self, page: Page = UNREADABLE) -> None:
        if not self._warned:
            self._warned = True
            self.warn_page(page)

    def past_check_by(self) -> Page:
        """Return the line that says the content is past its date, once a run; never fails."""
        if self._said_past_check_by:
            return ()
        self._said_past_check_by = True
        try:
            return shared.past_check_by(self.library.notices, self.library.clinic, self.today())
        except NotUnderstood:  # the stand-in for the clock is no date: what is shown must not depend on it
            return ()

    @property
    def can_ask(self) -> bool:
        """Whether questions may be asked in this run."""
        return self.terminal.can_ask and not self.flags.no_input

    def face(self) -> str:
        """Return which face this run shows: SCREEN or PLAIN."""
        wants_plain = self.flags.plain or os.environ.get("ACCESSIBLE", "") not in ("", "0")
        if wants_plain or not self.terminal.has_screen:
            return PLAIN
        try:
            return self.person().look or SCREEN
        except Problem:
            return SCREEN

    def say(self, page: Page) -> None:
        """Show a page on the face of this run; one that begins with a heading is set apart from the last."""
        if self.showed_page and page and page[0].kind in (HEADING, TITLE, EMERGENCY):
            page = (Line(BLANK), *page)
        if self.flags.person is not None or self.is_one_of_several:
            page = shared.for_person(page, self.flags.person, first=not self._said_whose)
            self._said_whose = True
        self.showed_page = True
        page = self._as_started(page)
        width = self.terminal.width
        if self.face() == PLAIN:
            self.terminal.write(plain.text(page, width))
            return
        from ivig_prep.faces import screen  # late: brings Rich, slow, for a real terminal alone

        self.terminal.write_styled(screen.draw(page, width or 72, self.terminal.encoding))

    def rows_of(self, page: Page) -> int:
        """Return how many rows a page takes on the face of this run."""
        page, width = self._as_started(page), self.terminal.width
        if self.face() == PLAIN:
            return plain.text(page, width).count("\n")
        from ivig_prep.faces import screen  # late: see say

        return sum(1 for _ in screen.draw(page, width or 72, self.terminal.encoding))

    @cached_property
    def program(self) -> str:
        """What starts this program again, in the place where it was started."""
        return started.program()

    def _as_started(self, page: Page) -> Page:
        """Return a page with each command in it as it is typed in this place."""
        if self.program == started.COMMAND:
            return page
        return tuple(line._replace(text=help_pages.as_started(line.text, self.program)) for line in page)

    def say_json(self, document: str) -> None:
        """Show a JSON document."""
        self.terminal.write(document)

    def words(self) -> Words:
        """Return the sentences of the list with this person's numbers in them."""
        return filled(self.library.words, numbers_of(self.person_or_nobody(), self.library.clinic))

    def warn(self, sentence: str) -> None:
        """Say a sentence on standard error, with each of its lines broken between words on a terminal."""
        self.warn_page(shared.say(*sentence.split("\n")))

    def warn_page(self, page: Page) -> None:
        """Say a page on standard error, lines broken between words on a terminal but for those that stay whole."""
        width = self.terminal.width
        shown = ((neutral(line.words), line.whole) for line in self._as_started(page))
        broken = [
            part for words, whole in shown for part in ([words] if width is None or whole else wrap(words, width))
        ]
        self.terminal.warn("".join(f"{line}\n" for line in broken))

    def warn_no_copy(self, folder: str) -> None:
        """Say that the copy of the day could not be made. The entry before it is saved."""
        self.warn(f"The automatic copy of today could not be made in the folder {folder}.")
        self.warn("Check that folder. To keep a copy elsewhere, type: ivig-prep backup my-infusions.db")

    def warn_new_person(self) -> None:
        """Say that a record is started for somebody who had none, where others are on file or a name was given."""
        name, others = self.flags.person, self.other_people()
        if name is not None:
            self.warn(f"This starts a record for a new person: {name}.")
        elif others:
            self.warn("This starts a record of your own, without a name.")
        if others and not self.can_ask:
            self.warn_page(shared.on_file(others))

    def warn_fault(self) -> None:
        """Say that an entry is saved, on a disk that reports faults."""
        self.warn("It is saved, but the disk reported a fault. Copy everything to another disk.")
        self.warn("Type: ivig-prep backup FILE")

    def warn_odd_rows(self, number: int) -> None:
        """Say that an upgrade of the record met rows that it cannot show. They are kept."""
        entries = "1 entry" if number == 1 else f"{number} entries"
        self.warn(f"{entries} of your record cannot be shown by this version. Nothing was deleted.")
        self.warn("Show this to someone you trust with computers. It is in the table odd_row of your record.")

    def check_settings(self, settings: Mapping[str, object]) -> None:
        """Raise ValueError for settings of a backup that could not be read once they are in use."""
        if settings.get(CLINIC):
            from ivig_prep.content.clinic_saved import saved_clinic  # late: see `_saved_clinic`

            saved_clinic(settings[CLINIC])

    def write_out(self, content: bytes) -> None:
        """Write a whole file to standard output."""
        self.terminal.write_bytes(content)

    def open_page(self, path: str) -> None:
        """Open a page in the person's browser."""
        from ivig_prep.world import browser  # late: brings subprocess and more, half a bare start of Python

        browser.show(path)

    def pdf(self, page: str) -> bytes:
        """Return a page as a PDF, made by the browser of this computer."""
        from ivig_prep.world import browser  # late: see open_page

        return browser.pdf(page, self.folder)

    def record_uid(self) -> str:
        """Return a name for this record that no other has, made up once and kept."""
        saved = self.store.settings().get("record_uid")
        if isinstance(saved, str):
            return saved
        made = os.urandom(16).hex()
        self.store.save_settings({"record_uid": made}, self.now(), entered=False)
        return made

    def read_bytes(self) -> bytes:
        """Return all of standard input, byte for byte; a person who types it reads how to end."""
        if self.terminal.can_ask:
            self.warn("Type it here. To end it, press Enter, then Ctrl-D (on Windows: Ctrl-Z, then Enter).")
        return self.terminal.read_bytes()

    def read_text(self) -> str:
        """Return all of standard input as text. Raises NotUnderstood for what is no text."""
        try:
            return decode(self.read_bytes())
        except ValueError as error:
            raise NotUnderstood("What came in is not text in UTF-8 or UTF-16.", "Save it as UTF-8.") from error

    def ask(self, prompt: str) -> str | None:
        """Ask for one line; None at the end of input. Only where `can_ask`."""
        width = self.terminal.width
        prompt = help_pages.as_started(prompt, self.program)
        broken = "\n".join(wrap(prompt, width)) if width else prompt.rstrip()
        line = self.terminal.read_line(f"{broken} ")
        self.input_ended = line is None
        return line

    def typed_ahead(self) -> str:
        """Take what was typed before now: the lines, and the beginning of one where it has no end yet."""
        return self.terminal.typed_ahead()

    def need_answer(self, what: str, how: str | Next) -> NoReturn:
        """Refuse to go on where an answer is needed and cannot be asked."""
        raise NotUnderstood(what, how)


def real_env(terminal: Terminal) -> Env:
    """Return the world as it is: this computer's clock, folder and content."""
    env: Env

    def folder() -> str:
        name = env.flags.person
        return paths.person_folder(name) if name is not None else paths.data_folder()

    def close_to_others() -> None:
        from ivig_prep.store.privacy import keep_private  # late: for an entry, not for every reading

        keep_private(paths.data_folder(), paths.RECORD_NAME, people=paths.PEOPLE, reports=paths.CRASH_REPORTS)

    def settings() -> "SettingsAlone":
        from ivig_prep.store.settings import SettingsAlone  # late: where the whole record is open, it is not needed

        made = SettingsAlone(folder(), paths.RECORD_NAME)
        made.on_odd_rows = env.warn_odd_rows
        return made

    def store() -> "Store":
        from ivig_prep.store.store import Store  # late: see `_settings_alone`

        made = Store(folder(), paths.RECORD_NAME)
        made.today = env.today
        made.before_write = close_to_others
        made.on_copy_failed = env.warn_no_copy
        made.on_fault = env.warn_fault
        made.on_odd_rows = env.warn_odd_rows
        made.check_settings = env.check_settings
        made.on_create = env.warn_new_person
        return made

    def read_clock() -> datetime:
        # The stand-in is read at the first look at the clock: what needs no date must work without one.
        env._clock = clock.clock_for(os.environ.get(clock.TODAY_VARIABLE), env.warn)
        return env._clock()

    env = Env(terminal, clock=read_clock, store=store, settings=settings)
    return env
