"""The people of every test: two schools, built the same, every word marked with its school.

``EIK`` marks Eikenhof, ``BEU`` marks Beukenhof. In each: group Rood (levels 1 and 2) of juf
Anouk, group Blauw (level 5) of meester Bas, three children a group, guardians of every kind,
a leader, a coach, a colleague who reads, an ICT administrator, and people who left.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kindportfolio.accounts.models import Login, Person
from kindportfolio.accounts.passwords import hash_secret
from kindportfolio.books.models import Book, Comment, Post, Prompt
from kindportfolio.conferences.models import TalkQuestion
from kindportfolio.core import clock
from kindportfolio.core.db import db, inside_school
from kindportfolio.packs.models import Pack
from kindportfolio.reports.models import Note, Report, ReportSection
from kindportfolio.schools.models import (
    Enrolment,
    Group,
    Guardianship,
    Period,
    Reader,
    ReadingWindow,
    School,
    SchoolRole,
    SchoolYear,
    Teaching,
)

PASSWORD = "een lange zin voor de deur"
PICTURES = ("zon", "boot", "vis")


@dataclass
class Cast:
    """Everybody and everything of one school, by name."""

    marker: str
    school: School
    pack: Pack
    last_year: SchoolYear
    this_year: SchoolYear
    period: Period
    rood: Group
    blauw: Group
    old_rood: Group
    noor: Person
    sem: Person
    yara: Person
    lars: Person
    elif_: Person
    mees: Person
    vera: Person  # left the school
    anouk: Person
    bas: Person
    joke: Person  # taught Rood last year, left
    mama: Person  # Noor's, custody
    papa: Person  # Noor's, custody, another household
    oma: Person  # Noor's, no custody, nothing decided
    jan: Person  # Noor's, blocked
    fatma: Person  # of Sem and of Lars
    bram: Person  # of Yara
    leader: Person
    coach: Person
    colleague: Person
    office: Person
    window: ReadingWindow
    noors_book: Book
    sems_book: Book
    yaras_book: Book
    lars_book: Book
    noors_old_book: Book  # closed
    draft: Post
    for_teacher: Post
    for_readers: Post
    for_group: Post  # waits for release
    released: Post
    old_post: Post
    lars_post: Post
    comment: Comment
    prompt: Prompt
    report_draft: Report
    report: Report
    note: Note
    talk_question: TalkQuestion

    def marked(self, page: str) -> bool:
        """Whether this page shows anything of this school. Random names may hold its letters."""
        return re.search(rf"(?<![\w-]){self.marker}(?!\w)", page) is not None


def build_school(name: str, marker: str, secret: str, pictures: str) -> Cast:
    """One of the twin schools. ``secret`` and ``pictures`` are hashes, made once."""
    school = School(name=name, region="midden", theme="basis", mark="school-wilgenhoek")
    db.session.add(school)
    db.session.flush()
    with inside_school(school.id):
        cast = _Builder(school, marker, secret, pictures).build()
        db.session.flush()
        return cast


def build_twins() -> dict[str, Cast]:
    """Both schools, by marker."""
    secret, pictures = hash_secret(PASSWORD), hash_secret("-".join(PICTURES))
    return {
        marker: build_school(name, marker, secret, pictures)
        for name, marker in (("Eikenhof", "EIK"), ("Beukenhof", "BEU"))
    }


class _Builder:
    def __init__(self, school: School, marker: str, secret: str, pictures: str) -> None:
        self.school, self.marker = school, marker
        self.secret, self.pictures = secret, pictures
        self.now = clock.now()

    def add(self, row):
        db.session.add(row)
        db.session.flush()
        return row

    def person(self, first: str, last: str, called: str = "", child: bool = False, way: str = ""):
        person = self.add(
            Person(
                first_name=first,
                last_name=f"{last} {self.marker}",
                called=called,
                sort_name=f"{first} {last}".lower(),
                is_child=child,
            )
        )
        way = way or ("pictures" if child else "password")
        self.add(
            Login(
                person_id=person.id,
                email=None if child else f"{first.lower()}@{self.school.name.lower()}.example",
                way=way,
                secret_hash=self.pictures if way == "pictures" else self.secret,
                changed_at=self.now,
            )
        )
        return person

    def year(self, first: date) -> SchoolYear:
        last = date(first.year + 1, 7, 31)
        return self.add(
            SchoolYear(name=f"{first.year}-{last.year}", first_day=first, last_day=last)
        )

    def periods(self, year: SchoolYear) -> list[Period]:
        start = year.first_day
        borders = [start + timedelta(days=73 * number) for number in range(5)] + [
            year.last_day + timedelta(days=1)
        ]
        names = (
            "Zomer tot herfst",
            "Herfst tot kerst",
            "Kerst tot voorjaar",
            "Voorjaar tot mei",
            "Mei tot zomer",
        )
        return [
            self.add(
                Period(
                    school_year_id=year.id,
                    number=number + 1,
                    name=name,
                    first_day=borders[number],
                    last_day=borders[number + 1] - timedelta(days=1),
                )
            )
            for number, name in enumerate(names)
        ]

    def group(self, year: SchoolYear, name: str, levels: list[int]) -> Group:
        return self.add(
            Group(
                school_year_id=year.id,
                name=f"{name} {self.marker}",
                year_levels=levels,
                home_sign_in=True,
            )
        )

    def enrol(self, child: Person, group: Group, year: SchoolYear, level: int, gone=False) -> Book:
        self.add(
            Enrolment(
                child_id=child.id,
                group_id=group.id,
                year_level=level,
                since=year.first_day,
                until=year.last_day if gone else None,
            )
        )
        return self.add(
            Book(
                child_id=child.id,
                school_year_id=year.id,
                group_id=group.id,
                pack_id=self.pack.id,
                year_level=level,
            )
        )

    def post(self, book: Book, words: str, audience: str, placed: bool = True, **more) -> Post:
        return self.add(
            Post(
                book_id=book.id,
                author_id=book.child_id,
                question="wie-ben-ik",
                place="mijn-verhaal",
                title=f"{words} {self.marker}",
                text=f"{self.marker}-woorden over {words}",
                audience=audience,
                begun_at=self.now,
                changed_at=self.now,
                placed_at=self.now if placed else None,
                **more,
            )
        )

    def build(self) -> Cast:
        today = clock.today()
        first = date(today.year if today.month >= 8 else today.year - 1, 8, 1)
        self.pack = self.add(Pack(key="basis", version="1", installed_at=self.now))
        last_year, this_year = self.year(date(first.year - 1, 8, 1)), self.year(first)
        self.periods(last_year)
        periods = self.periods(this_year)
        period = next(row for row in periods if row.first_day <= today <= row.last_day)
        rood, blauw = self.group(this_year, "Rood", [1, 2]), self.group(this_year, "Blauw", [5])
        old_rood = self.group(last_year, "Rood", [1])

        noor, sem, yara = (self.person(name, "Vos", child=True) for name in ("Noor", "Sem", "Yara"))
        lars, elif_ = (self.person(name, "Beer", child=True) for name in ("Lars", "Elif"))
        mees = self.person("Mees", "Uil", child=True, way="password")
        vera = self.person("Vera", "Weg", child=True)
        vera.left_on = last_year.last_day

        noors_old_book = self.enrol(noor, old_rood, last_year, 1, gone=True)
        noors_old_book.closed_at = clock.start_of(last_year.last_day)
        self.enrol(vera, old_rood, last_year, 1, gone=True).closed_at = clock.start_of(
            last_year.last_day
        )
        noors_book = self.enrol(noor, rood, this_year, 2)
        sems_book = self.enrol(sem, rood, this_year, 1)
        yaras_book = self.enrol(yara, rood, this_year, 2)
        lars_book = self.enrol(lars, blauw, this_year, 5)
        self.enrol(elif_, blauw, this_year, 5)
        self.enrol(mees, blauw, this_year, 5)

        anouk = self.person("Anouk", "Visser", "juf Anouk")
        bas = self.person("Bas", "Smit", "meester Bas")
        joke = self.person("Joke", "Oud", "juf Joke")
        for teacher, group in ((anouk, rood), (bas, blauw)):
            self.add(Teaching(person_id=teacher.id, group_id=group.id, since=first))
        self.add(
            Teaching(
                person_id=joke.id,
                group_id=old_rood.id,
                since=last_year.first_day,
                ended_at=self.now,
            )
        )

        def guard(guardian: Person, child: Person, called: str, **more) -> None:
            self.add(
                Guardianship(guardian_id=guardian.id, child_id=child.id, called=called, **more)
            )

        mama, papa = self.person("Sanne", "Mol"), self.person("Peter", "Das")
        oma, jan = self.person("Greet", "Haas"), self.person("Jan", "Raaf")
        fatma, bram = self.person("Fatma", "Hert"), self.person("Bram", "Ree")
        guard(mama, noor, "mama")
        guard(papa, noor, "papa")
        guard(oma, noor, "oma", custody=False)
        guard(jan, noor, "Jan", custody=False, blocked_at=self.now)
        guard(fatma, sem, "mama")
        guard(fatma, lars, "mama")
        guard(bram, yara, "papa")

        leader = self.person("Leida", "Groot", "juf Leida")
        coach = self.person("Carla", "Klein", "juf Carla")
        colleague = self.person("Kees", "Mus", "meester Kees")
        office = self.person("Ivo", "Net", "meester Ivo")
        self.add(SchoolRole(person_id=leader.id, role="leader"))
        self.add(SchoolRole(person_id=office.id, role="office"))
        self.add(Reader(person_id=coach.id, role="coach", child_id=noor.id))
        self.add(Reader(person_id=colleague.id, role="colleague", child_id=noor.id))

        window = self.add(
            ReadingWindow(
                group_id=rood.id,
                opens_at=self.now - timedelta(days=1),
                closes_at=self.now + timedelta(days=7),
                opened_by_id=anouk.id,
            )
        )

        prompt = self.add(
            Prompt(
                group_id=rood.id,
                author_id=anouk.id,
                period_id=period.id,
                question="wie-ben-ik",
                place="mijn-verhaal",
                text=f"Wat was jouw fijnste plek, {self.marker}?",
                opens_at=self.now - timedelta(days=2),
                closes_at=self.now + timedelta(days=30),
            )
        )
        draft = self.post(noors_book, "klad", "readers", placed=False)
        for_teacher = self.post(noors_book, "juf", "teacher")
        for_readers = self.post(noors_book, "lezers", "readers", prompt_id=prompt.id)
        for_group = self.post(noors_book, "groep", "group")
        released = self.post(
            noors_book, "vrij", "group", released_at=self.now, released_by_id=anouk.id
        )
        old_post = self.post(noors_old_book, "vorig jaar", "readers")
        lars_post = self.post(lars_book, "brug", "readers")
        comment = self.add(
            Comment(
                post_id=for_readers.id,
                author_id=anouk.id,
                text=f"Wat een mooie plek, {self.marker}!",
                written_at=self.now,
            )
        )
        report_draft = self.report(sems_book, period, anouk)
        report = self.report(
            noors_book, period, anouk, child_from=self.now, guardians_from=self.now
        )
        note = self.add(
            Note(
                child_id=noor.id,
                author_id=anouk.id,
                text=f"{self.marker}-notitie",
                written_at=self.now,
            )
        )
        talk_question = self.add(
            TalkQuestion(
                book_id=noors_book.id,
                author_id=mama.id,
                text=f"{self.marker}-vraag van mama",
                written_at=self.now,
            )
        )
        names = {key: value for key, value in locals().items() if key in Cast.__annotations__}
        return Cast(marker=self.marker, school=self.school, pack=self.pack, **names)

    def report(self, book: Book, period: Period, teacher: Person, **moments) -> Report:
        report = self.add(
            Report(
                book_id=book.id,
                period_id=period.id,
                begun_by_id=teacher.id,
                changed_at=self.now,
                **moments,
            )
        )
        self.add(
            ReportSection(
                report_id=report.id, key="welbevinden", text=f"{self.marker}-rapportwoorden"
            )
        )
        return report
