"""What teachers fill in: the sections of a report, handing out, a note."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from wtforms import HiddenField, RadioField, SelectMultipleField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput

from kindportfolio.core.errors import Unreadable
from kindportfolio.core.forms import Form, MomentField, WordsField, choice
from kindportfolio.core.html import clean_plain
from kindportfolio.core.text import lazy_gettext as _
from kindportfolio.packs.reader import Section, SectionKind
from kindportfolio.reports.changes import Change

MOST = 6000


@dataclass(frozen=True)
class Fields:
    """The fields under one heading of the template."""

    section: Section
    text: Any
    step: Any | None
    version: Any


@lru_cache(maxsize=64)
def report_form(sections: tuple[Section, ...], steps: int) -> type["ReportForm"]:
    """The form of a template: for each section words, a step where it has a scale, a version.

    :param steps: how many steps the scale has; the first means "still to come".
    """
    fields: dict[str, Any] = {}
    for one in sections:
        fields[f"text-{one.key}"] = WordsField(one.title, [Length(max=MOST)])
        fields[f"version-{one.key}"] = HiddenField(default="0")
        if one.kind is SectionKind.SCALE:
            choices = [choice(str(step), str(step)) for step in range(steps)]
            fields[f"step-{one.key}"] = RadioField(
                one.title, [Optional()], choices=choices, validate_choice=True
            )
    return type("FilledReportForm", (ReportForm,), fields)


class ReportForm(Form):
    """Make it with :func:`report_form`."""

    keep = SubmitField(_("Bewaar"))

    def rows(self, sections: Iterable[Section]) -> list[Fields]:
        return [
            Fields(
                section=one,
                text=self[f"text-{one.key}"],
                step=self._fields.get(f"step-{one.key}"),
                version=self[f"version-{one.key}"],
            )
            for one in sections
        ]

    def changes(self, sections: Iterable[Section]) -> list[Change]:
        """What was sent, by section."""
        return [
            Change(
                key=row.section.key,
                text=row.text.data or "",
                step=int(row.step.data) if row.step and row.step.data else None,
                version=_number(row.version.data),
            )
            for row in self.rows(sections)
        ]


def changes_in(payload: Any, sections: Iterable[Section], steps: int) -> list[Change]:
    """What a script sent: ``{"sections": {key: {"text", "step", "version"}}}``.

    :raises Unreadable: it has another shape, or names a section that is not in the template.
    """
    known = {one.key for one in sections}
    sent = payload.get("sections") if isinstance(payload, Mapping) else None
    if not isinstance(sent, Mapping) or not sent.keys() <= known:
        raise Unreadable
    return [_change(key, said, steps) for key, said in sent.items()]


def _change(key: str, said: Any, steps: int) -> Change:
    if not isinstance(said, Mapping):
        raise Unreadable
    text, step, version = said.get("text"), said.get("step"), said.get("version")
    if not isinstance(text, str) or len(text) > MOST or type(version) is not int:
        raise Unreadable
    if step is not None and not (type(step) is int and 0 <= step < steps):
        raise Unreadable
    try:
        return Change(key=key, text=clean_plain(text).strip(), step=step, version=version)
    except ValueError:
        raise Unreadable from None


def _number(typed: str | None) -> int:
    try:
        return int(typed or "0")
    except ValueError:
        raise Unreadable from None


class PublishForm(Form):
    """Hands out the reports of the children ticked, or all that are ready."""

    reports = SelectMultipleField(_("Rapporten"), option_widget=CheckboxInput())
    to = RadioField(
        _("Aan wie"),
        [InputRequired(_("Kies aan wie."))],
        choices=[
            choice("child", _("Aan het kind")),
            choice("guardians", _("Aan de ouders")),
        ],
        default="child",
    )
    at = MomentField(_("Vanaf"), [Optional()], description=_("Leeg laten betekent: nu meteen."))
    ticked = SubmitField(_("Deel aangevinkte uit"))
    whole = SubmitField(_("Deel alles uit wat klaar is"))


class NoteForm(Form):
    text = WordsField(
        _("Notitie"),
        [DataRequired(_("Schrijf eerst iets.")), Length(max=4000)],
        description=_("Alleen jij leest dit. Ook een collega of de directie niet."),
    )
    keep = SubmitField(_("Bewaar de notitie"))
