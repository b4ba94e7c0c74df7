"""Writing down what was drunk on the day."""

from datetime import date

from ivig_prep.actions.sheet import open_sheet
from ivig_prep.core.amounts import CUP_ML, in_words, parse_amount
from ivig_prep.core.dates import say_date
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.pages import shared


def drink(env: Env, *amount: str) -> None:
    """Save an amount, one cup where none is named, and show what the day adds up to. Raises NotUnderstood."""
    show(env, add(env, amount))


def add(env: Env, amount: tuple[str, ...], day: date | None = None) -> str:
    """Save an amount, one cup where none is named, and return what to say of it. Raises NotUnderstood."""
    ml = parse_amount(" ".join(amount)) if amount else CUP_ML
    env.store.add_fluid(day or env.today(), ml, env.now())
    return f"Saved: {in_words(ml)}."


def take_back(env: Env, amount: tuple[str, ...], day: date | None = None) -> str:
    """Take the last entry of the day back, and return what to say of it. Raises NotUnderstood beside an amount."""
    if amount:
        raise NotUnderstood("--undo takes the last entry back, so no amount goes with it.", "Leave out the amount.")
    entry = env.store.undo_fluid(day or env.today(), env.now())
    return f"Taken back: {in_words(entry.ml)}." if entry else "There is nothing to take back for that day."


def show(env: Env, changed: str, day: date | None = None) -> None:
    """Show what was changed, and what the day adds up to."""
    lead = shared.say(f"For {say_date(day)}:") if day and day != env.today() else ()
    env.say((*lead, *shared.say(changed), *shared.fluid_lines(open_sheet(env, day or env.today()).sheet)))
