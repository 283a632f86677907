"""Prompts, shaped for their pages: the list of a period, and one being made."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from kindportfolio.access.viewer import Viewer
from kindportfolio.books import group_queries as queries
from kindportfolio.books import guiding
from kindportfolio.books.group_forms import OWN_DAYS, PromptForm, places_of
from kindportfolio.books.group_words import last_day, prompt_words, time_left
from kindportfolio.books.models import Prompt
from kindportfolio.books.prompt_queries import Asked, asked_in
from kindportfolio.books.shown import capital
from kindportfolio.core import clock
from kindportfolio.packs.queries import content_of, pack_in_use
from kindportfolio.packs.reader import PackContent, Place, Question
from kindportfolio.schools.models import Group
from kindportfolio.schools.queries import Stretch, Year, year_of


@dataclass(frozen=True)
class Listed:
    """One prompt of the list."""

    prompt: Asked
    number: int
    place: str
    words: str
    state: str
    href: str


@dataclass(frozen=True)
class ListPage:
    year: Year
    stretch: Stretch
    now: Stretch
    left: str
    url_of_periods: str
    manages: bool
    prompts: list[Listed]
    withdrawn: list[Listed]
    others: list[tuple[str, str]]


@dataclass(frozen=True)
class MadePage:
    """A prompt being made: how a child will see it, and what it is about."""

    editing: bool
    question: Question
    place: str
    has_photo: bool
    picture: str
    who: str
    face: str


def listed(group: Group, year: Year, stretch: Stretch, who: Viewer) -> ListPage:
    """The prompts of a period, those taken back below them."""
    content = content_of(pack_in_use())
    children = queries.children_in(group.id)
    found = [
        (prompt, _listed(prompt, group, content, children))
        for prompt in asked_in(group.id, stretch, who, withdrawn=True)
    ]
    manages = group.id in who.manages or who.leads
    now = year.at(clock.today())
    return ListPage(
        year=year,
        stretch=stretch,
        now=now,
        left=time_left(now, clock.today()),
        url_of_periods=url_for("books.prompts", group_id=group.public_id) + "?periode=",
        manages=manages,
        prompts=[line for prompt, line in found if not prompt.withdrawn],
        withdrawn=[line for prompt, line in found if prompt.withdrawn],
        others=queries.sister_groups(group, who) if manages else [],
    )


def _listed(prompt: Asked, group: Group, content: PackContent, children: int) -> Listed:
    question, place = place_named(content, prompt.question, prompt.place)
    return Listed(
        prompt=prompt,
        number=question.number,
        place=f"{question.title} · {place.title if place else prompt.place}",
        words=prompt_words(prompt, children),
        state=_state(prompt),
        href=url_for("books.edit_prompt", group_id=group.public_id, prompt_id=prompt.prompt),
    )


def _state(prompt: Asked) -> str:
    moment = clock.now()
    if prompt.opens_at > moment:
        return "planned"
    return "open" if prompt.closes_at > moment else "closed"


def place_named(content: PackContent, question: str, place: str) -> tuple[Question, Place | None]:
    """A question and a place of it; a place may have gone from the pack since."""
    found = content.question(question)
    return found, next((one for one in found.places if one.key == place), None)


def form_for(
    group: Group, who: Viewer, prompt: Prompt | None, place: str | None = None
) -> PromptForm:
    """The form with its choices, filled from a prompt or from a place if one is given.

    :raises Closed: the books of the group are closed.
    """
    guiding.check_open(group)
    year = year_of(group.school_year_id)
    form = PromptForm.filled(**_values(prompt, group, place))
    content = content_of(pack_in_use())
    form.offer(year, places_of(content, group.year_levels), queries.sister_groups(group, who))
    return form


def _values(prompt: Prompt | None, group: Group, place: str | None) -> dict[str, Any]:
    if prompt is None:
        return {"place": place}
    values: dict[str, Any] = {"text": prompt.text, "place": f"{prompt.question}/{prompt.place}"}
    if prompt.group_id == group.id:
        values |= {
            "when": OWN_DAYS,
            "opens": clock.amsterdam(prompt.opens_at).date(),
            "closes": last_day(prompt.closes_at),
        }
    return values


def question_of(form: PromptForm, asset_id: int | None) -> guiding.Question:
    """What the form asks."""
    question, place = str(form.place.data).split("/")
    return guiding.Question(
        question=question,
        place=place,
        text=form.text.data or "",
        period_id=form.stretch.id,
        opens_at=form.opens_at,
        closes_at=form.closes_at,
        asset_id=asset_id,
    )


def kept_photo(form: PromptForm, prompt: Prompt | None) -> int | None:
    """The picture that the prompt had already, unless it has to go."""
    return None if prompt is None or form.no_photo.data else prompt.asset_id


def being_made(form: PromptForm, prompt: Prompt | None, who: Viewer, *, editing: bool) -> MadePage:
    """The prompt as a child will see it."""
    content = content_of(pack_in_use())
    key = form.place.data or form.first_place
    question, place = place_named(content, *str(key).split("/"))
    asset = prompt.asset if prompt else None
    picture = ""
    if asset is not None and asset.ready_at and not form.no_photo.data:
        picture = url_for("media.file", asset_id=asset.public_id, size="midden")
    return MadePage(
        editing=editing,
        question=question,
        place=place.title if place else "",
        has_photo=asset is not None,
        picture=picture,
        who=capital(queries.called(who.person_id)),
        face=who.face,
    )
