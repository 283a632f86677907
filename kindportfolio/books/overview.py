"""The overview of a group: what its page shows, kept until something in the group changes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import url_for

from kindportfolio.access.viewer import Viewer
from kindportfolio.books import group_queries as queries
from kindportfolio.books.group_lines import QUIET, Chip, Line, chips_of, lines_of, report_words
from kindportfolio.books.group_words import near_day, prompt_words, time_left
from kindportfolio.books.prompt_queries import Asked, asked_in
from kindportfolio.books.shown import heading, joined
from kindportfolio.books.waiting_queries import Waiting, waiting_in
from kindportfolio.core import clock
from kindportfolio.core.cache import pieces
from kindportfolio.core.render import current_theme, piece
from kindportfolio.core.slots import filled
from kindportfolio.core.text import language
from kindportfolio.packs.queries import content_of, pack_in_use
from kindportfolio.packs.reader import PackContent, Question
from kindportfolio.schools.models import Group
from kindportfolio.schools.queries import Stretch, Year, teachers_of

TICK = "boek-"


@dataclass(frozen=True)
class Choice:
    """What part of the overview somebody wants to see. ``find``: a piece of a name."""

    path: str
    year: Year
    stretch: Stretch
    filter: str = ""
    cards: bool = False
    find: str = ""

    @property
    def kept(self) -> dict[str, str]:
        """The choice as it stands in an address, but for the name that is looked for."""
        names = {
            "toon": self.filter,
            "weergave": "kaarten" if self.cards else "",
            "periode": self.stretch.public_id,
        }
        return {name: value for name, value in names.items() if value}

    @property
    def url(self) -> str:
        return f"{self.path}?{urlencode(self.kept)}"

    @property
    def url_of_periods(self) -> str:
        """The address for another period, but for the name of it at the end."""
        kept = {name: value for name, value in self.kept.items() if name != "periode"}
        return f"{self.path}?{urlencode({**kept, 'periode': ''})}"

    def filtered(self, key: str) -> str:
        return replace(self, filter=key).url

    def as_cards(self, cards: bool) -> str:
        return replace(self, cards=cards).url


@dataclass(frozen=True)
class Unread:
    """A post in the rail that waits for its reader."""

    number: int
    title: str
    words: str
    href: str
    picture: str | None


@dataclass(frozen=True)
class Prompted:
    """A prompt in the rail."""

    number: int
    text: str
    words: str
    href: str


@dataclass(frozen=True)
class Page:
    """Everything the template of the overview prints."""

    group: Group
    choice: Choice
    manages: bool
    now: Stretch
    left: str
    teachers: str
    questions: tuple[Question, ...]
    lines: list[Line]
    chips: list[Chip]
    waiting: list[Unread]
    prompts: list[Prompted]
    report_words: Mapping[str, str]

    @property
    def unread(self) -> int:
        return sum(line.unread for line in self.lines)

    @property
    def quiet(self) -> list[Line]:
        """Who placed nothing in a period that has begun."""
        return [line for line in self.lines if QUIET in line.marks] if self.begun else []

    @property
    def begun(self) -> bool:
        return self.choice.stretch.begins <= clock.today()

    @property
    def post_for_quiet(self) -> str:
        ticks = {f"{TICK}{line.book}": "1" for line in self.quiet}
        return f"{self.address('group_post')}?{urlencode(ticks)}"

    def address(self, page: str) -> str:
        """The address of another page about this group."""
        return url_for(f"books.{page}", group_id=self.group.public_id)


def overview(group: Group, choice: Choice, who: Viewer) -> str:
    """The overview as HTML that holds nothing personal."""
    manages = group.id in who.manages or who.leads
    states = report_states(group, choice.stretch)

    def make() -> str:
        return piece("books/group/_overview.html", page=_page(group, choice, who, states, manages))

    if choice.find:
        return make()
    key = (
        "overview",
        group.id,
        group.version,
        queries.state_of(group.id),
        tuple(sorted(states.items())),
        choice,
        manages,
        _sight(group, who),
        clock.today(),
        language(),
        current_theme().name,
    )
    html: str = pieces.get(key, make)
    return html


def report_states(group: Group, stretch: Stretch) -> dict[int, str]:
    """How far the report of each child is, by child id: "begun", "ready" or "published".

    The room of the reports fills "group.report_states"; who is not named has none yet.
    """
    states: dict[int, str] = {}
    for found in filled("group.report_states", group, stretch):
        states.update(found)
    return states


def _sight(group: Group, who: Viewer) -> str:
    """Its teachers see the same posts, and so do leader and coach; anybody else sees their own."""
    if group.id in who.manages:
        return "teacher"
    guides = who.leads or group.id in who.coaches_groups
    return "guide" if guides else str(who.person_id)


def _page(
    group: Group, choice: Choice, who: Viewer, states: Mapping[int, str], manages: bool
) -> Page:
    content = content_of(pack_in_use())
    rows = queries.rows_of(group.id, choice.stretch, who)
    lines = lines_of(rows, content, states, choice.filter, choice.find)
    prompts = asked_in(group.id, choice.stretch, who)
    waiting = waiting_in(group.id, who)
    today = clock.today()
    now = choice.year.at(today)
    return Page(
        group=group,
        choice=choice,
        manages=manages,
        now=now,
        left=time_left(now, today),
        teachers=joined(teachers_of(group.id)),
        questions=content.questions,
        lines=lines,
        chips=chips_of(lines, content, prompts, choice.filter),
        waiting=[_unread(post, group, content) for post in waiting],
        prompts=[_prompted(prompt, group, content, len(lines)) for prompt in prompts],
        report_words=report_words(),
    )


def _unread(post: Waiting, group: Group, content: PackContent) -> Unread:
    picture = post.picture
    return Unread(
        number=content.question(post.question).number,
        title=heading(post.title, post.text, post.picture is not None),
        words=f"{post.name} · {near_day(post.placed_at)}",
        href=url_for("books.answer_post", group_id=group.public_id, post_id=post.post),
        picture=url_for("media.file", asset_id=picture, size="klein") if picture else None,
    )


def _prompted(prompt: Asked, group: Group, content: PackContent, children: int) -> Prompted:
    return Prompted(
        number=content.question(prompt.question).number,
        text=prompt.text,
        words=prompt_words(prompt, children),
        href=url_for("books.edit_prompt", group_id=group.public_id, prompt_id=prompt.prompt),
    )
