"""Checks of an installation, each with a sentence that says what to do."""

import shutil
import smtplib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from kindportfolio.core import clock, migrate
from kindportfolio.core.config import Settings
from kindportfolio.core.db import across_schools, db, new_public_id
from kindportfolio.jobs.models import Job

LATE = timedelta(minutes=10)
LIBRARIES = ("flask", "sqlalchemy", "pillow", "pillow-heif", "waitress", "bleach")


@dataclass(frozen=True)
class Finding:
    """What one check saw. ``state``: "ok", "warning" or "fault"."""

    name: str
    state: str
    words: str


Check = Callable[[Settings], Finding]


def database(settings: Settings) -> Finding:
    """Whether the database answers and has the shape this version needs."""
    try:
        db.session.execute(text("SELECT 1"))
        found = migrate.current(db.session.connection())
    except SQLAlchemyError as error:
        words = f"does not answer ({type(error).__name__}). Check the setting 'database'."
        return Finding("database", "fault", words)
    if found != migrate.newest():
        words = "has an older shape. Run: kindportfolio db upgrade"
        return Finding("database", "fault", words)
    return Finding("database", "ok", "answers and is up to date.")


def store(settings: Settings) -> Finding:
    """Whether a file can be laid in the media store and read back."""
    folder, words = settings.media_folder, new_public_id()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f".check-{words}"
        path.write_text(words)
        kept = path.read_text()
        path.unlink()
    except OSError as error:
        words = f"cannot be written at {folder}: {error.strerror}. Give this user that folder."
        return Finding("store", "fault", words)
    if kept != words:
        return Finding("store", "fault", f"returned other bytes at {folder}. Check the disk.")
    return Finding("store", "ok", "keeps what it is given.")


def queue(settings: Settings) -> Finding:
    """Whether work is done in time, and whether anything was given up."""
    late = clock.now() - LATE
    with across_schools():
        waiting = db.session.scalar(
            select(func.count(Job.id)).where(Job.state == "queued", Job.run_after < late)
        )
        dead = db.session.scalar(select(func.count(Job.id)).where(Job.state == "dead"))
    if waiting:
        words = f"{waiting} jobs wait for more than ten minutes. Start: kindportfolio worker"
        return Finding("queue", "warning", words)
    if dead:
        words = f"{dead} jobs were given up. The log of the worker says why."
        return Finding("queue", "warning", words)
    return Finding("queue", "ok", "nothing waits too long.")


def mail(settings: Settings) -> Finding:
    """Whether the mail server answers."""
    if not settings.mail_server:
        words = f"no mail server is set; mail is laid in {settings.instance / 'mail'}."
        return Finding("mail", "warning", words)
    try:
        with smtplib.SMTP(settings.mail_server, settings.mail_port, timeout=10) as server:
            server.noop()
    except OSError as error:
        words = f"{settings.mail_server} does not answer ({error}). Check 'mail_server'."
        return Finding("mail", "fault", words)
    return Finding("mail", "ok", f"{settings.mail_server} answers.")


def disk(settings: Settings) -> Finding:
    """Whether there is room for what children make."""
    usage = shutil.disk_usage(settings.instance)
    left = usage.free / usage.total
    words = f"{usage.free // 2**30} GB free ({left:.0%})."
    if left < 0.03 or usage.free < settings.free_bytes:
        return Finding("disk", "fault", f"{words} Uploads are refused. Make room now.")
    if left < 0.10:
        return Finding("disk", "warning", f"{words} Make room soon.")
    return Finding("disk", "ok", words)


def versions(settings: Settings) -> Finding:
    """Which versions run here."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    names = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return Finding("versions", "ok", f"Python {python}, {names}.")


def secrets(settings: Settings) -> Finding:
    """Whether nobody else on this machine can read the installation's secrets."""
    path = settings.instance / "secret.toml"
    if path.exists() and path.stat().st_mode & 0o077:
        return Finding("secrets", "fault", f"others can read {path}. Run: chmod 600 {path}")
    return Finding("secrets", "ok", "readable by this user alone.")


ALL: tuple[Check, ...] = (database, store, queue, mail, disk, secrets, versions)
READY: tuple[Check, ...] = (database, store, queue)


def run(checks: tuple[Check, ...], settings: Settings) -> Iterator[Finding]:
    """What each check sees; a database that fails does not stop the others."""
    for check in checks:
        try:
            yield check(settings)
        except SQLAlchemyError as error:
            db.session.rollback()
            yield Finding(check.__name__, "fault", f"no answer ({type(error).__name__}).")
