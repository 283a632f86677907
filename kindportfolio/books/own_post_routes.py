"""A teacher's own posts: one story or photo in the books of all children, or of some."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import begin_writing
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books import group_queries as queries
from kindportfolio.books import guiding, own_posts
from kindportfolio.books.group_forms import EVERY, SOME, GroupPostForm, places_of
from kindportfolio.books.group_nav import group_nav
from kindportfolio.books.group_photos import asset_of, take_photo
from kindportfolio.books.models import Post
from kindportfolio.books.overview import TICK
from kindportfolio.books.room import room
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _
from kindportfolio.core.text import ngettext
from kindportfolio.media.actions import PHOTO_BODY
from kindportfolio.packs.queries import content_of, pack_in_use
from kindportfolio.schools.models import Group


@room.page(
    "/groep/<group_id>/bericht",
    need=Need.MANAGE_GROUP,
    methods=["GET", "POST"],
    patient=True,
    body=PHOTO_BODY,
)
def group_post(group_id: str) -> ResponseReturnValue:
    """Make one, below it what was put in the books before. Ticked children come as ``boek-…``."""
    group = load(Group, group_id)
    guiding.check_open(group)
    form = _form(group)
    if form.sent():
        received = take_photo(form.photo, viewer())
        if not form.photo.errors:
            begin_writing()
            books = queries.books_of(load(Group, group_id), form.chosen)
            asset_id = asset_of(received, viewer())
            own_posts.post_in_books(
                books,
                form.place.data,
                form.title.data or "",
                form.text.data or "",
                asset_id,
                viewer(),
            )
            flash(_in_books(len(books)), "ok")
            return redirect(url_for("books.group_post", group_id=group_id))
    page = render(
        "books/group/group_post.html",
        group=group,
        nav=group_nav(group),
        form=form,
        placed=queries.own_posts(group.id, viewer()),
    )
    return page, 422 if form.errors else 200


@room.page("/groep/<group_id>/bericht/<post_id>/weg", need=Need.WRITE_POST, methods=["POST"])
def throw_group_post_away(group_id: str, post_id: str) -> ResponseReturnValue:
    own_posts.throw_away_everywhere(load(Post, post_id), viewer())
    flash(_("Het bericht ligt in de prullenbak. Je kunt het dertig dagen terughalen."), "ok")
    return redirect(url_for("books.group_post", group_id=group_id))


@room.page("/groep/<group_id>/bericht/<post_id>/terug", need=Need.WRITE_POST, methods=["POST"])
def take_group_post_back(group_id: str, post_id: str) -> ResponseReturnValue:
    flash(_in_books(own_posts.take_back_everywhere(load(Post, post_id), viewer())), "ok")
    return redirect(url_for("books.group_post", group_id=group_id))


def _form(group: Group) -> GroupPostForm:
    ticked = [name.removeprefix(TICK) for name in request.args if name.startswith(TICK)]
    form = GroupPostForm.filled(whom=SOME if ticked else EVERY, books=ticked)
    places = places_of(content_of(pack_in_use()), group.year_levels)
    form.offer(places, queries.children_of(group.id, viewer()))
    return form


def _in_books(count: int) -> str:
    return ngettext(
        "Het bericht staat in %(num)s boek.", "Het bericht staat in %(num)s boeken.", count
    )
