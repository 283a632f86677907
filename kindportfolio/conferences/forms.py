"""What grown-ups fill in around the talk."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from wtforms import SelectField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length

from kindportfolio.conferences.queries.windows import ChildsReaders
from kindportfolio.core import clock
from kindportfolio.core.forms import Form, MomentField, WordsField, choice
from kindportfolio.core.text import day_words
from kindportfolio.core.text import gettext as __
from kindportfolio.core.text import lazy_gettext as _

EVERYBODY = ""


class MomentsForm(Form):
    """From when until when. Times are those of a Dutch clock."""

    opens_at = MomentField(_("Open vanaf"), [InputRequired(_("Vul een dag en een tijd in."))])
    closes_at = MomentField(_("Tot"), [InputRequired(_("Vul een dag en een tijd in."))], later=True)
    keep = SubmitField(_("Bewaar"))

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Both moments, of a form that was sent."""
        return cast(datetime, self.opens_at.data), cast(datetime, self.closes_at.data)

    def makes_sense(self, until: datetime) -> bool:
        """Whether these moments can be those of a window; says in the form why not.

        :param until: no window stays open longer.
        """
        if not self.sent():
            return False
        fault = self._fault(until)
        if fault:
            self.closes_at.errors = [*self.closes_at.errors, fault]
        return not fault

    def _fault(self, until: datetime) -> str:
        opens, closes = self.moments
        if closes <= opens:
            return __("Het einde moet na het begin liggen.")
        if closes <= clock.now():
            return __("Deze tijd is al voorbij.")
        if closes > until:
            last = day_words(until, "d MMMM y")
            return __("Een leesvenster eindigt voor %(day)s.", day=last)
        return ""


class WindowForm(MomentsForm):
    reader = SelectField(_("Voor wie"), default=EVERYBODY)
    keep = SubmitField(_("Open het leesvenster"))

    def offer(self, children: Iterable[ChildsReaders]) -> None:
        """Who a window may be for: the whole group, or one guardian of one child."""
        single = [
            choice(f"{child.public_id}.{reader.public_id}", f"{child.name}: {reader.name}")
            for child in children
            for reader in child.readers
            if not reader.restricted
        ]
        self.reader.choices = [choice(EVERYBODY, __("De hele groep")), *single]


class QuestionForm(Form):
    text = WordsField(
        _("Uw eigen vraag"),
        [DataRequired(_("Schrijf eerst uw vraag.")), Length(max=1000)],
        description=_("Alleen u ziet dit, tot u het deelt."),
    )
    keep = SubmitField(_("Bewaar voor mij"))
    share = SubmitField(_("Deel met de leraar"))
