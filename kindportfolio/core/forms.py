"""The base of every form: named fields only, each once, and the words of a stale page kept."""

from datetime import datetime
from typing import Any, Self

from flask import g, request
from werkzeug.datastructures import CombinedMultiDict
from wtforms import (
    DateTimeLocalField,
    MultipleFileField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.i18n import get_translations

from kindportfolio.core import clock
from kindportfolio.core.errors import Stale, Unreadable
from kindportfolio.core.html import clean_plain
from kindportfolio.core.text import gettext as _
from kindportfolio.core.text import language

MANY = (SelectMultipleField, MultipleFileField)
GUARDS = {"csrf", "once"}


class Form(PlainForm):
    """A form of ours. Make it with :meth:`filled`, ask :meth:`sent`, then use its fields.

    A post from a page that was open too long is shown again with everything typed.
    """

    class Meta:
        def get_translations(self, form: PlainForm) -> Any:
            return get_translations([language()])

    @classmethod
    def filled(cls, thing: object | None = None, **fields: Any) -> Self:
        """The form with what was posted, or else with the values of ``thing`` and ``fields``.

        :raises Unreadable: a field that holds one value was posted twice.
        """
        if request.method != "POST":
            return cls(None, obj=thing, **fields)
        form = cls(CombinedMultiDict([request.form, request.files]))
        form._refuse_repeats()
        return form

    def sent(self) -> bool:
        """Whether this is a post that may be acted upon."""
        if request.method != "POST":
            return False
        if g.get("stale"):
            self.form_errors.append(str(Stale.message))
            return False
        return self.validate()

    @property
    def unknown(self) -> list[str]:
        """Names that were posted but are no field of this form."""
        own = {field.name for field in self} | GUARDS
        return sorted({name[:40] for name in request.form if name not in own})

    def _refuse_repeats(self) -> None:
        single = [field.name for field in self if not isinstance(field, MANY)]
        if any(len(request.form.getlist(name)) > 1 for name in single):
            raise Unreadable


class _Words:
    """Plain text as people type it: cleaned, and without blank edges."""

    data: str | None

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        typed = valuelist[0]
        self.data = clean_plain(typed.replace("\0", "")).strip()
        if "\0" in typed:
            raise ValueError(_("Hier staat een teken dat we niet kunnen bewaren."))


class LineField(_Words, StringField):
    """One line of words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = " ".join((self.data or "").split())


class WordsField(_Words, TextAreaField):
    """Words that may run over several lines."""


class MomentField(DateTimeLocalField):
    """Day and time on a Dutch clock; the form holds the moment it stands for.

    ``later``: an hour that is shown twice means its second time.
    """

    def __init__(self, *args: Any, later: bool = False, **kwargs: Any) -> None:
        kwargs["format"] = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        super().__init__(*args, **kwargs)
        self.later = later

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        try:
            super().process_formdata(valuelist)
            if self.data is not None:
                self.data = clock.on_dutch_clock(self.data, later=self.later)
        except clock.NoSuchTime:
            self.data = None
            raise ValueError(
                _("Dit uur is er niet: de klok gaat dan een uur vooruit. Kies een later uur.")
            ) from None
        except ValueError:
            raise ValueError(_("Vul een dag en een tijd in.")) from None

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
        return local_value(self.data) if self.data else ""


def choice(value: str, words: str) -> Any:
    """One of the choices of a list, radio buttons or ticks."""
    return SelectChoice(value, words)


def local_value(moment: datetime) -> str:
    """The moment as a field for day and time shows it."""
    return clock.amsterdam(moment).strftime("%Y-%m-%dT%H:%M")


def strip(value: str | None) -> str:
    """The text without blank edges, never ``None``."""
    return (value or "").strip()
