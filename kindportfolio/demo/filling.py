"""What stands in the books of the demo: prompts, posts, reactions, and who read what."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select

from kindportfolio.accounts.models import Person
from kindportfolio.books.models import (
    Book,
    Comment,
    Post,
    PostPicture,
    PostRead,
    Prompt,
    Visit,
)
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.demo import texts
from kindportfolio.demo.building import Built, Filled
from kindportfolio.demo.texts import PostText
from kindportfolio.media.models import MediaAsset
from kindportfolio.packs.queries import content_of
from kindportfolio.schools.models import Period

QUESTIONS = (
    "wie-ben-ik",
    "wat-kan-ik",
    "wat-wil-ik-leren",
    "hoe-leer-ik",
    "wat-spreek-ik-af",
    "waar-ben-ik-trots-op",
)
AUDIENCES = ("readers",) * 6 + ("teacher",) * 2 + ("group",) * 3 + ("me",)

PictureOf = Callable[[str, Book], MediaAsset]
Placed = tuple[Book, Post, str]


class Filler:
    """Fills the books of one built school.

    :param picture: gives the stored picture of a kind for a book.
    """

    def __init__(self, built: Built, picture: PictureOf) -> None:
        self.built = built
        self.picture = picture
        self.captions: dict[int, str] = {}
        self.random = Random(built.plan.seed + 100)  # noqa: S311 - a demo, not a secret.
        self.today = clock.today()

    def fill(self) -> None:
        with db.session.no_autoflush:
            for one in self.built.with_children:
                for period in self._begun(one):
                    self._period(one, period)
        db.session.flush()

    def _begun(self, one: Filled) -> list[Period]:
        asked = select(Period).where(Period.school_year_id == one.year.id).order_by(Period.number)
        return [row for row in db.session.scalars(asked) if row.first_day <= self.today]

    def _period(self, one: Filled, period: Period) -> None:
        now = period.first_day <= self.today <= period.last_day
        past_year = one.closed
        asked = [] if past_year and period.number % 2 else self._prompts(one, period)
        if now:
            self._planned(one, period)
        placed: list[Placed] = []
        for number, book in enumerate(one.books):
            quiet = now and number % 9 == 4
            most = 2 if past_year else 5
            posts = 0 if quiet else self.random.randint(1, most)
            placed += [self._post(one, book, period, asked) for _ in range(posts)]
            if now and number % 6 == 1:
                self._draft(one, book)
            if now and number % 11 == 3:
                self._own_post(one, book, period)
        db.session.flush()
        for book, post, picture in placed:
            self._answers(one, book, post, picture)

    # Prompts

    def _prompts(self, one: Filled, period: Period) -> list[Prompt]:
        questions = self.random.sample(QUESTIONS, 2)
        if period.first_day <= self.today <= period.last_day:
            questions = ["wie-ben-ik", *(key for key in questions if key != "wie-ben-ik")][:2]
        return [self._prompt(one, period, key, period.first_day) for key in questions]

    def _planned(self, one: Filled, period: Period) -> None:
        opens = min(self.today + timedelta(days=9), period.last_day)
        self._prompt(one, period, "hoe-leer-ik", opens)

    def _prompt(self, one: Filled, period: Period, key: str, opens: date) -> Prompt:
        found = texts.prompts(key, texts.band_of(one.plan.levels[-1]))[period.number - 1]
        prompt = Prompt(
            group_id=one.group.id,
            author_id=one.teachers[0].id,
            period_id=period.id,
            question=key,
            place=self._known_place(one, key, found.place),
            text=found.text,
            opens_at=clock.start_of(opens),
            closes_at=clock.start_of(period.last_day + timedelta(days=1)),
        )
        db.session.add(prompt)
        db.session.flush()
        return prompt

    def _known_place(self, one: Filled, question: str, place: str) -> str:
        """The place, or the question's first one where this pack has no such place."""
        keys = [row.key for row in content_of(one.books[0].pack_id).question(question).places]
        return place if place in keys else keys[0]

    # Posts

    def _post(self, one: Filled, book: Book, period: Period, asked: list[Prompt]) -> Placed:
        band = texts.band_of(book.year_level)
        answers = self.random.random() < 0.45 and asked
        prompt = self.random.choice(asked) if answers else None
        question = prompt.question if prompt else self.random.choice(QUESTIONS)
        words = [text for text in texts.posts(question, band) if text.fits(period.number)]
        found = self.random.choice(words)
        placed = self._moment_in(period)
        post = self._written(one, book, found, placed)
        post.prompt_id = prompt.id if prompt else None
        post.audience = self.random.choice(AUDIENCES)
        post.placed_at = placed
        if post.audience == "group" and (book.closed_at or self.random.random() < 0.7):
            post.released_at, post.released_by_id = placed, one.teachers[0].id
        return book, post, found.picture

    def _written(self, one: Filled, book: Book, found: PostText, moment: datetime) -> Post:
        classmate = self.random.choice(one.books)
        people = {"vriend": self._name(classmate), "juf": one.teachers[0].called}
        feelings = content_of(book.pack_id).feelings
        post = Post(
            book_id=book.id,
            author_id=book.child_id,
            question=found.question,
            place=self._known_place(one, found.question, found.place),
            kind="photo" if found.picture else "story",
            title=texts.filled(found.title, **people),
            text=texts.filled(found.text, **people),
            feeling=self.random.choice(feelings).key if self.random.random() < 0.7 else "",
            begun_at=moment,
            changed_at=moment,
        )
        db.session.add(post)
        if found.picture:
            asset = self.picture(found.picture, book)
            post.pictures.append(
                PostPicture(asset_id=asset.id, caption=self.captions.get(asset.id, ""))
            )
        return post

    def _name(self, book: Book) -> str:
        person = db.session.get(Person, book.child_id)
        return person.first_name if person else ""

    def _draft(self, one: Filled, book: Book) -> None:
        words = texts.posts(self.random.choice(QUESTIONS), texts.band_of(book.year_level))
        begun = clock.now() - timedelta(hours=20)
        self._written(one, book, self.random.choice(words), begun).version = 2

    def _own_post(self, one: Filled, book: Book, period: Period) -> None:
        """Something a teacher put in a book."""
        moment = self._moment_in(period)
        place = self._known_place(one, "waar-ben-ik-trots-op", "mijn-werk")
        post = Post(
            book_id=book.id,
            author_id=one.teachers[0].id,
            question="waar-ben-ik-trots-op",
            place=place,
            title="Dit zag ik vandaag",
            text="Je hielp een ander zonder dat iemand het vroeg. Dat zag ik.",
            begun_at=moment,
            changed_at=moment,
            placed_at=moment,
        )
        db.session.add(post)

    # Readers

    def _answers(self, one: Filled, book: Book, post: Post, picture: str) -> None:
        placed = post.placed_at or clock.now()
        fresh = clock.now() - placed < timedelta(days=4)
        if post.audience == "me" or (fresh and self.random.random() < 0.6):
            return
        teacher = self.random.choice(one.teachers)
        later = min(placed + timedelta(days=self.random.randint(0, 5)), clock.now())
        self._read(post, teacher.id, later)
        if self.random.random() < 0.55:
            self._comment(post, teacher.id, self._reply(book, picture), later)
        if post.audience in ("readers", "group"):
            self._at_home(book, post, later)

    def _reply(self, book: Book, picture: str) -> str:
        name = self._name(book)
        words = texts.comments(texts.band_of(book.year_level), picture)
        return texts.filled(self.random.choice(words), naam=name)

    def _at_home(self, book: Book, post: Post, moment: datetime) -> None:
        for guardian in self.built.guardians.get(book.child_id, []):
            if self.random.random() < 0.5:
                self._read(post, guardian.id, moment)

    def _read(self, post: Post, person_id: int, moment: datetime) -> None:
        db.session.add(PostRead(post_id=post.id, person_id=person_id, read_at=moment))

    def _comment(self, post: Post, person_id: int, words: str, moment: datetime) -> None:
        stickers = content_of(self.built.with_children[-1].books[0].pack_id).stickers
        sticker = self.random.choice(stickers).key if self.random.random() < 0.3 else ""
        db.session.add(
            Comment(
                post_id=post.id,
                author_id=person_id,
                text=words,
                sticker=sticker,
                written_at=moment,
            )
        )

    def visits(self) -> Iterator[Visit]:
        """When each child last looked in its own book."""
        for one in self.built.with_children:
            for book in one.books:
                moment = clock.now() - timedelta(days=self.random.randint(1, 8))
                yield Visit(person_id=book.child_id, book_id=book.id, seen_at=moment)

    # Moments

    def _moment_in(self, period: Period) -> datetime:
        """A school day of this period, during lessons, not later than now."""
        last = min(period.last_day, self.today)
        days = (last - period.first_day).days
        day = period.first_day + timedelta(days=self.random.randint(0, days))
        day -= timedelta(days=max(0, day.weekday() - 4))
        hour = time(self.random.randint(9, 14), self.random.randint(0, 59))
        moment = datetime.combine(day, hour, tzinfo=clock.AMSTERDAM)
        return min(moment, clock.now() - timedelta(minutes=self.random.randint(5, 200)))
