"""Starts the program again and again from one process that has read its code already.

Not a test: `faults_kit.Starter` runs it. A start of Python costs far more than a command, and the tests that
kill the program start it hundreds of times. Each command runs in a process of its own, forked off here.
"""

import ctypes
import functools
import gc
import importlib
import json
import os
import pkgutil
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from typing import Any, NoReturn

import ivig_prep
from ivig_prep.__main__ import run
from ivig_prep.content import library


def serve(orders: int, reports: int) -> None:
    """Run one command for each line of orders; report its process id, and its exit code when it has ended.

    Nothing may be in the data folder yet. A first report, 0, says that from now on it is left alone.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    for module in pkgutil.walk_packages(ivig_prep.__path__, "ivig_prep."):
        if module.name != "ivig_prep.__main__":
            importlib.import_module(module.name)
    vars(library)["_read"] = functools.cache(library._read)  # the lists too: in a checkout they are slow to read
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        run(["today", "--json"])  # reads all that is read late; it makes nothing on disk
    gc.freeze()
    os.write(reports, b"0\n")  # ready
    with os.fdopen(orders, encoding="utf-8") as lines:
        for line in lines:
            made = os.fork()
            if not made:
                _run(json.loads(line), reports)
            _, status = os.waitpid(made, 0)
            os.write(reports, f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _run(order: dict[str, Any], reports: int) -> NoReturn:
    """Become the program, wait for the sign to go, and run one command line."""
    os.setsid()
    _may_be_traced()
    os.environ.clear()
    os.environ.update(order["env"])
    os.chdir(order["folder"])
    for number, flags in enumerate((0, os.O_APPEND, os.O_APPEND)):
        os.dup2(os.open(order["streams"][number], os.O_RDWR | os.O_NOCTTY | flags), number)
    sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115  # to the end
    sys.stderr = open(2, "w", encoding="utf-8")  # noqa: SIM115  # likewise
    os.write(reports, f"{os.getpid()}\n".encode())
    os.close(reports)
    signal.sigwait({signal.SIGUSR1})
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})
    code = run(order["words"])
    sys.stdout.flush()
    os._exit(code)


def _may_be_traced() -> None:
    """Let strace attach, on a Linux where only a parent may trace its child unless that child allows more."""
    with suppress(AttributeError, OSError):  # no such call: nothing to allow
        ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)  # PR_SET_PTRACER, anybody


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
