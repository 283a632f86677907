"""What a guardian brings to the talk: written down, shared, taken back, thrown away."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books.models import Book
from kindportfolio.conferences import actions
from kindportfolio.conferences.forms import QuestionForm
from kindportfolio.conferences.models import TalkQuestion
from kindportfolio.conferences.room import room
from kindportfolio.core.errors import Closed
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _


@room.page("/lezen/<book_id>/vraag", need=Need.BRING_QUESTION, methods=["GET", "POST"])
def bring_question(book_id: str) -> ResponseReturnValue:
    book = load(Book, book_id)
    if book.closed_at:
        raise Closed
    form = QuestionForm.filled()
    if form.sent():
        share = bool(form.share.data)
        actions.bring_question(book, form.text.data or "", by=viewer(), share=share)
        flash(
            _("Uw vraag is gedeeld.") if share else _("Uw vraag is bewaard, alleen voor u."), "ok"
        )
        return _back(book)
    page = render("conferences/question.html", book=book, form=form)
    return page, 422 if form.errors else 200


@room.page("/vraag/<talk_question_id>/delen", need=Need.ASK_FOR_TALK, methods=["POST"])
def share_question(talk_question_id: str) -> ResponseReturnValue:
    question = load(TalkQuestion, talk_question_id)
    actions.share_question(question, share=True)
    flash(_("Uw vraag is gedeeld."), "ok")
    return _back(question.book)


@room.page("/vraag/<talk_question_id>/terug", need=Need.ASK_FOR_TALK, methods=["POST"])
def take_question_back(talk_question_id: str) -> ResponseReturnValue:
    question = load(TalkQuestion, talk_question_id)
    actions.share_question(question, share=False)
    flash(_("Alleen u ziet uw vraag nu nog."), "ok")
    return _back(question.book)


@room.page("/vraag/<talk_question_id>/weg", need=Need.ASK_FOR_TALK, methods=["POST"])
def remove_question(talk_question_id: str) -> ResponseReturnValue:
    question = load(TalkQuestion, talk_question_id)
    actions.remove_question(question)
    flash(_("Uw vraag is weg."), "ok")
    return _back(question.book)


def _back(book: Book) -> ResponseReturnValue:
    return redirect(url_for("conferences.read_book", book_id=book.public_id) + "#praten")
