"""The house as it runs at a school: a process of its own, with a worker, on a free port."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask

from kindportfolio import create_app
from kindportfolio.access.guard import COOKIE, hashed
from kindportfolio.accounts.models import Person, SignIn
from kindportfolio.accounts.sessions import STAYS
from kindportfolio.core import clock
from kindportfolio.core.config import Settings
from kindportfolio.core.db import across_schools, db

ROOT = Path(__file__).parents[1]
PATIENCE = 30


class House:
    """Starts and stops ``kindportfolio serve --with-worker`` on the database of ``settings``."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.app: Flask = create_app(settings)
        self._log = settings.instance / "serve.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Come up, and answer."""
        own = {"PYTHONPATH": str(ROOT), "KINDPORTFOLIO_INSTANCE": str(self.settings.instance)}
        own |= {"KINDPORTFOLIO_FREE_BYTES": "0", "KINDPORTFOLIO_DATABASE": self.settings.database}
        command = ["-m", "kindportfolio.cli", "serve", "--with-worker", "--port", str(self.port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *command],
                cwd=self.settings.instance,
                env=os.environ | own,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self._process is not None
            assert self._process.poll() is None, self.log
            try:
                with urlopen(f"{self.address}/readyz", timeout=5) as answer:  # noqa: S310
                    if answer.status == 200:
                        return
            except (URLError, OSError):
                time.sleep(0.05)
        raise AssertionError(f"The house does not answer.\n{self.log}")

    def stop(self) -> None:
        """Go down as an operator would make it."""
        if self._process:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self._process = None
        with self.app.app_context():
            db.engine.dispose()

    def kill(self) -> None:
        """Die at once, with everything that was started."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(PATIENCE)
            self._process = None

    @property
    def processes(self) -> list[int]:
        """The ids of the parent and its children: the web server and the worker."""
        assert self._process
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [self._process.pid, *map(int, children.read_text().split())]

    @property
    def log(self) -> str:
        """What the house said meanwhile."""
        return self._log.read_text("utf-8", "replace")

    def sign_in(self, person: Person) -> dict[str, str]:
        """The cookie of a browser on which this person has just signed in."""
        token, moment = secrets.token_urlsafe(32), clock.now()
        stay = STAYS["child" if person.is_child else "staff"]
        with self.app.app_context(), across_schools():
            db.session.add(
                SignIn(
                    school_id=person.school_id,
                    token_hash=hashed(token),
                    person_id=person.id,
                    began_at=moment,
                    proved_at=moment,
                    seen_at=moment,
                    idle_seconds=int(stay.idle.total_seconds()),
                    ends_at=moment + stay.most,
                    data={},
                )
            )
            db.session.commit()
        return {COOKIE: token}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
