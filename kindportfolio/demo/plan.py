"""What the two demo schools look like before anybody is in them."""

from collections import defaultdict
from dataclasses import dataclass

from kindportfolio.demo.names import (
    OTHER_STAFF,
    TEACHERS,
    ZEESTER_STAFF,
    DemoChild,
    DemoGuardian,
    DemoTeacher,
    Family,
    Home,
    families,
)

WINDOW_LEVEL = 4  # The group whose reading window is open.


@dataclass(frozen=True)
class GroupPlan:
    """``levels``: year level of each child in it. ``colour``: of its door, 1 to 7."""

    name: str
    levels: tuple[int, ...]
    colour: int
    teachers: tuple[DemoTeacher, ...]
    types_password: bool = False

    @property
    def year_levels(self) -> list[int]:
        return sorted(set(self.levels))


@dataclass(frozen=True)
class SchoolPlan:
    """``years_back``: how many earlier years of books the older children have.

    ``staff`` by what they do: "leader", "office", "coach", "colleague", "stand-in".
    """

    name: str
    region: str
    theme: str
    mark: str
    pack: str
    mail: str
    years_back: int
    groups: tuple[GroupPlan, ...]
    staff: dict[str, DemoTeacher]
    seed: int


@dataclass(frozen=True)
class Seat:
    """One child of one family, in one group."""

    child: DemoChild
    family: Family
    group: GroupPlan


def seats(plan: SchoolPlan) -> list[Seat]:
    """Every child of the school in its group of this year; the same each time."""
    free: dict[int, list[GroupPlan]] = defaultdict(list)
    for group in plan.groups:
        for level in group.levels:
            free[level].append(group)
    found = families((level for group in plan.groups for level in group.levels), plan.seed)
    return [
        Seat(child, family, free[child.year_level].pop())
        for family in found
        for child in family.children
    ]


def guardians_to_show(taken: list[Seat]) -> dict[str, DemoGuardian]:
    """One guardian of every kind, of the group whose window is open where that can be."""
    ordered = sorted((seat.family for seat in taken), key=_far_from_the_window)
    shown: dict[str, DemoGuardian] = {}
    for family in ordered:
        for guardian in family.guardians:
            shown.setdefault(_kind_of(family, guardian), guardian)
    return shown


def _kind_of(family: Family, guardian: DemoGuardian) -> str:
    if family.home is Home.TWO_HOMES:
        return f"guardian, household {guardian.home} of 2"
    if not guardian.custody:
        return "guardian without custody, " + ("may read" if guardian.reads else "may not read")
    if len(family.children) > 1 and family.home is Home.TOGETHER:
        return "guardian of several children"
    return "guardian"


def _far_from_the_window(family: Family) -> int:
    return min(abs(child.year_level - WINDOW_LEVEL) for child in family.children)


def _of(teachers: tuple[DemoTeacher, ...], *works: str) -> tuple[DemoTeacher, ...]:
    return tuple(teacher for teacher in teachers if teacher.work in works)


def _one(teachers: tuple[DemoTeacher, ...], work: str) -> DemoTeacher:
    return _of(teachers, work)[0]


WILGENHOEK = SchoolPlan(
    name="De Wilgenhoek",
    region="midden",
    theme="basis",
    mark="school-wilgenhoek",
    pack="basis",
    mail="wilgenhoek.example",
    years_back=2,
    seed=1,
    groups=(
        GroupPlan("Groep 1/2a", (1,) * 12 + (2,) * 12, 6, _of(TEACHERS, "groep 1")),
        GroupPlan("Groep 1/2b", (1,) * 11 + (2,) * 12, 3, _of(TEACHERS, "groep 2")),
        GroupPlan("Groep 3", (3,) * 26, 1, _of(TEACHERS, "groep 3")),
        GroupPlan("Groep 4", (4,) * 28, 5, _of(TEACHERS, "groep 4")),
        GroupPlan("Groep 5", (5,) * 25, 7, _of(TEACHERS, "groep 5")),
        GroupPlan("Groep 6", (6,) * 24, 4, _of(TEACHERS, "groep 6")),
        GroupPlan("Groep 7", (7,) * 26, 1, _of(TEACHERS, "groep 7"), types_password=True),
        GroupPlan("Groep 8", (8,) * 25, 3, _of(TEACHERS, "groep 8"), types_password=True),
    ),
    staff={
        "leader": _one(OTHER_STAFF, "directeur"),
        "coach": _one(OTHER_STAFF, "intern begeleider"),
        "office": _one(OTHER_STAFF, "ICT"),
        "colleague": _one(OTHER_STAFF, "vakleerkracht gym"),
        "stand-in": _one(OTHER_STAFF, "invaller"),
    },
)

ZEESTER = SchoolPlan(
    name="De Zeester",
    region="zuid",
    theme="zeester",
    mark="school-zeester",
    pack="zeester",
    mail="zeester.example",
    years_back=0,
    seed=2,
    groups=(
        GroupPlan("Garnalen", (1,) * 4 + (2,) * 4 + (3,) * 4, 6, ZEESTER_STAFF[:1]),
        GroupPlan("Kwallen", (4,) * 6 + (5,) * 5, 3, ZEESTER_STAFF[1:2]),
        GroupPlan("Haaien", (6,) * 4 + (7,) * 3 + (8,) * 3, 5, ZEESTER_STAFF[2:3]),
    ),
    staff={
        "leader": _one(ZEESTER_STAFF, "directeur"),
        "office": _one(ZEESTER_STAFF, "ICT"),
    },
)

SCHOOLS = (WILGENHOEK, ZEESTER)
