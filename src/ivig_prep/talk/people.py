"""Whose record a command is about, where that is open: several people are on file, or nobody has the name given.

On a terminal it is asked, before anything else. Elsewhere it is the record without a name, and the pages say so.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple

from ivig_prep.actions.emergency import emergency_line
from ivig_prep.core.answers import Move, is_yes, picked_number, tidy
from ivig_prep.core.page import Page
from ivig_prep.env import Env
from ivig_prep.errors import Next, Stopped
from ivig_prep.pages import people as pages
from ivig_prep.pages import shared
from ivig_prep.talk.ask import Again, question
from ivig_prep.world import paths

_OF_NOBODY = ("unwell", "learn", "handout")
"""What needs no record: an answer to somebody who is unwell least of all waits for a name."""
_OPTIONS_OF_NOBODY = {
    "print": ("blank",),
    "backup": ("check",),
    "forget": ("everyone",),
    "clinic": ("check", "new", "schema", "list"),
}
_ONLY_READS = {"calendar": (), "forget": (), "undo": (), "report": ("output",), "backup": ("restore",)}
"""Commands that start no record, unless one of these options is given."""


class Choice(NamedTuple):
    """Somebody to pick: the words of the list, the name (None without one), and whether that name is still asked."""

    words: str
    name: str | None
    asks_name: bool = False


def settle_whose(env: Env, command: str, given: Mapping[str, Any] = {}) -> None:  # only read
    """Make sure whose record this run is about. `given` is what stands on the command line.

    Raises Stopped where the person picks nobody.
    """
    if command in _OF_NOBODY or any(given.get(option) for option in _OPTIONS_OF_NOBODY.get(command, ())):
        return
    if env.is_one_of_several:  # settled before, as where a command was picked from the menu
        return
    if not env.can_ask or given.get("json") or (command == "today" and given.get("on")):
        _say_whose(env, as_document=bool(given.get("json")))
    elif env.flags.person is None:
        _ask_whose(env, command, may_be_new=_may_write(command, given))
    elif _may_write(command, given):
        _ask_who_is_meant(env, command, env.flags.person)


def settle_diary(env: Env) -> None:
    """Ask in whose diary something is written down, where that is open. Raises Stopped where they pick nobody."""
    if env.flags.person is None and not env.is_one_of_several and env.other_people():
        env.turn_to(_pick(env, pages.whose("unwell"), _on_file(env, may_be_new=False)))


def _say_whose(env: Env, *, as_document: bool) -> None:
    """Go on for the person named, or for the one without a name, and let the pages say so."""
    if env.flags.person is not None:
        return
    env.is_one_of_several = True
    if as_document and env.is_on_file():
        env.warn(pages.FOR_YOU)
        env.warn_page(shared.on_file(env.other_people()))


def _ask_whose(env: Env, command: str, *, may_be_new: bool) -> None:
    """Ask which of several people it is, and go on for them.

    The list of a day begins with the emergency line, and says it again where the number of the person is another.
    """
    lead = _say_lead(env, command)
    env.turn_to(_pick(env, pages.whose(command), _on_file(env, may_be_new=may_be_new)))
    env.showed_page = bool(lead) and emergency_line(env) == lead


def _say_lead(env: Env, command: str) -> Page:
    lead = emergency_line(env) if command == "today" else ()
    if lead:
        env.say(lead)
    return lead


def _ask_who_is_meant(env: Env, command: str, typed: str) -> None:
    """Ask who is meant by a name that nobody on file has, the nearest first, and go on for them."""
    names = env.other_people()
    near = [name for name in names if get_close_matches(typed.casefold(), [name.casefold()], cutoff=0.5)]
    known = [*near, *(name for name in names if name not in near)]
    choices = (*(Choice(name, name) for name in known), Choice(pages.is_new(typed), typed))
    env.flags = env.flags._replace(person=None)  # no page is for that name yet
    lead = _say_lead(env, command)
    asked = pages.nobody_named(typed, near, alone=not names)
    env.turn_to(_pick(env, asked, choices, is_guess=bool(near) or not names))
    env.showed_page = bool(lead) and emergency_line(env) == lead


def _may_write(command: str, given: Mapping[str, Any]) -> bool:
    """Say whether a command line may start a record: all do but those that are known to read."""
    if command == "log" and any(given.get(option) for option in ("list_", "find", "csv")):
        return False
    return command not in _ONLY_READS or any(given.get(option) for option in _ONLY_READS[command])


def _on_file(env: Env, *, may_be_new: bool) -> tuple[Choice, ...]:
    """Return the people on file; where it `may_be_new` also those who are not."""
    named = tuple(Choice(name, name) for name in env.other_people())
    new = (Choice(pages.SOMEBODY_NEW, None, asks_name=True),) if may_be_new else ()
    if env.is_on_file():
        return (Choice(pages.YOUR_OWN, None), *named, *new)
    return (*named, *new, *((Choice(pages.YOU_ARE_NEW, None),) if may_be_new else ()))


def _pick(env: Env, above: Page, choices: tuple[Choice, ...], *, is_guess: bool = False) -> str | None:
    """Ask which of these people it is, by number or by name, and return the name; None is the one without.

    Where the first `is_guess`, a yes picks it. Raises Stopped where they pick nobody.
    """

    def read(typed: str) -> Choice | Again | None:
        named = [choice for choice in choices if choice.name and tidy(choice.name) == tidy(typed)]
        number = picked_number(typed, len(choices)) or (1 if is_guess and is_yes(typed) else None)
        if named or number:
            return named[0] if named else choices[(number or 1) - 1]
        return Again(shared.not_on_the_list(typed, len(choices))) if tidy(typed) else None

    picked = question(env, pages.pick(above, tuple(choice.words for choice in choices)), read)
    if not isinstance(picked, Choice):
        raise _stopped()
    if not picked.asks_name:
        return picked.name
    name = _ask_name(env)
    return _pick(env, above, choices, is_guess=is_guess) if name is Move.BACK else name


def _ask_name(env: Env) -> str | Literal[Move.BACK]:
    """Ask for the name of somebody new; or Move.BACK. Raises Stopped where none is given."""

    def read(typed: str) -> str | None:
        name = " ".join(typed.split())
        if not name:
            return None
        paths.person_folder(name)  # refuses what is no name
        return name

    said = question(env, pages.NAME, read)
    if said is Move.BACK or isinstance(said, str):
        return said
    raise _stopped()


def _stopped() -> Stopped:
    return Stopped(pages.NOBODY_PICKED, Next("ivig-prep today"))
