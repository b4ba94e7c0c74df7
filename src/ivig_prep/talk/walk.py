"""The walk through the sections of a list, a screen each. Each line typed is saved before the next screen.

Before a line is saved, the list is read again, so that two windows never disagree about it.
"""

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Literal

from ivig_prep.actions.sheet import OpenSheet
from ivig_prep.core.answers import Move, tidy
from ivig_prep.core.checklist import Item
from ivig_prep.core.day.log_line import LogLine
from ivig_prep.core.day.screens import WalkScreen, screens
from ivig_prep.core.day.section_line import Act, Marked, Unclear, understand_line
from ivig_prep.core.day.sheet import SheetSection
from ivig_prep.core.day.walk import DONE, NOT_FOR_ME, TO_DO, Reply
from ivig_prep.core.diary.details import DETAILS
from ivig_prep.core.page import KEYS, Line, Page
from ivig_prep.env import Env
from ivig_prep.pages import chair as chair_pages
from ivig_prep.pages import shared
from ivig_prep.pages import today as pages
from ivig_prep.pages.shared import BLANK_LINE
from ivig_prep.talk.ask import Again, question
from ivig_prep.talk.chair import Beside, read_beside, save_beside

Opener = Callable[[], OpenSheet]
Which = Callable[[OpenSheet], tuple[SheetSection, ...]]
"""Returns the sections of an opened sheet that are walked: on infusion day those of one moment."""


class Changed(Enum):
    """What a screen returns, besides a move, where the list changed while it was shown."""

    YES = "the list changed"


CHANGED = Changed.YES
_REPLY = {Act.DO: DONE, Act.ALL: DONE, Act.SKIP: NOT_FOR_ME, Act.UNDO: TO_DO}


def walk(
    env: Env, reopen: Opener, which: Which, *, after_first: Callable[[], bool], tell_new: Callable[[], None]
) -> bool:
    """Go through the screens of a list, from the first with something left. Return False where the person stops.

    `after_first` is called once, after the first screen: it asks what may change the list, and returns False where the
    person stops. `tell_new` is called where the list may have changed: it shows the signs that came with the change.
    What was shown on a screen before is not shown again on a later one.
    """
    opened = reopen()
    shown = screens(which(opened))
    at = _first(opened, shown)
    for done in shown[:at]:
        env.say(pages.finished(opened.sheet, done))
    is_first = True
    while at < len(shown):
        moved = _screen(env, reopen, shown[at])
        if moved is Move.QUIT:
            return False
        if moved is Move.BACK:
            at = max(at - 1, 0)
            continue
        if moved is CHANGED:
            tell_new()
            opened = reopen()
            shown = screens(which(opened))
            at = _first(opened, shown)
            continue
        goes_on = not is_first or after_first()
        if is_first:
            tell_new()
        if not goes_on:
            return False
        is_first = False
        shown = (*shown[: at + 1], *screens(_not_in(shown[: at + 1], which(reopen()))))
        at += 1
    return True


def _not_in(shown: tuple[WalkScreen, ...], sections: tuple[SheetSection, ...]) -> tuple[SheetSection, ...]:
    """Return the sections with what stands on none of these screens; the list may have changed meanwhile."""
    seen = {item.id for screen in shown for entry in screen.sections for item in entry.section.items}
    cut = (e._replace(section=e.section._replace(items=_new(e, seen))) for e in sections)
    return tuple(entry for entry in cut if entry.section.items)


def _new(entry: SheetSection, seen: set[str]) -> tuple[Item, ...]:
    return tuple(item for item in entry.section.items if item.id not in seen)


def _first(opened: OpenSheet, shown: tuple[WalkScreen, ...]) -> int:
    """Return the place of the first screen with something left to do; 0 where nothing was done or all is."""
    statuses = opened.sheet.statuses
    left = [_left(opened, screen) for screen in shown]
    started = any(statuses[item.id] != TO_DO for screen in shown for item in screen.tasks)
    return left.index(True) if started and True in left else 0


def _screen(env: Env, reopen: Opener, screen: WalkScreen) -> "Move | Changed | None":
    """Show one screen and take lines until the person goes on (None), goes back or stops, or nothing is left on it.

    Return CHANGED where the list is another one by now.
    """
    opened = reopen()
    log_keys = chair_pages.keys(opened.sheet, screen)
    env.say(pages.screen(opened.sheet, screen, _written(env, opened, screen), log_keys))
    if not screen.tasks and not screen.takes_drinks:
        return None
    while True:
        reading = question(env, pages.at_section(screen), partial(_read, env, opened, screen), keys=_help(screen))
        if reading is None or isinstance(reading, Move):
            return reading
        before, opened = opened, reopen()
        if (before.keys, before.sheet.sections) != (opened.keys, opened.sheet.sections):
            env.say(shared.say("The day or the date has changed, so that line was not saved."))
            return CHANGED
        taken = _take(env, reopen, screen, reading)
        if taken is not False:
            return taken
        opened = reopen()


def _take(env: Env, reopen: Opener, screen: WalkScreen, said: Marked | Beside) -> Move | Literal[False] | None:
    """Save what a line says. Return None where that left nothing to do on the screen, Move.QUIT, else False."""
    opened = reopen()
    if isinstance(said, Marked):
        marked = _mark(env, reopen, screen, said)
        if said.act in (Act.DO, Act.ALL) and not _left(marked, screen):
            return None
    elif save_beside(env, opened, said) is Move.QUIT:
        return Move.QUIT
    if not isinstance(said, LogLine):
        env.say(pages.still_here())
        return False
    env.say(_written(env, opened, screen))
    if _left(opened, screen) and not _left(reopen(), screen):
        return None
    env.say((BLANK_LINE, *chair_pages.keys(reopen().sheet, screen), Line(KEYS, pages.keys(screen))))
    return False


def _left(opened: OpenSheet, screen: WalkScreen) -> bool:
    """Say whether something is left to do on a screen."""
    return any(opened.sheet.statuses[item.id] == TO_DO for item in screen.tasks)


def _written(env: Env, opened: OpenSheet, screen: WalkScreen) -> Page:
    """Say what stands in the log of the day, on a screen with tasks that are about it."""
    return chair_pages.written(DETAILS, env.store.treatment(opened.sheet.day)) if screen.logs else ()


def _help(screen: WalkScreen) -> Page:
    return shared.say(*pages.HELP, *(chair_pages.HELP if screen.logs else ()))


def _read(env: Env, opened: OpenSheet, screen: WalkScreen, typed: str) -> Marked | Beside | Again | None:
    """Return what a line means; None for Enter, which goes on."""
    if not tidy(typed):
        return None
    beside = read_beside(env, opened, typed)
    if beside is not None:
        return beside
    reading = understand_line(typed, len(screen.tasks))
    if isinstance(reading, Unclear):
        return Again(pages.unclear(typed, reading))
    return Again(pages.nothing_saved(typed, screen)) if reading is None else reading


def _mark(env: Env, reopen: Opener, screen: WalkScreen, marked: Marked) -> OpenSheet:
    """Save what a line says of the tasks that it names, and say it back."""
    opened = reopen()
    items = [screen.tasks[number - 1] for number in marked.numbers]
    if marked.act is Act.WHY:
        env.say(pages.why(items))
        return opened
    if marked.act is Act.ALL:
        items = [item for item in items if opened.sheet.statuses[item.id] == TO_DO]
    with env.store.together():  # one line is one entry, so it is taken back as one
        for item in items:
            env.store.add_reply(opened.key_of(item.id), Reply(item.tick, _REPLY[marked.act]), env.now())
    opened = reopen()
    env.say(pages.saved_all(len(items)) if marked.act is Act.ALL else pages.saved(opened.sheet, screen, items))
    if marked.act is Act.SKIP:
        env.say(pages.take_back(marked.numbers[0]))
    return opened
