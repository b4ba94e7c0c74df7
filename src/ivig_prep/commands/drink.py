"""`ivig-prep drink`: write down what you drank today."""

from functools import partial
from typing import Annotated

from typer import Argument, Context, Option

from ivig_prep.actions.sheet import open_sheet
from ivig_prep.core.diary.entries import parse_past_day
from ivig_prep.env import Env
from ivig_prep.talk.drink import add, show, take_back
from ivig_prep.talk.settle import settle

EXAMPLES = (
    ("ivig-prep drink", "one cup (250 ml) that you drank"),
    ("ivig-prep drink 2", "2 cups (500 ml)"),
    ("ivig-prep drink 300ml", "an amount: also 8oz, 1.5l, half a cup"),
    ("ivig-prep drink 2 --on yesterday", "for a day that has passed"),
    ("ivig-prep drink --undo", "take the last entry back"),
)


def run(
    ctx: Context,
    amount: Annotated[list[str] | None, Argument(metavar="AMOUNT", help="cups, or an amount such as 300ml")] = None,
    *,
    undo: Annotated[bool, Option("--undo", help="take the last entry of the day back")] = False,
    on: Annotated[str | None, Option("--on", help="another day, not in the future", metavar="DATE")] = None,
    json: Annotated[bool, Option("--json", help="what it adds up to, as JSON")] = False,
) -> None:
    """Write down a cup, or another amount, that was drunk."""
    env: Env = ctx.obj
    words = tuple(amount or ())
    day = settle(env, on, partial(parse_past_day, today=env.today()), ask=not json) if on is not None else env.today()
    changed = take_back(env, day, words) if undo else add(env, day, words, ask=not json)
    if not json:
        show(env, day, changed)
        return
    from ivig_prep.faces import as_json  # late: brings every value that JSON can show

    env.say_json(as_json.drink(open_sheet(env, day).sheet))
