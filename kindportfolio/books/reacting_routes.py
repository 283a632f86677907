"""Reading one post, and answering it: a line, a sticker, or only that one read it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books import reactions, reading
from kindportfolio.books.forms import ReactForm
from kindportfolio.books.models import Comment, Post
from kindportfolio.books.room import room
from kindportfolio.core.paths import came_from
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _


@room.page("/bericht/<post_id>", need=Need.READ_POST)
def post(post_id: str) -> ResponseReturnValue:
    """One post, large, with everything around it that this visitor may see."""
    found = load(Post, post_id)
    if found.placed_at is None and found.author_id == viewer().person_id:
        return redirect(url_for("books.compose", post_id=found.public_id))
    return _show(found, ReactForm.filled())


@room.page("/bericht/<post_id>/reactie", need=Need.REACT_TO_POST, methods=["GET", "POST"])
def react(post_id: str) -> ResponseReturnValue:
    """A reaction; what was typed comes back when something is not right yet."""
    found = load(Post, post_id)
    form = ReactForm.filled()
    if not form.sent():
        return _show(found, form), 422 if form.errors else 200
    if not reactions.react(found, form.text.data or "", form.sticker.data or "", viewer()):
        form.form_errors.append(_("Schrijf iets of kies een sticker."))
        return _show(found, form), 422
    flash(_("Jouw antwoord staat erbij."), "ok")
    return redirect(url_for("books.post", post_id=found.public_id))


@room.page("/reactie/<comment_id>/weg", need=Need.REMOVE_COMMENT, methods=["POST"])
def remove_comment(comment_id: str) -> ResponseReturnValue:
    comment = load(Comment, comment_id)
    address = url_for("books.post", post_id=reactions.remove(comment).public_id)
    flash(_("De reactie is weg."), "ok")
    return redirect(address)


@room.page("/bericht/<post_id>/gelezen", need=Need.READ_POST, methods=["POST"])
def mark_read(post_id: str) -> ResponseReturnValue:
    """Let the child know that somebody read it."""
    reactions.mark_read(load(Post, post_id), viewer())
    return redirect(came_from())


def _show(found: Post, form: ReactForm) -> str:
    page = reading.page(found, form, viewer())
    return render("books/post.html", page=page, form=form, on_q=page.question.number)
