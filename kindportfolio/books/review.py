"""The posts of a group, shaped to be read in one column and answered one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kindportfolio.access.viewer import Viewer
from kindportfolio.books.group_forms import ReviewForm
from kindportfolio.books.models import Post
from kindportfolio.books.moderating import narrower, print_of
from kindportfolio.books.post_queries import FoundPost, posts_named
from kindportfolio.books.prompt_pages import place_named
from kindportfolio.books.shown import ShownPost, Sight, show
from kindportfolio.books.voice_queries import Eyes
from kindportfolio.books.waiting_queries import to_review
from kindportfolio.core.text import gettext as _
from kindportfolio.packs.queries import content_of, image_path, pack_in_use
from kindportfolio.packs.reader import PackContent
from kindportfolio.schools.models import Group


@dataclass(frozen=True)
class Reviewed:
    """One post and what can be done with it. ``follows`` names the post after it, ``form`` holds
    what was typed when something was not right."""

    post: ShownPost
    facts: FoundPost
    number: int
    where: str
    seen: str
    lower_to: Sequence[tuple[str, str]]
    follows: str
    form: ReviewForm | None

    @property
    def may_release(self) -> bool:
        facts = self.facts
        return facts.audience == "group" and not (facts.released_at or facts.hidden_at)


@dataclass(frozen=True)
class Sticker:
    key: str
    title: str
    src: str


@dataclass(frozen=True)
class ReviewPage:
    """``more``: how many posts wait besides those on the page."""

    unread: Sequence[Reviewed]
    read: Sequence[Reviewed]
    more: int
    moderates: bool
    stickers: Sequence[Sticker]

    @property
    def first(self) -> str:
        """The name of the post the page begins with."""
        both = (*self.unread, *self.read)
        return both[0].post.public_id if both else ""


def page(
    group: Group, who: Viewer, chosen: Post | None = None, form: ReviewForm | None = None
) -> ReviewPage:
    """What waits for a reader, and below it what was read last.

    :param chosen: a post that is shown in any case; ``form`` is what was typed with it.
    """
    found = to_review(group.id, who)
    extra = [chosen.id] if chosen and chosen.id not in {*found.unread, *found.read} else []
    posts = posts_named([*extra, *found.unread, *found.read], who, Eyes.STAFF)
    content = content_of(pack_in_use())
    sight = Sight(Eyes.STAFF, who.person_id)
    following = [post.public_id for post in posts[1:]]
    reviewed = [
        _reviewed(post, content, sight, after, form if chosen and post.id == chosen.id else None)
        for post, after in zip_longest(posts, following, fillvalue="")
        if isinstance(post, FoundPost)
    ]
    unread = set(found.unread)
    return ReviewPage(
        unread=[one for one in reviewed if one.facts.id in unread],
        read=[one for one in reviewed if one.facts.id not in unread],
        more=found.waiting - len(found.unread),
        moderates=chosen is not None or group.id in who.manages | who.coaches_groups or who.leads,
        stickers=[
            Sticker(one.key, one.title, image_path(content, one.image)) for one in content.stickers
        ],
    )


def _reviewed(
    post: FoundPost, content: PackContent, sight: Sight, follows: str, form: ReviewForm | None
) -> Reviewed:
    question, place = place_named(content, post.question, post.place)
    words = {"teacher": _("Alleen school"), "readers": _("Alleen school en familie")}
    return Reviewed(
        post=show(post, content, sight),
        facts=post,
        number=question.number,
        where=f"{question.title} · {place.title}" if place else question.title,
        seen=print_of(post.title, post.text, [one.asset_id for one in post.pictures]),
        lower_to=[(f"lower-{key}", words[key]) for key in narrower(post.audience)],
        follows=follows,
        form=form,
    )
