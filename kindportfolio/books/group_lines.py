"""The children of a group as lines of its overview, and the quick filters over them.

Lines come in the order of the alphabet and stay in it: children are never ranked.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from kindportfolio.books.group_queries import Row
from kindportfolio.books.group_words import near_day
from kindportfolio.books.prompt_queries import Asked
from kindportfolio.core.text import gettext as _
from kindportfolio.core.text import ngettext
from kindportfolio.core.theme import asset
from kindportfolio.packs.reader import PackContent

QUIET, UNREAD, REPORT, WITHOUT = "niets", "ongelezen", "rapport", "zonder-"
FILTERS = frozenset({QUIET, UNREAD, REPORT, *(f"{WITHOUT}{number}" for number in range(1, 7))})
REPORTS = 7
REPORT_LEVELS = {"open": 0, "begun": 1, "ready": 3, "published": 3}
DONE = frozenset({"ready", "published"})
MOST_CHIPS = 1
NAME = "-naam-"


@dataclass(frozen=True)
class Cell:
    """How many posts a child has under one question; ``level`` is the depth of its colour."""

    question: int
    count: int

    @property
    def level(self) -> int:
        return min(self.count, 3)


@dataclass(frozen=True)
class Line:
    """One child. ``marks`` names the filters it belongs to."""

    book: str
    name: str
    face: str
    href: str
    cells: tuple[Cell, ...]
    report: str
    last: str
    total: int
    unread: int
    marks: tuple[str, ...]
    hidden: bool

    @property
    def petals(self) -> list[int]:
        return [*(cell.count for cell in self.cells), REPORT_LEVELS[self.report]]

    @property
    def in_words(self) -> str:
        """What the petals of a card show."""
        posts = ngettext("%(num)s bericht", "%(num)s berichten", self.total)
        return _("%(posts)s, rapport %(state)s", posts=posts, state=report_words()[self.report])


@dataclass(frozen=True)
class Chip:
    key: str
    title: str
    count: int


def lines_of(
    rows: Sequence[Row], content: PackContent, states: Mapping[int, str], wanted: str, find: str
) -> list[Line]:
    """The children for the page; who is filtered away is there, but hidden."""
    book = url_for("books.book", book_id=NAME)
    lines = []
    for row, name in zip(rows, distinct_names(rows), strict=True):
        cells = tuple(
            Cell(question.number, row.counts.get(question.key, 0))
            for question in content.questions
            if question.number != REPORTS
        )
        report = states.get(row.child_id, "open")
        marks = _marks(row, cells, report)
        astray = wanted not in marks if wanted else False
        lines.append(
            Line(
                book=row.book,
                name=name,
                face=asset(f"avatars/{row.face}.svg"),
                href=book.replace(NAME, row.book),
                cells=cells,
                report=report,
                last=near_day(row.last) if row.last else "",
                total=sum(row.counts.values()),
                unread=row.unread,
                marks=marks,
                hidden=astray or find.casefold() not in name.casefold(),
            )
        )
    return lines


def _marks(row: Row, cells: Sequence[Cell], report: str) -> tuple[str, ...]:
    marks = [f"{WITHOUT}{cell.question}" for cell in cells if not cell.count]
    if not any(row.counts.values()):
        marks.append(QUIET)
    if row.unread:
        marks.append(UNREAD)
    if report not in DONE:
        marks.append(REPORT)
    return tuple(marks)


def distinct_names(rows: Sequence[Row]) -> list[str]:
    """First names; the initial of the last name goes along where two children share one."""
    shared = Counter(row.name for row in rows)
    return [f"{row.name} {row.initial}." if shared[row.name] > 1 else row.name for row in rows]


def chips_of(
    lines: Sequence[Line], content: PackContent, prompts: Sequence[Asked], wanted: str
) -> list[Chip]:
    """The quick filters, each with how many children it finds."""
    found = Counter(mark for line in lines for mark in line.marks)
    chips = [
        Chip(QUIET, _("Nog niets deze periode"), found[QUIET]),
        Chip(UNREAD, _("Ongelezen"), found[UNREAD]),
    ]
    for number in _questions_that_matter(content, prompts, wanted):
        key, title = f"{WITHOUT}{number}", content.questions[number - 1].title
        chips.append(Chip(key, _("Zonder ‘%(question)s’", question=title), found[key]))
    return [*chips, Chip(REPORT, _("Rapport nog open"), found[REPORT])]


def _questions_that_matter(
    content: PackContent, prompts: Sequence[Asked], wanted: str
) -> list[int]:
    """Those of this period's prompts, and the one filtered on; else the first."""
    asked = [content.question(prompt.question).number for prompt in prompts]
    numbers = list(dict.fromkeys(number for number in asked if number != REPORTS))
    numbers = numbers[:MOST_CHIPS] or [1]
    if wanted.startswith(WITHOUT):
        numbers.append(int(wanted.removeprefix(WITHOUT)))
    return list(dict.fromkeys(numbers))


def report_words() -> dict[str, str]:
    """The states of a report, as a teacher calls them."""
    return {
        "open": _("open"),
        "begun": _("begonnen"),
        "ready": _("klaar"),
        "published": _("vrijgegeven"),
    }
