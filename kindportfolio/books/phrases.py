"""What stands with every post, said once in each language."""

from dataclasses import dataclass
from functools import cache

from kindportfolio.core.text import gettext as _
from kindportfolio.core.text import language


@dataclass(frozen=True)
class Phrases:
    """What stands with every post, in one language: asked once, not for each of fifty posts."""

    language: str
    photo: str
    story: str
    a_photo: str
    a_story: str
    photo_of: str
    photo_of_with: str
    only_me: str
    teacher: str
    family: str
    group: str
    group_waits: str
    names: str
    visible_to: str
    read_by: str
    unread: str
    say_read: str
    say_read_to: str
    new: str
    hidden: str
    look_again: str
    unfinished: str


def phrases() -> Phrases:
    return _phrases_in(language())


@cache
def _phrases_in(lang: str) -> Phrases:
    return Phrases(
        language=lang,
        photo=_("foto"),
        story=_("verhaal"),
        a_photo=_("Een foto"),
        a_story=_("Een verhaal"),
        photo_of=_("Foto van {name}"),
        photo_of_with=_("Foto van {name} bij {title}"),
        only_me=_("alleen ik"),
        teacher=_("juf of meester"),
        family=_("school en familie"),
        group=_("school, familie en de klas"),
        group_waits=_("school en familie. De klas nog niet."),
        names=_("{names} en {last}"),
        visible_to=_("Te zien voor:"),
        read_by=_("Gelezen door {names}"),
        unread=_("Nog door niemand gelezen"),
        say_read=_("Gelezen"),
        say_read_to=_("Laat {name} weten dat u dit las"),
        new=_("nieuw"),
        hidden=_("verborgen"),
        look_again=_("kijk nog eens"),
        unfinished=_("nog niet af"),
    )
