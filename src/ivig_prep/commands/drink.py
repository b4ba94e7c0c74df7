"""`ivig-prep drink`: write down what you drank today."""

from typing import Annotated

from typer import Argument, Context, Option

from ivig_prep.actions.drink import add, show, take_back
from ivig_prep.actions.entries import past_day
from ivig_prep.actions.sheet import open_sheet
from ivig_prep.env import Env
from ivig_prep.talk.days import settle_day

EXAMPLES = (
    ("ivig-prep drink", "one cup (250 ml) that you drank"),
    ("ivig-prep drink 2", "2 cups (500 ml)"),
    ("ivig-prep drink 300ml", "an amount"),
    ("ivig-prep drink 2 --on yesterday", "on a day that has passed"),
    ("ivig-prep drink --undo", "take the last entry back"),
)


def run(
    ctx: Context,
    amount: Annotated[list[str] | None, Argument(metavar="AMOUNT", help="cups, or an amount such as 300ml")] = None,
    *,
    on: Annotated[str | None, Option("--on", help="another day, not in the future", metavar="DATE")] = None,
    undo: Annotated[bool, Option("--undo", help="take the last entry of that day back")] = False,
    json: Annotated[bool, Option("--json", help="what it adds up to, as JSON")] = False,
) -> None:
    """Write down a cup, or another amount, that was drunk."""
    env: Env = ctx.obj
    words = tuple(amount or ())
    day = settle_day(env, lambda: past_day(env, on)) if on is not None else env.today()
    changed = take_back(env, words, day) if undo else add(env, words, day)
    if not json:
        show(env, changed, day)
        return
    from ivig_prep.faces import as_json  # late: brings every value that JSON can show

    env.say_json(as_json.drink(open_sheet(env, day).sheet))
