"""The visitor, as facts read from the database for this one request."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import cast

from flask_login import UserMixin, current_user

from kindportfolio.core import clock

RECENT = timedelta(minutes=15)


@dataclass(frozen=True)
class Ward:
    """What a guardian may do with one own child at this moment.

    ``posts`` and ``report``: the right to read these, in the window. ``open``: it is open now.
    """

    child_id: int
    called: str
    custody: bool
    open: bool
    posts: bool = False
    report: bool = False
    opens_next: datetime | None = None
    closes: datetime | None = None


@dataclass(frozen=True)
class Viewer(UserMixin):  # type: ignore[misc]
    """Who looks, and everything the rules need to know about them. Ids are row ids.

    ``manages``: groups this person teaches. ``sits_in``: groups this child is enrolled in now.
    ``wards``: own children of a guardian, windows open or not; ``reads_posts`` and
    ``reads_reports`` hold those whose window is open and whose right was given.
    ``reads_children``, ``reads_groups``: assigned as reader. ``coaches_children``,
    ``coaches_groups``: assigned as internal coach. ``leads``: the whole school. ``office``: ICT.
    ``drafts_open``, ``guardians_react``, ``classmates_react``, ``readers_react``: what the
    school has turned on.
    """

    person_id: int
    school_id: int
    name: str
    face: str
    is_child: bool = False
    language: str = "nl"
    contrast: bool = False
    session_id: int = 0
    signed_in_at: datetime | None = None
    expires_at: datetime | None = None
    manages: frozenset[int] = frozenset()
    sits_in: frozenset[int] = frozenset()
    wards: Mapping[int, Ward] = field(default_factory=lambda: MappingProxyType({}))
    reads_posts: frozenset[int] = frozenset()
    reads_reports: frozenset[int] = frozenset()
    reads_children: frozenset[int] = frozenset()
    reads_groups: frozenset[int] = frozenset()
    coaches_children: frozenset[int] = frozenset()
    coaches_groups: frozenset[int] = frozenset()
    leads: bool = False
    office: bool = False
    drafts_open: bool = False
    guardians_react: bool = False
    classmates_react: bool = False
    readers_react: bool = False

    def get_id(self) -> str:
        return str(self.person_id)

    @property
    def is_staff(self) -> bool:
        return bool(
            self.manages
            or self.leads
            or self.office
            or self.coaches_children
            or self.coaches_groups
            or self.reads_groups
            or self.reads_children
        )

    @property
    def belongs(self) -> bool:
        """Whether the school still knows this person as anything; nobody else comes in."""
        return bool(self.sits_in) if self.is_child else self.is_staff or bool(self.wards)

    @property
    def closed_wards(self) -> tuple[Ward, ...]:
        """Children this guardian has a right to read, in a window that is closed now."""
        wards = self.wards.values()
        return tuple(ward for ward in wards if not ward.open and (ward.posts or ward.report))

    def with_window(self, ward: Ward) -> "Viewer":
        """The same visitor, had the window on this child been open."""
        child = frozenset({ward.child_id})
        return replace(
            self,
            reads_posts=self.reads_posts | child if ward.posts else self.reads_posts,
            reads_reports=self.reads_reports | child if ward.report else self.reads_reports,
        )

    @property
    def custody(self) -> frozenset[int]:
        """Children over whom this guardian has custody."""
        return frozenset(ward.child_id for ward in self.wards.values() if ward.custody)

    @property
    def moment(self) -> datetime:
        """When this visitor asks."""
        return clock.now()

    @property
    def kind(self) -> str:
        """The strictest hat this person wears; time-outs and home pages follow it."""
        if self.is_child:
            return "child"
        if self.leads or self.office:
            return "leader"
        return "staff" if self.is_staff else "guardian"

    @property
    def recent(self) -> bool:
        """Whether the password was given in the last fifteen minutes."""
        return self.signed_in_at is not None and clock.now() - self.signed_in_at < RECENT


def viewer() -> Viewer:
    """The visitor of this request, who is signed in."""
    return cast(Viewer, current_user._get_current_object())


def maybe_viewer() -> Viewer | None:
    """The visitor of this request, or none when nobody is signed in."""
    return viewer() if current_user.is_authenticated else None
