"""Asking back a day that was typed and can be read in two ways."""

from collections.abc import Callable
from datetime import date

from ivig_prep.core.dates import say_date
from ivig_prep.core.diary.entries import check_day
from ivig_prep.env import Env
from ivig_prep.errors import TwoReadings
from ivig_prep.pages import shared
from ivig_prep.talk.ask import pick


def settle_day(env: Env, read: Callable[[], date]) -> date:
    """Return the day that `read` returns; where it has two readings, the one that the person picks.

    Raises NotUnderstood where nobody can be asked, where none is picked, and for a day to come.
    """
    try:
        return read()
    except TwoReadings as problem:
        if not env.can_ask:
            raise
        days = [date.fromisoformat(reading) for reading in problem.readings]
        env.say((*shared.say(problem.sentence), *shared.choices(tuple(map(say_date, days)))))
        picked = pick(env, shared.PICK_OR_STOP, len(days))
        if not isinstance(picked, int):
            raise
        return check_day(days[picked - 1], env.today())
