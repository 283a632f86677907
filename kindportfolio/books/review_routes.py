"""Reading what children placed, one post after the other, and answering it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import allows, load
from kindportfolio.access.viewer import viewer
from kindportfolio.books import review as shaped
from kindportfolio.books.deeds import DEEDS, Deed
from kindportfolio.books.group_forms import ReviewForm
from kindportfolio.books.group_nav import group_nav
from kindportfolio.books.models import Post
from kindportfolio.books.room import room
from kindportfolio.books.waiting_queries import group_of_post
from kindportfolio.core.errors import NotThere, Unreadable
from kindportfolio.core.render import render
from kindportfolio.schools.models import Group


@room.page("/groep/<group_id>/lezen", need=Need.SEE_GROUP)
def review(group_id: str) -> ResponseReturnValue:
    """Unread posts, the longest waiting first, and those read last."""
    return _shown(load(Group, group_id))


@room.page("/groep/<group_id>/lezen/<post_id>", need=Need.MODERATE_POST, methods=["GET", "POST"])
def answer_post(group_id: str, post_id: str) -> ResponseReturnValue:
    """Answer one post; afterwards the next one is in sight."""
    post = load(Post, post_id)
    group = _group_of(post, group_id)
    form = ReviewForm.filled()
    deed = DEEDS.get(form.do.data or "read")
    if deed is None:
        raise Unreadable
    if not (form.sent() and _is_complete(form, deed)):
        return _shown(group, post, form), 422 if form.errors else 200
    deed.act(post, form, viewer())
    flash(str(deed.said), "ok")
    there = form.follows.data if deed.moves_on and form.follows.data else post.public_id
    return redirect(f"{_column(group, post)}#bericht-{there}")


def _group_of(post: Post, group_id: str) -> Group:
    """:raises NotThere: the post is of another group, or not placed."""
    group = group_of_post(post.id)
    if group.public_id != group_id or post.placed_at is None or post.deleted_at is not None:
        raise NotThere
    return group


def _column(group: Group, post: Post) -> str:
    """Where to go on reading. Who guides one child has no group to read, only its posts."""
    if allows(viewer(), Need.SEE_GROUP, group):
        return url_for("books.review", group_id=group.public_id)
    return url_for("books.answer_post", group_id=group.public_id, post_id=post.public_id)


def _is_complete(form: ReviewForm, deed: Deed) -> bool:
    """Whether the words this deed cannot do without are there; says so when they are not."""
    if deed.asks is None:
        return True
    field = form[deed.asks[0]]
    if not field.data:
        field.errors = [str(deed.asks[1])]
    return bool(field.data)


def _shown(group: Group, post: Post | None = None, form: ReviewForm | None = None) -> str:
    page = shaped.page(group, viewer(), post, form)
    return render("books/group/review.html", group=group, nav=group_nav(group), page=page)
