"""What happens in a book: posts are begun, kept, placed, moved, thrown away and taken back."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person
from kindportfolio.books.bins import empty_bins_later
from kindportfolio.books.models import Book, Post, PostPicture, Prompt, Visit
from kindportfolio.books.queries import BookFacts
from kindportfolio.books.words import Words
from kindportfolio.core import clock
from kindportfolio.core.db import current_school_id, db
from kindportfolio.core.errors import Closed, Conflict


class NothingMade(ValueError):
    """A post without a title, words or picture cannot be placed."""


def begin_post(
    book: Book, question: str, place: str, prompt: Prompt | None, words: Words, by: Viewer
) -> Post:
    """A new draft at this place; one that is still empty is taken up again.

    :raises Closed: the book can only be read.
    """
    check_open(book)
    empty = _empty_draft(book, question, place, by)
    moment = clock.now()
    post = empty or Post(
        book_id=book.id,
        author_id=by.person_id,
        question=question,
        place=place,
        begun_at=moment,
        changed_at=moment,
    )
    post.prompt_id = prompt.id if prompt else None
    post.title, post.text = words.title, words.text
    db.session.add(post)
    db.session.flush()
    return post


def _empty_draft(book: Book, question: str, place: str, by: Viewer) -> Post | None:
    asked = select(Post).where(
        Post.book_id == book.id,
        Post.author_id == by.person_id,
        Post.question == question,
        Post.place == place,
        Post.placed_at.is_(None),
        Post.deleted_at.is_(None),
        Post.title == "",
        Post.text == "",
        ~select(PostPicture.id).where(PostPicture.post_id == Post.id).exists(),
    )
    return db.session.scalars(asked.limit(1)).first()


def check_open(book: Book) -> None:
    """:raises Closed: the book can only be read."""
    if book.closed_at:
        raise Closed


def words_of(post: Post) -> Words:
    """What its author sees when going on with a post: the changes, or else the post itself."""
    captions = {one.asset.public_id: one.caption for one in post.pictures if one.removed_at is None}
    if post.pending:
        kept = {**post.pending, "captions": captions | post.pending["captions"]}
        return Words(**kept)
    return Words(post.title, post.text, post.feeling, post.audience, captions)


def keep_words(post: Post, words: Words, version: int) -> None:
    """Keep what was typed. In a placed post it stays apart until it is placed again.

    :param version: of the words that the author saw. The same words twice are no conflict.
    :raises Closed: the book can only be read.
    :raises Conflict: somebody, or the same child elsewhere, changed them meanwhile.
    """
    check_open(post.book)
    db.session.refresh(post, with_for_update=True)
    kept = words_of(post)
    words = _with_known_captions(words, kept)
    if words == kept:
        return
    if version != post.version:
        raise Conflict(theirs=kept.text, mine=words.text)
    if post.placed_at:
        post.pending = asdict(words)
    else:
        _apply(post, words)
    post.changed_at = clock.now()
    post.version += 1


def _with_known_captions(words: Words, kept: Words) -> Words:
    """A photo that came in after the page was made has no caption on that page yet."""
    known = {name: words.captions.get(name, said) for name, said in kept.captions.items()}
    return Words(words.title, words.text, words.feeling, words.audience, known)


def _apply(post: Post, words: Words) -> None:
    post.title, post.text = words.title, words.text
    post.feeling, post.audience = words.feeling, words.audience
    for picture in post.pictures:
        picture.caption = words.captions.get(picture.asset.public_id, picture.caption)


def place_post(post: Post) -> None:
    """Put what was kept in the book, for those the child chose.

    Words that the teacher released to the group wait for release again once they change.

    :raises NothingMade: there is nothing in it.
    """
    check_open(post.book)
    words = words_of(post)
    pictures = [one for one in post.pictures if one.removed_at is None]
    if not (words.title or words.text or pictures):
        raise NothingMade
    if post.pending or words.audience != "group":
        post.released_at = post.released_by_id = None
    if post.pending:
        post.changed_at = clock.now()
    _apply(post, words)
    post.pending = None
    post.kind = "photo" if pictures else "story"
    post.sent_back_at, post.hint = None, ""
    post.placed_at = post.placed_at or clock.now()
    post.version += 1
    post.book.touch()


def forget_changes(post: Post) -> None:
    """Leave a placed post as it was."""
    check_open(post.book)
    if post.pending is not None:
        post.pending = None
        post.version += 1
        post.book.touch()


def move_post(post: Post, question: str, place: str) -> None:
    """Give a post another place in the same book."""
    check_open(post.book)
    post.question, post.place = question, place
    post.prompt_id = None
    if post.placed_at:
        post.book.touch()


def throw_away(post: Post) -> None:
    """Lay a post in the bin, where it stays thirty days."""
    check_open(post.book)
    if post.deleted_at is None:
        post.deleted_at = clock.now()
        post.book.touch()
        empty_bins_later()


def take_back(post: Post) -> None:
    """Take a post out of the bin, as it was."""
    check_open(post.book)
    if post.deleted_at is not None:
        post.deleted_at = None
        post.book.touch()


def note_visit(book: BookFacts, who: Viewer, question: str, place: str) -> None:
    """Note that this person now looks at a place of a book, in one statement."""
    dialect = {"sqlite": sqlite, "postgresql": postgresql}[db.engine.dialect.name]
    moment = clock.now()
    row = dialect.insert(Visit).values(
        school_id=current_school_id(),
        person_id=who.person_id,
        book_id=book.id,
        question=question,
        place=place,
        version=book.version,
        seen_at=moment,
    )
    db.session.execute(
        row.on_conflict_do_update(
            index_elements=["person_id", "book_id", "question", "place"],
            set_={"before_at": Visit.seen_at, "seen_at": moment, "version": book.version},
        )
    )


def dress(who: Viewer, face: str) -> None:
    """Give a child the face it chose."""
    person = db.session.get_one(Person, who.person_id)
    person.face = face


def cover(book: Book, colour: int, picture: str) -> None:
    """Give a book the cover its child chose."""
    check_open(book)
    book.cover, book.cover_picture = colour, picture
    book.touch()
