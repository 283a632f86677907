"""Text from people, made harmless; and the one place where text becomes trusted HTML.

Nothing else in the house imports bleach, or calls ``Markup`` on text it did not write itself.
"""

import re
import unicodedata

import bleach
from markupsafe import Markup

RICH_TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "blockquote"})
LONGEST = 20_000
DEEPEST = 50
MOST_MARKS = 5

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_UNSEEN = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def trusted_svg(text: str) -> Markup:
    """The text as HTML that is not escaped again. Only for files of this package."""
    return Markup(text)  # noqa: S704


def trusted_piece(rendered: str) -> Markup:
    """What one of our own templates made, with everything in it escaped already."""
    return Markup(rendered)  # noqa: S704


def clean_rich(text: str) -> str:
    """The text with no other HTML than paragraphs, lists, emphasis, one heading and quotes.

    Attributes go, links and pictures too. What is longer than ``LONGEST`` characters or
    nested deeper than ``DEEPEST`` is cut first, because cleaning takes time.
    """
    text = _flattened(text[:LONGEST])[:LONGEST]
    return bleach.clean(text, tags=RICH_TAGS, attributes={}, strip=True)


def show_rich(text: str) -> Markup:
    """Rich text for a page: cleaned on the way out, whatever was done on the way in."""
    return Markup(clean_rich(text))  # noqa: S704


def clean_plain(text: str) -> str:
    """Plain text as a child may type it, emoji and line breaks included.

    Composed (NFC); without control characters and direction overrides; no letter carries
    more than ``MOST_MARKS`` accents.

    :raises ValueError: the text holds a NUL, which nobody types.
    """
    if "\0" in text:
        raise ValueError("The text holds a NUL character.")
    text = _LINE_END.sub("\n", text).replace("\t", " ")
    return _few_marks(unicodedata.normalize("NFC", _UNSEEN.sub("", text)))


def _flattened(text: str) -> str:
    """The text without tags that lie too deep or close nothing; not yet safe."""
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        closing, name = tag.groups()
        if name is None:
            return "&lt;"
        if name.lower() == "br":
            return tag[0]
        level = depth if closing else depth + 1
        depth = max(0, depth - 1) if closing else level
        return tag[0] if 1 <= level <= DEEPEST else ""

    return _TAG.sub(keep, text)


def _few_marks(text: str) -> str:
    if text.isascii():
        return text
    kept = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
