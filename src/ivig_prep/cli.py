"""Runs one command line, and turns any problem into a sentence and an exit code."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime

from ivig_prep.core.page import Page
from ivig_prep.env import Env, real_env
from ivig_prep.errors import EmergencyShown, OutputFailed, Problem, UnknownCommand
from ivig_prep.pages import shared
from ivig_prep.pages.help import COMMANDS
from ivig_prep.world.terminal import standard

DONE, FAILED, INTERRUPTED = 0, 1, 130

Work = Callable[[Env, Sequence[str]], None]
"""What runs a command line in a world. It raises Problem for what a person can be told in words."""


def run(words: Sequence[str], work: Work) -> int:
    """Run a command line in the world as it is and return the exit code."""
    return run_in(real_env(standard()), words, work)


def run_in(env: Env, words: Sequence[str], work: Work) -> int:
    """Run a command line in this world and return the exit code."""
    try:
        with closing(env):
            return _run_to_its_end(env, words, work)
    except KeyboardInterrupt:
        return _interrupted(env)
    except (Exception, SystemExit) as fault:  # noqa: BLE001  # the one net: a patient never sees a traceback
        return _unexpected(env, words, fault)


def _run_to_its_end(env: Env, words: Sequence[str], work: Work) -> int:
    """Run a line to its end, or to a problem that was expected."""
    try:
        return _finish(env, words, work)
    except (Problem, BrokenPipeError) as problem:
        try:
            return _report_problem(env, words, problem)
        except (OutputFailed, BrokenPipeError) as unheard:
            return _report_problem(env, words, unheard)


def _finish(env: Env, words: Sequence[str], work: Work) -> int:
    work(env, words)
    if env.showed_page:
        env.say(env.past_check_by())
    _say_nobody(env)
    return DONE


def _say_nobody(env: Env) -> None:
    """Say that nothing is saved of the person of this run, where that may be a slip of the name."""
    is_new = env.is_one_of_several and not env.is_on_file()
    if not is_new and not env.is_unknown_person():
        return
    env.warn(f"Nothing is saved for {env.flags.person or shared.YOU} yet.")
    if others := env.other_people():
        env.warn_page(shared.on_file(others))


def _report_problem(env: Env, words: Sequence[str], problem: Problem | BrokenPipeError) -> int:
    """Say what is wrong and what to do, and return the exit code. A reader that went away is no fault."""
    if isinstance(problem, BrokenPipeError):
        return _end_without_output(DONE)
    if isinstance(problem, EmergencyShown):
        return problem.exit_code
    if isinstance(problem, UnknownCommand):
        from ivig_prep.actions.emergency import emergency_line  # late: most commands are known

        _lead(env, (*emergency_line(env), shared.next_step("ivig-prep unwell")))
    elif not isinstance(problem, OutputFailed):
        _answer_sign(env, words)
    env.warn_page(shared.problem(problem, env.flags.person))
    return _end_without_output(problem.exit_code) if isinstance(problem, OutputFailed) else problem.exit_code


def _answer_sign(env: Env, words: Sequence[str]) -> None:
    """Answer an emergency sign in words that were refused, whichever option they were for."""
    from ivig_prep.actions.alarm import refused_notice  # late: only a line that was refused needs it

    try:
        notice = refused_notice(env, [word for word in words if word not in COMMANDS])
    except Problem:  # no list to look in, or no record: that is what is reported
        return
    if not notice:
        return
    if "--json" in words or not env.terminal.is_seen:
        env.warn_page(notice)  # what reads JSON, and a file, would show it to nobody
    if "--json" not in words:
        _lead(env, notice)


def _lead(env: Env, page: Page) -> None:
    """Say what comes before the refusal, as long as there is somewhere to say it."""
    try:
        env.say(page)
    except (OutputFailed, BrokenPipeError):
        _end_without_output(FAILED)


def _interrupted(env: Env) -> int:
    with suppress(KeyboardInterrupt, OSError):  # a second Ctrl-C, or a window that is gone
        env.warn("\nStopped. What was saved before is kept.")
    return INTERRUPTED


def _unexpected(env: Env, words: Sequence[str], fault: BaseException) -> int:
    """Say that something went wrong, whom to call, and where the report is; never with what the person wrote."""
    # What one of these cannot say, the next still may: a full disk, a broken screen, no memory left.
    with suppress(Exception, SystemExit):
        env.warn("Something went wrong inside ivig-prep. What you answered before is saved.")
    with suppress(Exception, SystemExit):
        for line in shared.emergency(env.library.emergency, None):
            env.warn(line.text)
    with suppress(Exception, SystemExit):
        _leave_report(env, words, fault)
    return FAILED


def _leave_report(env: Env, words: Sequence[str], fault: BaseException) -> None:
    from ivig_prep.world import crash  # late: only a fault needs it

    command = next((word for word in words if word in COMMANDS), "another" if words else "none")
    try:
        kept = crash.keep(crash.Crash(fault, command, _now(env)))
    except (OSError, Problem):
        env.warn(f"Try again. If it happens again, report this: {crash.where(fault)}. {crash.where_to_send()}")
        return
    env.warn(f"Try again. If it happens again, report it with this file. {crash.where_to_send()}")
    env.warn("It holds nothing that you wrote:")
    env.warn(kept)


def _now(env: Env) -> datetime | None:
    """Return the time; None where the clock is what failed."""
    with suppress(Exception):
        return env.now()
    return None


def _end_without_output(code: int) -> int:
    """Return this code, with nothing left to flush."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return code
