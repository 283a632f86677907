"""More of the same than the cast holds: photos with their files, full groups, thick books."""

import io
import secrets
from datetime import timedelta
from itertools import count

from flask import Flask
from sqlalchemy import update

from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Comment, Post, PostPicture, PostRead, Prompt
from kindportfolio.core import clock
from kindportfolio.core.db import db, inside_school
from kindportfolio.media.models import MediaAsset, Rendition
from kindportfolio.media.sizes import SIDES
from kindportfolio.media.store import DiskStore, Spare
from kindportfolio.reports.models import Note, Report, ReportSection
from kindportfolio.schools.models import Enrolment, Group
from tests.cast import Cast

PIXEL = b"\xff\xd8\xff\xe0 a very small picture \xff\xd9"
HOME = ("wie-ben-ik", "mijn-verhaal")

_numbers = count(1)


def add(row):
    db.session.add(row)
    db.session.flush()
    return row


def add_photo(app: Flask, cast: Cast, post: Post) -> MediaAsset:
    """A photo on this post, ready, with its files."""
    with app.app_context(), inside_school(cast.school.id):
        asset = put_photo(app, cast, post.id, post.author_id)
        db.session.commit()
        return asset


def put_photo(app: Flask, cast: Cast, post_id: int, owner_id: int) -> MediaAsset:
    store = DiskStore(app.config["SETTINGS"].media_folder, Spare(bytes=0, share=0))
    moment = clock.now() - timedelta(days=1)  # Uploads of today are counted.
    asset = add(
        MediaAsset(
            owner_id=owner_id,
            sent_by_id=owner_id,
            received_at=moment,
            ready_at=moment,
            raw_sha256="0" * 64,
            raw_bytes=len(PIXEL),
            width=8,
            height=8,
        )
    )
    for size in SIDES:
        key = f"{cast.school.id}/{secrets.token_hex(8)}/{size}"
        kept = store.put(key, io.BytesIO(PIXEL))
        add(
            Rendition(
                asset_id=asset.id,
                size=size,
                key=key,
                content_type="image/jpeg",
                bytes=kept.bytes,
                sha256=kept.sha256,
                width=8,
                height=8,
            )
        )
    add(PostPicture(post_id=post_id, asset_id=asset.id, caption=f"{cast.marker}-foto"))
    return asset


def fill(app: Flask, cast: Cast, *, children: int, posts: int) -> None:
    """Put so many more children in Rood, and so many more posts of every kind in Noor's book."""
    with app.app_context(), inside_school(cast.school.id):
        for _ in range(children):
            _child(cast)
        for number in range(posts):
            _post(app, cast, cast.noors_book, number)
        for _ in range(posts // 5):
            _prompt(cast)
            add(Note(child_id=cast.noor.id, author_id=cast.anouk.id, text="x", written_at=_now()))
        db.session.execute(update(Book).values(version=Book.version + 1))
        db.session.execute(update(Group).values(version=Group.version + 1))
        db.session.commit()


def _now():
    return clock.now()


def _child(cast: Cast) -> None:
    number = next(_numbers)
    child = add(
        Person(
            first_name=f"Kind{number}",
            last_name=cast.marker,
            sort_name=f"kind {number}",
            is_child=True,
        )
    )
    year = cast.this_year
    add(Enrolment(child_id=child.id, group_id=cast.rood.id, year_level=2, since=year.first_day))
    book = add(
        Book(
            child_id=child.id,
            school_year_id=year.id,
            group_id=cast.rood.id,
            pack_id=cast.pack.id,
            year_level=2,
        )
    )
    add(_placed(book, cast, number))
    report = add(
        Report(
            book_id=book.id,
            period_id=cast.period.id,
            begun_by_id=cast.anouk.id,
            changed_at=_now(),
            child_from=_now(),
            guardians_from=_now(),
        )
    )
    add(ReportSection(report_id=report.id, key="welbevinden", text="x"))


def _placed(book: Book, cast: Cast, number: int) -> Post:
    audience = ("readers", "group")[number % 2]
    return Post(
        book_id=book.id,
        author_id=book.child_id,
        question=HOME[0],
        place=HOME[1],
        title=f"nummer {number} {cast.marker}",
        text=f"{cast.marker}-woorden",
        audience=audience,
        begun_at=_now(),
        changed_at=_now(),
        placed_at=_now() - timedelta(minutes=number),
        released_at=_now() if audience == "group" else None,
    )


def _post(app: Flask, cast: Cast, book: Book, number: int) -> None:
    post = add(_placed(book, cast, number))
    put_photo(app, cast, post.id, book.child_id)
    put_photo(app, cast, post.id, book.child_id)
    for author in (cast.anouk, cast.leader):
        add(Comment(post_id=post.id, author_id=author.id, text="mooi", written_at=_now()))
        add(PostRead(post_id=post.id, person_id=author.id, read_at=_now()))


def _prompt(cast: Cast) -> None:
    add(
        Prompt(
            group_id=cast.rood.id,
            author_id=cast.anouk.id,
            period_id=cast.period.id,
            question=HOME[0],
            place=HOME[1],
            text=f"{cast.marker}-vraag",
            opens_at=_now() - timedelta(days=1),
            closes_at=_now() + timedelta(days=9),
        )
    )
