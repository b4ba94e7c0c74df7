"""`ivig-prep drink`: write down what you drank today."""

from typing import Annotated

from ivig_prep.actions.sheet import open_sheet
from ivig_prep.command import Option, Words
from ivig_prep.core.amounts import CUP_ML, in_words, parse_amount
from ivig_prep.env import Env
from ivig_prep.errors import NotUnderstood
from ivig_prep.pages import shared

EXAMPLES = (
    ("ivig-prep drink", "one cup (250 ml) that you drank"),
    ("ivig-prep drink 2", "2 cups (500 ml)"),
    ("ivig-prep drink 300ml", "an amount"),
    ("ivig-prep drink --undo", "take the last entry back"),
)


def run(
    env: Env,
    amount: Annotated[tuple[str, ...], Words("AMOUNT", "cups, or an amount such as 300ml")] = (),
    *,
    undo: Annotated[bool, Option(("--undo",), "take the last entry of today back")] = False,
    json: Annotated[bool, Option(("--json",), "what it adds up to, as JSON")] = False,
) -> None:
    """Write down a cup, or another amount, that was drunk."""
    said = _take_back(env, amount) if undo else _add(env, amount)
    sheet = open_sheet(env, env.today()).sheet
    if json:
        from ivig_prep.faces import as_json  # late: brings every value that JSON can show

        env.say_json(as_json.drink(sheet))
    else:
        env.say((*shared.say(said), *shared.fluid_lines(sheet)))


def _add(env: Env, amount: tuple[str, ...]) -> str:
    ml = parse_amount(" ".join(amount)) if amount else CUP_ML
    env.store.add_fluid(env.today(), ml, env.now())
    return f"Saved: {in_words(ml)}."


def _take_back(env: Env, amount: tuple[str, ...]) -> str:
    if amount:
        raise NotUnderstood("--undo takes the last entry back, so no amount goes with it.", "Leave out the amount.")
    entry = env.store.undo_fluid(env.today(), env.now())
    return f"Taken back: {in_words(entry.ml)}." if entry else "There is nothing to take back today."
