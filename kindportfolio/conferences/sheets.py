"""A book cut into A4 sheets: a chapter per question, long posts over more than one sheet.

How much fits is an estimate on the safe side, counted in lines: paper has no scroll bar.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from textwrap import wrap

from kindportfolio.books.queries import BookFacts
from kindportfolio.books.shown import ShownPicture, ShownPost, ShownVoice
from kindportfolio.conferences.queries.spreads import Leaf
from kindportfolio.packs.reader import Question

LINES = 27
LINE = 46
HEAD = 4
PICTURE = 15
LONGEST_PART = 8


@dataclass
class Sheet:
    """One side of paper. ``first``: the post begins here, with its question and title."""

    leaf: Leaf
    post: ShownPost
    place: str
    first: bool = True
    pictures: list[ShownPicture] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    replies: list[ShownVoice] = field(default_factory=list)

    def add(self, part: "Part") -> None:
        if isinstance(part, ShownPicture):
            self.pictures.append(part)
        elif isinstance(part, ShownVoice):
            self.replies.append(part)
        else:
            self.words.append(part)


Part = ShownPicture | ShownVoice | str


@dataclass(frozen=True)
class Chapter:
    question: Question
    sheets: tuple[Sheet, ...]


def chapters_of(
    book: BookFacts, leaves: Sequence[Leaf], posts: Mapping[str, ShownPost]
) -> list[Chapter]:
    """The questions that have posts, each with its sheets."""
    chapters = []
    for question in book.content.questions:
        titles = {place.key: place.title for place in question.places}
        found = [
            sheet
            for leaf in leaves
            if leaf.question == question.key
            for sheet in _sheets(Sheet(leaf, posts[leaf.public_id], titles.get(leaf.place, "")))
        ]
        if found:
            chapters.append(Chapter(question, tuple(found)))
    return chapters


def _sheets(sheet: Sheet) -> Iterator[Sheet]:
    """Pictures first, then words, then reactions; what does not fit goes on the next sheet."""
    left = LINES - HEAD - (_lines(sheet.leaf.asked) + 1 if sheet.leaf.asked else 0)
    for part in _parts(sheet.post):
        needs = _needs(part)
        if needs > left:
            yield sheet
            sheet = replace(sheet, first=False, pictures=[], words=[], replies=[])
            left = LINES
        left -= needs
        sheet.add(part)
    yield sheet


def _parts(post: ShownPost) -> Iterator[Part]:
    yield from (picture for picture in post.pictures if picture.sizes)
    for paragraph in post.paragraphs:
        yield from _cut(paragraph)
    yield from post.replies


def _cut(paragraph: str) -> Iterator[str]:
    """A paragraph in parts of a few lines, so that a long one can go on overleaf."""
    lines = [
        part for line in paragraph.splitlines() for part in wrap(line, LINE * LONGEST_PART) or [""]
    ]
    kept: list[str] = []
    for line in lines:
        if kept and _lines("\n".join([*kept, line])) > LONGEST_PART:
            yield "\n".join(kept)
            kept = []
        kept.append(line)
    yield "\n".join(kept)


def _needs(part: Part) -> int:
    if isinstance(part, ShownPicture):
        return PICTURE
    return _lines(part.text if isinstance(part, ShownVoice) else part) + 1


def _lines(text: str) -> int:
    return sum(max(1, -(-len(line) // LINE)) for line in text.split("\n"))
