"""Putting work in the queue, and taking it out under a lease."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import CursorResult, select, update

from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from kindportfolio.jobs.models import Job

LEASE = timedelta(seconds=60)

Handler = Callable[..., None]

_handlers: dict[str, Handler] = {}
_gave_up: dict[str, Handler] = {}


@dataclass(frozen=True)
class Held:
    """A job this worker holds, and the word that proves it."""

    id: int
    school_id: int | None
    kind: str
    payload: dict[str, Any]
    attempts: int
    max_attempts: int
    token: str


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Let the decorated function do jobs of this kind. It must bear being run twice."""

    def remember(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return remember


def gives_up(kind: str) -> Callable[[Handler], Handler]:
    """Let the decorated function say so where people see it, when a job has failed for good."""

    def remember(handler: Handler) -> Handler:
        _gave_up[kind] = handler
        return handler

    return remember


def later(
    kind: str,
    *,
    school_id: int | None,
    after: timedelta = timedelta(),
    attempts: int = 5,
    dedupe: str | None = None,
    **payload: Any,
) -> None:
    """Queue a job in the transaction at hand: it exists if and only if its cause does.

    :param dedupe: while a job with this word waits or runs, another is not added.
    """
    if dedupe and _waits(dedupe):
        return
    moment = clock.now()
    job = Job(
        school_id=school_id,
        kind=kind,
        payload=payload,
        run_after=moment + after,
        max_attempts=attempts,
        dedupe=dedupe,
        made_at=moment,
    )
    db.session.add(job)


def _waits(dedupe: str) -> bool:
    return db.session.execute(select(Job.id).where(Job.dedupe == dedupe)).first() is not None


def claim() -> Held | None:
    """Take the oldest job that is due, or whose holder died. Commits."""
    moment, token = clock.now(), secrets.token_hex(16)
    _take_back(moment)
    due = select(Job.id).where(Job.state == "queued", Job.run_after <= moment)
    due = due.order_by(Job.run_after, Job.id).limit(1).with_for_update(skip_locked=True)
    taken = (
        update(Job)
        .where(Job.id == due.scalar_subquery(), Job.state == "queued")
        .values(
            state="running",
            attempts=Job.attempts + 1,
            lease_token=token,
            lease_until=moment + LEASE,
        )
        .returning(Job.id, Job.school_id, Job.kind, Job.payload, Job.attempts, Job.max_attempts)
        .execution_options(synchronize_session=False)
    )
    row = db.session.execute(taken).first()
    db.session.commit()
    return Held(**row._mapping, token=token) if row else None


def _take_back(moment: Any) -> None:
    """Give jobs of dead workers back to the queue, or up, when they were tried too often."""
    lost = update(Job).where(Job.state == "running", Job.lease_until < moment)
    lost = lost.execution_options(synchronize_session=False)
    db.session.execute(
        lost.where(Job.attempts < Job.max_attempts).values(state="queued", run_after=moment)
    )
    dead = lost.where(Job.attempts >= Job.max_attempts).returning(
        Job.id, Job.school_id, Job.kind, Job.payload
    )
    rows = db.session.execute(
        dead.values(state="dead", dedupe=None, error="The worker was lost during the work.")
    ).all()
    for row in rows:
        _say_given_up(row.kind, row.school_id, row.payload)


def extend(held: Held) -> bool:
    """Keep hold of a job for another lease. False: somebody else has it. Commits."""
    return _finish(held, lease_until=clock.now() + LEASE)


def done(held: Held) -> None:
    """Commit the job's effects together with its being done.

    :raises LostLease: another worker holds it; the effects must be thrown away.
    """
    if not _mark(held, state="done", done_at=clock.now(), dedupe=None, error=""):
        db.session.rollback()
        raise LostLease
    db.session.commit()


class LostLease(RuntimeError):
    """This worker took too long and another has taken the job over."""


def failed(held: Held, error: str) -> None:
    """Try again after 2, 4, 8 … seconds, or give up when it was tried often enough. Commits."""
    if held.attempts < held.max_attempts:
        wait = timedelta(seconds=2**held.attempts)
        _finish(held, state="queued", run_after=clock.now() + wait, error=error[:2000])
        return
    if _mark(held, state="dead", dedupe=None, error=error[:2000]):
        _say_given_up(held.kind, held.school_id, held.payload)
    db.session.commit()


def _finish(held: Held, **values: Any) -> bool:
    mine = _mark(held, **values)
    db.session.commit()
    return mine


def _mark(held: Held, **values: Any) -> bool:
    mine = update(Job).where(Job.id == held.id, Job.lease_token == held.token)
    mine = mine.where(Job.state == "running").values(**values)
    result = db.session.execute(mine.execution_options(synchronize_session=False))
    return isinstance(result, CursorResult) and result.rowcount == 1


def _say_given_up(kind: str, school_id: int | None, payload: dict[str, Any]) -> None:
    if handler := _gave_up.get(kind):
        with across_schools():
            handler(**payload)


def handler_of(kind: str) -> Handler | None:
    return _handlers.get(kind)
