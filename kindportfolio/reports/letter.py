"""A report in the shape its page prints: a letter, pots per period, words per subject."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kindportfolio.packs.queries import image_path
from kindportfolio.packs.reader import PackContent, Section, SectionKind
from kindportfolio.reports.queries.reading import Facts, Step

PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Pot:
    image: str
    words: str
    now: bool = False


@dataclass(frozen=True)
class Subject:
    """A section with a scale: its pots in the order of the periods, and words of this period."""

    title: str
    pots: tuple[Pot, ...]
    paragraphs: tuple[str, ...]

    @property
    def pot(self) -> Pot:
        return self.pots[-1]


@dataclass(frozen=True)
class Words:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """``opening`` is the first section of words, the letter itself; ``closing`` the others."""

    opening: Words | None
    closing: tuple[Words, ...]
    subjects: tuple[Subject, ...]
    periods: tuple[str, ...]
    scale: tuple[Pot, ...]


def letter_of(facts: Facts, steps: Sequence[Step]) -> Letter:
    """What stands in the report of ``facts``, with the pots of earlier periods beside it."""
    sections = facts.content.report.sections_for(facts.year_level)
    periods = tuple(dict.fromkeys(step.period for step in steps))
    if not periods or steps[-1].number != facts.period_number:
        periods = (*periods, facts.period)
    found = {(step.period, step.key): step for step in steps}
    texts = [
        Words(one.title, _paragraphs(found.get((facts.period, one.key))))
        for one in sections
        if one.kind is SectionKind.TEXT
    ]
    subjects = [
        _subject(one, facts, periods, found) for one in sections if one.kind is SectionKind.SCALE
    ]
    return Letter(
        opening=texts[0] if texts else None,
        closing=tuple(words for words in texts[1:] if words.paragraphs),
        subjects=tuple(subjects),
        periods=periods,
        scale=tuple(_pot(facts.content, at) for at in range(1, len(facts.content.report.scale))),
    )


def _subject(
    section: Section,
    facts: Facts,
    periods: Sequence[str],
    found: dict[tuple[str, str], Step],
) -> Subject:
    pots = []
    for period in periods:
        step = found.get((period, section.key))
        number = step.step if step and step.step is not None else 0
        pots.append(_pot(facts.content, number, now=period == facts.period))
    words = _paragraphs(found.get((facts.period, section.key)))
    return Subject(section.title, tuple(pots), words)


def _pot(content: PackContent, number: int, *, now: bool = False) -> Pot:
    """A step of the scale; one the pack no longer has shows as its first."""
    scale = content.report.scale
    step = scale[number] if number < len(scale) else scale[0]
    return Pot(image_path(content, step.image), step.title, now)


def _paragraphs(step: Step | None) -> tuple[str, ...]:
    parts = PARAGRAPH.split(step.text) if step else []
    return tuple(part.strip() for part in parts if part.strip())
