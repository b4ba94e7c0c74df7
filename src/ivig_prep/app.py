"""The Typer app: one command line in, one command run. Each command is a function in its own file in `commands/`."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer import Context
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException
from typer.main import get_command, get_command_from_info
from typer.models import CommandInfo

from ivig_prep import __version__
from ivig_prep.actions.emergency import emergency_line
from ivig_prep.core.command_line import Known, check_options, meant_command, unexpected
from ivig_prep.core.typed import clean
from ivig_prep.env import Env, Flags
from ivig_prep.errors import Next, NotUnderstood, UnknownCommand
from ivig_prep.pages import help as help_pages
from ivig_prep.pages.help import COMMANDS, PROGRAM
from ivig_prep.world import paths

if TYPE_CHECKING:
    from typer._click import Command

COMPLETE_VARIABLE = "_IVIG_PREP_COMPLETE"
"""Set by a shell that asks what can come next."""
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_COMPLETION = ("--install-completion", "--show-completion")
UNWELL = "unwell"
_UNWELL_TOO = ("emergency", "sick", "ill", "symptoms", "side-effects", "911", "999", "112")
_TAKE_A_DASH = ("drink", "feel")
"""Commands to which an unknown option is a value that was meant: -5 is an amount, and refused as one."""


class Option(NamedTuple):
    """An option of a command, as help shows it: its names, what its value is called there, and what it does."""

    names: tuple[str, ...]
    value: str
    help: str


class _Command(TyperCommand):
    """A command that names what it does not expect, and completes the options that may stand anywhere, too."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        known, hint = _known((*_options(self), *_options(get_command(app)))), Next(f"{PROGRAM} {self.name} --help")
        words = tuple(args)
        check_options(words, known, hint)
        extra = super().parse_args(ctx, args)
        if extra:
            raise unexpected(words, extra, known, hint)
        return extra

    def invoke(self, ctx: Any) -> Any:
        """Run the command, once it is settled whose record it is about."""
        _settle_whose(ctx.obj, self.name or "", ctx.params)
        return super().invoke(ctx)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        shared = ctx.parent.command.own_completions(ctx.parent, incomplete) if ctx.parent else []
        return [*super().shell_complete(ctx, incomplete), *shared]


class _Commands(TyperGroup):
    """The commands. The file of each is imported when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> "Command | None":
        del ctx
        return command(cmd_name) if cmd_name in COMMANDS else None

    def own_completions(self, ctx: Any, incomplete: str) -> list[Any]:
        """Return the options that may stand anywhere, without the names of the commands."""
        return TyperCommand.shell_complete(self, ctx, incomplete)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        words = in_front(args)
        first = clean(words[0]).lower() if words else ""
        if first.startswith("-") and first.lstrip("-") in COMMANDS:
            raise _unknown(words)
        with_json = (*_options(self), Option(("--json",), "", ""))
        check_options(words, _known(with_json), HELP, up_to_a_word=True)
        return super().parse_args(ctx, words)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, *rest = args
        known = _known_as(name)
        if known in _UNWELL_TOO:
            return super().resolve_command(ctx, [UNWELL, *_words_after(known, rest)])
        if known not in COMMANDS and not ctx.resilient_parsing:
            raise _unknown(args)
        return super().resolve_command(ctx, [known, *(_words_apart(rest) if known == UNWELL else rest)])

    def invoke(self, ctx: Any) -> Any:
        """Set the options that stand anywhere before anything can go wrong, and answer those that need no command."""
        env: Env = ctx.obj
        given = ctx.params
        env.flags = Flags(plain=given["plain"], no_input=given["no_input"], person=given["person"])
        if given["version"]:
            return _say_version(env, as_document=given["json"])
        if given["json"]:
            raise _no_such_option("--json")
        named = next(iter((*ctx._protected_args, *ctx.args)), None)
        if given["help_"] and _known_as(named or "") not in _UNWELL_TOO:
            return _show_help(env, named)
        return super().invoke(ctx)


app = typer.Typer(
    cls=_Commands, add_completion=False, rich_markup_mode=None, context_settings={"help_option_names": []}
)


def _people() -> list[str]:
    return list(paths.people())


@app.callback(invoke_without_command=True)
def anywhere(  # noqa: PLR0913  # an argument for each option
    ctx: Context,
    *,
    person: Annotated[
        str | None, typer.Option("--for", metavar="NAME", help="a second person", autocompletion=_people)
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="words only, for a screen reader")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="ask nothing")] = False,
    help_: Annotated[bool, typer.Option("-h", "--help", help="how to use it")] = False,
    version: Annotated[bool, typer.Option("-V", "--version", help="about this copy")] = False,
    json: Annotated[bool, typer.Option("--json", hidden=True)] = False,
) -> None:
    """Take the options that may stand before or after any command; without a command, show where the person stands."""
    del person, plain, no_input, help_, version, json  # _Commands.invoke has used them
    if ctx.invoked_subcommand is None:
        _menu(ctx)


def run(env: Env, words: Sequence[str]) -> None:
    """Run one command line in this world. Raises Problem."""
    commands = get_command(app)
    if words and words[0] in _COMPLETION:
        return _set_up_shell(commands, *words)
    context: Any = None
    try:
        context = commands.make_context(PROGRAM, list(words), obj=env)
        with context:
            commands.invoke(context)
    except TyperException as error:
        raise _usage(error, context.invoked_subcommand if context else None) from error
    return None


HELP = Next(f"{PROGRAM} --help")


@cache
def command(name: str) -> Any:
    """Return a command, built by Typer from the function in its file."""
    function = import_module(f"ivig_prep.commands.{name}").run
    settings = {"help_option_names": [], "ignore_unknown_options": name in _TAKE_A_DASH}
    info = CommandInfo(name, cls=_Command, callback=function, context_settings=settings, help=COMMANDS[name])
    return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)


def options(name: str) -> tuple[Option, ...]:
    """Return the options of a command, in the order of its function."""
    return _options(command(name))


def _options(command: Any) -> tuple[Option, ...]:
    found = (one for one in command.params if isinstance(one, TyperOption) and not one.hidden)
    return tuple(Option(tuple(o.opts), "" if o.is_flag else o.metavar or "", o.help or "") for o in found)


def _known(found: Iterable[Option]) -> Known:
    found = tuple(found)
    names = frozenset(name for option in found for name in option.names)
    return Known(names, frozenset(name for option in found if option.value for name in option.names))


def takes_words(name: str) -> bool:
    """Say whether words may follow a command."""
    return any(not isinstance(parameter, TyperOption) for parameter in command(name).params)


def examples(name: str) -> tuple[tuple[str, str], ...]:
    """Return the examples of a command, each with what it does."""
    found: tuple[tuple[str, str], ...] = import_module(f"ivig_prep.commands.{name}").EXAMPLES
    return found


def _menu(ctx: Any) -> None:
    """Show where the person stands; run the command that they pick."""
    env: Env = ctx.obj
    _settle_whose(env, "menu", {})
    picked = import_module("ivig_prep.commands.menu").run(env)
    if picked:
        chosen = command(picked)
        with chosen.make_context(picked, [], parent=ctx) as below:
            chosen.invoke(below)
    elif not env.can_ask:
        env.say(help_pages.front())


def _settle_whose(env: Env, name: str, given: Mapping[str, Any]) -> None:
    """Make sure whose record a command is about. Raises Stopped where the person picks nobody."""
    if env.needs_whose():
        from ivig_prep.talk.people import settle_whose  # late: most computers have one person on file

        settle_whose(env, name, given)


def _say_version(env: Env, *, as_document: bool) -> None:
    lists, folder = env.library, paths.data_folder()
    if not as_document:
        return env.say(help_pages.version(__version__, lists.checklist, lists.reviews(), folder))
    from ivig_prep.faces import as_json  # late: brings every value that JSON can show

    return env.say_json(as_json.version(__version__, lists.checklist, lists.reviews(), folder))


def _show_help(env: Env, typed: str | None) -> None:
    name = _known_as(typed) if typed else None
    if typed and name not in COMMANDS:
        raise _unknown([typed])
    lead = emergency_line(env)
    if name is None:
        return env.say((*lead, *help_pages.front()))
    return env.say((*lead, *help_pages.command(name, examples(name), options(name))))


# The words of a command line


def in_front(words: Sequence[str]) -> list[str]:
    """Return a command line with the options that may stand anywhere moved to its front.

    Nothing after `--` is moved. After `unwell` all that is not one of its options is a word of the person's own.
    """
    front: list[str] = []
    rest: list[str] = []
    coming = iter(words)
    for word in coming:
        own_words = bool(rest) and _known_as(rest[0]) in (UNWELL, *_UNWELL_TOO)
        if word == "--" and not own_words:
            return [*front, *rest, word, *coming]
        if word == "--for":
            front += [word, next(coming, "")]
        elif word in _ANYWHERE or word.startswith("--for=") or (word in _VERSION and not own_words):
            front.append(word)
        elif word == "help" and not rest:
            front.append("--help")
        else:
            rest.append(word)
    return [*front, *rest]


_VERSION = ("--version", "-V")
_ANYWHERE = ("--plain", "--no-input", "-h", "--help")
_UNWELL_OPTIONS = ("--list", "--json")


def _words_apart(words: Iterable[str]) -> list[str]:
    """Return what follows `unwell` with its own options in front, and all else kept as words by a `--`."""
    words = list(words)
    return [
        *(word for word in words if word in _UNWELL_OPTIONS),
        "--",
        *(word for word in words if word not in _UNWELL_OPTIONS),
    ]


def _words_after(alias: str, rest: Sequence[str]) -> list[str]:
    """Return what follows another name of `unwell`; with other words it is a word too, as in `911 chest pain`."""
    has_words = any(word not in _UNWELL_OPTIONS for word in rest)
    return _words_apart([alias, *rest] if has_words else rest)


def _known_as(word: str) -> str:
    """Return a command in small letters, as a phone or a caps lock may not type it; any other word as it is."""
    return word.lower() if word.lower() in (*COMMANDS, *_UNWELL_TOO) else word


def _unknown(words: Sequence[str]) -> NotUnderstood:
    word = words[0]
    known = {name: name for name in COMMANDS} | {name: UNWELL for name in _UNWELL_TOO if name.isalpha()}
    known |= {name.removeprefix("--"): name for name in ("--version", "--plain", "--no-input")}
    meant = meant_command(words, known, PROGRAM)
    if word.startswith("-") and not meant:
        return _no_such_option(word)
    return UnknownCommand(
        f'There is no command "{word[:40]}".', Next(f"{PROGRAM} {meant}", "Did you mean: ") if meant else HELP
    )


def _no_such_option(word: str) -> NotUnderstood:
    return NotUnderstood(f'There is no option "{word[:40]}" before a command.', HELP)


def _usage(error: TyperException, name: str | None) -> NotUnderstood:
    """Return what Typer refuses, as a sentence of our own; `name` is the command, None before one is known.

    Typer's own sentence is not read: it is the library's, and may change. What an error is follows from its fields.
    """
    option: str = getattr(error, "option_name", "")
    hint = Next(f"{PROGRAM} {name} --help") if name else HELP
    if not option:
        return NotUnderstood("That command line was not understood.", hint)
    if not hasattr(error, "possibilities"):
        known = options(name) if name else _options(get_command(app))
        flags = {word for one in known if not one.value for word in one.names}
        return NotUnderstood(
            f"{option} takes no value." if option in flags else f"A value is missing after {option}.", hint
        )
    if name is None:
        return _no_such_option(option)
    near = f" Did you mean {error.possibilities[0]}?" if error.possibilities else ""
    return NotUnderstood(f'There is no option "{option[:40]}" here.{near}', hint)


# Completion


def complete(words: Sequence[str]) -> int:
    """Tell the shell what can come next on its command line, and return the exit code that it reads."""
    _know_shells()
    try:
        get_command(app).main(list(words), prog_name=PROGRAM, complete_var=COMPLETE_VARIABLE)
    except SystemExit as ended:  # how Typer says that it is done
        return int(ended.code or 0)
    return 0


def _set_up_shell(commands: Any, action: str, shell: str = "", *more: str) -> None:
    """Show what a shell needs to complete commands, or put it into its settings. Raises NotUnderstood."""
    from typer import completion  # late: a shell is set up once

    if more or shell not in ("", *SHELLS):
        word = more[0] if more else shell
        raise NotUnderstood(f'"{word[:40]}" is not a shell this program knows.', f"Write one of: {', '.join(SHELLS)}.")
    _know_shells()
    act = completion.show_callback if action == "--show-completion" else completion.install_callback
    try:
        with commands.make_context(PROGRAM, []) as context:
            act(context, commands.params[0], shell or True)
    except typer.Exit as unknown:
        raise NotUnderstood("It is not known which shell this is.", f"Add one of: {', '.join(SHELLS)}.") from unknown
    except SystemExit as ended:
        if ended.code:
            raise


def _know_shells() -> None:
    """Let Typer prepare what it has for each shell. It does so itself where it offers options of its own for it."""
    from typer.completion import get_completion_inspect_parameters  # late: see _set_up_shell

    get_completion_inspect_parameters()
