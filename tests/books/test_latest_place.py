"""A question opens at the place where its newest post is."""

from kindportfolio.books.models import Post
from kindportfolio.core import clock
from kindportfolio.core.db import db, inside_school


def put(app, cast, place: str, audience: str = "readers") -> None:
    """A post of Noor at another place of the same question, newer than the others."""
    with app.app_context(), inside_school(cast.school.id):
        moment = clock.now()
        db.session.add(
            Post(
                book_id=cast.noors_book.id,
                author_id=cast.noor.id,
                question="wie-ben-ik",
                place=place,
                title="Nieuw",
                audience=audience,
                begun_at=moment,
                changed_at=moment,
                placed_at=moment,
            )
        )
        db.session.commit()


def opened(visitor, cast) -> str:
    page = visitor.get(f"/boek/{cast.noors_book.public_id}/wie-ben-ik").get_data(as_text=True)
    return page.split('aria-current="page">')[1].split("<")[0]


def test_noor_comes_where_her_newest_post_is(app, visit, cast):
    put(app, cast, "mijn-droom")

    assert opened(visit(cast.noor), cast) == "Mijn droom"


def test_what_only_noor_may_see_does_not_lead_her_teacher_there(app, visit, cast):
    put(app, cast, "mijn-droom", audience="me")

    assert opened(visit(cast.anouk), cast) == "Mijn verhaal"


def test_a_question_without_posts_opens_at_its_first_place(visit, cast):
    page = visit(cast.noor).get(f"/boek/{cast.noors_book.public_id}/wat-kan-ik")

    assert page.status_code == 200
