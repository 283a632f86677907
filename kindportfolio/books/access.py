"""Who may what with books, posts, reactions, prompts and their pictures."""

from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import Condition, condition, either, one_of, rule
from kindportfolio.access.viewer import Viewer
from kindportfolio.books.models import Book, Comment, PlaceText, Post, PostPicture, Prompt
from kindportfolio.media.models import MediaAsset
from kindportfolio.schools.models import Group


def _own_or_guided(viewer: Viewer, book: Any) -> Condition:
    """The child itself and those who guide it: teachers, leader and coach."""
    return or_(book.child_id == viewer.person_id, _guided(viewer, book))


def _guided(viewer: Viewer, book: Any) -> Condition:
    return or_(
        either(viewer.leads),
        one_of(book.group_id, viewer.manages),
        one_of(book.group_id, viewer.coaches_groups),
        one_of(book.child_id, viewer.coaches_children),
    )


def _assigned(viewer: Viewer, book: Any) -> Condition:
    return or_(
        one_of(book.group_id, viewer.reads_groups), one_of(book.child_id, viewer.reads_children)
    )


@rule(Need.READ_BOOK, Book)
def read_book(viewer: Viewer) -> Condition:
    """The child, its teachers, leader and coach, assigned readers, and guardians whose
    window is open."""
    return or_(
        _own_or_guided(viewer, Book),
        _assigned(viewer, Book),
        one_of(Book.child_id, viewer.reads_posts),
    )


@rule(Need.READ_FOR_SCHOOL, Book)
def read_for_school(viewer: Viewer) -> Condition:
    """Leader, coach and assigned readers: who reads because the school asked them to."""
    return or_(
        either(viewer.leads),
        one_of(Book.group_id, viewer.coaches_groups),
        one_of(Book.child_id, viewer.coaches_children),
        _assigned(viewer, Book),
    )


@rule(Need.KNOW_BOOK, Book)
def know_book(viewer: Viewer) -> Condition:
    """Those who hear "you may not" instead of "not there": all but assigned readers."""
    return or_(_own_or_guided(viewer, Book), one_of(Book.child_id, viewer.custody))


@rule(Need.WRITE_IN_BOOK, Book, beyond=Need.READ_BOOK, told=Need.KNOW_BOOK)
def write_in_book(viewer: Viewer) -> Condition:
    """Only the child itself."""
    return Book.child_id == viewer.person_id


@rule(Need.GUIDE_BOOK, Book, beyond=Need.READ_BOOK, told=Need.KNOW_BOOK)
def guide_book(viewer: Viewer) -> Condition:
    """Teachers of the group, the leader and the coach."""
    return _guided(viewer, Book)


@rule(Need.READ_POST, Post)
def read_post(viewer: Viewer) -> Condition:
    """A draft is the child's alone. A placed post is also for those the child chose.

    Hidden posts stay with child and staff; posts in the bin with the child, or with the
    teacher who wrote them.
    """
    book = aliased(Book)
    wrote = and_(Post.author_id == viewer.person_id, _guided(viewer, book))
    own = or_(book.child_id == viewer.person_id, wrote)
    shared = or_(Post.audience == "readers", Post.audience == "group")
    shown = and_(Post.hidden_at.is_(None), shared)
    placed = and_(
        Post.placed_at.is_not(None),
        Post.deleted_at.is_(None),
        Post.audience != "me",
        or_(
            _guided(viewer, book),
            and_(shown, _assigned(viewer, book)),
            and_(shown, one_of(book.child_id, viewer.reads_posts)),
            and_(
                shown,
                Post.audience == "group",
                Post.released_at.is_not(None),
                one_of(book.group_id, viewer.sits_in),
            ),
        ),
    )
    drafts = and_(
        either(viewer.drafts_open),
        one_of(book.group_id, viewer.manages),
        Post.deleted_at.is_(None),
    )
    return exists().where(book.id == Post.book_id, or_(own, placed, drafts))


@rule(Need.KNOW_POST, Post)
def know_post(viewer: Viewer) -> Condition:
    """Those who hear "you may not" instead of "not there": child, guide, guardian with custody."""
    book = aliased(Book)
    known = or_(_own_or_guided(viewer, book), one_of(book.child_id, viewer.custody))
    return exists().where(book.id == Post.book_id, known)


@rule(Need.WRITE_POST, Post, beyond=Need.READ_POST, told=Need.KNOW_POST)
def write_post(viewer: Viewer) -> Condition:
    """Only its author. Nobody else changes a child's words."""
    return Post.author_id == viewer.person_id


@rule(Need.MODERATE_POST, Post, beyond=Need.READ_POST, told=Need.KNOW_POST)
def moderate_post(viewer: Viewer) -> Condition:
    """Teachers, leader and coach, on posts of a child of theirs."""
    book = aliased(Book)
    return exists().where(book.id == Post.book_id, _guided(viewer, book))


@rule(Need.REACT_TO_POST, Post, beyond=Need.READ_POST, told=Need.KNOW_POST)
def react_to_post(viewer: Viewer) -> Condition:
    """The child and its guides. Guardians with custody, classmates and readers where the school
    allows it, on posts released to the group."""
    book = aliased(Book)
    guardians = and_(
        one_of(book.child_id, viewer.reads_posts), one_of(book.child_id, viewer.custody)
    )
    others = or_(
        and_(either(viewer.guardians_react), guardians),
        and_(either(viewer.classmates_react), one_of(book.group_id, viewer.sits_in)),
        and_(either(viewer.readers_react), _assigned(viewer, book)),
    )
    released = and_(Post.released_at.is_not(None), others)
    who = or_(_own_or_guided(viewer, book), released)
    return and_(Post.placed_at.is_not(None), exists().where(book.id == Post.book_id, who))


@rule(Need.REMOVE_COMMENT, Comment)
def remove_comment(viewer: Viewer) -> Condition:
    """Its author, and those who guide the book it stands in."""
    book, post = aliased(Book), aliased(Post)
    guided = exists().where(
        post.id == Comment.post_id, book.id == post.book_id, _guided(viewer, book)
    )
    return or_(Comment.author_id == viewer.person_id, guided)


@rule(Need.READ_PROMPT, Prompt)
def read_prompt(viewer: Viewer) -> Condition:
    """Who may look into the group. Once it is open, its children and guardians with custody too."""
    open_now = and_(Prompt.withdrawn_at.is_(None), Prompt.opens_at <= viewer.moment)
    return or_(
        Prompt.group_id.in_(_groups(Need.SEE_GROUP, viewer)),
        and_(open_now, Prompt.group_id.in_(_groups(Need.KNOW_GROUP, viewer))),
    )


def _groups(need: Need, viewer: Viewer) -> Any:
    return select(Group.id).where(condition(need, viewer))


@rule(Need.EDIT_PROMPT, Prompt, beyond=Need.READ_PROMPT)
def edit_prompt(viewer: Viewer) -> Condition:
    """The teachers of the prompt's group, and the leader."""
    return or_(one_of(Prompt.group_id, viewer.manages), either(viewer.leads))


@rule(Need.READ_MEDIA, MediaAsset)
def read_media(viewer: Viewer) -> Condition:
    """As the post it is on, or for its author alone once taken off; as the prompt or place it
    is on, for everybody in those books; and who sent it in, while it stands nowhere yet."""
    on_post = exists().where(
        PostPicture.asset_id == MediaAsset.id,
        Post.id == PostPicture.post_id,
        or_(PostPicture.removed_at.is_(None), Post.author_id == viewer.person_id),
        condition(Need.READ_POST, viewer),
    )
    nowhere = ~exists().where(PostPicture.asset_id == MediaAsset.id)
    own = and_(MediaAsset.sent_by_id == viewer.person_id, nowhere)
    return or_(
        on_post,
        own,
        _on(Prompt, viewer, Prompt.withdrawn_at.is_(None)),
        _on(PlaceText, viewer),
    )


def _on(model: Any, viewer: Viewer, *more: Condition) -> Condition:
    """Pictures on something of a group, for whoever may read a book of that group."""
    readable = select(Book.group_id).where(condition(Need.READ_BOOK, viewer))
    return exists().where(
        model.asset_id == MediaAsset.id,
        or_(one_of(model.group_id, viewer.manages), model.group_id.in_(readable)),
        *more,
    )


@rule(Need.OWN_MEDIA, MediaAsset)
def own_media(viewer: Viewer) -> Condition:
    """The child in whose book it belongs, and who sent it in."""
    return or_(MediaAsset.owner_id == viewer.person_id, MediaAsset.sent_by_id == viewer.person_id)
