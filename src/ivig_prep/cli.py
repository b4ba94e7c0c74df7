"""From the command line to a command, and from any problem to a sentence: the one place that ends the program."""

import os
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime

from ivig_prep import __version__, arguments
from ivig_prep.arguments import COMMANDS, COMPLETION, HELP, MENU, VERSION
from ivig_prep.command import Call, declared
from ivig_prep.core.page import Page
from ivig_prep.env import Env, real_env
from ivig_prep.errors import OutputFailed, Problem
from ivig_prep.pages import help as help_pages
from ivig_prep.pages import shared
from ivig_prep.world import paths
from ivig_prep.world.terminal import standard

COMPLETE_VARIABLE = "_IVIG_PREP_COMPLETE"
DONE, FAILED, INTERRUPTED = 0, 1, 130


def main(words: Sequence[str] | None = None) -> int:
    """Run one command line and return the exit code."""
    given = list(sys.argv[1:] if words is None else words)
    if COMPLETE_VARIABLE in os.environ:
        arguments.complete(given)
        return DONE
    # Bytes that are no text are replaced here, so that nothing behind has to expect them.
    line = arguments.split([word.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for word in given])
    return run(real_env(standard(), line.flags), line)


def run(env: Env, line: arguments.Line) -> int:
    """Run an understood or misunderstood line in this world and return the exit code."""
    try:
        with closing(env):
            return _ended(env, line)
    except KeyboardInterrupt:
        return _interrupted(env)
    except (Exception, SystemExit) as fault:  # noqa: BLE001  # the one net: a patient never sees a traceback
        return _unexpected(env, line, fault)


def _ended(env: Env, line: arguments.Line) -> int:
    """Run a line to its end, or to a problem that was expected."""
    try:
        return _done(env, line)
    except (Problem, BrokenPipeError) as problem:
        try:
            return _told(env, line, problem)
        except (OutputFailed, BrokenPipeError) as unheard:
            return _told(env, line, unheard)


def _done(env: Env, line: arguments.Line) -> int:
    _dispatch(env, arguments.understand(line))
    if env.showed_page:
        env.say(env.past_check_by())
    if env.is_unknown_person():
        env.warn(f"Nothing is saved for {env.flags.person} yet.")
    return DONE


def _dispatch(env: Env, call: Call) -> None:
    if call.command == HELP:
        _help(env, call.arguments["command"])
    elif call.command == VERSION:
        env.say(help_pages.version(__version__, env.lists.frame, paths.data_folder()))
    elif call.command == MENU:
        _menu(env)
    elif call.command == COMPLETION:
        arguments.complete(call.arguments["words"])
    else:
        arguments.load(call.command)(env, **call.arguments)


def _menu(env: Env) -> None:
    picked = arguments.load(MENU)(env)
    if picked:
        arguments.load(picked)(env)
    elif not env.can_ask:
        env.say(help_pages.front(COMMANDS))


def _help(env: Env, command: str | None) -> None:
    lead = env.emergency_line()
    if command is None:
        env.say((*lead, *help_pages.front(COMMANDS)))
        return
    options = (declaration for _, declaration in declared(arguments.load(command)).values())
    env.say((*lead, *help_pages.command(command, COMMANDS[command], arguments.examples(command), options)))


def _told(env: Env, line: arguments.Line, problem: Problem | BrokenPipeError) -> int:
    """Say what is wrong and what to do, and return the exit code. A reader that went away is no fault."""
    if isinstance(problem, BrokenPipeError):
        return _output_gone(DONE)
    if isinstance(problem, arguments.UnknownCommand):
        _lead(env, (*env.emergency_line(), shared.next_step("ivig-prep unwell")))
    elif not isinstance(problem, OutputFailed):
        _answer_sign(env, line)
    env.warn_page(shared.problem(problem, env.flags.person))
    return _output_gone(problem.exit_code) if isinstance(problem, OutputFailed) else problem.exit_code


def _answer_sign(env: Env, line: arguments.Line) -> None:
    """Answer an emergency sign in words that were refused, whichever option they were for."""
    from ivig_prep.actions.alarm import refused_notice  # late: for a refusal alone

    notice = refused_notice(env, (line.flags.person or "", *line.rest))
    if notice and "--json" in line.rest:
        env.warn_page(notice)  # what reads JSON would show it to nobody
    elif notice:
        _lead(env, notice)


def _lead(env: Env, page: Page) -> None:
    """Say what comes before the refusal, as long as there is somewhere to say it."""
    try:
        env.say(page)
    except (OutputFailed, BrokenPipeError):
        _output_gone(FAILED)


def _interrupted(env: Env) -> int:
    with suppress(KeyboardInterrupt, OSError):  # a second Ctrl-C, or a window that is gone
        env.warn("\nStopped. What was saved before is kept.")
    return INTERRUPTED


def _unexpected(env: Env, line: arguments.Line, fault: BaseException) -> int:
    """Say that something went wrong, whom to call, and where the report is; never with what the person wrote."""
    # What one of these cannot say, the next still may: a full disk, a broken screen, no memory left.
    with suppress(Exception, SystemExit):
        env.warn("Something went wrong inside ivig-prep. What you answered before is saved.")
    with suppress(Exception, SystemExit):
        for said in shared.emergency(env.lists.emergency, None):
            env.warn(said.text)
    with suppress(Exception, SystemExit):
        _report(env, line.command, fault)
    return FAILED


def _report(env: Env, command: str | None, fault: BaseException) -> None:
    from ivig_prep.world import crash  # late: only a fault needs it

    known = command if command in COMMANDS else "another" if command else "none"  # what was typed there can be anything
    try:
        kept = crash.keep(crash.Crash(fault, known, _now(env)))
    except (OSError, Problem):
        env.warn(f"Try again. If it happens again, tell the makers: {crash.where(fault)}.")
        return
    env.warn("Try again. If it happens again, send the makers this file. It holds nothing that you wrote:")
    env.warn(kept)


def _now(env: Env) -> datetime | None:
    """Return the time; None where the clock is what failed."""
    with suppress(Exception):
        return env.now()
    return None


def _output_gone(code: int) -> int:
    """End with this code, and with nothing left to flush."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return code
