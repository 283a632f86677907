"""Building a demo school: its years, groups, people and books, through the rooms' own actions."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from kindportfolio.accounts.models import Person
from kindportfolio.accounts.people import add_person, give_login
from kindportfolio.accounts.pictures import as_secret
from kindportfolio.books.models import Book
from kindportfolio.books.opening import open_book
from kindportfolio.core import clock
from kindportfolio.core.config import Settings
from kindportfolio.core.db import db, enter_school
from kindportfolio.demo.names import DemoGuardian, DemoTeacher, Family, PersonName
from kindportfolio.demo.plan import GroupPlan, SchoolPlan, guardians_to_show, seats
from kindportfolio.demo.signins import Secrets, email_of
from kindportfolio.packs.actions import use_builtin
from kindportfolio.schools import actions, calendar
from kindportfolio.schools.models import Group, Reader, ReadingWindow, School, SchoolYear

ANIMALS = (
    *("beer", "eend", "egel", "kikker", "koe", "leeuw"),
    *("lieveheersbeestje", "poes", "uil", "vis", "vos", "zeehond"),
)
FACES = [animal + colour for colour in ("", "-2", "-3") for animal in ANIMALS]
CALLED = {"moeder": "mama", "vader": "papa"}


@dataclass
class Filled:
    """One group of one year: its teachers and the books of its children."""

    plan: GroupPlan
    group: Group
    year: SchoolYear
    teachers: list[Person]
    books: list[Book] = field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Whether this is a group of an earlier year."""
        return any(book.closed_at for book in self.books)


@dataclass
class Built:
    """A school with people and empty books. ``guardians`` by the id of their child."""

    plan: SchoolPlan
    school: School
    groups: list[Filled]
    guardians: dict[int, list[Person]]

    @property
    def with_children(self) -> list[Filled]:
        """Groups whose children are still at this school."""
        return [one for one in self.groups if one.books]


def exists(plan: SchoolPlan) -> bool:
    """Whether this demo school was built before."""
    asked = select(School.id).where(School.name == plan.name)
    return db.session.execute(asked).first() is not None


class Builder:
    """Builds one school. Nothing is committed here."""

    def __init__(self, plan: SchoolPlan, settings: Settings) -> None:
        self.plan = plan
        self.secrets = Secrets(settings)
        self.random = Random(plan.seed)  # noqa: S311 - a demo, not a secret.
        self.seats = seats(plan)
        self.guardians: dict[int, list[Person]] = defaultdict(list)
        self.people: dict[PersonName, Person] = {}

    def build(self) -> Built:
        plan = self.plan
        self.school = actions.found_school(plan.name, plan.region, theme=plan.theme, mark=plan.mark)
        enter_school(self.school.id)
        self.pack = use_builtin(self.plan.pack)
        staff = {role: self._staff(person, role) for role, person in plan.staff.items()}
        groups = self._groups()
        children = self._children(groups)
        self._families(children)
        self._readers(staff, groups)
        return Built(plan, self.school, groups, dict(self.guardians))

    def _staff(self, teacher: DemoTeacher, role: str) -> Person:
        if teacher.name in self.people:
            return self.people[teacher.name]
        person = self._person(teacher.name, teacher.called)
        if role in ("leader", "office"):
            actions.give_role(person, role)
        self._may_sign_in(person, teacher.name)
        return person

    def _person(self, name: PersonName, called: str = "", *, is_child: bool = False) -> Person:
        person = add_person(
            name.first,
            name.last,
            prefix=name.prefix,
            called=called,
            face=self.random.choice(FACES),
            is_child=is_child,
        )
        db.session.flush()
        self.people[name] = person
        return person

    def _may_sign_in(self, person: Person, name: PersonName) -> None:
        email = email_of(name, self.plan)
        give_login(person, "password", self.secrets.password(email), email)

    def _groups(self) -> list[Filled]:
        this_year = calendar.school_year_of(clock.today())
        filled = []
        for back in range(self.plan.years_back, -1, -1):
            first = this_year.first_day.year - back
            year = actions.open_year(self.school, f"{first}-{first + 1}")
            filled += [self._group(plan, year, back) for plan in self.plan.groups]
        return filled

    def _group(self, plan: GroupPlan, year: SchoolYear, back: int) -> Filled:
        group = actions.add_group(year, plan.name, plan.year_levels, colour=plan.colour)
        group.home_sign_in = True
        teachers = [self._staff(one, "teacher") for one in plan.teachers]
        for teacher in teachers:
            actions.let_teach(teacher, group, year.first_day)
        return Filled(plan, group, year, teachers)

    def _children(self, groups: list[Filled]) -> dict[PersonName, Person]:
        """Children in their groups of now, and in those of earlier years, each with a book."""
        now = {one.plan.name: one for one in groups if one.year is groups[-1].year}
        return {
            seat.child.name: self._child(
                seat.child.name, seat.child.year_level, now[seat.group.name], groups
            )
            for seat in self.seats
        }

    def _child(self, name: PersonName, level: int, home: Filled, groups: list[Filled]) -> Person:
        child = self._person(name, is_child=True)
        way, secret = "pictures", as_secret(self.secrets.pictures(name.full))
        if home.plan.types_password:
            way, secret = "password", self.secrets.phrase(name.full)
        give_login(child, way, secret)
        for one in groups:
            back = home.year.first_day.year - one.year.first_day.year
            if self._sat_there(one, home, level - back, back, child.id):
                enrolment = actions.enrol(child, one.group, level - back, one.year.first_day)
                book = open_book(child, one.group, level - back, self.pack)
                book.cover_picture = ""
                one.books.append(book)
                if back:
                    enrolment.until = one.year.last_day
                    book.closed_at = clock.start_of(one.year.last_day - timedelta(days=12))
        return child

    def _sat_there(self, one: Filled, home: Filled, level: int, back: int, number: int) -> bool:
        if not back:
            return one is home
        same = [plan for plan in self.plan.groups if level in plan.levels]
        if not same:
            return False
        wanted = home.plan if home.plan in same else same[number % len(same)]
        return one.plan is wanted

    def _families(self, children: dict[PersonName, Person]) -> None:
        for family in dict.fromkeys(seat.family for seat in self.seats):
            for guardian in family.guardians:
                self._guardian(guardian, family, children)
        for guardian in guardians_to_show(self.seats).values():
            self._may_sign_in(self.people[guardian.name], guardian.name)

    def _guardian(
        self, guardian: DemoGuardian, family: Family, children: dict[PersonName, Person]
    ) -> None:
        person = self._person(guardian.name)
        called = CALLED.get(guardian.relation, guardian.name.first)
        for child in family.children:
            decided = guardian.reads and not guardian.custody
            actions.link_guardian(
                person,
                children[child.name],
                called,
                custody=guardian.custody,
                posts_given=decided,
                report_given=decided,
            )
            self.guardians[children[child.name].id].append(person)

    def _readers(self, staff: dict[str, Person], groups: list[Filled]) -> None:
        now = [one for one in groups if one.year is groups[-1].year]
        if "coach" in staff:
            for one in now:
                self._reads(staff["coach"], "coach", group_id=one.group.id)
        if "colleague" in staff:
            for book in now[3].books[:6]:
                self._reads(staff["colleague"], "colleague", child_id=book.child_id)
        if "stand-in" in staff:
            until = clock.today() + timedelta(days=21)
            self._reads(staff["stand-in"], "stand-in", group_id=now[4].group.id, until=until)

    def _reads(
        self,
        person: Person,
        role: str,
        *,
        group_id: int | None = None,
        child_id: int | None = None,
        until: date | None = None,
    ) -> None:
        row = Reader(
            person_id=person.id, role=role, group_id=group_id, child_id=child_id, until=until
        )
        db.session.add(row)

    def open_window(self, one: Filled) -> None:
        """Let the guardians of one group read: since last week, for two more."""
        moment = clock.now()
        db.session.add(
            ReadingWindow(
                group_id=one.group.id,
                opens_at=moment - timedelta(days=5),
                closes_at=moment + timedelta(days=14),
                opened_by_id=one.teachers[0].id,
            )
        )
