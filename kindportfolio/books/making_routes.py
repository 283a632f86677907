"""Making a post: begin it, keep it while it is typed, and place it."""

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from kindportfolio.access.needs import Need
from kindportfolio.access.room import begin_writing, keep_anyway
from kindportfolio.access.rules import load
from kindportfolio.access.trail import trace
from kindportfolio.access.viewer import viewer
from kindportfolio.books import actions, compass_queries, making, photo_actions, queries
from kindportfolio.books.forms import BeginForm, PostForm
from kindportfolio.books.models import Book, Post
from kindportfolio.books.room import room
from kindportfolio.books.words import Words
from kindportfolio.core.errors import Closed, Conflict, Full, NotThere, Told, Unreadable
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _
from kindportfolio.media.actions import let_go, take_in
from kindportfolio.media.store import Received

PHOTOS_BODY = 100_000_000
WORDS_BODY = 200_000


@room.page("/boek/<book_id>/<question>/<place>/nieuw", need=Need.WRITE_IN_BOOK, methods=["POST"])
def begin_post(book_id: str, question: str, place: str) -> ResponseReturnValue:
    """A new draft, and on to the page where it is made."""
    book = load(Book, book_id)
    form = BeginForm.filled()
    if not form.sent():
        raise Unreadable
    if queries.place_in(book.pack_id, book.year_level, question, place) is None:
        raise NotThere
    prompt = compass_queries.open_prompt(book.group_id, form.prompt.data or "", question, place)
    words = Words(title=form.title.data or "", text=form.text.data or "")
    post = actions.begin_post(book, question, place, prompt, words, by=viewer())
    return redirect(url_for("books.compose", post_id=post.public_id))


@room.page(
    "/bericht/<post_id>/maken",
    need=Need.WRITE_POST,
    methods=["GET", "POST"],
    capture=True,
    patient=True,
    body=PHOTOS_BODY,
)
def compose(post_id: str) -> ResponseReturnValue:
    """The page on which a post is made. Without script its form keeps words and photos."""
    if request.method == "POST":
        return _sent(post_id, placing=False)
    post = load(Post, post_id)
    if post.deleted_at:
        return redirect(url_for("books.bin"))
    return _show(post, making.form_of(post))


@room.page(
    "/bericht/<post_id>/plaats",
    need=Need.WRITE_POST,
    methods=["GET", "POST"],
    capture=True,
    patient=True,
    body=PHOTOS_BODY,
)
def place_post(post_id: str) -> ResponseReturnValue:
    """The same form, sent with "Klaar!": what it holds goes into the book."""
    if request.method == "POST":
        return _sent(post_id, placing=True)
    return redirect(url_for("books.compose", post_id=load(Post, post_id).public_id))


@room.page(
    "/bericht/<post_id>/bewaar",
    need=Need.WRITE_POST,
    methods=["POST"],
    json=True,
    body=WORDS_BODY,
)
def keep_words(post_id: str) -> ResponseReturnValue:
    """What was typed so far, kept every few seconds by the script of the page."""
    post = load(Post, post_id)
    form = making.form_of(post, request.get_json(silent=True) or [])
    if not form.validate():
        return jsonify(errors=form.errors), 422
    try:
        actions.keep_words(post, form.words(), form.version.data or 0)
    except Conflict:
        theirs = actions.words_of(post)
        told = {"title": theirs.title, "text": theirs.text, "version": post.version}
        return jsonify(error=str(Conflict.message), theirs=told), 409
    return jsonify(version=post.version, kept_at=making.time_of(post))


def _sent(post_id: str, *, placing: bool) -> ResponseReturnValue:
    """Keep the words and photos of the form, whatever is wrong with one of them."""
    post = load(Post, post_id)
    form = making.form_of(post)
    if not form.sent():
        return _show(post, form), 422
    received: list[Received] = []
    try:
        photo_actions.check_open(post)
        received, refused = _taken_in(post, request.files.getlist("photo"))
        begin_writing()
        post = load(Post, post_id)
        return _kept(post, form, received, refused, placing=placing)
    except Closed:
        for one in received:
            let_go(one)
        return _closed(post, form)


def _taken_in(post: Post, files: list[FileStorage]) -> tuple[list[Received], list[Told]]:
    received, refused = [], []
    for file in files:
        if not file.filename:
            continue
        try:
            received.append(take_in(file, owner_id=post.book.child_id, by=viewer()))
        except Told as problem:
            refused.append(problem)
    return received, refused


def _kept(
    post: Post, form: PostForm, received: list[Received], refused: list[Told], *, placing: bool
) -> ResponseReturnValue:
    refused = [*refused, *_added(post, received)]
    if form.unknown:
        trace("unknown fields", post, result="ignored", names=form.unknown)
    try:
        actions.keep_words(post, form.words(), form.version.data or 0)
    except Conflict:
        keep_anyway()  # The photos stay; about the words the author decides.
        form.version.data = post.version
        return _show(post, form, theirs=actions.words_of(post)), 409
    for problem in refused:
        flash(str(problem.message), "err")
    if placing and not refused:
        return _placed(post, form)
    if received or refused or form.do.data:
        return redirect(_wish_done(post, *form.wish))
    flash(_("Bewaard. Je kunt later verder."), "ok")
    return redirect(making.place_address(post))


def _added(post: Post, received: list[Received]) -> list[Told]:
    """Put the photos on the post; says which there was no room for.

    :raises Closed: the book was closed meanwhile.
    """
    refused: list[Told] = []
    for one in received:
        try:
            photo_actions.add_photo(post, one, by=viewer())
        except Full as problem:
            let_go(one)
            refused.append(problem)
    return refused


def _placed(post: Post, form: PostForm) -> ResponseReturnValue:
    try:
        actions.place_post(post)
    except actions.NothingMade:
        form.form_errors.append(_("Maak eerst een foto of een verhaal."))
        return _show(post, form), 422
    flash(_("Het staat in je boek!"), "ok")
    return redirect(making.place_address(post))


def _wish_done(post: Post, verb: str, asset_id: str) -> str:
    """Do what another button of the page asked for; says where that leads."""
    if verb == "throw-away":
        actions.throw_away(post)
        flash(_("Het ligt in de prullenbak. Je kunt het terughalen."), "ok")
        return making.place_address(post)
    if verb == "leave":
        actions.forget_changes(post)
        return making.place_address(post)
    if verb in photo_actions.WISHES:
        picture = photo_actions.find_picture(post, asset_id)
        photo_actions.WISHES[verb](post, picture)
    return url_for("books.compose", post_id=post.public_id)


def _show(post: Post, form: PostForm, theirs: Words | None = None) -> str:
    page = making.page(post, form, viewer(), theirs)
    look = "books/compose_young.html" if page.book.is_young else "books/compose.html"
    return render(look, page=page, on_q=page.question.number)


def _closed(post: Post, form: PostForm) -> ResponseReturnValue:
    """The book was closed while the page was open: the words can go into the current one."""
    books = queries.shelf(viewer().person_id, viewer())
    book = queries.current_book(books)
    page = making.closed_page(post, book)
    return render("books/closed.html", page=page, form=form), 409
