"""Words: Dutch in the code, other languages as catalogues, days in words."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import flask_babel
from babel.dates import format_date
from flask import Flask, g, request
from flask_babel import Babel, get_locale, lazy_gettext

from kindportfolio.core import clock

LANGUAGES = {"nl": "Nederlands", "en": "English"}

__all__ = [
    "LANGUAGES",
    "day_words",
    "gettext",
    "language",
    "lazy_gettext",
    "moment_words",
    "ngettext",
]

gettext: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext

babel = Babel()

LANGUAGE_COOKIE = "__Host-kp-taal"


def language() -> str:
    """The two letters of the language this page is in."""
    locale = get_locale()
    return str(locale.language) if locale else "nl"


@lru_cache(maxsize=4096)
def _words(day: date, pattern: str, lang: str) -> str:
    return format_date(day, pattern, locale=lang)


def day_words(
    moment: date | datetime, pattern: str = "EEEE d MMMM", lang: str | None = None
) -> str:
    """The day in words, "dinsdag 12 januari"; never the hour (a child's hours stay private)."""
    day = clock.amsterdam(moment).date() if isinstance(moment, datetime) else moment
    return _words(day, pattern, lang or language())


def moment_words(moment: datetime, pattern: str = "EEEE d MMMM") -> str:
    """Day and hour in words, "dinsdag 12 januari om 15.20 uur". For what grown-ups agree on."""
    time = clock.amsterdam(moment).strftime("%H.%M")
    return str(gettext("%(day)s om %(time)s uur", day=day_words(moment, pattern), time=time))


def _chosen() -> str:
    """The language of the person signed in, else of this browser, else Dutch."""
    person = g.get("sign_in")
    wanted = person.language if person else request.cookies.get(LANGUAGE_COOKIE, "nl")
    return wanted if wanted in LANGUAGES else "nl"


def init_app(app: Flask) -> None:
    folder = str(Path(__file__).parent.parent / "translations")
    babel.init_app(
        app,
        default_locale="nl",
        default_translation_directories=folder,
        locale_selector=_chosen,
    )
