"""Who may what with groups and their children."""

from typing import Any

from sqlalchemy import and_, or_, select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import Condition, either, one_of, rule
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts.models import Person, Tablet
from kindportfolio.schools.models import Enrolment, Group, ReadingWindow, School


@rule(Need.MANAGE_GROUP, Group)
def manage_group(viewer: Viewer) -> Condition:
    """The group's teachers, and the leader."""
    return or_(one_of(Group.id, viewer.manages), either(viewer.leads))


@rule(Need.HELP_SIGN_IN, Group)
def help_sign_in(viewer: Viewer) -> Condition:
    """Who manages it, and the office: they hand out ways in, and know names and groups only."""
    return or_(manage_group(viewer), either(viewer.office))


@rule(Need.KEEP_TABLET, Tablet)
def keep_tablet(viewer: Viewer) -> Condition:
    """A tablet of one's own group, or one that was made ready oneself; all for the office."""
    return or_(
        one_of(Tablet.group_id, viewer.manages),
        Tablet.enrolled_by_id == viewer.person_id,
        either(viewer.leads),
        either(viewer.office),
    )


@rule(Need.SEE_GROUP, Group)
def see_group(viewer: Viewer) -> Condition:
    """Who manages it, its coach, and who reads all of it."""
    return or_(
        one_of(Group.id, viewer.manages),
        one_of(Group.id, viewer.coaches_groups),
        one_of(Group.id, viewer.reads_groups),
        either(viewer.leads),
    )


@rule(Need.KNOW_GROUP, Group)
def know_group(viewer: Viewer) -> Condition:
    """Those who see what stands in the books of the group: its children, guardians with custody
    whose window is open, and staff."""
    inside = select(Enrolment.group_id).where(
        one_of(Enrolment.child_id, viewer.reads_posts), one_of(Enrolment.child_id, viewer.custody)
    )
    return or_(see_group(viewer), one_of(Group.id, viewer.sits_in), Group.id.in_(inside))


@rule(Need.FURNISH_GROUP, Group, beyond=Need.KNOW_GROUP)
def furnish_group(viewer: Viewer) -> Condition:
    """Put prompts and own words in the books of a group: its teachers, and the leader."""
    return manage_group(viewer)


@rule(Need.MEET_CHILD, Person)
def meet_child(viewer: Viewer) -> Condition:
    """A child of one's own group, for its teachers and the leader."""
    inside = select(Enrolment.child_id).where(one_of(Enrolment.group_id, viewer.manages))
    return Person.is_child & or_(Person.id.in_(inside), either(viewer.leads))


def _plans(viewer: Viewer, group_id: Any) -> Condition:
    return or_(
        one_of(group_id, viewer.manages),
        one_of(group_id, viewer.coaches_groups),
        either(viewer.leads),
    )


def _belongs(viewer: Viewer, group_id: Any) -> Condition:
    """Children of a group, guardians with custody of one, and who plans its windows."""
    own = select(Enrolment.group_id).where(one_of(Enrolment.child_id, viewer.custody))
    return or_(one_of(group_id, viewer.sits_in), group_id.in_(own), _plans(viewer, group_id))


@rule(Need.KNOW_WINDOWS, Group)
def know_windows(viewer: Viewer) -> Condition:
    """Those who hear "you may not": its children, guardians with custody, its staff."""
    return _belongs(viewer, Group.id)


@rule(Need.PLAN_WINDOWS, Group, beyond=Need.KNOW_WINDOWS)
def plan_windows(viewer: Viewer) -> Condition:
    """The group's teachers, its coach, and the leader."""
    return _plans(viewer, Group.id)


@rule(Need.KNOW_WINDOW, ReadingWindow)
def know_window(viewer: Viewer) -> Condition:
    """Those who know the group it is for. One guardian's own is not there for anybody else."""
    mine = or_(
        ReadingWindow.reader_id.is_(None),
        ReadingWindow.reader_id == viewer.person_id,
        _plans(viewer, ReadingWindow.group_id),
    )
    return and_(_belongs(viewer, ReadingWindow.group_id), mine)


@rule(Need.OPEN_WINDOW, ReadingWindow, beyond=Need.KNOW_WINDOW)
def open_window(viewer: Viewer) -> Condition:
    """Who plans the windows of its group."""
    return _plans(viewer, ReadingWindow.group_id)


@rule(Need.RUN_OFFICE, School)
def run_office(viewer: Viewer) -> Condition:
    """Who keeps the accounts and groups of a school, in their own."""
    return either(viewer.office)
