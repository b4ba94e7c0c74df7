"""`ivig-prep clinic`: use a clinic's own list, made from one file by somebody who knows no programming."""

import os
from typing import Annotated

from typer import Argument, Context, Option

from ivig_prep.core.clinic.changes import changes
from ivig_prep.core.clinic.own_list import Clinic
from ivig_prep.core.text import as_typed, encoding
from ivig_prep.env import Env
from ivig_prep.errors import CannotRead, CannotWrite, ClinicRefused, Next, NotUnderstood, Said
from ivig_prep.pages import clinic as clinic_pages
from ivig_prep.pages import shared
from ivig_prep.talk.clinic import is_wanted
from ivig_prep.world import inbox, outbox, paths

EXAMPLES = (
    ("ivig-prep clinic --new oakwood.yaml", "write a short example to start from"),
    ("ivig-prep clinic --check oakwood.yaml", "see what it changes, and what is wrong"),
    ("ivig-prep clinic oakwood.yaml", "use it; you are asked first"),
    ("ivig-prep clinic --remove", "go back to the lists of ivig-prep"),
)


HERE = "-"


def run(
    ctx: Context,
    file: Annotated[
        list[str] | None, Argument(metavar="FILE", help="the clinic's own list; - is standard input")
    ] = None,
    *,
    check: Annotated[bool, Option("--check", help="only check the file; nothing is asked or changed")] = False,
    remove: Annotated[bool, Option("--remove", help="use no clinic's list")] = False,
    new: Annotated[str | None, Option("--new", help="write an example file to start from", metavar="FILE")] = None,
    list: Annotated[  # noqa: A002  # the name of its option
        bool,
        Option("--list", help="every step and side effect with its id"),
    ] = False,
    schema: Annotated[bool, Option("--schema", help="the JSON Schema of the file, for editors")] = False,
) -> None:
    """Use a clinic's own list."""
    env: Env = ctx.obj
    given = len(file or ()) + remove + (new is not None) + schema + list
    if given > 1 or (check and not file):
        raise NotUnderstood("Give one file.", Next("ivig-prep clinic --check oakwood.yaml"))
    if file:
        _use(env, file[0], check=check)
    elif remove:
        _remove(env)
    elif new is not None:
        _write_example(env, paths.absolute(new))
    elif list:
        env.say(clinic_pages.ids(*env.library.built_in()))
    elif schema:
        env.say_json(env.library.clinic_schema())
    else:
        env.say(clinic_pages.current(env.library.clinic))


def _use(env: Env, path: str, *, check: bool) -> None:
    clinic = _checked(env, path)
    if check or not env.can_ask:
        env.say(clinic_pages.only_checked())
    elif is_wanted(env):
        env.use_clinic(clinic)
        env.say((*clinic_pages.in_use(clinic), shared.next_step("ivig-prep print")))
    else:
        env.say(shared.say(clinic_pages.NOTHING_CHANGED))


def _checked(env: Env, path: str) -> Clinic:
    """Return the list of a file, with what it changes said. Raises ClinicRefused with every fault said."""
    try:
        raw = env.read_bytes() if path == HERE else inbox.read(path)
    except CannotRead as problem:
        raise ClinicRefused((Said(clinic_pages.NOTHING_CHANGED), *problem.lines), problem.next_step) from problem
    name = "standard input" if path == HERE else os.path.basename(path)
    found = env.library.read_clinic(raw, env.today())
    if found.clinic is None:
        text = raw.decode(encoding(raw), "replace")
        raise ClinicRefused(clinic_pages.faults(name, text, found.faults, env.terminal.width))
    env.say(clinic_pages.preview(found.clinic, changes(found.clinic, *env.library.built_in()), found.warnings))
    return found.clinic


def _remove(env: Env) -> None:
    clinic = env.library.clinic
    if clinic is not None:
        env.use_clinic(None)
    env.say(clinic_pages.removed(clinic))


def _write_example(env: Env, path: str) -> None:
    try:
        outbox.write(path, env.library.clinic_example().encode(), replace=False)
    except CannotWrite as problem:
        problem.next_step = "Give another name, in a folder of yours."
        raise
    env.say(
        (
            *clinic_pages.example_written(path),
            shared.next_step(f"ivig-prep clinic --check {as_typed(os.path.basename(path))}"),
        )
    )
