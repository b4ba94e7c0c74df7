"""Words typed anywhere that are an emergency sign: they are answered, whatever the question was."""

import re
from collections.abc import Iterable, Sequence

from ivig_prep.actions.emergency import emergency_line
from ivig_prep.content.library import Library
from ivig_prep.core.answers import is_reading
from ivig_prep.core.page import Page
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.text import has_letter
from ivig_prep.core.words.number_words import in_digits
from ivig_prep.env import IMPATIENT_SECONDS, Env
from ivig_prep.errors import Problem
from ivig_prep.pages import shared
from ivig_prep.pages.unwell import Voice


def urgent_notice(env: Env, words: Iterable[str]) -> Page:
    """Say where to go where something that was typed is an emergency sign: it may be happening now."""
    return _notice(env, env.library, words)


def say_around(env: Env, notice: Page, page: Page, *, quiet: bool = False) -> None:
    """Say a page that begins with the notice, and ends with its last line: what to type now.

    Where nobody sees the page, or nothing but JSON is shown because it is to be `quiet`, the notice goes to standard
    error.
    """
    if quiet or not env.terminal.is_seen:
        env.warn_page(notice)
    if not quiet:
        env.say((*notice[:-1], *page, *notice[-1:]))


def refused_notice(env: Env, words: Sequence[str]) -> Page:
    """Say where to go where a command line that was refused has an emergency sign in it, in quotes or without.

    Where the record cannot be read the clinic's words are missing, and the problem itself says so. A number,
    in digits or in words, is a mistyped date, amount or number of a phone, and no reading of a body; but 38.5 alone
    is one. Any other listed symptom, on a line without options, gets the way to `unwell`.
    """
    values = [word.partition("=")[2] if word.startswith("--") else word for word in words]
    values = [word for word in values if not _says_nothing_felt(word)]
    typed = [text for text in (*values, " ".join(values)) if has_letter(in_digits(text.lower()))]
    has_options = any(word.startswith("-") for word in words)
    typed += [] if has_options else [word for word in values if is_reading(word)]
    return _notice(env, _readable_library(env), typed, only_emergencies=has_options) if typed else ()


def _says_nothing_felt(word: str) -> bool:
    """Say whether a word names a file, or is a date with its time (2026-12-02T09:30): nothing that a person feels."""
    return re.search(r"[/\\\\]|\.[a-z]{2,4}$|^\d{4}-\d\d-\d\dT", word) is not None


def _readable_library(env: Env) -> Library:
    try:
        env.store.wait_at_most(IMPATIENT_SECONDS)
        env.store.settings()
    except Problem:
        return Library()
    return env.library


def _notice(env: Env, library: Library, words: Iterable[str], *, only_emergencies: bool = True) -> Page:
    found = tuple(match for said in words for match in library.leaflet.look_up(said))
    if all(match.tier != EMERGENCY for match in found):
        is_listed = any(not match.near for match in found)
        return shared.say(library.words.feel_now) if is_listed and not only_emergencies else ()
    voice = Voice(library.notices, library.side_effects, env.person_or_nobody(), library.clinic)
    card = voice.calm_card(found)
    is_of_body = not card or any(match.tier == EMERGENCY and not match.side_effect.opening for match in found)
    return (
        *shared.say(library.words.happening_now),
        *(emergency_line(env) if is_of_body else ()),
        *card,
        shared.next_step("ivig-prep unwell"),
    )
