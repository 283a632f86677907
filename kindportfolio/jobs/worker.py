"""The worker: one process that does what waits, one job at a time, until it is told to stop."""

import logging
import signal
import threading
import traceback
from types import FrameType

from flask import Flask

from kindportfolio.core.db import across_schools, db, inside_school, writing
from kindportfolio.jobs import queue

log = logging.getLogger("kindportfolio.worker")

PAUSE = 0.2


class Worker:
    """Claims, does, and marks. Stops after the job at hand on SIGTERM or SIGINT."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stopping = threading.Event()

    def run(self) -> None:
        """Work until told to stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping.is_set():
            try:
                busy = self.do_one()
            except Exception:
                log.exception("The queue does not answer; trying again in a moment.")
                busy = False
                self._stopping.wait(2)
            if not busy:
                self._stopping.wait(PAUSE)

    def drain(self) -> int:
        """Do everything that is due now, and say how many jobs that was."""
        count = 0
        while self.do_one():
            count += 1
        return count

    def do_one(self) -> bool:
        """Do the next job, if one is due."""
        with self._app.app_context():
            held = queue.claim()
            if held is None:
                return False
            with _heartbeat(self._app, held):
                self._do(held)
            return True

    def _do(self, held: queue.Held) -> None:
        handler = queue.handler_of(held.kind)
        try:
            if handler is None:
                raise LookupError(f"Nobody does jobs of kind {held.kind!r}.")
            if held.school_id is None:
                handler(**held.payload)
            else:
                with inside_school(held.school_id):
                    handler(**held.payload)
                    db.session.flush()
            queue.done(held)
        except queue.LostLease:
            log.warning("Job %s was taken over by another worker.", held.id)
        except Exception as error:
            db.session.rollback()
            log.warning("Job %s (%s) failed: %s", held.id, held.kind, type(error).__name__)
            queue.failed(held, traceback.format_exc(limit=8))

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping.set()


class _heartbeat:
    """Keeps hold of a job while it is being done, from a thread of its own."""

    def __init__(self, app: Flask, held: queue.Held) -> None:
        self._app, self._held = app, held
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(queue.LEASE.total_seconds() / 3):
            try:
                with self._app.app_context(), across_schools(), writing(True):
                    queue.extend(self._held)
            except Exception:
                log.exception("Could not extend the lease of job %s.", self._held.id)
