"""`ivig-prep log`: write down an infusion."""

import datetime as dt
from functools import partial
from typing import Annotated, Any

from typer import Context, Option

from ivig_prep.actions.alarm import urgent_notice
from ivig_prep.actions.entries import brand_notice, day_to_log, last_time, parse_field, save_fields
from ivig_prep.core.answers import QUIT, WHY, is_yes, move, tidy
from ivig_prep.core.day.walk import BACK
from ivig_prep.core.diary.entries import LISTED, SINGLE, Treatment, check_times, lot_key, parse_words
from ivig_prep.core.page import Line
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood, Stopped
from ivig_prep.faces import as_json
from ivig_prep.pages import diary as diary_pages
from ivig_prep.pages import shared
from ivig_prep.talk.settle import settle

EXAMPLES = (
    ("ivig-prep log", "answer one question at a time; each can be skipped"),
    ("ivig-prep log --brand Privigen --lot A123 --lot A124 --dose 30", "set only what is named"),
    ('ivig-prep log --reaction "headache, 6 hours after, 5"', "what, when, how bad (0 to 10)"),
    ('ivig-prep log --question "Can it run slower?"', "a question for the next visit"),
    ("ivig-prep log --find A123", "did I get this lot?"),
)
OFFERED = ("brand", "site")
"""Asked with the answer of last time."""
NOTHING = ("", "n", "no", "none")
"""Answers that say there is nothing to write down."""

Text = str | None
Texts = list[str] | None

IN_OWN_WORDS = ("reactions", "notes", "helped")


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
        _guide(env, _day(env, date))
    elif not changed:
        env.need_answer("Say what to write down with options.", "Type: ivig-prep log --help")


def _day(env: Env, typed: Text, *, ask: bool = True) -> dt.date:
    return day_to_log(env, None) if typed is None else settle(env, typed, partial(day_to_log, env), ask=ask)


def _write(
    env: Env, date: Text, given: dict[str, Any], *, questions: list[str], remove: list[str], quiet: bool
) -> None:
    """Check everything given, then save it and say it back."""
    day = _day(env, date, ask=not quiet)
    parsers = {name: partial(parse_field, env, name) for name in SINGLE}
    single = {n: settle(env, text, parsers[n], ask=not quiet) for n, text in given.items() if n in SINGLE}
    listed = [(name, parse_field(env, name, text)) for name in LISTED for text in given.get(name, ())]
    asked = [parse_words(question) for question in questions]
    said: list[Line] = []
    if remove:  # first: where one is not there, nothing is saved
        check_times((env.store.treatment(day) or Treatment(day))._replace(**single))
        env.store.remove(day, remove, env.now())
        said += [line for words in remove for line in shared.say(f'Taken away: "{words[:40]}".')]
    if single or listed:
        entry = save_fields(env, day, single, listed)
        said += (*diary_pages.saved(entry), *(brand_notice(env, entry) if "brand" in single else ()))
    for question in asked:
        env.store.add_question(question, env.now())
        said += diary_pages.question_saved(question)
    if not quiet:
        told = [value.words for name, value in listed if name == "reactions"]
        told += [*asked, *filter(None, (single.get("notes"), single.get("helped")))]
        env.say((*said, *urgent_notice(env, told)))


def _show(env: Env, find: Text, *, as_document: bool) -> None:
    env.store.check_whole()
    if find is None:
        entries = env.store.treatments()
        env.say_json(as_json.log(entries)) if as_document else env.say(diary_pages.listing(entries))
        return
    if not lot_key(find):
        raise NotUnderstood("A lot number is missing.", "Type: ivig-prep log --find A123")
    entries = env.store.treatments_with_lot(lot_key(find))
    if as_document:
        env.say_json(as_json.log(entries))
    else:
        env.say(diary_pages.found_lot(find, entries, env.library.checklist.words))


def _guide(env: Env, day: dt.date) -> None:
    """Ask one thing after the other; each can be skipped, and each answer is saved at once."""
    env.say(diary_pages.day_heading(day))
    names = tuple(diary_pages.FIELDS)
    at = 0
    while at < len(names):
        try:
            moved = _ask(env, day, names[at])
        except Stopped:
            break
        if moved == QUIT:
            break
        at = max(at - 1, 0) if moved == BACK else at + 1
    entry = env.store.treatment(day)
    told = [*(reaction.words for reaction in entry.reactions), entry.notes or "", entry.helped or ""] if entry else []
    saved = diary_pages.saved(entry) if entry else shared.say("Nothing was written down.")
    env.say((*saved, *urgent_notice(env, told)))


def _ask(env: Env, day: dt.date, name: str) -> str | None:
    """Ask one thing until it is answered or skipped. Return BACK or QUIT where that is asked for."""
    entry = env.store.treatment(day) or Treatment(day)
    before = last_time(env, day, name) if name in OFFERED else None
    offered = diary_pages.value_words(before, name) if before else ""
    now = diary_pages.value_words(entry, name)
    env.say(diary_pages.asked(name, now, offered))
    while True:
        typed = env.ask("> ")
        moved = QUIT if typed is None else move(typed)
        if moved == WHY:
            env.say(shared.say(env.library.checklist.words.why_log))
        elif moved or tidy(typed or "") in NOTHING:
            return moved
        elif is_yes(typed or "") and not (offered and not now):
            env.say(shared.say("Write it in your own words, or press Enter to go on."))
        elif _try(env, day, name, offered if is_yes(typed or "") else typed or ""):
            env.say(urgent_notice(env, [typed or ""] if name in IN_OWN_WORDS else []))
            if name not in LISTED:
                return None
            env.say(shared.say("Saved. Another one? Enter goes on."))


def _try(env: Env, day: dt.date, name: str, typed: str) -> bool:
    """Save one answer; say what is wrong with it and return False where it cannot be."""
    try:
        value = settle(env, typed, partial(parse_field, env, name))
        listed = [(name, value)] if name in LISTED else []
        entry = save_fields(env, day, {} if listed else {name: value}, listed)
    except NotUnderstood as problem:
        env.say(shared.say(problem.sentence, problem.next_step))
        return False
    if name == "brand":
        env.say(brand_notice(env, entry))
    return True
