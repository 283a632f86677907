"""The base of every form: named fields only, each once, and the words of a stale page kept."""

from typing import Any, Self

from flask import g, request
from werkzeug.datastructures import CombinedMultiDict
from wtforms import Form as PlainForm
from wtforms import MultipleFileField, SelectMultipleField
from wtforms.i18n import get_translations

from kindportfolio.core.errors import Stale, Unreadable
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


def strip(value: str | None) -> str:
    """The text without blank edges, never ``None``."""
    return (value or "").strip()
