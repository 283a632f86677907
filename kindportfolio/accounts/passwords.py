"""Keeping and checking secrets: passwords and picture codes."""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's smallest advised Argon2id: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_at_once = BoundedSemaphore(2)


def hash_secret(secret: str) -> str:
    """What the database keeps of a secret."""
    with _at_once:
        return _hasher.hash(secret)


def matches(secret: str, kept: str | None) -> bool:
    """Whether this is the secret. Nobody's secret takes as long to refuse as somebody's."""
    with _at_once:
        try:
            _hasher.verify(kept or _nobodys(), secret)
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def renewed(secret: str, kept: str) -> str | None:
    """The secret hashed with today's settings, if it was hashed with older ones."""
    return hash_secret(secret) if _hasher.check_needs_rehash(kept) else None


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody's secret")
