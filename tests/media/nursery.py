"""Raises web servers and workers that die at a given step.

Run as ``python -m tests.media.nursery INSTANCE DATABASE``.
It loads the house once and forks from there. On standard input it takes ``web STEP``,
``worker STEP SECONDS`` (its clock runs so much ahead), ``kill PID`` and ``wait PID``, and
answers with a process id or an exit status. STEP 0 means that nothing happens to it.
"""

import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import waitress
from flask import Flask
from sqlalchemy.orm import Session

from kindportfolio import create_app
from kindportfolio.core import clock, config
from kindportfolio.core.db import db
from kindportfolio.jobs import queue
from kindportfolio.jobs.worker import Worker
from kindportfolio.media import actions

BEFORE = [
    (os, "fsync"),
    (os, "link"),
    (os, "unlink"),
    (os, "mkdir"),
    (subprocess, "Popen"),
    (Session, "commit"),
]
BEHIND = [(Session, "commit")]


class Death:
    """Waits before every step that touches the disk, and behind those that promise something."""

    def __init__(self, step: int) -> None:
        self._left = step
        for owner, name in BEFORE if step else []:
            self._lurk(owner, name, behind=(owner, name) in BEHIND)

    def _lurk(self, owner: Any, name: str, *, behind: bool) -> None:
        step = getattr(owner, name)

        def guarded(*args: Any, **kwargs: Any) -> Any:
            self._pass()
            result = step(*args, **kwargs)
            if behind:
                self._pass()
            return result

        setattr(owner, name, guarded)

    def _pass(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def web(app: Flask, listener: socket.socket, step: int) -> None:
    Death(step)
    waitress.serve(app, sockets=[listener], threads=2, _quiet=True)


def worker(app: Flask, step: int, ahead: int) -> None:
    Death(step)
    with clock.travelled_to(clock.now() + timedelta(seconds=ahead)):
        Worker(app).drain()


def main(instance: str, database: str) -> None:
    actions.MOST_AT_ONCE = 10_000
    queue.LEASE = timedelta(hours=1)  # What a dead worker held stays put until the end.
    app = create_app(config.load(Path(instance), free_bytes=0, database=database))
    with app.app_context():
        db.engine.dispose()
    listener = socket.create_server(("127.0.0.1", 0))
    say(listener.getsockname()[1])
    for line in sys.stdin:
        order, *numbers = line.split()
        first, second = [*map(int, numbers), 0][:2]
        if order == "kill":
            os.kill(first, signal.SIGKILL)
        if order in ("kill", "wait"):
            say(os.waitstatus_to_exitcode(os.waitpid(first, 0)[1]))
            continue
        pid = os.fork()
        if pid:
            say(pid)
            continue
        if order == "web":
            web(app, listener, first)
        else:
            worker(app, first, second)
        os._exit(0)


def say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
