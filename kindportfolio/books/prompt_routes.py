"""Prompts: the questions a teacher puts in all books of a group at once."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import begin_writing
from kindportfolio.access.rules import load
from kindportfolio.access.viewer import viewer
from kindportfolio.books import guiding, prompt_pages
from kindportfolio.books.group_forms import PromptForm
from kindportfolio.books.group_nav import chosen_stretch, group_nav
from kindportfolio.books.group_photos import asset_of, take_photo
from kindportfolio.books.models import Prompt
from kindportfolio.books.room import room
from kindportfolio.core.errors import NotThere
from kindportfolio.core.render import render
from kindportfolio.core.text import gettext as _
from kindportfolio.media.actions import PHOTO_BODY
from kindportfolio.schools.models import Group
from kindportfolio.schools.queries import year_of


@room.page("/groep/<group_id>/vragen", need=Need.SEE_GROUP)
def prompts(group_id: str) -> ResponseReturnValue:
    """The prompts of a period: what is open, what is planned, what is over."""
    group = load(Group, group_id)
    year = year_of(group.school_year_id)
    page = prompt_pages.listed(group, year, chosen_stretch(year), viewer())
    return render("books/group/prompts.html", group=group, nav=group_nav(group), page=page)


@room.page(
    "/groep/<group_id>/vragen/nieuw",
    need=Need.FURNISH_GROUP,
    methods=["GET", "POST"],
    patient=True,
    body=PHOTO_BODY,
)
def new_prompt(group_id: str) -> ResponseReturnValue:
    """Ask something. ``van`` names a prompt to begin with, ``bij`` a place."""
    group = load(Group, group_id)
    example = _example()
    form = prompt_pages.form_for(group, viewer(), example, place=request.args.get("bij"))
    if form.sent() and not form.look.data:
        received = take_photo(form.photo, viewer())
        if not form.photo.errors:
            begin_writing()
            asset_id = asset_of(received, viewer()) or prompt_pages.kept_photo(form, example)
            for name in (group_id, *(form.groups.data or ())):
                guiding.ask(load(Group, name), prompt_pages.question_of(form, asset_id), viewer())
            flash(_("De vraag staat in alle boeken."), "ok")
            return redirect(_list(group_id, form))
    return _shown(group, form, example)


@room.page(
    "/groep/<group_id>/vragen/<prompt_id>",
    need=Need.EDIT_PROMPT,
    methods=["GET", "POST"],
    patient=True,
    body=PHOTO_BODY,
)
def edit_prompt(group_id: str, prompt_id: str) -> ResponseReturnValue:
    """Ask it differently, or at another time."""
    prompt, group = _prompt_of(group_id, prompt_id)
    form = prompt_pages.form_for(group, viewer(), prompt)
    if form.sent() and not form.look.data:
        received = take_photo(form.photo, viewer())
        if not form.photo.errors:
            begin_writing()
            prompt, group = _prompt_of(group_id, prompt_id)
            asset_id = asset_of(received, viewer()) or prompt_pages.kept_photo(form, prompt)
            guiding.change_prompt(prompt, group, prompt_pages.question_of(form, asset_id))
            flash(_("De vraag is veranderd, in alle boeken."), "ok")
            return redirect(_list(group_id, form))
    return _shown(group, form, prompt, editing=True)


@room.page("/groep/<group_id>/vragen/<prompt_id>/weg", need=Need.EDIT_PROMPT, methods=["POST"])
def withdraw_prompt(group_id: str, prompt_id: str) -> ResponseReturnValue:
    prompt, group = _prompt_of(group_id, prompt_id)
    guiding.withdraw_prompt(prompt, group)
    flash(_("De vraag is uit de boeken. Wat kinderen schreven, staat er nog."), "ok")
    return redirect(url_for("books.prompts", group_id=group_id))


@room.page("/groep/<group_id>/vragen/<prompt_id>/terug", need=Need.EDIT_PROMPT, methods=["POST"])
def restore_prompt(group_id: str, prompt_id: str) -> ResponseReturnValue:
    prompt, group = _prompt_of(group_id, prompt_id)
    guiding.restore_prompt(prompt, group)
    flash(_("De vraag staat weer in de boeken."), "ok")
    return redirect(url_for("books.prompts", group_id=group_id))


def _prompt_of(group_id: str, prompt_id: str) -> tuple[Prompt, Group]:
    """:raises NotThere: this prompt is not of this group."""
    prompt = load(Prompt, prompt_id)
    group = load(Group, group_id, need=Need.FURNISH_GROUP)
    if prompt.group_id != group.id:
        raise NotThere
    return prompt, group


def _example() -> Prompt | None:
    wanted = request.args.get("van")
    return load(Prompt, wanted, need=Need.EDIT_PROMPT) if wanted else None


def _list(group_id: str, form: PromptForm) -> str:
    period = form.stretch.public_id or None
    return url_for("books.prompts", group_id=group_id, periode=period)


def _shown(
    group: Group, form: PromptForm, prompt: Prompt | None, *, editing: bool = False
) -> ResponseReturnValue:
    page = prompt_pages.being_made(form, prompt, viewer(), editing=editing)
    shown = render(
        "books/group/prompt.html", group=group, nav=group_nav(group), form=form, page=page
    )
    return shown, 422 if form.errors else 200
