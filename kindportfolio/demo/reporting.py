"""Reports of the demo in all their states, notes of teachers, and questions for the talk."""

from datetime import timedelta
from random import Random

from sqlalchemy import select

from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book
from kindportfolio.conferences.models import TalkQuestion
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.demo import texts
from kindportfolio.demo.building import Built, Filled
from kindportfolio.packs.queries import content_of
from kindportfolio.packs.reader import SectionKind
from kindportfolio.reports.models import Note, Report, ReportSection
from kindportfolio.schools.models import Period


class Reporter:
    """Writes the reports of one built school."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.random = Random(built.plan.seed + 200)  # noqa: S311 - a demo, not a secret.

    def write(self) -> None:
        for one in self.built.with_children:
            periods = list(
                db.session.scalars(
                    select(Period)
                    .where(Period.school_year_id == one.year.id)
                    .order_by(Period.number)
                )
            )
            begun = [period for period in periods if period.first_day <= clock.today()]
            for period in begun[1::2] if one.closed else begun:
                self._period(one, period)
            if begun and not one.closed:
                self._around(one)

    def _period(self, one: Filled, period: Period) -> None:
        over = period.last_day < clock.today()
        for number, book in enumerate(one.books):
            if not over and number % 4 == 3:
                continue  # Not begun yet.
            report = self._report(one, book, period)
            moment = min(clock.start_of(period.last_day), clock.now() - timedelta(days=2))
            if over or number % 4 == 0:
                report.ready_at = report.child_from = moment
                report.published_by_id = one.teachers[0].id
                report.guardians_from = moment if over or number % 8 == 0 else None
            elif number % 4 == 1:
                report.ready_at = moment
            if not over and number % 12 == 8:
                report.withdrawn_at = clock.now() - timedelta(hours=3)

    def _report(self, one: Filled, book: Book, period: Period) -> Report:
        band, name = texts.band_of(book.year_level), self._name(book)
        report = Report(
            book_id=book.id,
            period_id=period.id,
            begun_by_id=one.teachers[0].id,
            changed_at=min(clock.start_of(period.last_day), clock.now()),
        )
        for section in content_of(book.pack_id).report.sections_for(book.year_level):
            words = texts.report(section.key, band)
            text = texts.filled(self.random.choice(words), naam=name) if words else ""
            scaled = section.kind is SectionKind.SCALE
            step = self.random.randint(1, 4) if scaled else None
            report.sections.append(ReportSection(key=section.key, text=text, step=step))
        db.session.add(report)
        return report

    def _around(self, one: Filled) -> None:
        """A note or two, and what some guardians want to talk about."""
        for number, book in enumerate(one.books):
            if number % 5 == 0:
                text = texts.filled(self.random.choice(texts.notes()), naam=self._name(book))
                db.session.add(
                    Note(
                        child_id=book.child_id,
                        author_id=one.teachers[0].id,
                        text=text,
                        written_at=clock.now() - timedelta(days=number + 1),
                    )
                )
            guardians = self.built.guardians.get(book.child_id, [])
            if number % 6 == 2 and guardians:
                self._question(book, guardians[0], shared=number % 12 == 2)

    def _question(self, book: Book, guardian: Person, *, shared: bool) -> None:
        moment = clock.now() - timedelta(days=1)
        words = self.random.choice(texts.talk_questions())
        db.session.add(
            TalkQuestion(
                book_id=book.id,
                author_id=guardian.id,
                text=texts.filled(words, naam=self._name(book)),
                written_at=moment,
                shared_at=moment if shared else None,
            )
        )

    def _name(self, book: Book) -> str:
        person = db.session.get(Person, book.child_id)
        return person.first_name if person else ""
