"""The school that is measured: a full group, and one book with a page of fifty posts."""

import io
import random
from dataclasses import dataclass
from pathlib import Path

from flask import url_for
from PIL import Image
from sqlalchemy import select

from kindportfolio import create_app
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Post
from kindportfolio.core import clock, config, migrate
from kindportfolio.core.db import db, inside_school
from kindportfolio.packs.queries import content_of
from tests import cast, scenery

CHILDREN = 28
POSTS = 50
MEGAPIXELS = (4000, 3000)


@dataclass(frozen=True)
class Target:
    """One page to measure, who looks at it, and what it may cost hot, in milliseconds."""

    name: str
    path: str
    person: Person | None
    bound: float


@dataclass(frozen=True)
class School:
    settings: config.Settings
    targets: list[Target]
    upload: str
    child: Person


def build(folder: Path) -> School:
    """The twin schools in a database of their own, with a full group in the first."""
    settings = config.load(folder, free_bytes=0)
    migrate.upgrade(settings)
    app = create_app(settings)
    with app.app_context():
        people = cast.build_twins()["EIK"]
        db.session.commit()
    scenery.fill(app, people, children=CHILDREN - 3, posts=POSTS)
    with app.app_context(), inside_school(people.school.id):
        _answer_every_question(people)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    with app.test_request_context():
        return School(settings, _targets(people), _upload(people), people.noor)


def _answer_every_question(people: cast.Cast) -> None:
    """Each child of the group has a post under each of the seven questions."""
    questions = content_of(people.pack.id).questions
    for book in db.session.scalars(select(Book).where(Book.group_id == people.rood.id)):
        for question in questions:
            db.session.add(
                Post(
                    book_id=book.id,
                    author_id=book.child_id,
                    question=question.key,
                    place=question.places[0].key,
                    title="Een bericht",
                    text="Een paar woorden.",
                    audience="readers",
                    begun_at=clock.now(),
                    changed_at=clock.now(),
                    placed_at=clock.now(),
                )
            )


def _targets(people: cast.Cast) -> list[Target]:
    book, group = people.noors_book.public_id, people.rood.public_id
    question = url_for("books.question", book_id=book, question=scenery.HOME[0])
    grid = url_for("books.group", group_id=group)
    return [
        Target("compass", url_for("books.compass"), people.noor, 2.5),
        Target(f"question, {POSTS} posts", question, people.noor, 2.5),
        Target("the same, by the teacher", question, people.anouk, 2.5),
        Target(f"grid {CHILDREN} x 7", grid, people.anouk, 4.0),
        Target("login page", url_for("accounts.adult"), None, 3.0),
    ]


def _upload(people: cast.Cast) -> str:
    return url_for("books.add_photo", post_id=people.draft.public_id)


def photo(number: int) -> bytes:
    """A photo of 12 megapixels with as much detail as one of a phone; each number another."""
    width, height = MEGAPIXELS
    dice = random.Random(number)  # noqa: S311
    grain = Image.frombytes("L", (width // 4, height // 4), dice.randbytes(width * height // 16))
    light = Image.linear_gradient("L").resize((width, height))
    grain = grain.resize((width, height), Image.Resampling.BICUBIC)
    mixed = Image.blend(light, grain, 0.35)
    kept = io.BytesIO()
    Image.merge("RGB", (mixed, light, mixed.rotate(180))).save(kept, "JPEG", quality=88)
    return kept.getvalue()
