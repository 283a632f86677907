"""Whether a password can be guessed: too short, well known, or made of known words."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise

from flask_babel import LazyString

from kindportfolio.accounts.words import words
from kindportfolio.core.text import lazy_gettext as _

SHORTEST, LONGEST = 12, 256
FEWEST_SIGNS = 5
SHORTEST_WORD = 3
PRODUCT = ("kindportfolio", "portfolio", "kind", "school", "wachtwoord", "kompas", "boek")

# What people put for a letter to fool a rule.
_AS_LETTER = str.maketrans("013457@$€!|", "oieastaseil")


def fault(password: str, own_words: Iterable[str] = ()) -> LazyString | None:
    """Why this password is too weak, or none.

    :param own_words: what anybody knows of this person: school, name, address.
    """
    if len(password) < SHORTEST:
        return _("Kies een wachtwoord van 12 tekens of meer. Een korte zin is goed.")
    if len(password) > LONGEST:
        return _("Dit wachtwoord is te lang. Neem er een van hoogstens 256 tekens.")
    if len(set(password.casefold())) < FEWEST_SIGNS or _is_row(password.casefold()):
        return _("Dit wachtwoord is te makkelijk te raden. Gebruik meer verschillende tekens.")
    if _is_known(password.casefold(), _pieces(own_words)):
        return _("Dit wachtwoord is te bekend. Maak een zin van minstens drie woorden.")
    return None


def _is_row(word: str) -> bool:
    """Signs that follow each other, as 123456789012 or abcdefghijkl."""
    steps = {(ord(after) - ord(sign)) % 10 for sign, after in pairwise(word)}
    return len(steps) == 1


def _is_known(word: str, own: frozenset[str]) -> bool:
    known = common() | own | frozenset(words())
    forms = (word, word.translate(_AS_LETTER))
    return word in known or any(_made_of(_letters(form), known) for form in forms)


def _letters(word: str) -> str:
    return re.sub(r"[\W\d_]", "", word)


def _made_of(word: str, known: frozenset[str]) -> bool:
    """Whether it is one known word, two of them, or one again and again.

    Words shorter than three letters say nothing.
    """
    if word in known:
        return True
    return any(
        word[:end] in known and (word[end:] in known or not word.replace(word[:end], ""))
        for end in range(SHORTEST_WORD, len(word))
    )


def _pieces(words: Iterable[str]) -> frozenset[str]:
    """The words of names and addresses, apart and together."""
    found = set(PRODUCT)
    for word in words:
        parts = re.findall(r"[^\W\d_]+", word.casefold())
        found.update(part for part in (*parts, "".join(parts)) if len(part) >= SHORTEST_WORD)
    return frozenset(found)


@cache
def common() -> frozenset[str]:
    """Passwords and words that everybody tries first."""
    lines = files("kindportfolio.accounts").joinpath("data/common.txt").read_text("utf-8")
    return frozenset(word.casefold() for word in lines.split())
