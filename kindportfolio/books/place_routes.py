"""The words and the picture of a place, as the teachers of a group want them."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import begin_writing
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books import guiding, own_posts
from kindportfolio.books.group_forms import PlaceForm
from kindportfolio.books.group_nav import group_nav
from kindportfolio.books.group_photos import asset_of, take_photo
from kindportfolio.books.models import Book, PlaceText
from kindportfolio.books.room import room
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _
from kindportfolio.media.actions import PHOTO_BODY
from kindportfolio.packs.queries import content_of, image_path, pack_in_use
from kindportfolio.packs.reader import PackContent, Place, Question
from kindportfolio.schools.models import Group


@room.page(
    "/groep/<group_id>/plek/<question>/<place>",
    need=Need.FURNISH_GROUP,
    methods=["GET", "POST"],
    patient=True,
    body=PHOTO_BODY,
)
def edit_place(group_id: str, question: str, place: str) -> ResponseReturnValue:
    """Other words or another picture for a place. ``boek`` names the book one came from."""
    group = load(Group, group_id)
    guiding.check_open(group)
    content, asked, found = _place(question, place)
    own = own_posts.own_words(group, question, place)
    packs_words = found.text_for(min(group.year_levels))
    form = PlaceForm.filled(text=own.text if own and own.text else packs_words)
    if form.sent():
        received = take_photo(form.photo, viewer())
        if not form.photo.errors:
            begin_writing()
            kept = own.asset_id if own and not form.no_photo.data else None
            words = form.text.data if form.text.data != packs_words else ""
            own_posts.furnish(
                load(Group, group_id),
                question,
                place,
                words or "",
                asset_of(received, viewer()) or kept,
                viewer(),
            )
            flash(_("De plek is veranderd, in alle boeken van de groep."), "ok")
            return redirect(_back(group_id, question, place))
    page = render(
        "books/group/place.html",
        group=group,
        nav=group_nav(group),
        form=form,
        question=asked,
        place=found,
        own=own,
        picture=_picture(content, found, own),
    )
    return page, 422 if form.errors else 200


@room.page(
    "/groep/<group_id>/plek/<question>/<place>/terug", need=Need.FURNISH_GROUP, methods=["POST"]
)
def reset_place(group_id: str, question: str, place: str) -> ResponseReturnValue:
    _place(question, place)
    own_posts.reset_place(load(Group, group_id), question, place)
    flash(_("De plek heeft weer de tekst en de tekening van het pakket."), "ok")
    return redirect(_back(group_id, question, place))


def _place(question: str, place: str) -> tuple[PackContent, Question, Place]:
    """:raises NotThere: the pack has no such place."""
    content = content_of(pack_in_use())
    try:
        found = content.question(question)
        return content, found, found.place(place)
    except KeyError:
        raise NotThere from None


def _picture(content: PackContent, place: Place, own: PlaceText | None) -> str:
    if own and own.asset and own.asset.ready_at:
        return url_for("media.file", asset_id=own.asset.public_id, size="midden")
    return image_path(content, place.image)


def _back(group_id: str, question: str, place: str) -> str:
    """The place in the book one came from, or the group."""
    if name := request.args.get("boek"):
        book = load(Book, name, need=Need.READ_BOOK)
        return url_for("books.place", book_id=book.public_id, question=question, place=place)
    return url_for("books.group", group_id=group_id)
