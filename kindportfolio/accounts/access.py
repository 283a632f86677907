"""Who may what with signed-in browsers and school tablets."""

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import Condition, rule
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import SignIn


@rule(Need.OWN_SIGN_IN, SignIn)
def own_sign_in(viewer: Viewer) -> Condition:
    """Everybody sees and ends where they are signed in themselves."""
    return SignIn.person_id == viewer.person_id
