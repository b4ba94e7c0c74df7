"""From the command line to a command, and from any problem to a sentence: the one place that ends the program."""

import os
import sys
from collections.abc import Sequence

from ivig_prep import __version__, arguments, paths
from ivig_prep.arguments import COMMANDS, HELP, MENU, VERSION
from ivig_prep.command import Call, declared
from ivig_prep.env import Env, real_env
from ivig_prep.errors import Problem
from ivig_prep.render import help_pages, pages
from ivig_prep.terminal import standard

COMPLETE_VARIABLE = "_IVIG_PREP_COMPLETE"
DONE, FAILED, INTERRUPTED = 0, 1, 130


def main(words: Sequence[str] | None = None) -> int:
    """Run one command line and return the exit code."""
    if COMPLETE_VARIABLE in os.environ:
        arguments.complete()
    terminal = standard()
    try:
        line = arguments.split(sys.argv[1:] if words is None else words)
        return run(real_env(terminal, line.flags), line)
    except BrokenPipeError:
        return _pipe_closed()


def run(env: Env, line: arguments.Line) -> int:
    """Run an understood or misunderstood line in this world and return the exit code."""
    try:
        _dispatch(env, arguments.understand(line))
        if env.showed_page:
            _say_past_check_by(env)
        return DONE
    except arguments.UnknownCommand as problem:
        env.say(pages.emergency(env.checklist.emergency, env.person_or_nobody().emergency))
        return _told(env, problem)
    except Problem as problem:
        return _told(env, problem)
    except KeyboardInterrupt:
        env.warn("\nStopped. What you answered is saved.")
        return INTERRUPTED


def _dispatch(env: Env, call: Call) -> None:
    if call.command == HELP:
        _help(env, call.arguments["command"])
    elif call.command == VERSION:
        env.say(help_pages.version(__version__, env.checklist, paths.data_folder()))
    elif call.command == MENU:
        _menu(env)
    else:
        arguments.load(call.command)(env, **call.arguments)


def _menu(env: Env) -> None:
    picked = arguments.load(MENU)(env)
    if picked:
        arguments.load(picked)(env)
    elif not env.can_ask:
        env.say(help_pages.front(COMMANDS))


def _help(env: Env, command: str | None) -> None:
    env.say(pages.emergency(env.checklist.emergency, env.person_or_nobody().emergency))
    if command is None:
        env.say(help_pages.front(COMMANDS))
        return
    options = (declaration for _, declaration in declared(arguments.load(command)).values())
    env.say(help_pages.command(command, COMMANDS[command], arguments.examples(command), options))


def _say_past_check_by(env: Env) -> None:
    env.say(pages.past_check_by(env.checklist, env.today()))


def _told(env: Env, problem: Problem) -> int:
    env.warn(problem.sentence)
    if problem.next_step:
        env.warn(problem.next_step)
    return problem.exit_code


def _pipe_closed() -> int:
    """End quietly, with nothing left to flush: a reader that went away is no fault."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return DONE
