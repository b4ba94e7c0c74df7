"""`ivig-prep log`: write down an infusion."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any

from typer import Context, Option

from ivig_prep.actions.alarm import urgent_notice
from ivig_prep.actions.entries import brand_notice, day_to_log, parse_detail, save_fields
from ivig_prep.core.diary.entries import DETAILS, LISTED, SINGLE, Treatment, check_times, lot_key, parse_words
from ivig_prep.core.page import Line
from ivig_prep.core.text import has_letter
from ivig_prep.env import Env
from ivig_prep.errors import Next, NotUnderstood
from ivig_prep.faces import as_json
from ivig_prep.pages import log as log_pages
from ivig_prep.pages import shared
from ivig_prep.talk.log import guide
from ivig_prep.talk.settle import settle

EXAMPLES = (
    ("ivig-prep log", "answer one question at a time; each can be skipped"),
    ("ivig-prep log --brand Privigen --lot A123 --lot A124 --dose 30", "set only what is named"),
    ('ivig-prep log --reaction "headache, 6 hours after, 5"', "what, when, how bad (0 to 10)"),
    ('ivig-prep log --question "Can it run slower?"', "a question for the next visit"),
    ("ivig-prep log --find A123", "did I get this lot?"),
)
Text = str | None
Texts = list[str] | None


def run(
    ctx: Context,
    *,
    date: Annotated[Text, Option("--date", help="the day it began; else the last infusion", metavar="DATE")] = None,
    brand: Annotated[Text, Option("--brand", help="the brand", metavar="TEXT")] = None,
    lots: Annotated[Texts, Option("--lot", help="a lot number; again for each", metavar="LOT")] = None,
    dose_grams: Annotated[Text, Option("--dose", help="the dose in grams", metavar="GRAMS")] = None,
    site: Annotated[Text, Option("--site", help="where the IV was", metavar="TEXT")] = None,
    premeds: Annotated[Texts, Option("--premed", help="a medicine before it; again for each", metavar="TEXT")] = None,
    start: Annotated[Text, Option("--start", help="when it started: 09:30", metavar="TIME")] = None,
    end: Annotated[Text, Option("--end", help="when it ended", metavar="TIME")] = None,
    rate_start: Annotated[Text, Option("--rate-start", help="the starting speed", metavar="TEXT")] = None,
    rate_top: Annotated[Text, Option("--rate-top", help="the top speed", metavar="TEXT")] = None,
    reactions: Annotated[
        Texts, Option("--reaction", help="what, when, how bad; again for each", metavar="TEXT")
    ] = None,
    helped: Annotated[Text, Option("--helped", help="what helped", metavar="TEXT")] = None,
    notes: Annotated[Text, Option("--notes", help="anything else; - reads standard input", metavar="TEXT")] = None,
    questions: Annotated[Texts, Option("--question", help="for the next visit; again for each", metavar="TEXT")] = None,
    remove: Annotated[
        Texts, Option("--remove", help="take one lot, medicine, reaction or question away", metavar="TEXT")
    ] = None,
    list_: Annotated[bool, Option("--list", help="every infusion of the log")] = False,
    find: Annotated[Text, Option("--find", help="the infusions in which you got a lot", metavar="LOT")] = None,
    json: Annotated[bool, Option("--json", help="the log as JSON")] = False,
) -> None:
    """Write down an infusion: brand, lot numbers, dose, times, reactions."""
    env: Env = ctx.obj
    given = {name: value for name, value in locals().items() if name in (*SINGLE, *LISTED) and value not in (None, [])}
    if given.get("notes") == "-":
        given["notes"] = env.read_text()
    changed = bool(given or questions or remove)
    if changed:
        _write(env, date, given, questions=questions or [], remove=remove or [], quiet=json)
    if find is not None or list_ or json:
        _show(env, find, as_document=json)
    elif not changed and env.can_ask:
        guide(env, _day(env, date))
    elif not changed:
        env.need_answer("Say what to write down with options.", Next("ivig-prep log --help"))


def _day(env: Env, typed: Text, *, ask: bool = True) -> dt.date:
    return day_to_log(env, None) if typed is None else settle(env, typed, partial(day_to_log, env), ask=ask)


def _write(
    env: Env, date: Text, given: dict[str, Any], *, questions: list[str], remove: list[str], quiet: bool
) -> None:
    """Check everything given, then save it and say it back."""
    day = _day(env, date, ask=not quiet)
    parsers = {name: partial(parse_detail, env, name) for name in SINGLE}
    single = {n: settle(env, text, parsers[n], ask=not quiet) for n, text in given.items() if n in SINGLE}
    listed = [(name, parse_detail(env, name, text)) for name in LISTED for text in given.get(name, ())]
    asked = [parse_words(question) for question in questions]
    said: list[Line] = []
    with env.store.together():
        if remove:  # first: where one is not there, nothing is saved
            check_times((env.store.treatment(day) or Treatment(day))._replace(**single))
            env.store.remove(day, remove, env.now())
            said += [line for words in remove for line in shared.say(f'Taken away: "{words[:40]}".')]
        if single or listed:
            entry = save_fields(env, day, single, listed)
            said += (*log_pages.saved(entry), *(brand_notice(env, entry) if "brand" in single else ()))
        for question in asked:
            env.store.add_question(question, env.now())
            said += log_pages.question_saved(question)
    if not quiet:
        env.say((*said, *urgent_notice(env, _own_words(given, questions))))


def _own_words(given: dict[str, Any], questions: list[str]) -> Iterator[str]:
    """Yield all words that were typed and saved: an emergency sign may stand in any of them.

    A number alone may be a reading of the body, but not as a dose, a speed or a lot.
    """
    for detail in DETAILS:
        typed = given.get(detail.name, ())
        for words in (typed,) if isinstance(typed, str) else typed:
            if detail.is_felt or has_letter(words):
                yield words
    yield from questions


def _show(env: Env, find: Text, *, as_document: bool) -> None:
    env.store.check_whole()
    if find is None:
        entries = env.store.treatments()
        env.say_json(as_json.log(entries)) if as_document else env.say(log_pages.listing(entries))
        return
    if not lot_key(find):
        raise NotUnderstood("A lot number is missing.", Next("ivig-prep log --find A123"))
    entries = env.store.treatments_with_lot(lot_key(find))
    if as_document:
        env.say_json(as_json.log(entries))
    else:
        env.say(log_pages.found_lot(find, entries, env.library.checklist.words))
