"""What those who guide a child do with its posts: let the group read, protect, send back.

Nobody here changes a child's words, and nobody lets more people read than the child chose.
"""

from hashlib import sha256

from kindportfolio.access.trail import trace
from kindportfolio.access.viewer import Viewer
from kindportfolio.books.actions import check_open
from kindportfolio.books.models import AUDIENCES, Post
from kindportfolio.core import clock
from kindportfolio.core.errors import Closed, NotAllowed
from kindportfolio.core.text import lazy_gettext as _


class WordsChanged(Closed):
    """The child changed its post after the teacher read it."""

    message = _("Het kind heeft dit net veranderd. Lees het eerst opnieuw.")


def print_of(title: str, text: str, pictures: list[str]) -> str:
    """A short print of what stands in a post: other words or pictures, another print."""
    seen = "\0".join((title, text, *pictures))
    return sha256(seen.encode()).hexdigest()[:16]


def release(post: Post, seen: str, by: Viewer) -> None:
    """Let classmates read a post that its child chose to show them.

    :param seen: the print of the words that were read.
    :raises NotAllowed: the child did not choose its group.
    :raises WordsChanged: other words stand there now.
    """
    check_open(post.book)
    if post.audience != "group":
        raise NotAllowed
    if seen != _print_now(post):
        raise WordsChanged
    post.released_at, post.released_by_id = clock.now(), by.person_id
    _seen(post, "post released")


def take_release_back(post: Post) -> None:
    """From the next request on classmates find it no more."""
    check_open(post.book)
    post.released_at = post.released_by_id = None
    _seen(post, "post release taken back")


def lower(post: Post, audience: str, by: Viewer) -> None:
    """Let fewer people read than the child chose. The teacher always can.

    :raises NotAllowed: this is not fewer.
    """
    check_open(post.book)
    if audience not in narrower(post.audience):
        raise NotAllowed
    chosen = post.lowered_from if is_lowered(post) else post.audience
    post.lowered_from, post.lowered_at, post.lowered_by_id = chosen, clock.now(), by.person_id
    post.audience = audience
    post.released_at = post.released_by_id = None
    _seen(post, "post audience lowered", chosen=chosen, now=audience)


def undo_lower(post: Post) -> None:
    """Give the post the readers back that its child chose.

    :raises NotAllowed: nobody lowered it, or the child chose again since.
    """
    check_open(post.book)
    if not is_lowered(post):
        raise NotAllowed
    post.audience = post.lowered_from
    post.lowered_from, post.lowered_at, post.lowered_by_id = "", None, None
    _seen(post, "post audience restored", now=post.audience)


def narrower(audience: str) -> tuple[str, ...]:
    """The audiences a teacher may bring this one down to."""
    return AUDIENCES[1 : AUDIENCES.index(audience)] if audience in AUDIENCES else ()


def is_lowered(post: Post) -> bool:
    """Whether a teacher lowered it, and the child has not placed it anew since."""
    return bool(post.lowered_at and post.lowered_at >= post.changed_at)


def hide(post: Post, reason: str, by: Viewer) -> None:
    """Take it away from everyone but the child and its guides. The child sees who and why."""
    check_open(post.book)
    post.hidden_at, post.hidden_by_id, post.hidden_reason = clock.now(), by.person_id, reason
    _seen(post, "post hidden")


def show_again(post: Post) -> None:
    check_open(post.book)
    post.hidden_at, post.hidden_by_id, post.hidden_reason = None, None, ""
    _seen(post, "post shown again")


def send_back(post: Post, hint: str) -> None:
    """Ask the child to look at it once more. Until then it stands where it stood."""
    check_open(post.book)
    post.sent_back_at, post.hint = clock.now(), hint
    _seen(post, "post sent back")


def undo_send_back(post: Post) -> None:
    check_open(post.book)
    post.sent_back_at, post.hint = None, ""
    _seen(post, "post send-back undone")


def _print_now(post: Post) -> str:
    pictures = [one.asset.public_id for one in post.pictures if one.removed_at is None]
    return print_of(post.title, post.text, pictures)


def _seen(post: Post, event: str, **detail: str) -> None:
    post.book.touch()
    trace(event, post, **detail)
