"""Who may what: every role on every row of the matrix, by the rules and by the pages."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from kindportfolio.access.needs import Need
from kindportfolio.access.room import Page, Room
from kindportfolio.access.rules import has_rule, load
from kindportfolio.accounts.models import Person
from kindportfolio.books.models import Book, Post, Prompt
from kindportfolio.core import clock
from kindportfolio.core.db import db, inside_school
from kindportfolio.media.models import MediaAsset
from kindportfolio.reports.models import Note, Report
from kindportfolio.schools.models import Group, Guardianship, ReadingWindow, School, Teaching
from tests.access.matrix import ALLOWED, LET_IN, NOT_THERE, PEOPLE, SHOWN_OUT, SHUT, rows
from tests.house.addresses import ARGUMENTS, address, hung
from tests.house.rows import everything
from tests.visitor import SAME_ORIGIN, Visitor

ROWS = rows()
CASES = [pytest.param(row, moment, id=f"{row}, {moment}") for row in ROWS for moment in row.moments]
EVERYBODY = [person for people in PEOPLE.values() for person in people]
NEVER = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


@pytest.fixture
def arranged(app, cast, photo):
    """Brings a thing of the cast, and the circumstances, to what a row is about."""
    things = vars(cast) | {"photo": photo}

    def arrange(state: str, moment: str):
        with app.app_context(), inside_school(cast.school.id):
            for statement in STATES[state](cast) + MOMENTS.get(moment, lambda cast: [])(cast):
                db.session.execute(statement)
            db.session.commit()
        return things

    return arrange


STATES = {
    "": lambda cast: [],
    "draft": lambda cast: [
        update(Report)
        .where(Report.id == cast.report.id)
        .values(child_from=None, guardians_from=None)
    ],
    "last year with juf Anouk": lambda cast: [
        update(Teaching)
        .where(Teaching.person_id == cast.anouk.id)
        .values(group_id=cast.old_rood.id)
    ],
}

MOMENTS = {
    ALLOWED: lambda cast: [
        update(School)
        .where(School.id == cast.school.id)
        .values(
            guardians_react=True,
            classmates_react=True,
            readers_react=True,
            teachers_read_drafts=True,
        ),
        update(Guardianship)
        .where(Guardianship.guardian_id == cast.oma.id)
        .values(posts_given=True, report_given=True),
    ],
    SHUT: lambda cast: [update(ReadingWindow).values(withdrawn_at=clock.now())],
}


@pytest.mark.parametrize(("row", "moment"), CASES)
def test_the_rules_answer_as_the_matrix_says(row, moment, app, cast, visit, arranged):
    things = arranged(row.state, moment)
    trial = Room("trial", __name__)
    model = type(things[row.thing])

    @trial.page("/proef/<name>", need=row.need, methods=["GET", "POST"])
    def trial_page(name: str):
        load(model, name)
        return "ok", {"Content-Type": "text/plain"}

    app.register_blueprint(trial)
    for thing in row.things:
        address = f"/proef/{things[thing].public_id}"
        for person, answers in row.expectations(moment, thing):
            visitor = visit(getattr(cast, person))

            assert status(visitor.get(address)) in answers, f"{person} reads {thing}"
            assert status(visitor.client.head(address)) in answers, f"{person}, HEAD"
            assert visitor.post(address).status_code in answers, f"{person} writes {thing}"
        for method in NEVER:
            assert visitor.client.open(address, method=method).status_code == 405, method
        fetched = visit().get(address, headers={"Sec-Fetch-Dest": "empty"})
        assert fetched.status_code == 401, "a stranger"


NAMED = {
    Book: "book_id",
    Group: "group_id",
    MediaAsset: "asset_id",
    Note: "note_id",
    Person: "child_id",
    Post: "post_id",
    Prompt: "prompt_id",
    ReadingWindow: "window_id",
    Report: "report_id",
}
MEANINGLESS = {
    ("books.mark_read", "draft"),  # nobody but its author reads a draft
    ("books.throw_group_post_away", "draft"),  # these are about posts a teacher put in all books
    ("books.take_group_post_back", "draft"),
    ("books.throw_group_post_away", "for_readers"),
    ("books.take_group_post_back", "for_readers"),
}
LEFT_BY_ASKING = {"trace", "visit", "sign_in"}
NOT_NOW = {409, 422, 429}


@dataclass(frozen=True)
class Knock:
    """Somebody at one page, with what they may be answered."""

    person: str
    visitor: Visitor
    how: Page
    method: str
    path: str
    answers: set[int]

    def __str__(self) -> str:
        return f"{self.person}: {self.method} {self.path}"

    def ask(self) -> TestResponse:
        if self.method == "GET":
            return self.visitor.client.get(self.path, headers=SAME_ORIGIN, buffered=True)
        if self.how.json:
            return self.visitor.send_json(self.path, {})
        return self.visitor.post(self.path)


def knocks(app, cast, visit, row, moment, things) -> Iterator[Knock]:
    """Everybody at every page that stands or falls with the need of this row."""
    name = NAMED[type(things[row.thing])]
    visitors = {person: visit(getattr(cast, person)) for person in EVERYBODY}
    for page in app.url_map.iter_rules():
        need = vars(app.view_functions[page.endpoint])["need"]
        if need != row.need or name not in page.arguments:
            continue
        for thing in row.things:
            if (page.endpoint, thing) in MEANINGLESS:
                continue
            path = address(app, page, things | {ARGUMENTS[name]: things[thing]})
            for method in sorted({"GET", "POST"} & page.methods):
                for person, answers in row.expectations(moment, thing):
                    how = hung(app, page)
                    if SHOWN_OUT in answers and (how.json or how.media):
                        answers = {401}
                    yield Knock(person, visitors[person], how, method, path, answers)


@pytest.mark.parametrize(("row", "moment"), CASES)
def test_the_pages_answer_as_the_matrix_says(row, moment, app, cast, visit, arranged):
    things = arranged(row.state, moment)
    asked = list(knocks(app, cast, visit, row, moment, things))
    before = everything(app, LEFT_BY_ASKING)

    for knock in asked:
        if LET_IN not in knock.answers:
            answer = knock.ask()
            if moment == SHUT and answer.status_code == 200:
                assert f"{cast.marker}-".encode() not in answer.data, str(knock)
            else:
                assert answer.status_code in knock.answers, str(knock)
    assert everything(app, LEFT_BY_ASKING) == before
    for knock in sorted(asked, key=lambda knock: knock.method):
        if LET_IN in knock.answers:
            status = knock.ask().status_code
            assert status < 400 or status in NOT_NOW, f"{knock}: {status}"


def status(answer: TestResponse) -> int:
    """Outside the window a guardian meets a page of its own: "not there", said kindly."""
    kindly = answer.status_code == LET_IN and answer.mimetype == "text/html"
    return NOT_THERE if kindly else answer.status_code


def test_every_rule_stands_in_the_matrix_or_beside_it():
    """A rule that no row tries would be a promise that nobody checks."""
    tried = {row.need for row in ROWS}
    untried = {need for need in Need if has_rule(need)} - tried

    assert untried <= BESIDE


BESIDE = {
    *(
        Need.OWN_SIGN_IN,
        Need.END_SIGN_INS,
        Need.HELP_SIGN_IN,
        Need.KEEP_TABLET,
    ),  # coming in, see tests/accounts
    *(Need.KNOW_BOOK, Need.KNOW_POST, Need.KNOW_REPORT),  # who hears 403 instead of 404
    *(Need.KNOW_GROUP, Need.READ_PROMPT),  # the same, for what is of a group
    Need.RUN_OFFICE,  # one page, see tests/conferences/test_home.py
    *(Need.KNOW_WINDOWS, Need.KNOW_WINDOW),  # and for its windows
    Need.GUIDE_BOOK,
    Need.MEET_CHILD,
    Need.REMOVE_COMMENT,
    Need.ASK_FOR_TALK,
    Need.READ_TALK_QUESTION,
}


def test_the_matrix_lets_somebody_in_on_every_row():
    for row in ROWS:
        answers = [
            found
            for moment in row.moments
            for thing in row.things
            for _, found in row.expectations(moment, thing)
        ]

        assert {LET_IN} in answers, str(row)


WRITING = {
    Need.WRITE_IN_BOOK: "noors_old_book",
    Need.WRITE_POST: "old_post",
    Need.MODERATE_POST: "old_post",
    Need.REACT_TO_POST: "old_post",
}


@pytest.mark.parametrize("person", ["noor", "anouk", "leader", "mama"])
def test_nobody_writes_in_a_closed_book(person, app, cast, visit, arranged):
    things = arranged("last year with juf Anouk", "as usual")
    visitor = visit(getattr(cast, person))
    before = everything(app, LEFT_BY_ASKING)
    for page in app.url_map.iter_rules():
        need = vars(app.view_functions[page.endpoint])["need"]
        if need not in WRITING or "POST" not in page.methods or "group_id" in page.arguments:
            continue
        thing = things[WRITING[need]]
        path = address(app, page, things | {ARGUMENTS[NAMED[type(thing)]]: thing})
        knock = Knock(person, visitor, hung(app, page), "POST", path, set())

        # 422: an empty form is refused before its moment is asked after.
        shown = knock.ask().status_code
        assert shown in {403, 409, 422}, f"{knock}: {shown}"
    assert everything(app, LEFT_BY_ASKING) == before
