"""Days and prompts in words, as a teacher reads them."""

from datetime import date, datetime, timedelta

from kindportfolio.books.prompt_queries import Asked
from kindportfolio.core import clock
from kindportfolio.core.text import day_words, ngettext
from kindportfolio.core.text import gettext as _
from kindportfolio.schools.queries import Stretch

DAY = "d MMMM"


def near_day(moment: datetime) -> str:
    """The day as "vandaag", "gisteren" or "di 2 feb"."""
    day, today = clock.amsterdam(moment).date(), clock.today()
    if day == today:
        return _("vandaag")
    if day == today - timedelta(days=1):
        return _("gisteren")
    return day_words(day, "EEE d MMM")


def time_left(stretch: Stretch, today: date) -> str:
    """How much school is left in the period of today."""
    days = (stretch.last_day - today).days
    if today not in stretch or days < 0:
        return ""
    if days >= 14:
        return ngettext("nog %(num)s week", "nog %(num)s weken", round(days / 7))
    if days:
        return ngettext("nog %(num)s dag", "nog %(num)s dagen", days)
    return _("laatste dag")


def prompt_words(prompt: Asked, children: int) -> str:
    """When a prompt is open, and how many children answered it."""
    moment = clock.now()
    if prompt.opens_at > moment:
        return _("staat klaar voor %(day)s", day=day_words(prompt.opens_at, DAY))
    answered = _("%(some)s van %(all)s schreven", some=prompt.answered, all=children)
    if prompt.closes_at <= moment:
        when = _("tot en met %(day)s", day=day_words(last_day(prompt.closes_at), DAY))
    else:
        when = _("sinds %(day)s", day=day_words(prompt.opens_at, DAY))
    return f"{when} · {answered}"


def last_day(closes_at: datetime) -> date:
    """The last day on which something that closes then is still open."""
    return clock.amsterdam(closes_at - timedelta(microseconds=1)).date()
