"""The invented people of the demo school: families as they are, and the staff.

No child has the first name of another until the list runs out, so a name in a text points at
one child. Families are of every kind a school knows; see :class:`Home`.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from random import Random
from typing import TypeVar

PREFIX_WORDS = {"van", "de", "der", "den", "ter", "in", "op", "'t", "da", "dos"}
SIBLINGS = ((1, 56), (2, 33), (3, 11))
MIXED = 0.22
TWINS = 0.05

Choice = TypeVar("Choice")


class Home(StrEnum):
    """Who lives where, and who has the say."""

    TOGETHER = "together"
    TWO_HOMES = "two homes"
    ONE_PARENT = "one parent"
    TWO_MOTHERS = "two mothers"
    TWO_FATHERS = "two fathers"
    FOSTER = "foster"
    NO_CUSTODY_READS = "no custody, may read"
    NO_CUSTODY_SHUT_OUT = "no custody, may not read"


HOMES = (
    (Home.TOGETHER, 60),
    (Home.TWO_HOMES, 16),
    (Home.ONE_PARENT, 9),
    (Home.TWO_MOTHERS, 3),
    (Home.TWO_FATHERS, 2),
    (Home.FOSTER, 3),
    (Home.NO_CUSTODY_READS, 4),
    (Home.NO_CUSTODY_SHUT_OUT, 3),
)


@dataclass(frozen=True)
class PersonName:
    """``prefix`` is apart, because the Dutch sort by what follows it."""

    first: str
    prefix: str
    last: str

    @classmethod
    def of(cls, first: str, surname: str) -> "PersonName":
        words = surname.split()
        start = 0
        while start < len(words) - 1 and words[start] in PREFIX_WORDS:
            start += 1
        return cls(first, " ".join(words[:start]), " ".join(words[start:]))

    @property
    def surname(self) -> str:
        return f"{self.prefix} {self.last}".strip()

    @property
    def full(self) -> str:
        return f"{self.first} {self.surname}"


@dataclass(frozen=True)
class DemoGuardian:
    """``home`` 1 is where the children mostly are. ``reads`` is the right to read their books."""

    name: PersonName
    relation: str
    home: int = 1
    custody: bool = True
    reads: bool = True


@dataclass(frozen=True)
class DemoChild:
    name: PersonName
    year_level: int


@dataclass(frozen=True)
class Family:
    home: Home
    children: tuple[DemoChild, ...]
    guardians: tuple[DemoGuardian, ...]


@dataclass(frozen=True)
class DemoTeacher:
    """``called`` is what children say: "juf Anouk"."""

    name: PersonName
    called: str
    work: str


def _teacher(title: str, first: str, surname: str, work: str) -> DemoTeacher:
    return DemoTeacher(PersonName.of(first, surname), f"{title} {first}", work)


# In the order of the groups 1 to 8; a group with two teachers has two lines.
TEACHERS = (
    _teacher("juf", "Marja", "Hoekstra", "groep 1"),
    _teacher("juf", "Samira", "Benali", "groep 2"),
    _teacher("juf", "Els", "van 't Hof", "groep 2"),
    _teacher("meester", "Jorn", "de Graaf", "groep 3"),
    _teacher("juf", "Anouk", "Visser", "groep 4"),
    _teacher("meester", "Ali", "Kaya", "groep 4"),
    _teacher("juf", "Priya", "Ramdin", "groep 5"),
    _teacher("meester", "Wim", "op den Kamp", "groep 6"),
    _teacher("juf", "Lisa", "van den Brink", "groep 7"),
    _teacher("meester", "Karel", "Terpstra", "groep 7"),
    _teacher("meester", "Tim", "de Wit", "groep 8"),
)
OTHER_STAFF = (
    _teacher("meester", "Bart", "van der Meer", "directeur"),
    _teacher("juf", "Hanneke", "Schouten", "intern begeleider"),
    _teacher("meester", "Youssef", "El Haddad", "ICT"),
    _teacher("juf", "Tineke", "Blom", "administratie"),
    _teacher("juf", "Roos", "Dekker", "invaller"),
    _teacher("meester", "Sjaak", "in 't Veld", "vakleerkracht gym"),
    _teacher("juf", "Oksana", "Bondar", "onderwijsassistent"),
)
ZEESTER_STAFF = (
    _teacher("juf", "Dieuwke", "van der Zee", "groep 1/2/3"),
    _teacher("meester", "Ruud", "Kramer", "groep 4/5"),
    _teacher("juf", "Nadia", "Aarab", "groep 6/7/8"),
    _teacher("meester", "Geert", "Terpstra", "directeur"),
    _teacher("juf", "Ineke", "Post", "ICT"),
)


def families(year_levels: Iterable[int], seed: int = 1) -> list[Family]:
    """Families with one child for every entry of ``year_levels``, siblings in other groups.

    :param year_levels: as many times a group as it has children, in any order.
    """
    rng = Random(f"families-{seed}")  # noqa: S311 - a cast, not a secret
    open_places = Counter(year_levels)
    cast = _Cast(rng)
    found: list[Family] = []
    while open_places.total():
        levels = _levels(open_places, rng)
        open_places.subtract(levels)
        found.append(_family(levels, cast, rng))
    return found


def _levels(open_places: Counter[int], rng: Random) -> list[int]:
    left = sorted(level for level, count in open_places.items() if count > 0)
    first = rng.choices(left, [open_places[level] for level in left])[0]
    others = [level for level in left if 1 < abs(level - first) <= 5 or level == first - 1]
    count = min(_drawn(SIBLINGS, rng), 1 + len(others))
    levels = [first, *rng.sample(others, count - 1)]
    if len(levels) == 1 and open_places[first] > 1 and rng.random() < TWINS:
        levels.append(first)
    return sorted(levels, reverse=True)


def _family(levels: Sequence[int], cast: "_Cast", rng: Random) -> Family:
    origin = cast.origin()
    other = cast.origin() if rng.random() < MIXED else origin
    home = _drawn(HOMES, rng)
    guardians = _guardians(home, origin, other, cast)
    carries = guardians[0].name.surname
    if home is Home.FOSTER:
        carries = cast.surname(origin)
    children = tuple(
        DemoChild(PersonName.of(cast.child(origin), carries), level) for level in levels
    )
    return Family(home, children, guardians)


def _guardians(home: Home, origin: str, other: str, cast: "_Cast") -> tuple[DemoGuardian, ...]:
    """The first one carries the name that the children have."""
    own, second = cast.surname(origin), cast.surname(other)
    mother = PersonName.of(cast.grown("mothers", other), second)
    father = PersonName.of(cast.grown("fathers", origin), own)
    match home:
        case Home.ONE_PARENT:
            return (DemoGuardian(PersonName.of(mother.first, own), "moeder"),)
        case Home.TWO_HOMES:
            return DemoGuardian(father, "vader", 2), DemoGuardian(mother, "moeder")
        case Home.TWO_MOTHERS:
            also = PersonName.of(cast.grown("mothers", origin), own)
            return DemoGuardian(also, "moeder"), DemoGuardian(mother, "moeder")
        case Home.TWO_FATHERS:
            also = PersonName.of(cast.grown("fathers", other), second)
            return DemoGuardian(father, "vader"), DemoGuardian(also, "vader")
        case Home.FOSTER:
            return DemoGuardian(mother, "pleegmoeder", custody=False), DemoGuardian(
                PersonName.of(father.first, second), "pleegvader", custody=False
            )
        case Home.NO_CUSTODY_READS | Home.NO_CUSTODY_SHUT_OUT:
            reads = home is Home.NO_CUSTODY_READS
            return DemoGuardian(father, "vader", 2, custody=False, reads=reads), DemoGuardian(
                mother, "moeder"
            )
        case _:
            return DemoGuardian(father, "vader"), DemoGuardian(mother, "moeder")


class _Cast:
    """Hands out names; a first name of a child comes back only when all have been used."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._names = _names()
        self._children: dict[str, list[str]] = {}
        self._surnames: dict[str, list[str]] = {}

    def origin(self) -> str:
        return _drawn([(key, names.weight) for key, names in self._names.items()], self._rng)

    def child(self, origin: str) -> str:
        if not self._fresh(origin):
            origin = max(self._names, key=self._fresh)
        if not self._fresh(origin):
            self._children.clear()
        return self._pile(self._children, origin, self._names[origin].children).pop()

    def surname(self, origin: str) -> str:
        pile = self._pile(self._surnames, origin, self._names[origin].surnames)
        if not pile:
            pile += self._shuffled(self._names[origin].surnames)
        return pile.pop()

    def grown(self, which: str, origin: str) -> str:
        names = self._names[origin]
        return self._rng.choice(names.mothers if which == "mothers" else names.fathers)

    def _fresh(self, origin: str) -> int:
        return len(self._pile(self._children, origin, self._names[origin].children))

    def _pile(self, piles: dict[str, list[str]], origin: str, names: Sequence[str]) -> list[str]:
        if origin not in piles:
            piles[origin] = self._shuffled(names)
        return piles[origin]

    def _shuffled(self, names: Sequence[str]) -> list[str]:
        return self._rng.sample(names, len(names))


@dataclass(frozen=True)
class _Names:
    weight: int
    children: tuple[str, ...]
    surnames: tuple[str, ...]
    mothers: tuple[str, ...]
    fathers: tuple[str, ...]


@cache
def _names() -> dict[str, _Names]:
    file = resources.files(__package__) / "words" / "names.toml"
    return {
        origin: _Names(
            int(lists["weight"]),
            (*lists["girls"], *lists["boys"]),
            tuple(lists["surnames"]),
            tuple(lists["mothers"]),
            tuple(lists["fathers"]),
        )
        for origin, lists in tomllib.loads(file.read_text("utf-8")).items()
    }


def _drawn(choices: Sequence[tuple[Choice, int]], rng: Random) -> Choice:
    return rng.choices([one for one, _ in choices], [weight for _, weight in choices])[0]
