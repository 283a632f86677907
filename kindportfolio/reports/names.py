"""Names of other children in a text about one child: easily typed, never meant to be read."""

import re
import unicodedata
from collections.abc import Iterable


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of these first names stand in the text, as a word with a capital or as its genitive.

    Accents do not count: "Zoe" finds "Zoë". A name that is also a word ("Wil", "Roos") is only
    found with a capital, so that "ik wil" stays quiet.
    """
    plain = _plain(text)
    return sorted({name for name in names if name and _stands_in(plain, _plain(name))})


def others(names: Iterable[str], own: str) -> list[str]:
    """The names that are not this child's own, each once."""
    return sorted({name for name in names if _plain(name).lower() != _plain(own).lower()})


def _stands_in(text: str, name: str) -> bool:
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?:['’]?s)?(?!\w)", text, re.IGNORECASE)
    return any(match[0][:1].isupper() for match in found)


def _plain(text: str) -> str:
    spread = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in spread if not unicodedata.combining(sign))
