"""The forms of a teacher: a prompt, words for a place, a post for a group, a reaction."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Regexp, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from kindportfolio.books.group_words import DAY
from kindportfolio.core import clock
from kindportfolio.core.forms import Form, LineField, WordsField
from kindportfolio.core.text import day_words, gettext
from kindportfolio.packs.reader import PackContent
from kindportfolio.schools.queries import Stretch, Year

OWN_DAYS = "eigen"
LONGEST_PROMPT = 200

Places = dict[str, list[tuple[str, str]]]


class TicksField(SelectMultipleField):
    """Some of several, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def places_of(content: PackContent, year_levels: Iterable[int]) -> Places:
    """The places of these year levels under the title of their question, for a list to choose from.

    A choice is called ``question/place``.
    """
    levels = frozenset(year_levels)
    return {
        question.title: [
            (f"{question.key}/{place.key}", place.title)
            for place in question.places
            if place.year_levels & levels
        ]
        for question in content.questions
    }


def only_on_own_days(form: "PromptForm", field: DateField) -> None:
    """Asks for a day when other days are chosen, and otherwise looks no further."""
    field.errors = []
    if form.when.data != OWN_DAYS:
        raise StopValidation
    if field.data is None:
        raise StopValidation(gettext("Kies een dag."))


class PromptForm(Form):
    """One question in all books of a group. The defaults ask now, until the holiday."""

    text = LineField(
        _("Jouw vraag"),
        [InputRequired(_("Schrijf eerst je vraag.")), Length(max=LONGEST_PROMPT)],
        description=_("Kort en in woorden die elk kind kent, liefst hooguit 12."),
    )
    place = SelectField(_("Bij welke plek?"))
    when = RadioField(_("Wanneer?"))
    opens = DateField(_("Van"), [only_on_own_days])
    closes = DateField(_("Tot en met"), [only_on_own_days])
    photo = FileField(_("Plaatje erbij"), description=_("Mag ook zonder."))
    no_photo = BooleanField(_("Geen plaatje meer"))
    groups = TicksField(_("Ook in de boeken van"))
    look = SubmitField(_("Eerst bekijken"))
    send = SubmitField(_("Inplannen"))

    year: Year
    _places: Places

    def offer(self, year: Year, places: Places, groups: Sequence[tuple[str, str]]) -> None:
        """Fill in what can be chosen, in a group of this school year."""
        self.year, self._places = year, places
        self.place.choices = places
        self.groups.choices = list(groups)
        self.when.choices = [
            *((stretch.public_id, _stretch_words(stretch)) for stretch in self._to_come),
            (OWN_DAYS, gettext("Andere dagen")),
        ]
        if self.when.data is None:
            self.when.data = self.when.choices[0][0]

    @property
    def first_place(self) -> str:
        """The place the list begins with."""
        return next(key for places in self._places.values() for key, _title in places)

    @property
    def _to_come(self) -> list[Stretch]:
        return [stretch for stretch in self.year.stretches if stretch.ends >= clock.today()]

    @property
    def stretch(self) -> Stretch:
        """The period the prompt belongs to."""
        if self.when.data == OWN_DAYS and self.opens.data:
            return self.year.at(self.opens.data)
        return next(one for one in self._to_come if one.public_id == self.when.data)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day on which it can be answered."""
        if self.when.data == OWN_DAYS and self.opens.data and self.closes.data:
            return self.opens.data, self.closes.data
        return _days_of(self.stretch)

    @property
    def opens_at(self) -> datetime:
        return clock.start_of(self.days[0])

    @property
    def closes_at(self) -> datetime:
        return clock.start_of(self.days[1] + timedelta(days=1))

    def validate_opens(self, field: DateField) -> None:
        self._check_in_year(field)

    def validate_closes(self, field: DateField) -> None:
        self._check_in_year(field)
        if self.opens.data and field.data and field.data < self.opens.data:
            raise ValidationError(gettext("De laatste dag ligt vóór de eerste."))

    def _check_in_year(self, field: DateField) -> None:
        if field.data and not self.year.first_day <= field.data <= self.year.last_day:
            raise ValidationError(gettext("Deze dag valt niet in dit schooljaar."))


def _days_of(stretch: Stretch) -> tuple[date, date]:
    """From now, or the first school day, until the holiday."""
    first = max(stretch.first_day, clock.today())
    return first, stretch.last_day if stretch.last_day >= first else stretch.ends


def _stretch_words(stretch: Stretch) -> str:
    first, last = _days_of(stretch)
    start = gettext("vandaag") if first == clock.today() else day_words(first, DAY)
    return gettext(
        "%(name)s: van %(first)s tot en met %(last)s",
        name=stretch.name,
        first=start,
        last=day_words(last, DAY),
    )


class PlaceForm(Form):
    """A teacher's own words and picture for one place."""

    text = WordsField(
        _("Tekst"),
        [Length(max=500, message=_("Houd het bij 500 tekens."))],
        description=_("Dit lezen en horen alle kinderen van de groep."),
    )
    photo = FileField(_("Ander beeld"), description=_("Een eigen foto in plaats van de tekening."))
    no_photo = BooleanField(_("Toch de tekening"))
    send = SubmitField(_("Bewaren"))


EVERY, SOME = "alle", "enkele"


class GroupPostForm(Form):
    """A post of a teacher, put in the books of all children or of some."""

    whom = RadioField(_("Voor wie?"), default=EVERY)
    books = TicksField(_("Welke kinderen?"))
    place = SelectField(_("Op welke plek?"))
    title = LineField(_("Titel"), [Length(max=120, message=_("Deze titel is te lang."))])
    text = WordsField(
        _("Bericht"), [Length(max=20_000, message=_("Dit is te lang om te bewaren."))]
    )
    photo = FileField(_("Foto erbij"))
    send = SubmitField(_("Zet in de boeken"))

    _all: list[str]

    def offer(self, places: Places, children: Sequence[tuple[str, str]]) -> None:
        """Fill in what can be chosen. ``children``: the name of a book and of its child."""
        self.place.choices = places
        self._all = [name for name, _child in children]
        self.books.choices = list(children)
        self.whom.choices = [
            (EVERY, gettext("Alle kinderen")),
            (SOME, gettext("Gekozen kinderen")),
        ]

    def validate_books(self, field: TicksField) -> None:
        if self.whom.data == SOME and not field.data:
            raise ValidationError(gettext("Kies ten minste één kind."))

    def validate_text(self, field: WordsField) -> None:
        photo = self.photo.data
        if not (field.data or self.title.data or (photo and photo.filename)):
            raise ValidationError(gettext("Schrijf iets, of kies een foto."))

    @property
    def chosen(self) -> list[str]:
        """The books it goes into."""
        if self.whom.data == SOME:
            return list(self.books.data or ())
        return self._all


class ReviewForm(Form):
    """What a teacher answers to one post. ``do`` is the button that was pressed."""

    text = LineField(
        _("Reactie"), [Length(max=1000, message=_("Dat is te lang voor een reactie."))]
    )
    sticker = StringField(validators=[Length(max=40)])
    hint = LineField(_("Wat kan het kind nog doen?"), [Length(max=300)])
    reason = LineField(_("Waarom verberg je dit?"), [Length(max=300)])
    seen = HiddenField(validators=[Length(max=16)])
    follows = HiddenField(validators=[Regexp(r"[\w-]{0,22}\Z")])
    do = HiddenField()
