"""The walk through a list on a terminal. Every reply is saved before the next step is shown.

Before a reply is saved, the list is read again if another window wrote meanwhile, so two never disagree.
"""

from collections.abc import Callable

from ivig_prep.actions.alarm import urgent_notice
from ivig_prep.actions.sheet import OpenSheet
from ivig_prep.core.amounts import parse_amount
from ivig_prep.core.answers import QUIT, WHY, picked_number, step_answer, tidy
from ivig_prep.core.checklist import Item
from ivig_prep.core.day.phases import ListKey
from ivig_prep.core.day.walk import AGAIN, BACK, NOT_YET, Reply
from ivig_prep.core.page import Page
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.pages import shared

Opener = Callable[[], OpenSheet]
CHANGE = "Type a number to change that answer, or press Enter to finish: "


def walk(env: Env, reopen: Opener) -> bool:
    """Go through a list from where the person stopped. Return False where they stop again, and were told."""
    opened = reopen()
    env.say((*shared.opening(opened.sheet), *shared.count(opened.sheet)))
    if opened.walk.step is None and opened.walk.left:
        _save(env, opened, Reply("", AGAIN))
        opened = reopen()
    keys_said = False
    while len(opened.keys) == 1 and (step := opened.walk.step) is not None:
        item = _item(opened, step)
        env.say((*_shown(opened, item), *(() if keys_said else shared.keys(cups_too=item.cups))))
        keys_said = True
        answer = _answer(env, reopen, item)
        if answer == QUIT:
            return _stop(env, reopen)
        before = opened
        if env.store.was_changed_elsewhere() or env.today() != opened.sheet.day:
            opened = reopen()
        if opened.keys != before.keys:
            _say_other_list(env, opened)
        elif answer == BACK and not opened.walk.trail:
            env.say(shared.say("This is the first step."))
        else:
            _save(env, opened, Reply(item.id, answer))
            opened = reopen()
    return _recap(env, reopen)


def _say_other_list(env: Env, opened: OpenSheet) -> None:
    """Say that the day or the date changed meanwhile; the answer belonged to a list that is no longer shown."""
    env.say(shared.say("The day or the date has changed, so that answer was not saved. This list fits now."))
    env.say(shared.opening(opened.sheet))


def _answer(env: Env, reopen: Opener, item: Item) -> str:
    """Ask about one step until there is a reply to it, or QUIT."""
    while True:
        typed = env.ask(shared.PROMPT_CUPS if item.cups else shared.PROMPT)
        answer = QUIT if typed is None else step_answer(typed)
        if answer == WHY:
            env.say(shared.why(item))
        elif answer is not None:
            return answer
        else:
            _other(env, reopen, item, typed or "")


def _other(env: Env, reopen: Opener, item: Item, typed: str) -> None:
    """Take cups where the step takes them; else say what the step takes."""
    if item.cups and tidy(typed)[:1].isdigit():
        try:
            env.store.set_fluid(reopen().sheet.day, parse_amount(tidy(typed), least=0), env.now())
        except NotUnderstood as problem:
            env.say(shared.say(problem.sentence, problem.next_step))
        else:
            env.say((*shared.say("Saved."), *shared.fluid_lines(reopen().sheet)))
    else:
        env.say((*shared.not_an_answer(typed, cups_too=item.cups), *urgent_notice(env, [typed])))


def _recap(env: Env, reopen: Opener) -> bool:
    """Show all answers; let them be changed by number until the person goes on."""
    opened = reopen()
    env.say(shared.recap(opened.sheet))
    while True:
        typed = env.ask(CHANGE)
        picked = picked_number(typed or "", len(opened.sheet.items))
        before, opened = opened, reopen()
        if picked and _differ(before, opened):
            env.say((*shared.say("The list has changed. These are its steps now."), *shared.recap(opened.sheet)))
        elif picked:
            _change(env, reopen, opened.sheet.items[picked - 1])
        elif typed is None or step_answer(typed) == QUIT:
            return _stop(env, reopen)
        elif step_answer(typed) == NOT_YET:
            return True
        else:
            env.say((*shared.not_on_the_list(typed), *urgent_notice(env, [typed])))


def _change(env: Env, reopen: Opener, item: Item) -> None:
    """Ask about one step again; Enter and back keep its answer."""
    env.say((*_shown(reopen(), item), *shared.keys(cups_too=item.cups)))
    before = reopen()
    answer = _answer(env, reopen, item)
    opened = reopen()
    if answer in (QUIT, BACK, NOT_YET):
        return
    if _differ(before, opened):
        _say_other_list(env, opened)
        return
    _save(env, opened, Reply(item.id, answer))
    env.say(shared.changed(reopen().sheet, item))


def _differ(before: OpenSheet, now: OpenSheet) -> bool:
    """Say whether the list is another one than before: another day, a moved date, other steps."""
    return (before.keys, before.walk.items) != (now.keys, now.walk.items)


def _stop(env: Env, reopen: Opener) -> bool:
    env.say(shared.farewell(reopen().sheet))
    return False


def _item(opened: OpenSheet, item_id: str) -> Item:
    return next(item for item in opened.sheet.items if item.id == item_id)


def _shown(opened: OpenSheet, item: Item) -> Page:
    section = next(entry.section for entry in opened.sheet.sections if item in entry.section.items)
    number = opened.sheet.items.index(item) + 1
    return shared.step(
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
