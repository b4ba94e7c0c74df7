"""`ivig-prep backup`: everything in one file, and back again."""

from typing import Annotated

from typer import Argument, Context, Option

from ivig_prep.actions.sheet import nearest
from ivig_prep.core.day.phases import Infusion
from ivig_prep.env import Env
from ivig_prep.errors import CannotWrite, Next, NotUnderstood, Problem
from ivig_prep.pages import backup as backup_pages
from ivig_prep.pages import shared
from ivig_prep.pages.shared import infusion_words
from ivig_prep.world import outbox, paths

EXAMPLES = (
    ("ivig-prep backup my-infusions.db", "copy everything to one file"),
    ("ivig-prep backup --restore my-infusions.db", "bring it back; what is there is kept as a copy"),
    ("ivig-prep backup --check my-infusions.db", "see whether it can be brought back"),
)


def run(
    ctx: Context,
    file: Annotated[list[str] | None, Argument(metavar="FILE", help="where to write the copy")] = None,
    *,
    restore: Annotated[str | None, Option("--restore", help="bring a copy back", metavar="FILE")] = None,
    check: Annotated[
        str | None, Option("--check", help="see what is in a copy; changes nothing", metavar="FILE")
    ] = None,
) -> None:
    """Copy everything to one file, or bring it back."""
    env: Env = ctx.obj
    files = file or []
    if len(files) + (restore is not None) + (check is not None) != 1:
        raise NotUnderstood("Give one file.", Next("ivig-prep backup my-infusions.db"))
    if restore is not None:
        _restore(env, paths.absolute(restore))
    elif check is not None:
        _check(env, paths.absolute(check))
    else:
        _backup(env, paths.absolute(files[0]))


def _backup(env: Env, path: str) -> None:
    try:
        _check_free(path)
        _copy(env, path)
    except CannotWrite as problem:  # whose own next step is for a page, which has -o
        problem.next_step = Next("ivig-prep backup my-infusions.db", "Give another name, such as in: ")
        raise


def _check_free(path: str) -> None:
    if outbox.is_there(path):
        raise CannotWrite(f"A file is already there: {path}", "Give another name.")


def _copy(env: Env, path: str) -> None:
    content = env.store.snapshot()
    if content is None:
        raise Problem("Nothing is saved yet, so there is nothing to copy.", Next("ivig-prep today"))
    env.store.add_file(path, outbox.fingerprint(content), env.now())
    outbox.write(path, content, replace=False, mode=outbox.FOR_THE_OWNER)
    if outbox.fingerprint_at(path) not in ("", outbox.fingerprint(content)):
        raise CannotWrite(f"The file is not as it was written: {path}", "Check that disk.")
    env.say(shared.say(f"Copied everything to: {path}", "Keep it where only you can read it."))


def _restore(env: Env, path: str) -> None:
    kept = env.store.restore(path, env.now())
    was = (f"What was there before is kept here: {kept}",) if kept else ()
    env.say(shared.say("The record is back.", *was))
    past, coming = nearest(env, env.today())
    env.say(shared.say(f"{_whose(coming or past)} If that is not yours, bring back your own."))


def _check(env: Env, path: str) -> None:
    found, infusion = env.store.look_into(path, env.today())
    env.say(backup_pages.checked(path, found, _whose(infusion)))


def _whose(infusion: Infusion | None) -> str:
    """Say what tells one person's record from another's."""
    return infusion_words(infusion) if infusion else "No infusion date is set."
