"""Staff make tablets ready and help children in."""

from kindportfolio.access.trail import trace
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts import actions as accounts
from kindportfolio.accounts import tablets, throttle
from kindportfolio.accounts.models import Tablet
from kindportfolio.core.db import db
from kindportfolio.schools.front_queries import Face
from kindportfolio.schools.help_queries import GroupToHelp, tablets_of
from kindportfolio.schools.models import Group


def make_tablet(who: Viewer, group: GroupToHelp, fixed: bool) -> None:
    """Make this browser a tablet of the school, and leave it for the children.

    :param fixed: whether it opens at the faces of this group, or at all doors of the school.
    """
    tablet = tablets.enrol(group.id if fixed else None, by=who.person_id, last_day=group.last_day)
    db.session.flush()
    trace("tablet added", tablet)
    accounts.sign_out()


def take_back(tablet: Tablet) -> None:
    """From now on this tablet shows no names any more."""
    tablets.revoke(tablet)
    trace("tablet taken back", tablet)


def lift_lock(group: Group, child: Face) -> None:
    """Let a child try again at once, also on the tablets of its group."""
    waiting = [throttle.of_tablet(tablet_id) for tablet_id in tablets_of(group.id)]
    own = throttle.of_child(child.person_id, child.way)
    throttle.lift(own.key, *(counter.key for counter in waiting))
    trace("lock lifted", group, child=child.person_id)


def allow_home(group: Group, allowed: bool) -> None:
    """Whether children of this group may sign in on any device, which shows their names there."""
    group.home_sign_in = allowed
    trace("home sign-in", group, result="on" if allowed else "off")
