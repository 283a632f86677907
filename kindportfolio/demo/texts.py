"""The words of the demo school: what is asked, made, answered and reported.

The texts lie in ``words/*.toml``, by question, place and band. Three placeholders may stand in
them: ``{naam}`` the child, ``{vriend}`` a classmate, ``{juf}`` how the teacher is called.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

PERIODS = 5
LANTERNS_IN = 2


class Band(StrEnum):
    """Ages that write alike."""

    YOUNG = "young"
    MIDDLE = "middle"
    OLDER = "older"


def band_of(year_level: int) -> Band:
    """:raises ValueError: not a group from 1 to 8."""
    if not 1 <= year_level <= 8:
        raise ValueError(f"groep {year_level}")
    if year_level <= 3:
        return Band.YOUNG
    return Band.MIDDLE if year_level <= 5 else Band.OLDER


@dataclass(frozen=True)
class PromptText:
    """``period`` 1 is "Zomer tot herfst", 5 is "Mei tot zomer"."""

    question: str
    place: str
    period: int
    text: str


@dataclass(frozen=True)
class PostText:
    """``picture`` is a kind for ``pictures.picture``, or empty for a story without one."""

    question: str
    place: str
    title: str
    text: str
    picture: str

    def fits(self, period: int) -> bool:
        """Lanterns are for November."""
        return self.picture != "lampion" or period == LANTERNS_IN


def filled(text: str, naam: str = "", vriend: str = "", juf: str = "") -> str:
    """The text with its people in it."""
    return text.replace("{naam}", naam).replace("{vriend}", vriend).replace("{juf}", juf)


def prompts(question: str, band: Band) -> tuple[PromptText, ...]:
    """One for each of the five periods. :raises KeyError: no such question."""
    rows = _words("prompts")[question][band]
    return tuple(
        PromptText(question, place, period, text)
        for period, (place, text) in enumerate(rows, start=1)
    )


def posts(question: str, band: Band) -> tuple[PostText, ...]:
    """:raises KeyError: no such question."""
    return tuple(PostText(question, *row) for row in _words("posts")[question][band])


def comments(band: Band, picture: str = "") -> tuple[str, ...]:
    """What a teacher may answer: first about that kind of picture, then about anything."""
    words = _words("replies")
    return (*words["about"].get(picture, ()), *words[f"comments_{band}"])


def reactions(picture: str = "") -> tuple[str, ...]:
    """What somebody at home may answer, in the same order."""
    words = _words("replies")
    return (*words["home"].get(picture, ()), *words["guardians"])


def hints() -> tuple[str, ...]:
    """Why a post comes back: always the next step."""
    return tuple(_words("replies")["hints"])


def notes() -> tuple[str, ...]:
    """What teachers write down for themselves."""
    return tuple(_words("replies")["notes"])


def talk_questions() -> tuple[str, ...]:
    return tuple(_words("replies")["questions"])


def compliments() -> tuple[str, ...]:
    return tuple(_words("replies")["compliments"])


def report(section: str, band: Band) -> tuple[str, ...]:
    """Empty when this age has no such section. :raises KeyError: no such section at all."""
    return tuple(_words("report")[section].get(band, ()))


@cache
def _words(name: str) -> dict[str, Any]:
    file = resources.files(__package__) / "words" / f"{name}.toml"
    return tomllib.loads(file.read_text("utf-8"))
