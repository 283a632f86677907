"""The house's own line icons, drawn inline so that they take the colour of the text."""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from kindportfolio.core.html import trusted_svg

_DRAWN = Path(__file__).parents[1] / "static" / "icons" / "ui.svg"
_SYMBOL = re.compile(r'<symbol id="i-([a-z-]+)"[^>]*>(.*?)</symbol>', re.DOTALL)


@cache
def _symbols() -> dict[str, str]:
    return dict(_SYMBOL.findall(_DRAWN.read_text(encoding="utf-8")))


@cache
def icon(name: str, cls: str = "i") -> Markup:
    """A complete inline ``<svg>``, hidden from screen readers: the words beside it say it.

    :raises KeyError: no icon of that name is drawn in ``ui.svg``.
    """
    strokes = _symbols()[name]
    return trusted_svg(
        f'<svg class="{escape(cls)}" viewBox="0 0 24 24" aria-hidden="true">{strokes}</svg>'
    )
