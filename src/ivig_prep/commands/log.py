"""`ivig-prep log`: write down an infusion."""

from collections.abc import Iterator, Sequence
from datetime import date as Day  # noqa: N812  # `date` is an option below
from functools import partial
from typing import Annotated, Any

from typer import Context, Option

from ivig_prep.actions import table_file
from ivig_prep.actions.alarm import say_around, urgent_notice
from ivig_prep.actions.entries import (
    all_questions,
    brand_notice,
    day_to_log,
    delete_entry,
    parse_detail,
    save_fields,
    split_detail,
)
from ivig_prep.core.diary.courses import in_courses
from ivig_prep.core.diary.details import DETAILS
from ivig_prep.core.diary.entries import LISTED, NONE, SINGLE, Treatment, is_none, parse_words
from ivig_prep.core.diary.lots import parse_expiry
from ivig_prep.core.diary.search import find as find_in
from ivig_prep.core.diary.table import Table
from ivig_prep.core.page import Line, Page
from ivig_prep.core.text import as_typed, has_letter
from ivig_prep.env import Env
from ivig_prep.errors import Next, NotUnderstood
from ivig_prep.faces import as_csv, as_json
from ivig_prep.pages import log as log_pages
from ivig_prep.pages import shared
from ivig_prep.talk.log import ask_day, guide, is_wanted, pick_to_remove, settle_reading
from ivig_prep.talk.long import say_long
from ivig_prep.talk.settle import settle

EXAMPLES = (
    ("ivig-prep log", "answer one question at a time; each can be skipped"),
    ("ivig-prep log --brand Privigen --lot A123 --lot A124 --dose 30", "set only what is named"),
    ('ivig-prep log --reaction "headache, 6 hours after, 5"', "what, when, how bad (0 to 10)"),
    ('ivig-prep log --question "Can it run slower?"', "a question for the next visit"),
    ("ivig-prep log --find A123", "did I get this lot?"),
    ("ivig-prep log --dose none --date 2026-11-04", "none clears what was wrong"),
)
Text = str | None
Texts = list[str] | None


def run(
    ctx: Context,
    *,
    date: Annotated[Text, Option("--date", help="the day it was; else the last infusion", metavar="DATE")] = None,
    brand: Annotated[Text, Option("--brand", help="the brand", metavar="TEXT")] = None,
    lots: Annotated[Texts, Option("--lot", help="a lot number; again for each", metavar="LOT")] = None,
    expiry: Annotated[Texts, Option("--expiry", help="when the lot expires: 03/2027", metavar="DATE")] = None,
    dose_grams: Annotated[Text, Option("--dose", help="the dose in grams", metavar="GRAMS")] = None,
    site: Annotated[Text, Option("--site", help="where the IV was", metavar="TEXT")] = None,
    premeds: Annotated[Texts, Option("--premed", help="a medicine before it; again for each", metavar="TEXT")] = None,
    start: Annotated[Text, Option("--start", help="when it started: 09:30", metavar="TIME")] = None,
    end: Annotated[
        Text, Option("--end", help="when it ended; before the start is the next day", metavar="TIME")
    ] = None,
    rate_start: Annotated[Text, Option("--rate-start", help="the starting speed", metavar="TEXT")] = None,
    rate_top: Annotated[Text, Option("--rate-top", help="the top speed", metavar="TEXT")] = None,
    reactions: Annotated[
        Texts, Option("--reaction", help="what, when, how bad; again for each", metavar="TEXT")
    ] = None,
    helped: Annotated[Text, Option("--helped", help="what helped", metavar="TEXT")] = None,
    notes: Annotated[Text, Option("--notes", help="anything else; - reads standard input", metavar="TEXT")] = None,
    questions: Annotated[
        Texts, Option("--question", help="for the next visit; again for each; none clears them", metavar="TEXT")
    ] = None,
    remove: Annotated[
        Texts, Option("--remove", help="take one lot, medicine, reaction or question away", metavar="TEXT")
    ] = None,
    delete: Annotated[bool, Option("--delete", help="take the whole entry of --date away")] = False,
    list_: Annotated[bool, Option("--list", help="every infusion of the log")] = False,
    find: Annotated[Texts, Option("--find", help="a lot, or words; again for each", metavar="LOT")] = None,
    csv: Annotated[bool, Option("--csv", help="infusions, reactions and scores for a spreadsheet")] = False,
    import_: Annotated[Text, Option("--import", help="bring a file of --csv back", metavar="FILE")] = None,
    yes: Annotated[bool, Option("--yes", help="with --import: without asking")] = False,
    json: Annotated[bool, Option("--json", help="the log as JSON")] = False,
) -> None:
    """Write down an infusion: brand, lot numbers, dose, times, reactions."""
    env: Env = ctx.obj
    given = {name: value for name, value in locals().items() if name in (*SINGLE, *LISTED) and value not in (None, [])}
    if given.get("notes") == "-":
        given["notes"] = env.read_text()
    changed = bool(given or questions or remove or expiry)
    if csv or import_ is not None:
        alone = not (changed or delete or list_ or json or date or find is not None or (csv and import_ is not None))
        _table(env, import_, yes=yes, alone=alone)
        return
    if delete:
        _delete(env, date, changed=changed, quiet=json)
    elif changed:
        _write(env, date, given, expiry=expiry or [], questions=questions or [], remove=remove or [], quiet=json)
    if find is not None or list_ or json:
        _show(env, find, as_document=json)
    elif not (changed or delete):
        _ask(env, date)


def _ask(env: Env, date: Text) -> None:
    """Ask one question at a time, from the day on."""
    if not env.can_ask:
        env.need_answer("Say what to write down with options.", Next("ivig-prep log --help"))
    day = _day(env, date) if date is not None else ask_day(env)
    if day is not None:
        guide(env, day)


def _write(
    env: Env,
    date: Text,
    given: dict[str, Any],
    *,
    expiry: Sequence[str],
    questions: Sequence[str],
    remove: Sequence[str],
    quiet: bool,
) -> None:
    """Check everything given, then save it and say it back. An emergency sign in it is answered first."""
    day = _day(env, date, ask=not quiet)
    single = {n: _value(env, n, t, ask=not quiet) for n, t in given.items() if n in SINGLE and not is_none(t)}
    single |= dict.fromkeys(name for name, text in given.items() if name in SINGLE and is_none(text))
    lists = {name: [one for text in given.get(name, ()) for one in split_detail(name, text)] for name in LISTED}
    cleared = [name for name, texts in lists.items() if any(_clears(text, texts) for text in texts)]
    listed = [
        (n, _value(env, n, text, ask=not quiet)) for n in LISTED for text in lists[n] if not _clears(text, lists[n])
    ]
    listed = _with_expiry(env, day, listed, expiry)
    asked = [parse_words(question) for question in questions if not is_none(question)]
    removed = [(text, pick_to_remove(env, text, day if date is not None else None)) for text in remove]
    removed += [(one.value, one) for one in all_questions(env)] if any(map(is_none, questions)) else []
    said: list[Line] = []
    before = env.store.treatment(day)
    with env.store.together():
        if removed:
            env.store.remove([one for _, one in removed], env.now())
            said += log_pages.taken_away(removed, default=day)
        for name in cleared:
            env.store.clear_list(day, name, env.now())
        if single or listed or cleared:
            said += (*_save(env, day, single, listed), *log_pages.replaced(before, single, cleared))
        for question in asked:
            env.store.add_question(question, env.now())
            said += log_pages.question_saved(question)
    say_around(env, urgent_notice(env, (*_own_words(given, questions), *remove)), tuple(said), quiet=quiet)


def _save(env: Env, day: Day, single: dict[str, Any], listed: list[tuple[str, Any]]) -> Page:
    entry = save_fields(env, day, single, listed)
    lots = [value[0] for name, value in listed if name == "lots"]
    spelled = log_pages.spelled(lots)
    expired = log_pages.expired(entry, lots, env.words())
    return (*log_pages.saved(entry), *spelled, *expired, *(brand_notice(env, entry) if "brand" in single else ()))


def _day(env: Env, typed: Text, *, ask: bool = True) -> Day:
    return day_to_log(env, None) if typed is None else settle(env, typed, partial(day_to_log, env), ask=ask)


def _clears(text: str, texts: Sequence[str]) -> bool:
    """Say whether a text clears its list: the word none. In capitals, beside others, it may be a word of their own."""
    return text.strip() == NONE or (len(texts) == 1 and is_none(text))


def _value(env: Env, name: str, typed: str, *, ask: bool) -> Any:
    """Return the checked value. What may mean two things is asked back."""
    read = partial(settle, env, typed, partial(parse_detail, env, name), ask=ask)
    return settle_reading(env, read, ask=ask)


def _with_expiry(env: Env, day: Day, listed: list[tuple[str, Any]], expiry: Sequence[str]) -> list[tuple[str, Any]]:
    """Return the values with the expiry of each lot; without a lot beside it, it is of the one lot of that day."""
    if not expiry:
        return listed
    lots = [value for name, value in listed if name == "lots"]
    others = [(name, value) for name, value in listed if name != "lots"]
    if not lots:
        entry = env.store.treatment(day) or Treatment(day)
        lots = [(lot, None) for lot in entry.lots]
    if len(lots) != len(expiry):
        raise NotUnderstood(
            "It is not clear which lot that expiry is of.", "Give --lot and --expiry, one beside the other."
        )
    days = [parse_expiry(text, env.today()) for text in expiry]
    return [*(("lots", (lot, until)) for (lot, _), until in zip(lots, days, strict=True)), *others]


def _own_words(given: dict[str, Any], questions: Sequence[str]) -> Iterator[str]:
    """Yield all words that were typed and saved: an emergency sign may stand in any of them.

    A number alone may be a reading of the body, but not as a dose, a speed or a lot.
    """
    for detail in DETAILS:
        typed = given.get(detail.name, ())
        for words in (typed,) if isinstance(typed, str) else typed:
            if detail.is_felt or has_letter(words):
                yield words
    yield from questions


def _delete(env: Env, date: Text, *, changed: bool, quiet: bool) -> None:
    """Take the whole entry of a day away, and say what it was."""
    if date is None or changed:
        raise NotUnderstood(
            "--delete takes the whole entry of a day away, so it needs the day and nothing else.",
            Next("ivig-prep log --delete --date 2026-11-04", "Write it like: "),
        )
    entry = delete_entry(env, _day(env, date, ask=not quiet))
    if not quiet:
        env.say(log_pages.deleted(entry, env.flags.person))


def _table(env: Env, path: Text, *, yes: bool, alone: bool) -> None:
    """Bring a table in from a file; without one, write the diary as a table to standard output."""
    if not alone:
        raise NotUnderstood("--csv and --import stand alone.", Next("ivig-prep log --csv > diary.csv"))
    if path is not None:
        _import(env, path, yes=yes)
        return
    env.store.check_whole()
    made = as_csv.diary(Table(env.store.treatments(), env.store.scores()))
    env.warn_page(log_pages.not_in_table(len(env.store.questions()), env.flags.person))
    env.write_out(made)


def _import(env: Env, path: str, *, yes: bool) -> None:
    """Show what a file would bring into the diary, then bring all of it in, or nothing."""
    plan = table_file.plan(env, path)
    env.say(log_pages.import_preview(plan))
    if plan.is_empty:
        return
    if not yes and env.can_ask and not is_wanted(env):
        env.say(shared.say("Nothing was changed."))
        return
    if not yes and not env.can_ask and any(plan.changed):
        env.need_answer("Days of your diary would be changed.", Next(f"ivig-prep log --import {as_typed(path)} --yes"))
    table_file.save(env, plan)
    env.say(log_pages.imported(env.flags.person))


def _show(env: Env, find: Texts, *, as_document: bool) -> None:
    env.store.check_log()
    entries = env.store.treatments()
    if find is None:
        courses = in_courses(entries, env.store.spans())
        env.say_json(as_json.log(entries)) if as_document else say_long(env, log_pages.listing(courses))
        return
    found = [one for text in find for one in find_in(entries, text)]
    if not found:
        raise NotUnderstood("A lot number or a word is missing.", Next("ivig-prep log --find A123"))
    notice = urgent_notice(env, filter(_is_said, find))
    if as_document:
        env.warn_page(notice)
        days = {entry.date for one in found for entry in one.entries}
        env.say_json(as_json.log(entry for entry in entries if entry.date in days))
        return
    say_around(env, notice, tuple(line for one in found for line in log_pages.found(one, env.words())))


def _is_said(looked_for: str) -> bool:
    """Say whether what is looked for may be how a person feels: words, not the number of a lot."""
    return has_letter(looked_for) and (" " in looked_for.strip() or not any(map(str.isdigit, looked_for)))
