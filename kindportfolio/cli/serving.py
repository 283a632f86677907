"""Running the server: one parent that keeps the web server and the worker alive."""

import ctypes
import gc
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

import waitress
from flask import Flask

from kindportfolio.core.config import Settings
from kindportfolio.core.db import db
from kindportfolio.jobs.worker import Worker

log = logging.getLogger("kindportfolio.serve")

LARGEST_BODY = 16 * 2**20
PR_SET_PDEATHSIG = 1

Part = Callable[[], None]


def web(app: Flask, settings: Settings) -> None:
    """Serve pages until told to stop. Waitress takes slow visitors without blocking others."""
    signal.signal(signal.SIGTERM, _leave)
    waitress.serve(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        connection_limit=2000,
        channel_timeout=20,
        max_request_body_size=LARGEST_BODY,
        ident=None,
        clear_untrusted_proxy_headers=not settings.proxies,
    )


def _leave(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(0)


def worker(app: Flask) -> None:
    """Do what waits until told to stop."""
    Worker(app).run()


def together(app: Flask, settings: Settings) -> None:
    """Web server and worker as two children of one parent, each started again if it dies."""
    with app.app_context():
        db.engine.dispose()
    gc.collect()
    gc.freeze()  # Children share the pages of memory that stay as they are.
    _Family({"web": lambda: web(app, settings), "worker": lambda: worker(app)}).live()


class _Family:
    def __init__(self, parts: dict[str, Part]) -> None:
        self._parts = parts
        self._children: dict[int, str] = {}
        self._stopping = False

    def live(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for name in self._parts:
            self._start(name)
        while self._children:
            self._wait()

    def _wait(self) -> None:
        try:
            pid, status = os.wait()
        except ChildProcessError:
            self._children.clear()
            return
        name = self._children.pop(pid, None)
        if name and not self._stopping:
            log.error("%s ended (%s); starting it again.", name, status)
            time.sleep(1)
            self._start(name)

    def _start(self, name: str) -> None:
        pid = os.fork()
        if pid:
            self._children[pid] = name
            return
        _die_with_parent()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        try:
            self._parts[name]()
        except KeyboardInterrupt:
            pass
        finally:
            sys.stdout.flush()
            os._exit(0)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
        for pid in self._children:
            os.kill(pid, signal.SIGTERM)


def _die_with_parent() -> None:
    """On Linux a child whose parent was killed ends too, so that the port is free again."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def drain_together(app: Flask) -> None:
    """Do all work that is due, with a second process beside this one."""
    with app.app_context():
        db.engine.dispose()
    second = [sys.executable, "-m", "kindportfolio.cli", "worker", "--until-empty"]
    settings: Settings = app.config["SETTINGS"]
    env = os.environ | {"KINDPORTFOLIO_INSTANCE": str(settings.instance)}
    with subprocess.Popen(second, env=env) as helper:  # noqa: S603 - our own program.
        Worker(app).drain()
        helper.wait()
