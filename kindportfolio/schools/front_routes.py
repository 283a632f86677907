"""The way in for children: the school, the door of the group, the own face, the secret."""

from typing import Any

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kindportfolio.access.needs import Need
from kindportfolio.access.room import begin_writing, keep_anyway
from kindportfolio.access.viewer import Viewer
from kindportfolio.accounts import actions, tablets, throttle
from kindportfolio.accounts.pictures import PICTURES
from kindportfolio.accounts.queries import login_of_child
from kindportfolio.core.db import enter_school
from kindportfolio.core.errors import NotThere, TooMany
from kindportfolio.core.render import render
from kindportfolio.core.slots import fills
from kindportfolio.core.text import gettext as _
from kindportfolio.schools import front_queries as queries
from kindportfolio.schools.front_forms import PictureForm, WordsForm
from kindportfolio.schools.room import room
from kindportfolio.schools.viewers import SchoolFacts, school_facts


@room.page("/inloggen", need=Need.PUBLIC)
def front_door() -> ResponseReturnValue:
    here = tablets.here()
    if here and (group := queries.class_of_tablet(here)):
        return redirect(_at("schools.faces", group_id=group))
    schools = queries.schools()
    own = [school for school in schools if here and school.id == here.school_id] or schools
    if len(own) == 1:
        return _doors(own[0], alone=True)
    return render("schools/front/schools.html", schools=schools, adult=_adult(), at=_at)


@room.page("/inloggen/school/<school_id>", need=Need.PUBLIC)
def doors(school_id: str) -> ResponseReturnValue:
    schools = queries.schools()
    school = next((one for one in schools if one.public_id == school_id), None)
    if school is None:
        raise NotThere
    return _doors(school, alone=len(schools) == 1)


@room.page("/inloggen/groep/<group_id>", need=Need.PUBLIC)
def faces(group_id: str) -> ResponseReturnValue:
    group = _opened(group_id)
    if not queries.shows_names(group):
        return _ask_teacher(group)
    return render(
        "schools/front/faces.html",
        group=group,
        faces=queries.faces(group.id),
        on_q=group.colour,
        adult=_adult(),
    )


@room.page(
    "/inloggen/groep/<group_id>/<child_id>",
    need=Need.PUBLIC,
    methods=["GET", "POST"],
    patient=True,
)
def secret(group_id: str, child_id: str) -> ResponseReturnValue:
    group = _opened(group_id)
    if not queries.shows_names(group):
        return _ask_teacher(group)
    face = next((one for one in queries.faces(group.id) if one.public_id == child_id), None)
    if face is None:
        raise NotThere
    form = PictureForm.filled() if face.way == "pictures" else WordsForm.filled()
    refused = False
    if form.sent() and form.secret:
        try:
            if _sign_in(face, form.secret):
                return redirect("/")
        except TooMany as wait:
            return _wait(group, face, wait)
        refused = True
    return _ask(group, face, form, refused)


def _sign_in(face: queries.Face, word: str) -> bool:
    kept = login_of_child(face.person_id)
    begin_writing()
    came_in = actions.sign_in(
        actions.Claim(kept, word, throttle.of_child(face.person_id, face.way))
    )
    if not came_in:
        keep_anyway()
    return came_in


def _ask(
    group: queries.Class, face: queries.Face, form: PictureForm | WordsForm, refused: bool
) -> ResponseReturnValue:
    said = [_("Dat klopt niet. Probeer het nog eens.")] if refused else form.form_errors
    page = render(
        f"schools/front/{face.way}.html",
        group=group,
        face=face,
        form=form,
        said=said,
        picked=[] if refused else form.picked,
        pictures=list(PICTURES.items()),
        on_q=7,
    )
    return page, 422 if refused else 200


def _wait(group: queries.Class, face: queries.Face, wait: TooMany) -> ResponseReturnValue:
    page = render(
        "schools/front/wait.html",
        group=group,
        face=face,
        wait=wait,
        ask_teacher=isinstance(wait, throttle.AskTeacher),
        on_q=3,
    )
    return page, 429, {"Retry-After": str(wait.seconds)}


def _ask_teacher(group: queries.Class) -> ResponseReturnValue:
    return render("schools/front/ask.html", group=group, on_q=3, adult=_adult())


def _doors(school: SchoolFacts, alone: bool) -> ResponseReturnValue:
    enter_school(school.id)
    g.school = school
    return render(
        "schools/front/doors.html",
        doors=queries.doors(),
        back=None if alone else _at("schools.front_door"),
        on_q=2,
        adult=_adult(),
        at=_at,
    )


def _opened(group_id: str) -> queries.Class:
    """The group behind this door; from here on, everything is of its school."""
    group = queries.class_behind(group_id)
    if group is None:
        raise NotThere
    enter_school(group.school_id)
    g.school = school_facts(group.school_id)
    return group


def _at(endpoint: str, **names: Any) -> str:
    """An address that remembers where a grown-up wanted to go."""
    return url_for(endpoint, next=request.args.get("next"), **names)


def _adult() -> str:
    """Where grown-ups sign in, at this school when it is known."""
    school = g.get("school")
    return _at("accounts.adult", school=school.public_id if school else None)


@fills("way out")
def way_out(who: Viewer) -> str | None:
    """After "Klaar, volgende" a child leaves the faces of its group for the next one."""
    group = queries.class_of_child(who.person_id) if who.is_child else None
    return url_for("schools.faces", group_id=group) if group else None
