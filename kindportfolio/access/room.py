"""The door of every page: who comes in, what is written down, what is undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, Response, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from kindportfolio.access import guard
from kindportfolio.access.needs import Need
from kindportfolio.access.viewer import Viewer, maybe_viewer
from kindportfolio.core.db import db, enter_school, writing
from kindportfolio.core.errors import Stale, Told, Unreadable, WrongType
from kindportfolio.core.paths import came_from
from kindportfolio.core.text import lazy_gettext as _

View = Callable[..., ResponseReturnValue]
AfterReading = Callable[[], None]


class NotSignedIn(Told):
    """Nobody is signed in; pages lead to the front door, the rest answers 401."""

    code = 401
    page = "401"
    message = _("Log opnieuw in. Wat bewaard is, blijft bewaard.")


@dataclass(frozen=True)
class Page:
    """How one page is hung.

    ``json``: takes and gives JSON. ``quiet``: a heartbeat that is no activity. ``fresh``: asks
    the password again when it was given long ago. ``capture``: may use camera and microphone.
    ``patient``: the view opens its own writing moment with :func:`begin_writing`, because it
    does slow work first. ``body``: bytes a post may hold. ``media``: answers with a file.
    ``report``: a browser sends it by itself and cannot be guarded; it changes nothing.
    """

    need: Need
    methods: tuple[str, ...] = ("GET",)
    json: bool = False
    quiet: bool = False
    fresh: bool = False
    capture: bool = False
    patient: bool = False
    body: int | None = None
    media: bool = False
    report: bool = False

    @property
    def keeps_words(self) -> bool:
        """A form that can show itself again with what was typed."""
        return "GET" in self.methods and not self.json


class Room(Blueprint):
    """A blueprint on which a page cannot be hung without a need."""

    def page(
        self, rule: str, *, need: Need, methods: Sequence[str] = ("GET",), **how: Any
    ) -> Callable[[View], View]:
        page = Page(need=need, methods=tuple(methods), **how)

        def hang(view: View) -> View:
            @wraps(view)
            def through_the_door(**names: str) -> ResponseReturnValue:
                return _answer(page, view, names)

            through_the_door.need = need  # type: ignore[attr-defined]
            through_the_door.page = page  # type: ignore[attr-defined]
            self.add_url_rule(
                rule,
                endpoint=view.__name__,
                view_func=through_the_door,
                methods=list(methods),
                provide_automatic_options=False,
            )
            return through_the_door

        return hang


def after_reading(do: AfterReading) -> None:
    """Write something small after a page was read: a visit, a trace. Never what a person made."""
    g.setdefault("after_reading", []).append(do)


def keep_anyway() -> None:
    """Commit what this view wrote even though its answer is an error: a missed sign-in counts."""
    g.keep_anyway = True


def begin_writing() -> None:
    """From here on a patient view writes; what it read before is read again when needed."""
    db.session.rollback()
    g.writing = writing(True)
    g.writing.__enter__()


def _answer(page: Page, view: View, names: dict[str, str]) -> ResponseReturnValue:
    g.page, g.need = page, page.need
    unsafe = request.method not in guard.SAFE_METHODS
    if page.body and unsafe:
        request.max_content_length = page.body
    with writing(False):
        who = _admitted(page)
        _checked(page, who, unsafe)
    if unsafe:
        db.session.rollback()
    with writing(unsafe and not page.patient):
        try:
            return _done(page, view, names, who, unsafe)
        finally:
            if "writing" in g:
                g.pop("writing").__exit__(None, None, None)


def _admitted(page: Page) -> Viewer | None:
    who = maybe_viewer()
    if who is None and page.need is not Need.PUBLIC:
        raise NotSignedIn
    enter_school(who.school_id if who else None)
    return who


def _checked(page: Page, who: Viewer | None, unsafe: bool) -> None:
    if any(len(values) > 1 for values in request.args.listvalues()):
        raise Unreadable
    g.stale = False
    if not unsafe or page.report:
        return
    if page.json and request.mimetype != "application/json":
        raise WrongType
    g.stale = guard.is_forged()
    if g.stale and not page.keeps_words:
        raise Stale


def _done(
    page: Page, view: View, names: dict[str, str], who: Viewer | None, unsafe: bool
) -> ResponseReturnValue:
    if not unsafe:
        return _read(page, view, names, who)
    if page.need is Need.PUBLIC:
        who = None  # Who was signed in here before has nothing to do with what is sent now.
    if who and not page.json and (first := guard.answered_before(who)):
        return redirect(first)
    if page.fresh and who and not who.recent:
        return redirect(url_for("accounts.again", next=came_from()))
    response = make_response(view(**names))
    if g.stale:
        db.session.rollback()
        if response.status_code in (301, 302, 303):
            raise Stale
        response.status_code = 400
        return response
    return _kept(response, who)


def _read(page: Page, view: View, names: dict[str, str], who: Viewer | None) -> ResponseReturnValue:
    response = make_response(view(**names))
    db.session.rollback()
    later: list[AfterReading] = g.get("after_reading", [])
    if session.modified:
        later.append(session.keep)  # type: ignore[attr-defined]
    if later and not (page.quiet and not session.modified):
        with writing(True):
            for do in later:
                do()
            db.session.commit()
    return response


def _kept(response: Response, who: Viewer | None) -> ResponseReturnValue:
    if response.status_code >= 400 and not g.get("keep_anyway"):
        db.session.rollback()
        return response
    if who and response.status_code in (302, 303):
        guard.remember_answer(who, response.location)
    if session.modified:
        session.keep()  # type: ignore[attr-defined]
    if not g.page.quiet:
        for do in g.get("after_reading", []):
            do()
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        if who and (first := guard.answered_before(who)):
            return redirect(first)
        raise
    return response
