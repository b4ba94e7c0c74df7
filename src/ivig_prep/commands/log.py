"""`ivig-prep log`: write down an infusion."""

from collections.abc import Iterator
from typing import Annotated, Any

from ivig_prep.actions.alarm import urgent_notice
from ivig_prep.actions.entries import brand_notice, day_to_log, parse_detail, save_fields
from ivig_prep.command import Option
from ivig_prep.core.diary.entries import LISTED, SINGLE, Treatment, check_times, lot_key, parse_words
from ivig_prep.core.page import Line
from ivig_prep.env import Env
from ivig_prep.errors import Next, NotUnderstood
from ivig_prep.faces import as_json
from ivig_prep.pages import log as log_pages
from ivig_prep.pages import shared
from ivig_prep.talk.log import guide

EXAMPLES = (
    ("ivig-prep log", "answer one question at a time; each can be skipped"),
    ("ivig-prep log --brand Privigen --lot A123 --lot A124 --dose 30", "set only what is named"),
    ('ivig-prep log --reaction "headache, 6 hours after, 5"', "what, when, how bad (0 to 10)"),
    ('ivig-prep log --question "Can it run slower?"', "a question for the next visit"),
    ("ivig-prep log --find A123", "did I get this lot?"),
)
Text = str | None
Texts = tuple[str, ...]


def run(
    env: Env,
    *,
    date: Annotated[Text, Option(("--date",), "the day it began; else the last infusion", "DATE")] = None,
    brand: Annotated[Text, Option(("--brand",), "the brand", "TEXT")] = None,
    lots: Annotated[Texts, Option(("--lot",), "a lot number; again for each", "LOT")] = (),
    dose_grams: Annotated[Text, Option(("--dose",), "the dose in grams", "GRAMS")] = None,
    site: Annotated[Text, Option(("--site",), "where the IV was", "TEXT")] = None,
    premeds: Annotated[Texts, Option(("--premed",), "a medicine before it; again for each", "TEXT")] = (),
    start: Annotated[Text, Option(("--start",), "when it started: 09:30", "TIME")] = None,
    end: Annotated[Text, Option(("--end",), "when it ended", "TIME")] = None,
    rate_start: Annotated[Text, Option(("--rate-start",), "the starting speed", "TEXT")] = None,
    rate_top: Annotated[Text, Option(("--rate-top",), "the top speed", "TEXT")] = None,
    reactions: Annotated[Texts, Option(("--reaction",), "what, when, how bad; again for each", "TEXT")] = (),
    helped: Annotated[Text, Option(("--helped",), "what helped", "TEXT")] = None,
    notes: Annotated[Text, Option(("--notes",), "anything else; - reads standard input", "TEXT")] = None,
    questions: Annotated[Texts, Option(("--question",), "for the next visit; again for each", "TEXT")] = (),
    remove: Annotated[Texts, Option(("--remove",), "take one lot, medicine, reaction or question away", "TEXT")] = (),
    list_: Annotated[bool, Option(("--list",), "every infusion of the log")] = False,
    find: Annotated[Text, Option(("--find",), "the infusions in which you got a lot", "LOT")] = None,
    json: Annotated[bool, Option(("--json",), "the log as JSON")] = False,
) -> None:
    """Write down an infusion: brand, lot numbers, dose, times, reactions."""
    given = {name: value for name, value in locals().items() if name in (*SINGLE, *LISTED) and value not in (None, ())}
    if given.get("notes") == "-":
        given["notes"] = env.read_all()
    changed = bool(given or questions or remove)
    if changed:
        _write(env, date, given, questions=questions, remove=remove, quiet=json)
    if find is not None or list_ or json:
        _show(env, find, as_document=json)
    elif not changed and env.can_ask:
        guide(env, day_to_log(env, date))
    elif not changed:
        env.need_answer("Say what to write down with options.", Next("ivig-prep log --help"))


def _write(env: Env, date: Text, given: dict[str, Any], *, questions: Texts, remove: Texts, quiet: bool) -> None:
    """Check everything given, then save it and say it back."""
    day = day_to_log(env, date)
    single = {name: parse_detail(env, name, text) for name, text in given.items() if name in SINGLE}
    listed = [(name, parse_detail(env, name, text)) for name in LISTED for text in given.get(name, ())]
    asked = [parse_words(question) for question in questions]
    said: list[Line] = []
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


def _own_words(given: dict[str, Any], questions: Texts) -> Iterator[str]:
    """Yield all that was typed and saved: an emergency sign may stand in any of it."""
    for words in given.values():
        yield from (words,) if isinstance(words, str) else words
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
        env.say(log_pages.found_lot(find, entries, env.lists.frame.words))
