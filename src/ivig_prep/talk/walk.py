"""The walk through a list on a terminal. Every reply is saved before the next step is shown.

Before a reply is saved, the list is read again if another window wrote meanwhile, so two never disagree.
"""

from collections.abc import Callable

from ivig_prep.actions.sheet import OpenSheet
from ivig_prep.core.amounts import parse_amount
from ivig_prep.core.answers import Move, reply, tidy
from ivig_prep.core.checklist import Item
from ivig_prep.core.day.phases import ListKey
from ivig_prep.core.day.walk import AGAIN, BACK, NOT_YET, Reply
from ivig_prep.core.page import Page
from ivig_prep.env import Env
from ivig_prep.pages import today as today_pages
from ivig_prep.talk.ask import Again, pick, question

Opener = Callable[[], OpenSheet]


def walk(env: Env, reopen: Opener) -> bool:
    """Go through a list from where the person stopped. Return False where they stop again, and were told."""
    opened = reopen()
    env.say((*today_pages.opening(opened.sheet), *today_pages.count(opened.sheet)))
    if opened.walk.step is None and opened.walk.left:
        _save(env, opened, Reply("", AGAIN))
        opened = reopen()
    keys_said = False
    while len(opened.keys) == 1 and (step := opened.walk.step) is not None:
        item = _item(opened, step)
        env.say((*_shown(opened, item), *(() if keys_said else today_pages.keys(cups_too=item.cups))))
        keys_said = True
        answer = _answer(env, reopen, item)
        if answer is Move.QUIT:
            return _stop(env, reopen)
        before = opened
        if env.store.was_changed_elsewhere() or env.today() != opened.sheet.day:
            opened = reopen()
        if opened.keys != before.keys:
            _say_other_list(env, opened)
        elif answer is Move.BACK and not opened.walk.trail:
            env.say(today_pages.first_step())
        else:
            _save(env, opened, Reply(item.id, BACK if isinstance(answer, Move) else answer))
            opened = reopen()
    return _recap(env, reopen)


def _say_other_list(env: Env, opened: OpenSheet) -> None:
    """Say that the day or the date changed meanwhile; the answer belonged to a list that is no longer shown."""
    env.say(today_pages.other_list())
    env.say(today_pages.opening(opened.sheet))


def _answer(env: Env, reopen: Opener, item: Item) -> str | Move:
    """Ask about one step until there is a reply to it, or the person goes back or stops."""

    def read(typed: str) -> str | Again:
        answer = reply(typed)
        if answer is not None:
            return answer
        if item.cups and tidy(typed)[:1].isdigit():
            env.store.set_fluid(reopen().sheet.day, parse_amount(tidy(typed), least=0), env.now())
            return Again(today_pages.fluids_saved(reopen().sheet))
        return Again(today_pages.not_an_answer(typed, cups_too=item.cups))

    prompt = today_pages.PROMPT_CUPS if item.cups else today_pages.PROMPT
    return question(env, prompt, read, keys=today_pages.keys(cups_too=item.cups), why=today_pages.why(item))


def _recap(env: Env, reopen: Opener) -> bool:
    """Show all answers; let them be changed by number until the person goes on."""
    opened = reopen()
    env.say(today_pages.recap(opened.sheet))
    while True:
        items = opened.sheet.items
        picked = pick(env, today_pages.CHANGE, len(items), nothing=("", "not yet"))
        if picked is Move.QUIT:
            return _stop(env, reopen)
        if picked is None:
            return True
        before, opened = opened, reopen()
        if _differ(before, opened):
            env.say(today_pages.changed_list(opened.sheet))
        else:
            _change(env, reopen, items[picked - 1 if isinstance(picked, int) else -1])  # back is the last step


def _change(env: Env, reopen: Opener, item: Item) -> None:
    """Ask about one step again; Enter and back keep its answer."""
    env.say((*_shown(reopen(), item), *today_pages.keys(cups_too=item.cups)))
    before = reopen()
    answer = _answer(env, reopen, item)
    opened = reopen()
    if isinstance(answer, Move) or answer == NOT_YET:
        return
    if _differ(before, opened):
        _say_other_list(env, opened)
        return
    _save(env, opened, Reply(item.id, answer))
    env.say(today_pages.changed(reopen().sheet, item))


def _differ(before: OpenSheet, now: OpenSheet) -> bool:
    """Say whether the list is another one than before: another day, a moved date, other steps."""
    return (before.keys, before.walk.items) != (now.keys, now.walk.items)


def _stop(env: Env, reopen: Opener) -> bool:
    env.say(today_pages.farewell(reopen().sheet))
    return False


def _item(opened: OpenSheet, item_id: str) -> Item:
    return next(item for item in opened.sheet.items if item.id == item_id)


def _shown(opened: OpenSheet, item: Item) -> Page:
    section = next(entry.section for entry in opened.sheet.sections if item in entry.section.items)
    number = opened.sheet.items.index(item) + 1
    return today_pages.step(
        opened.sheet,
        item,
        number=number,
        title=section.title,
        again=opened.walk.second_round and bool(opened.walk.step),
    )


def _save(env: Env, opened: OpenSheet, reply: Reply) -> None:
    env.store.add_reply(_key(opened), reply, env.now())


def _key(opened: OpenSheet) -> ListKey:
    """Return the key of the one list that is walked."""
    (key,) = opened.keys
    return key
