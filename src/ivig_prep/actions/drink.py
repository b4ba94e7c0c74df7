"""Writing down what was drunk on the day."""

from ivig_prep.actions.sheet import open_sheet
from ivig_prep.core.amounts import CUP_ML, in_words, parse_amount
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.pages import shared


def drink(env: Env, *amount: str) -> None:
    """Save an amount, one cup where none is named, and show what the day adds up to. Raises NotUnderstood."""
    show(env, add(env, amount))


def add(env: Env, amount: tuple[str, ...]) -> str:
    """Save an amount, one cup where none is named, and return what to say of it. Raises NotUnderstood."""
    ml = parse_amount(" ".join(amount)) if amount else CUP_ML
    env.store.add_fluid(env.today(), ml, env.now())
    return f"Saved: {in_words(ml)}."


def take_back(env: Env, amount: tuple[str, ...]) -> str:
    """Take the last entry of the day back, and return what to say of it. Raises NotUnderstood beside an amount."""
    if amount:
        raise NotUnderstood("--undo takes the last entry back, so no amount goes with it.", "Leave out the amount.")
    entry = env.store.undo_fluid(env.today(), env.now())
    return f"Taken back: {in_words(entry.ml)}." if entry else "There is nothing to take back today."


def show(env: Env, changed: str) -> None:
    """Show what was changed, and what the day adds up to."""
    env.say((*shared.say(changed), *shared.fluid_lines(open_sheet(env, env.today()).sheet)))
