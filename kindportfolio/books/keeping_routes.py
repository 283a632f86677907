"""What a child does with what it made: move it, throw it away, take it back; and its own look."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books import actions, bin_queries, making, queries
from kindportfolio.books.forms import COLOURS, MeForm, MoveForm
from kindportfolio.books.models import Book, Post
from kindportfolio.books.room import room
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _


@room.page("/bericht/<post_id>/verhuis", need=Need.WRITE_POST, methods=["GET", "POST"])
def move_post(post_id: str) -> ResponseReturnValue:
    """Another place for a post, in the same book."""
    post = load(Post, post_id)
    questions = queries.all_places(post.book)
    form = MoveForm.over(questions, now=f"{post.question}/{post.place}")
    if form.sent():
        actions.move_post(post, *form.to.data.split("/"))
        flash(_("Het staat nu op een andere plek."), "ok")
        return redirect(making.place_address(post))
    page = render("books/move.html", post=post, form=form, questions=questions)
    return page, 422 if form.errors else 200


@room.page("/bericht/<post_id>/weg", need=Need.WRITE_POST, methods=["POST"])
def throw_away(post_id: str) -> ResponseReturnValue:
    post = load(Post, post_id)
    actions.throw_away(post)
    flash(_("Het ligt in de prullenbak. Je kunt het terughalen."), "ok")
    return redirect(making.place_address(post))


@room.page("/bericht/<post_id>/terug", need=Need.WRITE_POST, methods=["POST"])
def take_back(post_id: str) -> ResponseReturnValue:
    post = load(Post, post_id)
    actions.take_back(post)
    flash(_("Het is terug."), "ok")
    if post.placed_at is None:
        return redirect(url_for("books.compose", post_id=post.public_id))
    return redirect(making.place_address(post))


@room.page("/bak", need=Need.SIGNED_IN)
def bin() -> ResponseReturnValue:
    """What this person threw away in the last thirty days."""
    return render("books/bin.html", thrown=bin_queries.thrown_away(viewer()))


@room.page("/ik", need=Need.SIGNED_IN, methods=["GET", "POST"])
def me() -> ResponseReturnValue:
    """A child's own face, and the cover of its book."""
    who = viewer()
    if not who.is_child:
        raise NotThere
    book = queries.current_book(queries.shelf(who.person_id, who))
    form = MeForm.of(who, book)
    if form.sent():
        actions.dress(who, form.face.data)
        if book and form.cover:
            own = load(Book, book.public_id, Need.WRITE_IN_BOOK)
            actions.cover(own, form.cover.data, form.cover_picture.data)
        flash(_("Mooi!"), "ok")
        return redirect(url_for("books.compass"))
    page = render("books/me.html", form=form, colours=COLOURS)
    return page, 422 if form.errors else 200
