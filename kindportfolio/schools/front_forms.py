"""What a child hands over at the door, and what makes a device a tablet of the school."""

from wtforms import (
    BooleanField,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    SubmitField,
)
from wtforms.validators import AnyOf

from kindportfolio.accounts import words
from kindportfolio.accounts.pictures import LENGTH, PICTURES, as_secret
from kindportfolio.core.forms import Form
from kindportfolio.core.text import lazy_gettext as _


class PictureForm(Form):
    """Three pictures in order. Without script they come one by one, and ``enter`` last."""

    picture1 = HiddenField()
    picture2 = HiddenField()
    picture3 = HiddenField()
    undo = StringField()
    enter = StringField()

    @property
    def picked(self) -> list[str]:
        """What was chosen so far, without what was just taken back."""
        given = [self[f"picture{number + 1}"].data for number in range(LENGTH)]
        picked = [picture for picture in given if picture in PICTURES]
        return picked[:-1] if self.undo.data else picked

    @property
    def secret(self) -> str | None:
        """The whole code, when the child asks to come in with it."""
        whole = self.enter.data and len(self.picked) == LENGTH
        return as_secret(self.picked) if whole else None


class WordsForm(Form):
    """Words that only this child knows."""

    password = PasswordField(_("Jouw geheime woorden"))
    enter = SubmitField(_("Naar binnen"))

    picked: list[str] = []

    @property
    def secret(self) -> str | None:
        return words.as_secret(self.password.data or "") or None


class TabletForm(Form):
    """For which group this device is."""

    group = SelectField(_("Groep"))
    every_group = BooleanField(_("Laat alle deuren van de school zien"))
    make = SubmitField(_("Maak hier een klastablet van"))


class SecretForm(Form):
    """Which kind of secret a child gets."""

    way = StringField(validators=[AnyOf(("pictures", "password"))])
