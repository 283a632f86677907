"""Reads the matrix, and says for every person of the cast what each row means for them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kindportfolio.access.needs import Need

PEOPLE = {
    "K": ["noor"],
    "P": ["sem"],
    "O": ["mama", "papa"],
    "Z": ["oma"],
    "L": ["anouk"],
    "A": ["bas", "colleague"],
    "B": ["leader", "coach"],
    "I": ["office"],
    "X": ["vera", "joke", "jan"],  # Jan is blocked: for him there is nothing either.
}

USUAL, ALLOWED, SHUT = "as usual", "all settings on", "window shut"

LET_IN, SHOWN_OUT, NOT_ALLOWED, NOT_THERE = 200, 302, 403, 404


@dataclass(frozen=True)
class Row:
    """One row of the matrix that can be tried."""

    object: str
    action: str
    need: Need
    thing: str
    cells: dict[str, str]
    state: str = ""
    released: str = ""
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.object}: {self.action}"

    @property
    def moments(self) -> list[str]:
        """The circumstances in which the cells of this row differ."""
        asked = {part for cell in self.cells.values() for part in cell.split(",")}
        return [USUAL, *([ALLOWED] if "s" in asked else []), *([SHUT] if "w" in asked else [])]

    @property
    def things(self) -> list[str]:
        return [self.thing, *([self.released] if self.released else [])]

    def expectations(self, moment: str, thing: str) -> Iterator[tuple[str, set[int]]]:
        """Each person, and what they may be answered about this thing at this moment."""
        for role, cell in self.cells.items():
            for person in PEOPLE[role]:
                outside = person in self.others
                answers = self._answers("-" if outside else cell, moment, thing, person)
                if role == "X":
                    answers = {SHOWN_OUT}  # No setting for those who left is there yet.
                if moment == SHUT and role in "OZ":
                    answers = {NOT_THERE}
                if answers:
                    yield person, answers

    def _answers(self, cell: str, moment: str, thing: str, person: str) -> set[int]:
        on, released = moment == ALLOWED, thing == self.released
        known = {
            "y": {LET_IN},
            "r": {LET_IN},
            "author": {LET_IN},
            "w": {LET_IN},
            "f": {NOT_ALLOWED},
            "-": {NOT_THERE},
            "g": {NOT_THERE},
            "s": {LET_IN} if on else {NOT_THERE},
            "s,g": {LET_IN} if on else {NOT_THERE},
            "m": {LET_IN} if released else {NOT_THERE},
            "a": {LET_IN} if person == "colleague" else {NOT_THERE},
            "s,m": {LET_IN} if on and released else {NOT_ALLOWED, NOT_THERE},
        }
        if cell == "s,m" and person == "bas":
            return {NOT_THERE}
        return known.get(cell, set())


def rows() -> list[Row]:
    """The rows of the matrix that name a need."""
    with (Path(__file__).parent / "matrix.toml").open("rb") as file:
        table = tomllib.load(file)
    roles = table["roles"].split()
    return [
        Row(
            object=row["object"],
            action=row["action"],
            need=Need(row["need"]),
            thing=row["thing"],
            cells=dict(zip(roles, row["cells"].split(), strict=True)),
            state=row.get("state", ""),
            released=row.get("released", ""),
            others=tuple(row.get("others", ())),
        )
        for row in table["row"]
        if "need" in row
    ]
