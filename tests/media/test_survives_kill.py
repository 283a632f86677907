"""After "bewaard" a photo survives kill -9 of the server and of the worker, at any step."""

import hashlib
import http.client
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select, text

from kindportfolio.accounts.models import Person
from kindportfolio.core.config import Settings
from kindportfolio.core.db import across_schools, db
from kindportfolio.media.models import MediaAsset
from tests.media.pictures import saved
from tests.media.sending import form_of
from tests.visitor import SAME_ORIGIN, Visitor

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
AHEAD = 2 * 3600  # seconds; by then every lease of a dead worker has run out
AT_RANDOM = 10


class Nursery:
    """The other end of ``tests.media.nursery``."""

    def __init__(self, settings: Settings) -> None:
        where = [str(settings.instance), settings.database_url]
        command = [sys.executable, "-m", "tests.media.nursery", *where]
        self._process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.port = self._heard()
        self.killed = 0

    def ask(self, order: str, *numbers: int) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join([order, *map(str, numbers)]) + "\n")
        self._process.stdin.flush()
        return self._heard()

    def kill(self, pid: int) -> None:
        assert self.ask("kill", pid) in (0, -signal.SIGKILL)
        self.killed += 1

    def died(self, pid: int) -> bool:
        """Wait for the end of a process, and tell whether its step came."""
        code = self.ask("wait", pid)
        assert code in (0, -signal.SIGKILL)
        self.killed += code != 0
        return code != 0

    @contextmanager
    def web(self) -> Iterator[None]:
        pid = self.ask("web", 0)
        try:
            yield
        finally:
            self.kill(pid)

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def _heard(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


class Phone:
    """Sends photos, each another one, and knows which were answered with "bewaard"."""

    def __init__(self, visitor: Visitor, post_id: str, port: int) -> None:
        self._port, self._path = port, f"/bericht/{post_id}/foto"
        self._visitor = visitor
        self._colours = count(1)
        self.unanswered: list[bytes] = []
        self.kept: dict[str, bytes] = {}

    def send(self, photo: bytes | None = None) -> bool:
        photo = photo or saved(Image.new("RGB", (64, 48), (next(self._colours), 90, 90)), "PNG")
        body, content_type = form_of(photo, "foto.png")
        headers = SAME_ORIGIN | {
            "Sec-Fetch-Dest": "empty",
            "X-CSRF-Token": self._visitor.csrf,
            "Cookie": f"__Host-kp={self._visitor.token}",
            "Content-Type": content_type,
            "Connection": "close",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request("POST", self._path, body, headers)
            answer = connection.getresponse()
            told = answer.read()
            assert answer.status == 201, told
            self.kept[json.loads(told)["id"]] = photo
        except (ConnectionError, http.client.HTTPException):
            self.unanswered.append(photo)
            return False
        finally:
            connection.close()
        return True


@pytest.fixture
def nursery(settings) -> Iterator[Nursery]:
    nursery = Nursery(settings)
    yield nursery
    nursery.close()


@pytest.fixture
def phone(visit, cast, nursery) -> Phone:
    noor: Person = cast.noor
    return Phone(visit(noor), cast.draft.public_id, nursery.port)


def test_no_photo_that_was_bewaard_is_ever_lost(app, settings, nursery, phone):
    steps = kill_the_web_server_at_each_step(nursery, phone)
    steps += kill_the_worker_at_each_step(nursery, phone)
    kill_both_at_random(nursery, phone)
    with nursery.web():
        for photo in phone.unanswered:
            assert phone.send(photo)
    assert not nursery.died(nursery.ask("worker", 0, AHEAD))

    assert steps >= 40
    assert nursery.killed >= 50
    with app.app_context(), across_schools():
        check_database()
        assets = {row.public_id: row for row in db.session.scalars(select(MediaAsset))}
        photos = {hashlib.sha256(photo).hexdigest() for photo in phone.kept.values()}
        assert phone.kept.keys() <= assets.keys()
        assert sorted(row.raw_sha256 for row in assets.values()) == sorted(photos)
        for asset in assets.values():
            assert asset.state == "ready"
            check_files(asset, settings.media_folder)


def kill_the_web_server_at_each_step(nursery: Nursery, phone: Phone) -> int:
    for step in count(1):
        pid = nursery.ask("web", step)
        if phone.send():
            nursery.kill(pid)
            return step
        assert nursery.died(pid)
    raise AssertionError


def kill_the_worker_at_each_step(nursery: Nursery, phone: Phone) -> int:
    with nursery.web():
        for step in count(1):
            assert phone.send()
            if not nursery.died(nursery.ask("worker", step)):
                return step
    raise AssertionError


def kill_both_at_random(nursery: Nursery, phone: Phone) -> None:
    chance = random.Random(2026)  # noqa: S311 - moments, not secrets
    for _ in range(AT_RANDOM):
        web, worker = nursery.ask("web", 0), nursery.ask("worker", 0)
        phone.send()
        later = nursery.ask("worker", 0)
        time.sleep(chance.uniform(0, 0.3))
        for pid in (web, later, worker):
            nursery.kill(pid)


def check_database() -> None:
    if db.engine.dialect.name != "sqlite":
        return
    assert db.session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []


def check_files(asset: MediaAsset, folder: Path) -> None:
    assert {row.size for row in asset.renditions} == {"master", "groot", "midden", "klein"}
    for row in asset.renditions:
        content = (folder / row.key).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row.sha256
        assert len(content) == row.bytes
