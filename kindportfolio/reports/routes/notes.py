"""Private notes: their author writes, changes and deletes them, and nobody else reads them."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.accounts.models import Person
from kindportfolio.core.db import db
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _
from kindportfolio.reports import actions
from kindportfolio.reports.forms import NoteForm
from kindportfolio.reports.models import Note
from kindportfolio.reports.queries.writing import own_notes
from kindportfolio.reports.room import room


@room.page("/kind/<child_id>/notities", need=Need.TAKE_NOTES, methods=["GET", "POST"])
def notes(child_id: str) -> ResponseReturnValue:
    child, who = load(Person, child_id), viewer()
    form = NoteForm.filled()
    if form.sent():
        actions.write_note(child, form.text.data or "", by=who)
        flash(_("De notitie is bewaard."), "ok")
        return redirect(url_for("reports.notes", child_id=child_id))
    page = render("reports/notes.html", child=child, form=form, notes=own_notes(child.id, who))
    return page, 422 if form.errors else 200


@room.page("/notitie/<note_id>", need=Need.KEEP_NOTE, methods=["GET", "POST"])
def change_note(note_id: str) -> ResponseReturnValue:
    note = load(Note, note_id)
    child = db.session.get_one(Person, note.child_id)
    form = NoteForm.filled(note)
    if form.sent():
        actions.change_note(note, form.text.data or "")
        flash(_("De notitie is bewaard."), "ok")
        return redirect(url_for("reports.notes", child_id=child.public_id))
    page = render("reports/change_note.html", child=child, note=note, form=form)
    return page, 422 if form.errors else 200


@room.page("/notitie/<note_id>/weg", need=Need.KEEP_NOTE, methods=["POST"])
def delete_note(note_id: str) -> ResponseReturnValue:
    note = load(Note, note_id)
    child = db.session.get_one(Person, note.child_id)
    actions.remove_note(note)
    flash(_("De notitie is weg."), "ok")
    return redirect(url_for("reports.notes", child_id=child.public_id))
