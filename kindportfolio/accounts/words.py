"""Pass phrases for children who can read: three plain Dutch words."""

import secrets
from functools import cache
from importlib.resources import files

LENGTH = 3


def new_phrase() -> str:
    """Three words that nobody chose, such as "fiets maan trommel"."""
    return " ".join(secrets.choice(words()) for _ in range(LENGTH))


def as_secret(phrase: str) -> str:
    """The phrase as it is kept, hashed: capitals and double spaces make no difference."""
    return " ".join(phrase.lower().split())


@cache
def words() -> tuple[str, ...]:
    """The list: simple things, animals and places, nothing that can hurt."""
    return tuple(
        files("kindportfolio.accounts").joinpath("data/words.txt").read_text("utf-8").split()
    )
