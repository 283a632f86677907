"""Counting missed sign-ins, so that guessing takes too long. The counts outlive a restart.

An attempt is counted before the secret is looked at and taken back when the secret was right.
So neither many tries at once nor a server that is killed gives away a guess.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from kindportfolio.access.trail import trace
from kindportfolio.accounts.models import Misses
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.core.errors import TooMany

log = logging.getLogger("kindportfolio")

FORGOTTEN_AFTER = timedelta(days=2)


class AskTeacher(TooMany):
    """Too many wrong pictures today: only the teacher helps, or a night's sleep."""


@dataclass(frozen=True)
class Limit:
    """``free`` misses within ``window``, then a wait that doubles from ``first`` to ``longest``.

    From ``helped_after`` misses on it takes the teacher, or ``night``, to try again.
    """

    free: int
    window: timedelta
    first: timedelta
    longest: timedelta
    helped_after: int | None = None
    night: timedelta = timedelta(hours=14)

    def wait(self, count: int) -> timedelta | None:
        """How long to wait after this many misses, if at all."""
        if self.helped_after and count >= self.helped_after:
            return self.night
        over = count - self.free
        return None if over < 0 else min(self.first * 2 ** min(over, 10), self.longest)


_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)

ACCOUNT = Limit(5, window=_HOUR, first=_MINUTE, longest=15 * _MINUTE)
PICTURES = Limit(5, window=_HOUR, first=_MINUTE, longest=15 * _MINUTE, helped_after=10)
DEVICE = ACCOUNT
# A whole school has one address, so it is generous, and school tablets do not count in it.
ADDRESS = Limit(200, window=10 * _MINUTE, first=10 * _MINUTE, longest=10 * _MINUTE)


@dataclass(frozen=True, order=True)
class Counter:
    """What is counted, and how many misses it bears."""

    key: str
    limit: Limit

    def __post_init__(self) -> None:
        if len(self.key) > 100:
            raise ValueError(self.key)


def of_child(person_id: int, way: str) -> Counter:
    """One child, over all tablets together."""
    return Counter(f"child:{person_id}", PICTURES if way == "pictures" else ACCOUNT)


def of_address_at_school(school_id: int, email: str) -> Counter:
    """One e-mail address at one school, whether anybody has it or not."""
    return Counter(f"mail:{school_id}:{_short(email.casefold())}", ACCOUNT)


def of_person(person_id: int) -> Counter:
    """Somebody signed in who gives the password once more."""
    return Counter(f"again:{person_id}", ACCOUNT)


def of_tablet(tablet_id: int) -> Counter:
    """One tablet of a school, whoever sits at it."""
    return Counter(f"tablet:{tablet_id}", DEVICE)


def of_browser(token: str) -> Counter:
    """One browser, as long as it keeps its cookie."""
    return Counter(f"browser:{_short(token)}", DEVICE)


def of_network(address: str | None) -> Counter:
    """One address on the internet; of the new kind, the block that one household gets."""
    found = ip_address(address or "0.0.0.0")  # noqa: S104
    if isinstance(found, IPv6Address):
        return Counter(f"address:{found.exploded[:19]}", ADDRESS)
    return Counter(f"address:{found}", ADDRESS)


def _short(word: str) -> str:
    return sha256(word.encode()).hexdigest()[:40]


def attempt(*counters: Counter) -> None:
    """Count an attempt as a miss for now. Commits, so that it stays counted.

    :raises TooMany: one of them has to wait first.
    """
    moment = clock.now()
    _forget_old(moment)
    for counter in sorted(counters, key=lambda one: one.key):
        row = _held(counter.key, moment)
        _refuse_while_locked(row, counter, moment)
        _count(row, counter, moment)
    db.session.commit()


def forgive(*counters: Counter) -> None:
    """The secret was right: an account and a device start anew, an address has one miss less."""
    for counter in counters:
        if counter.limit is not ADDRESS:
            lift(counter.key)
        elif row := _find(counter.key):
            row.count = max(0, row.count - 1)
            row.locked_until = None if row.count < counter.limit.free else row.locked_until


def lift(*keys: str) -> None:
    """Forget the misses under these keys, and the wait that came of them."""
    db.session.execute(delete(Misses).where(Misses.key.in_(keys)))


def locked(*keys: str) -> dict[str, datetime]:
    """Which of these have to wait, and until when."""
    asked = select(Misses.key, Misses.locked_until)
    asked = asked.where(Misses.key.in_(keys), Misses.locked_until > clock.now())
    return {row.key: row.locked_until for row in db.session.execute(asked) if row.locked_until}


def _find(key: str) -> Misses | None:
    asked = select(Misses).where(Misses.key == key).with_for_update()
    return db.session.scalar(asked.execution_options(populate_existing=True))


def _held(key: str, moment: datetime) -> Misses:
    """The row of this key, ours until the transaction ends."""
    if row := _find(key):
        return row
    try:
        with db.session.begin_nested():
            row = Misses(key=key, count=0, since=moment)
            db.session.add(row)
    except IntegrityError:  # Somebody else began it at the same moment.
        return db.session.scalars(select(Misses).where(Misses.key == key).with_for_update()).one()
    return row


def _refuse_while_locked(row: Misses, counter: Counter, moment: datetime) -> None:
    if row.locked_until is None or row.locked_until <= moment:
        return
    seconds = int((row.locked_until - moment).total_seconds()) + 1
    helped = counter.limit.helped_after
    raise AskTeacher(seconds) if helped and row.count >= helped else TooMany(seconds)


def _count(row: Misses, counter: Counter, moment: datetime) -> None:
    if moment - row.since >= counter.limit.window:
        row.count, row.since, row.locked_until = 0, moment, None
    row.count += 1
    if wait := counter.limit.wait(row.count):
        row.locked_until = moment + wait
        _tell(row, counter)


def _tell(row: Misses, counter: Counter) -> None:
    """Write down that somebody has to wait; an address is no school's, so it goes in the log."""
    if counter.limit is ADDRESS:
        log.warning("Sign-ins from %s are held up: %s misses.", row.key, row.count)
    else:
        trace("held up", result="wait", by=row.key.split(":")[0], misses=row.count)


def _forget_old(moment: datetime) -> None:
    db.session.execute(delete(Misses).where(Misses.since < moment - FORGOTTEN_AFTER))
