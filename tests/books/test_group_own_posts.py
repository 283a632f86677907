"""A teacher's own posts: in every book of the group, or in some, and out of them again."""

import io
import re

from sqlalchemy import select, update

from kindportfolio.books.models import Book, Post, PostPicture
from kindportfolio.core import clock
from kindportfolio.core.db import db
from tests.books.group_help import in_school
from tests.media.pictures import phone_jpeg


def path(cast, *more):
    return "/".join(["/groep", cast.rood.public_id, "bericht", *more])


def words(**more):
    fields = {
        "whom": "alle",
        "place": "wat-kan-ik/mijn-werk",
        "title": "Naar het bos",
        "text": "Wij zagen een hert.",
        "send": "1",
    }
    return fields | more


def own(app, cast):
    with in_school(app, cast):
        asked = select(Post).where(Post.title == "Naar het bos").order_by(Post.book_id)
        return list(db.session.scalars(asked))


def test_one_post_lands_in_every_book_of_the_group(app, visit, cast):
    answer = visit(cast.anouk).post(path(cast), words())

    assert answer.status_code == 302
    posts = own(app, cast)
    assert {post.book_id for post in posts} == {
        cast.noors_book.id,
        cast.sems_book.id,
        cast.yaras_book.id,
    }
    assert {post.author_id for post in posts} == {cast.anouk.id}
    assert {post.audience for post in posts} == {"readers"}


def test_a_post_for_some_lands_in_their_books_only(app, visit, cast):
    chosen = [cast.noors_book.public_id, cast.yaras_book.public_id]
    visit(cast.anouk).post(path(cast), words(whom="enkele", books=chosen))

    assert [post.book_id for post in own(app, cast)] == [cast.noors_book.id, cast.yaras_book.id]


def test_children_ticked_in_the_overview_come_along(visit, cast):
    page = visit(cast.anouk).get(path(cast) + f"?boek-{cast.sems_book.public_id}=1")

    ticked = re.findall(r"<input checked [^>]*>", page.text)

    assert len(ticked) == 2
    assert 'value="enkele"' in ticked[0]
    assert cast.sems_book.public_id in ticked[1]


def test_a_book_of_another_group_cannot_be_chosen(app, visit, cast, neighbours):
    for book in (cast.lars_book, neighbours.noors_book):
        answer = visit(cast.anouk).post(path(cast), words(whom="enkele", books=[book.public_id]))

        assert answer.status_code == 422
    assert not own(app, cast)


def test_nobody_chosen_and_nothing_written_are_told(app, visit, cast):
    nobody = visit(cast.anouk).post(path(cast), words(whom="enkele"))
    nothing = visit(cast.anouk).post(path(cast), words(title="", text=""))

    assert "Kies ten minste één kind." in nobody.text
    assert "Wij zagen een hert." in nobody.text
    assert "Schrijf iets, of kies een foto." in nothing.text
    assert (nobody.status_code, nothing.status_code) == (422, 422)


def test_one_photo_is_shared_by_all_the_posts(app, visit, cast):
    photo = (io.BytesIO(phone_jpeg()), "bos.jpg")
    visit(cast.anouk).post(path(cast), words(photo=photo))

    with in_school(app, cast):
        asked = select(PostPicture.asset_id).where(
            PostPicture.post_id.in_([post.id for post in own(app, cast)])
        )
        assets = db.session.scalars(asked).all()
    assert len(assets) == 3
    assert len(set(assets)) == 1


def test_the_books_know_that_they_changed(app, visit, cast):
    visit(cast.anouk).post(path(cast), words())

    with in_school(app, cast):
        assert db.session.get_one(Book, cast.noors_book.id).version == cast.noors_book.version + 1


def test_a_post_is_taken_out_of_all_books_and_put_back(app, visit, cast):
    teacher = visit(cast.anouk)
    teacher.post(path(cast), words())
    name = own(app, cast)[0].public_id

    teacher.post(path(cast, name, "weg"))
    thrown = own(app, cast)
    listed = teacher.get(path(cast))
    teacher.post(path(cast, name, "terug"))
    back = own(app, cast)

    assert all(post.deleted_at for post in thrown)
    assert "Haal terug" in listed.text
    assert not any(post.deleted_at for post in back)


def test_the_list_shows_one_line_for_all_books(visit, cast):
    teacher = visit(cast.anouk)
    teacher.post(path(cast), words())
    page = teacher.get(path(cast))

    assert page.text.count("Naar het bos") == 1
    assert "3 boeken" in page.text


def test_nobody_else_takes_it_away(app, visit, cast):
    visit(cast.anouk).post(path(cast), words())
    name = own(app, cast)[0].public_id

    for person, status in ((cast.leader, 403), (cast.noor, 403), (cast.bas, 404)):
        assert visit(person).post(path(cast, name, "weg")).status_code == status
    assert not any(post.deleted_at for post in own(app, cast))


def test_a_closed_book_takes_no_post(app, visit, cast):
    with in_school(app, cast):
        books = update(Book).where(Book.group_id == cast.rood.id)
        db.session.execute(books.values(closed_at=clock.now()))

    assert visit(cast.anouk).post(path(cast), words()).status_code == 409


def test_only_those_who_manage_the_group_put_posts_in_its_books(visit, cast, neighbours):
    people = (cast.bas, cast.noor, cast.mama, cast.coach, cast.office, neighbours.anouk)
    for person in people:
        assert visit(person).get(path(cast)).status_code == 404, person.first_name
        assert visit(person).post(path(cast), words()).status_code == 404
