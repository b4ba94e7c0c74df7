"""Writing down what was drunk on a day."""

from datetime import date

from ivig_prep.actions.fluids import fluids_of
from ivig_prep.core.amounts import CUP_ML, in_words
from ivig_prep.core.dates import say_date
from ivig_prep.core.person import numbers_of
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.pages import shared


def drink(env: Env, *amount: str) -> None:
    """Save an amount, one cup where none is named, and show what today adds up to. Raises NotUnderstood."""
    today = env.today()
    show(env, today, add(env, today, amount))


def add(env: Env, day: date, amount: tuple[str, ...], *, ask: bool = True) -> str:
    """Save an amount, one cup where none is named, and return what to say of it. Raises NotUnderstood."""
    ml = _read(env, " ".join(amount), ask=ask) if amount else CUP_ML
    env.store.add_fluid(day, ml, env.now())
    return f"Saved{_for_day(env, day)}: {in_words(ml)}."


def _read(env: Env, typed: str, *, ask: bool) -> int:
    """Return an amount in ml. What can be read in several ways is asked back. Raises NotUnderstood."""
    from ivig_prep.core.typed_amounts import parse_amount  # late: most drinks are one cup, without an amount

    if not (ask and env.can_ask):
        return parse_amount(typed)
    from ivig_prep.talk.settle import settle  # late: all that asks, for a terminal alone

    return settle(env, typed, parse_amount)


def take_back(env: Env, day: date, amount: tuple[str, ...]) -> str:
    """Take the last entry of the day back, and return what to say of it. Raises NotUnderstood beside an amount."""
    if amount:
        raise NotUnderstood("--undo takes the last entry back, so no amount goes with it.", "Leave out the amount.")
    entry = env.store.undo_fluid(day, env.now())
    if entry is None:
        return f"There is nothing to take back{_for_day(env, day) or ' today'}."
    return f"Taken back{_for_day(env, day)}: {in_words(entry.ml)}."


def _for_day(env: Env, day: date) -> str:
    return f" for {say_date(day)}" if day != env.today() else ""


def show(env: Env, day: date, changed: str) -> None:
    """Show what was changed, and what the day adds up to."""
    numbers = numbers_of(env.person(), env.library.clinic)
    env.say((*shared.say(changed), *shared.drunk_lines(fluids_of(env, day), env.library.words, numbers)))
