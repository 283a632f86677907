"""Who may what with signed-in browsers and school tablets."""

from sqlalchemy import or_

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import Condition, either, rule
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person, SignIn


@rule(Need.OWN_SIGN_IN, SignIn)
def own_sign_in(viewer: Viewer) -> Condition:
    """Everybody sees and ends where they are signed in themselves."""
    return SignIn.person_id == viewer.person_id


@rule(Need.END_SIGN_INS, Person)
def end_sign_ins(viewer: Viewer) -> Condition:
    """The leader and the office may sign anybody of the school out."""
    return or_(either(viewer.leads), either(viewer.office))
