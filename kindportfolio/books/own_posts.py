"""What a teacher puts in books itself: the same post in many, and the words of a place."""

from collections.abc import Sequence

from sqlalchemy import select, update

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import condition
from kindportfolio.access.viewer import Viewer
from kindportfolio.books.guiding import check_open, raise_group
from kindportfolio.books.models import Book, PlaceText, Post, PostPicture
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.core.errors import Closed
from kindportfolio.schools.models import Group


def post_in_books(
    books: Sequence[Book], place: str, title: str, text: str, asset_id: int | None, by: Viewer
) -> list[Post]:
    """One post in each of these books, all placed at the same moment, with the same picture.

    :param place: ``question/place``.
    :raises Closed: one of the books can only be read.
    """
    if any(book.closed_at for book in books):
        raise Closed
    question, key = place.split("/")
    moment = clock.now()
    posts = [
        Post(
            book_id=book.id,
            author_id=by.person_id,
            question=question,
            place=key,
            kind="photo" if asset_id else "story",
            title=title,
            text=text,
            begun_at=moment,
            changed_at=moment,
            placed_at=moment,
        )
        for book in books
    ]
    db.session.add_all(posts)
    db.session.flush()
    if asset_id:
        db.session.add_all(PostPicture(post_id=post.id, asset_id=asset_id) for post in posts)
    raise_books([book.id for book in books])
    return posts


def throw_away_everywhere(post: Post, by: Viewer) -> int:
    """Lay an own post in the bin in every book it was put in; says how many.

    :raises Closed: one of the books can only be read.
    """
    posts = _same_everywhere(post, by, thrown=False)
    for each in posts:
        each.deleted_at = clock.now()
    raise_books([each.book_id for each in posts])
    return len(posts)


def take_back_everywhere(post: Post, by: Viewer) -> int:
    """Take an own post out of the bin in every book; says how many.

    :raises Closed: one of the books can only be read.
    """
    posts = _same_everywhere(post, by, thrown=True)
    for each in posts:
        each.deleted_at = None
    raise_books([each.book_id for each in posts])
    return len(posts)


def _same_everywhere(post: Post, by: Viewer, *, thrown: bool) -> list[Post]:
    """The post in all books: the same author put them there at the same moment."""
    asked = select(Post).where(
        Post.author_id == by.person_id,
        Post.placed_at == post.placed_at if post.placed_at else Post.id == post.id,
        Post.deleted_at.is_not(None) if thrown else Post.deleted_at.is_(None),
        condition(Need.WRITE_POST, by),
    )
    posts = list(db.session.scalars(asked))
    books = select(Book.id).where(
        Book.id.in_([each.book_id for each in posts]), Book.closed_at.is_not(None)
    )
    if db.session.execute(books.limit(1)).first():
        raise Closed
    return posts


def raise_books(book_ids: Sequence[int]) -> None:
    """Tell every kept piece of page about these books that it is out of date."""
    raised = update(Book).where(Book.id.in_(book_ids)).values(version=Book.version + 1)
    db.session.execute(raised, execution_options={"synchronize_session": False})


def furnish(
    group: Group, question: str, place: str, text: str, asset_id: int | None, by: Viewer
) -> None:
    """Give a place words and a picture of the teacher's own, in all books of the group.

    :param text: empty for the words of the pack.
    :raises Closed: the books of the group are closed.
    """
    check_open(group)
    row = own_words(group, question, place) or PlaceText(
        group_id=group.id, question=question, place=place
    )
    row.text, row.asset_id = text, asset_id
    row.changed_by_id, row.changed_at = by.person_id, clock.now()
    db.session.add(row)
    raise_group(group.id)


def reset_place(group: Group, question: str, place: str) -> None:
    """Give a place the words and the drawing of the pack back.

    :raises Closed: the books of the group are closed.
    """
    check_open(group)
    row = own_words(group, question, place)
    if row is not None:
        db.session.delete(row)
        raise_group(group.id)


def own_words(group: Group, question: str, place: str) -> PlaceText | None:
    asked = select(PlaceText).where(
        PlaceText.group_id == group.id, PlaceText.question == question, PlaceText.place == place
    )
    return db.session.scalars(asked).one_or_none()
