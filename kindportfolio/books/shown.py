"""Posts in words: what stands under a post, said once, so that templates only print."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kindportfolio.books.phrases import Phrases, phrases
from kindportfolio.books.post_queries import FoundPost, Picture, PostPage
from kindportfolio.books.voice_queries import Eyes, Voice
from kindportfolio.core.text import day_words
from kindportfolio.core.text import gettext as _
from kindportfolio.media.refusals import words as photo_words
from kindportfolio.media.sizes import Size, sizes_of, srcset
from kindportfolio.packs.queries import image_path
from kindportfolio.packs.reader import PackContent

LONGEST_TITLE = 50
PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Sight:
    """Through whose eyes a page is made, and since when something is new to them."""

    eyes: Eyes
    person_id: int
    since: datetime | None = None
    marks_new: bool = False


@dataclass(slots=True)
class ShownPicture:
    asset_id: str
    alt: str
    caption: str
    words: str
    sizes: Mapping[str, Size]
    srcset: str


@dataclass(slots=True)
class ShownVoice:
    comment_id: str
    name: str
    face: str
    text: str
    sticker: str
    sticker_title: str
    is_new: bool
    is_own: bool


@dataclass(slots=True)
class ShownPost:
    """A post ready to print."""

    public_id: str
    heading: str
    has_title: bool
    paragraphs: Sequence[str]
    author: str
    author_face: str
    by_child: bool
    child_name: str
    day: str
    date: str
    kind: str
    feeling: str
    feeling_image: str
    pictures: Sequence[ShownPicture]
    replies: Sequence[ShownVoice]
    share: str
    share_sign: str
    readers: str
    shows_readers: bool
    stamp: str
    has_read: bool
    hidden_reason: str
    is_hidden: bool
    hint: str
    is_changing: bool


def show_page(page: PostPage, pack: PackContent, sight: Sight) -> list[ShownPost]:
    return [show(post, pack, sight) for post in page.posts]


def show(post: FoundPost, pack: PackContent, sight: Sight) -> ShownPost:
    """The post in the words of its reader's language."""
    say = phrases()
    by_child = post.author_id == post.child_id
    own = sight.eyes is Eyes.CHILD
    inside = sight.eyes in (Eyes.CHILD, Eyes.STAFF)
    pictures = [_picture(one, post, say) for one in post.pictures if own or one.state == "ready"]
    feeling = next((one for one in pack.feelings if one.key == post.feeling), None)
    share, sign = shared_with(post)
    return ShownPost(
        public_id=post.public_id,
        heading=post.title or (say.a_photo if pictures else say.a_story),
        has_title=bool(post.title),
        paragraphs=[part.strip() for part in PARAGRAPH.split(post.text) if part.strip()],
        author=post.author,
        author_face=post.author_face,
        by_child=by_child,
        child_name=post.child_name,
        day=day_words(post.placed_at, lang=say.language) if post.placed_at else "",
        date=post.placed_at.date().isoformat() if post.placed_at else "",
        kind=say.photo if pictures else say.story,
        feeling=feeling.title if feeling else "",
        feeling_image=image_path(pack, feeling.image) if feeling else "",
        pictures=pictures,
        replies=[_voice(one, pack, sight) for one in post.comments],
        share=share,
        share_sign=sign,
        readers=joined(dict.fromkeys(voice.name for voice in post.reads)),
        shows_readers=inside or bool(post.reads),
        stamp=_stamp(post) if not pictures else "",
        has_read=any(voice.author_id == sight.person_id for voice in post.reads),
        hidden_reason=post.hidden_reason if inside else "",
        is_hidden=post.hidden_at is not None,
        hint=post.hint if inside and post.sent_back_at else "",
        is_changing=own and post.is_changing,
    )


def _stamp(post: FoundPost) -> str:
    """The teacher who read a story, where no reaction says more."""
    read_by = (voice.name for voice in post.reads if voice.is_teacher)
    return "" if post.comments else next(read_by, "")


def heading(title: str, text: str, has_pictures: bool) -> str:
    """The title; without one, the words it begins with; without words, what kind it is."""
    if title:
        return title
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(first) > LONGEST_TITLE:
        first = first[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
    return first or (_("Mijn foto") if has_pictures else _("Nog zonder naam"))


def shared_with(post: FoundPost) -> tuple[str, str]:
    """Who can see this post now, in words, and the sign beside it. The rule is READ_POST."""
    say = phrases()
    if post.placed_at is None or post.audience == "me":
        return say.only_me, "lock"
    if post.hidden_at or post.audience == "teacher":
        return say.teacher, "teacher"
    if post.audience == "readers":
        return say.family, "family"
    return (say.group, "users") if post.released_at else (say.group_waits, "family")


def joined(names: Iterable[str]) -> str:
    """Names as one says them: "juf Anouk, mama en opa Henk"."""
    *first, last = list(names) or [""]
    if not first:
        return last
    return phrases().names.replace("{names}", ", ".join(first)).replace("{last}", last)


def capital(words: str) -> str:
    """The words as the beginning of a sentence: "Juf Anouk"."""
    return words[:1].upper() + words[1:]


def _picture(picture: Picture, post: FoundPost, say: Phrases) -> ShownPicture:
    alt = picture.caption
    if not alt:
        alt = say.photo_of_with if post.title else say.photo_of
        alt = alt.replace("{name}", post.child_name).replace("{title}", post.title)
    sizes = {}
    if picture.ready_at and picture.width and picture.height:
        sizes = sizes_of(picture.asset_id, picture.width, picture.height)
    words = "" if sizes else str(photo_words(picture.state, picture.failure))
    return ShownPicture(picture.asset_id, alt, picture.caption, words, sizes, srcset(sizes))


def _voice(voice: Voice, pack: PackContent, sight: Sight) -> ShownVoice:
    own = voice.author_id == sight.person_id
    sticker = next((one for one in pack.stickers if one.key == voice.sticker), None)
    fresh = sight.marks_new and not own and (sight.since is None or voice.at > sight.since)
    return ShownVoice(
        comment_id=voice.comment_id,
        name=capital(voice.name),
        face=voice.face,
        text=voice.text,
        sticker=image_path(pack, sticker.image) if sticker else "",
        sticker_title=sticker.title if sticker else "",
        is_new=fresh,
        is_own=own,
    )
