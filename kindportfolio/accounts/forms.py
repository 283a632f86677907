"""What grown-ups fill in to come in, and to choose another password."""

from collections.abc import Iterable

from wtforms import EmailField, PasswordField, SelectField, SubmitField
from wtforms.validators import InputRequired, Length, ValidationError

from kindportfolio.accounts import strength
from kindportfolio.accounts.queries import SchoolDoor
from kindportfolio.core.forms import Form
from kindportfolio.core.text import lazy_gettext as _


class AtSchoolForm(Form):
    """An address at one of the schools; the question is left out when the answer is known."""

    school = SelectField(_("School"), [InputRequired(_("Kies uw school."))])
    email = EmailField(
        _("E-mailadres"),
        [InputRequired(_("Vul uw e-mailadres in.")), Length(max=254)],
    )

    def offer(self, schools: Iterable[SchoolDoor], known: SchoolDoor | None) -> None:
        """Ask which school, unless it is known."""
        if known is None:
            known_by = [(school.public_id, school.name) for school in schools]
            self.school.choices = [("", _("Kies uw school")), *known_by]
        else:
            del self.school


class AdultForm(AtSchoolForm):
    password = PasswordField(
        _("Wachtwoord"),
        [InputRequired(_("Vul uw wachtwoord in.")), Length(max=1000)],
    )
    enter = SubmitField(_("Inloggen"))


class ForgotForm(AtSchoolForm):
    send = SubmitField(_("Stuur mij een mail"))


class AgainForm(Form):
    password = PasswordField(
        _("Wachtwoord"),
        [InputRequired(_("Vul uw wachtwoord in.")), Length(max=1000)],
    )
    enter = SubmitField(_("Ga verder"))


class NewPasswordForm(Form):
    """A new password. ``own_words``: what anybody could guess about this person."""

    own_words: tuple[str, ...] = ()

    password_new = PasswordField(
        _("Nieuw wachtwoord"),
        [InputRequired(_("Vul een nieuw wachtwoord in."))],
        description=_("12 tekens of meer. Een zin van een paar woorden is goed te onthouden."),
    )

    def validate_password_new(self, field: PasswordField) -> None:
        if said := strength.fault(field.data or "", self.own_words):
            raise ValidationError(str(said))


class ResetForm(NewPasswordForm):
    save = SubmitField(_("Bewaar dit wachtwoord"))


class OwnPasswordForm(NewPasswordForm):
    password = PasswordField(
        _("Wachtwoord van nu"),
        [InputRequired(_("Vul uw wachtwoord van nu in.")), Length(max=1000)],
    )
    save = SubmitField(_("Bewaar dit wachtwoord"))
