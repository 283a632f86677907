"""The forms of a child's own work."""

from collections.abc import Collection, Iterable
from typing import Any, Self

from flask import g
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from kindportfolio.access.viewer import Viewer
from kindportfolio.books.queries import BookFacts
from kindportfolio.books.words import Words
from kindportfolio.core.errors import Unreadable
from kindportfolio.core.forms import Form, LineField, WordsField
from kindportfolio.core.text import lazy_gettext as _
from kindportfolio.core.theme import PACKAGE
from kindportfolio.packs.reader import PackContent, Place, Question

LONGEST_TEXT = 20_000
CAPTION = "caption-"


class BeginForm(Form):
    """Beginning a post; with words, when they come from a book that was closed meanwhile."""

    prompt = HiddenField()
    title = LineField(_("Titel"), [Length(max=120)])
    text = WordsField(_("Mijn verhaal"), [Length(max=LONGEST_TEXT)])


class PostForm(Form):
    """The words of a post; each picture adds a caption, see :func:`post_form`.

    Every button of the page sends this form, so that none of them loses what was typed.
    """

    known_feelings: Collection[str] = ()

    version = IntegerField(widget=HiddenInput(), default=0)
    title = LineField(_("Titel"), [Length(max=120, message=_("Deze titel is te lang."))])
    text = WordsField(
        _("Mijn verhaal"),
        [Length(max=LONGEST_TEXT, message=_("Dit verhaal is te lang om te bewaren."))],
    )
    feeling = RadioField(_("Hoe ging het?"), validate_choice=False)
    audience = RadioField(_("Wie mag dit zien?"))
    do = HiddenField()

    @property
    def wish(self) -> tuple[str, str]:
        """What else its button asked for, and of which picture: ("photo-off", "…")."""
        verb, _colon, asset_id = (self.do.data or "").partition(":")
        return verb, asset_id

    def caption_of(self, asset_id: str) -> Field | None:
        """The field for the words under one picture; none when it came later than the form."""
        return next((one for one in self if one.name == CAPTION + asset_id), None)

    def words(self) -> Words:
        return Words(
            title=self.title.data or "",
            text=self.text.data or "",
            feeling=self.feeling.data if self.feeling.data in self.known_feelings else "",
            audience=self.audience.data,
            captions={
                one.name.removeprefix(CAPTION): one.data or ""
                for one in self
                if one.name.startswith(CAPTION)
            },
        )


def post_form(pack: PackContent, words: Words, version: int, *, payload: Any = None) -> PostForm:
    """The form of a post as it was posted, as ``payload`` says, or with what is kept.

    :raises Unreadable: the payload is something else than names and words.
    """
    captions = {
        f"{CAPTION}{name}": LineField(_("Wat zie je?"), [Length(max=300)], default=said)
        for name, said in words.captions.items()
    }
    form_class: type[PostForm] = type("PostForm", (PostForm,), captions)
    kept = {"title": words.title, "text": words.text, "feeling": words.feeling}
    if payload is not None:
        form = form_class(_flat(payload))
    else:
        form = form_class.filled(**kept, audience=words.audience, version=version)
    form.known_feelings = {one.key for one in pack.feelings}
    form.feeling.choices = [(one.key, one.title) for one in pack.feelings]
    form.audience.choices = audiences()
    return form


def _flat(payload: Any) -> MultiDict[str, str]:
    if not isinstance(payload, dict) or len(payload) > 200:
        raise Unreadable
    if not all(isinstance(value, (str, int)) for value in payload.values()):
        raise Unreadable
    return MultiDict({name: str(value) for name, value in payload.items()})


def audiences() -> list[tuple[str, Any]]:
    """What this school lets a child choose from."""
    choices = [
        ("me", _("Alleen ik")),
        ("teacher", _("Ik en mijn juf of meester")),
        ("readers", _("Ook mijn familie")),
    ]
    return [*choices, ("group", _("Ook mijn klas"))] if g.school.group_audience else choices


class MoveForm(Form):
    """Another place for a post. The value is question and place with a slash between."""

    to = RadioField(_("Waar hoort het?"), [InputRequired(_("Kies een plek."))])

    @classmethod
    def over(cls, questions: Iterable[tuple[Question, Iterable[Place]]], now: str) -> Self:
        form = cls.filled(to=now)
        form.to.choices = [
            (f"{question.key}/{place.key}", place.title)
            for question, places in questions
            for place in places
        ]
        return form


class ReactForm(Form):
    """A line to the child, or a sticker of the pack."""

    text = WordsField(
        _("Jouw antwoord"), [Length(max=1000, message=_("Dat is te lang voor een reactie."))]
    )
    sticker = RadioField(_("Sticker"), validate_choice=False)


class MeForm(Form):
    """A child's own face, and the colour and picture of its book."""

    face = RadioField(_("Mijn plaatje"))
    cover = RadioField(_("De kleur van mijn boek"), coerce=int)
    cover_picture = RadioField(_("Het plaatje op mijn boek"))

    @classmethod
    def of(cls, who: Viewer, book: BookFacts | None) -> Self:
        """The form with what the child has now; without a book of this year only the face."""
        form = cls.filled(
            face=who.face,
            cover=book.cover if book else 1,
            cover_picture=book.cover_picture if book else "",
        )
        form.face.choices = FACES
        form.cover.choices = [(number, str(number)) for number in range(1, 8)]
        form.cover_picture.choices = [("", _("geen plaatje")), *FACES]
        if book is None or book.closed_at:
            del form.cover, form.cover_picture
        return form


_AVATARS = sorted((PACKAGE / "static" / "avatars").glob("*.svg"))
FACES = [(file.stem, file.stem.replace("-", " ")) for file in _AVATARS]
COLOURS = (_("rood"), _("geel"), _("blauw"), _("oranje"), _("zeegroen"), _("roze"), _("paars"))
