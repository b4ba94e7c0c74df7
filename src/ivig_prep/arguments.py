"""The command line, understood: words in, a `Call` out. Nothing is run and nothing is printed here.

Global options may stand before or after the command; they and the command's name are taken off first.
Typer reads the rest, from the declarations in the command's own file.
"""

import re
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from ivig_prep.command import Call, Words, declared, read_plainly
from ivig_prep.env import Flags
from ivig_prep.errors import Next, NotUnderstood

if TYPE_CHECKING:
    from inspect import Parameter

    from typer import Typer

PROGRAM = "ivig-prep"
COMMANDS = {
    "today": "what to do now, one step at a time",
    "unwell": "what to do about a side effect",
    "drink": "write down what you drank: drink, drink 2, drink 300ml",
    "print": "the checklist on paper or phone, a page for each day",
    "handout": "one page for a clinic to give out",
    "calendar": "a file for your phone's calendar, with a reminder",
    "log": "write down an infusion: brand, lots, dose, times, reactions",
    "feel": "how you feel today, 0 to 10: feel 6",
    "report": "one page for your nurse or doctor",
    "learn": "short answers about IVIg: learn, or learn cost",
    "setup": "your date, phone numbers, fluids, what fits you",
    "clinic": "use your clinic's own list",
    "backup": "copy everything to one file, or bring it back",
    "forget": "delete what this program saved",
}
"""Every command with what the front page says of it, in the order of the front page."""

MENU, HELP, VERSION, COMPLETION = "menu", "help", "version", "completion"
_COMPLETION_WORDS = ("--install-completion", "--show-completion")
UNWELL = "unwell"
_UNWELL_TOO = ("emergency", "sick", "ill", "symptoms", "side-effects", "911", "999", "112")
_HELP_WORDS = ("-h", "--help")
_UNWELL_OPTIONS = ("--list", "--json", "--plain", "--no-input", *_HELP_WORDS)


class UnknownCommand(NotUnderstood):
    """A command that is not there; said together with the emergency line."""


class Line(NamedTuple):
    """A command line with its global options taken off: `rest` follows the command's name."""

    flags: Flags
    wants: str
    command: str | None
    rest: tuple[str, ...]


def split(words: Sequence[str]) -> Line:
    """Take the global options and the command's name off the command line."""
    flags = Flags()
    wants = ""
    rest: list[str] = []
    words = _without_person(words, flags)
    for position, word in enumerate(words):
        in_own_words = bool(rest) and rest[0].lower() in (UNWELL, *_UNWELL_TOO) and word not in _UNWELL_OPTIONS
        if word == "--" and not in_own_words:
            rest.extend(words[position:])
            break
        if in_own_words:
            rest.append(word)
        elif word == "--plain":
            flags.plain = True
        elif word == "--no-input":
            flags.no_input = True
        elif word in _HELP_WORDS or (word == HELP and not rest):
            wants = HELP
        elif word == "--version":
            wants = VERSION
        else:
            rest.append(word)
    command = _known_as(rest.pop(0)) if rest else None
    return Line(flags, wants, command, tuple(rest))


def _known_as(word: str) -> str:
    """Return a command in small letters, as a phone or a caps lock may not type it; any other word as it is."""
    return word.lower() if word.lower() in (*COMMANDS, *_UNWELL_TOO) else word


def _without_person(words: Sequence[str], flags: Flags) -> list[str]:
    """Take `--for NAME` off the command line, wherever it stands. Raises NotUnderstood without a name."""
    kept: list[str] = []
    coming = iter(words)
    for word in coming:
        if word == "--":
            return [*kept, word, *coming]
        if word == "--for":
            flags.person = next(coming, "")
        elif word.startswith("--for="):
            flags.person = word.removeprefix("--for=")
        else:
            kept.append(word)
    return kept


def understand(line: Line) -> Call:
    """Return what a command line asks for. Raises NotUnderstood."""
    if line.wants == VERSION:
        return Call(VERSION, {})
    if line.command is None:
        return Call(line.wants or MENU, {"command": None} if line.wants else {})
    if line.command in _UNWELL_TOO:
        rest = [word for word in line.rest if word not in _UNWELL_OPTIONS]
        typed = (line.command, *line.rest) if rest else line.rest
        return _unwell(typed)
    if line.command in _COMPLETION_WORDS:
        return Call(COMPLETION, {"words": [line.command, *line.rest]})
    if line.command not in COMMANDS:
        raise _unknown(line.command)
    if line.wants == HELP:
        return Call(HELP, {"command": line.command})
    return _unwell(line.rest) if line.command == UNWELL else _read(line.command, line.rest)


def _unwell(rest: Sequence[str]) -> Call:
    """Take the words after `unwell` as they come: only its own options are none, and nothing is refused."""
    words = tuple(word for word in rest if word not in _UNWELL_OPTIONS)
    return Call(UNWELL, {"words": words, "list": "--list" in rest, "json": "--json" in rest})


def _unknown(word: str) -> NotUnderstood:
    if word.startswith("-"):
        return NotUnderstood(f'There is no option "{word[:40]}" before a command.', Next(f"{PROGRAM} --help"))
    from difflib import get_close_matches  # late: only a mistyped word pays for it

    near = get_close_matches(word.lower(), COMMANDS, n=1, cutoff=0.5)
    hint = Next(f"{PROGRAM} {near[0]}", "Did you mean: ") if near else Next(f"{PROGRAM} --help")
    return UnknownCommand(f'There is no command "{word[:40]}".', hint)


def _read(command: str, rest: Sequence[str]) -> Call:
    return read_plainly(command, load(command), rest) or parsed(command, rest)


def parsed(command: str, rest: Sequence[str]) -> Call:
    """Return the call of a command line in any form, read by Typer. Raises NotUnderstood."""
    from typer._click.exceptions import UsageError  # late: about 4 bare starts of Python, and needed only now
    from typer.main import get_command

    click_command = get_command(typer_app((command,)))
    try:
        call: Call = click_command.main([command, *rest], prog_name=PROGRAM, standalone_mode=False)
    except UsageError as error:
        raise NotUnderstood(_said(error), Next(f"{PROGRAM} {command} --help")) from error
    return call


def _said(error: Exception) -> str:
    """Say a usage error of Typer's in our own words."""
    option = getattr(error, "option_name", None)
    if option and hasattr(error, "possibilities"):
        near = f" Did you mean {error.possibilities[0]}?" if error.possibilities else ""
        return f'There is no option "{option[:40]}" here.{near}'
    said = str(getattr(error, "message", error)).strip().rstrip(".")
    if option:
        missing = "requires an argument" in said
        return f"A value is missing after {option}." if missing else f"{option} takes no value."
    extra = re.search(r"unexpected extra argument.* \((.*)\)$", said)
    if extra:
        return f'"{extra[1][:40]}" is not expected here.'
    return f"{said[:200]}."


def complete(words: Sequence[str]) -> None:
    """Let Typer answer the shell's request for completion, or put it into the shell's own settings."""
    from typer.main import get_command  # late: see `parsed`

    try:
        get_command(typer_app(tuple(COMMANDS))).main(list(words), prog_name=PROGRAM, standalone_mode=False)
    except SystemExit as ended:
        if ended.code:  # without one it is how Typer says that it is done
            raise


def typer_app(names: Sequence[str]) -> "Typer":
    """Return a Typer app of these commands; each returns its Call and runs nothing."""
    from typer import Option, Typer  # late: see `parsed`

    app = Typer(add_completion=True, rich_markup_mode=None, context_settings={"help_option_names": []})

    def options_anywhere(
        *,
        plain: Annotated[bool, Option("--plain")] = False,  # named for completion alone
        no_input: Annotated[bool, Option("--no-input")] = False,  # likewise
    ) -> None:
        """Take the global options, so that completion offers them; `split` has read them before."""

    app.callback()(options_anywhere)
    for name in names:
        app.command(name, help=COMMANDS[name], context_settings={"ignore_unknown_options": name in ("drink", "feel")})(
            _returning(name)
        )
    return app


def _returning(name: str) -> Any:
    """Return a function with the signature Typer needs, that returns the Call for what it is given."""
    import inspect  # late: see `parsed`

    run = load(name)
    kinds = declared(run)
    parameters = [p for p in inspect.signature(run).parameters.values() if p.name in kinds]

    def call(**given: Any) -> Call:
        return Call(name, {key: tuple(v) if isinstance(v, list) else v for key, v in given.items()})

    annotations = {p.name: _for_typer(*kinds[p.name]) for p in parameters}
    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # what inspect documents for this
        [p.replace(annotation=annotations[p.name], default=_default(p), kind=p.KEYWORD_ONLY) for p in parameters]
    )
    call.__annotations__ = annotations
    return call


def _for_typer(kind: Any, declaration: Any) -> Any:
    from typer import Argument, Option  # late: see `parsed`

    if isinstance(declaration, Words):
        return Annotated[list[str], Argument(metavar=declaration.value, help=declaration.help)]
    metavar = declaration.value or None
    listed = list[str] if kind == tuple[str, ...] else kind
    return Annotated[listed, Option(*declaration.names, metavar=metavar, help=declaration.help)]


def _default(parameter: "Parameter") -> Any:
    return [] if parameter.default == () else parameter.default


def load(name: str) -> Any:
    """Return the function of a command; its file is imported only now."""
    return import_module(f"ivig_prep.commands.{name}").run


def examples(name: str) -> tuple[tuple[str, str], ...]:
    """Return the examples of a command, each with what it does."""
    found: tuple[tuple[str, str], ...] = import_module(f"ivig_prep.commands.{name}").EXAMPLES
    return found
