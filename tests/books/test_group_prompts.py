"""Prompts: one question in all books of a group, now or planned."""

import io
import re
from datetime import timedelta

from sqlalchemy import select, update

from kindportfolio.books.models import Book, Prompt
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.media.models import MediaAsset
from kindportfolio.schools.models import Group
from tests.books.group_help import in_school, lose, teach
from tests.media.pictures import phone_jpeg


def path(cast, *more):
    return "/".join(["/groep", cast.rood.public_id, "vragen", *more])


def asked(cast, **more):
    return {
        "text": "Wat vind jij mooi?",
        "place": "wie-ben-ik/mijn-droom",
        "when": cast.period.public_id,
        "send": "1",
    } | more


def prompts(app, cast):
    with in_school(app, cast):
        return list(db.session.scalars(select(Prompt).order_by(Prompt.id)))


def test_the_form_offers_to_ask_now_until_the_holiday(visit, cast):
    page = visit(cast.anouk).get(path(cast, "nieuw"))

    assert page.status_code == 200
    now = re.search(r'<input checked [^>]*name="when"[^>]*>', page.text)
    assert now
    assert cast.period.public_id in now[0]
    assert "Juf Anouk vraagt:" in page.text


def test_a_prompt_is_in_all_books_at_once(app, visit, cast):
    answer = visit(cast.anouk).post(path(cast, "nieuw"), asked(cast))

    assert answer.status_code == 302
    made = prompts(app, cast)[-1]
    assert (made.question, made.place, made.text) == (
        "wie-ben-ik",
        "mijn-droom",
        "Wat vind jij mooi?",
    )
    assert made.period_id == cast.period.id
    assert made.opens_at <= clock.now() < made.closes_at
    assert made.author_id == cast.anouk.id


def test_a_prompt_raises_the_version_of_the_group(app, visit, cast):
    visit(cast.anouk).post(path(cast, "nieuw"), asked(cast))

    with in_school(app, cast):
        assert db.session.get_one(Group, cast.rood.id).version == cast.rood.version + 1


def test_own_days_are_days_in_the_netherlands(app, visit, cast):
    first, last = clock.today() + timedelta(days=3), clock.today() + timedelta(days=5)
    days = {"when": "eigen", "opens": first.isoformat(), "closes": last.isoformat()}
    visit(cast.anouk).post(path(cast, "nieuw"), asked(cast, **days))

    made = prompts(app, cast)[-1]
    assert made.opens_at == clock.start_of(first)
    assert made.closes_at == clock.start_of(last + timedelta(days=1))


def test_the_last_day_cannot_lie_before_the_first(app, visit, cast):
    days = {"when": "eigen", "opens": "2026-11-20", "closes": "2026-11-10"}
    answer = visit(cast.anouk).post(path(cast, "nieuw"), asked(cast, **days))

    assert answer.status_code == 422
    assert "vóór de eerste" in answer.text
    assert "Wat vind jij mooi?" in answer.text
    assert len(prompts(app, cast)) == 1


def test_other_days_need_a_first_and_a_last_day(app, visit, cast):
    answer = visit(cast.anouk).post(
        path(cast, "nieuw"), asked(cast, when="eigen", closes="gisteren")
    )

    assert answer.status_code == 422
    assert answer.text.count("Kies een dag.") == 4
    assert len(prompts(app, cast)) == 1


def test_a_question_without_words_or_too_long_is_not_asked(app, visit, cast):
    for text in ("", "x" * 201):
        answer = visit(cast.anouk).post(path(cast, "nieuw"), asked(cast, text=text))

        assert answer.status_code == 422
    assert len(prompts(app, cast)) == 1


def test_looking_first_saves_nothing(app, visit, cast):
    fields = asked(cast, look="1")
    del fields["send"]
    answer = visit(cast.anouk).post(path(cast, "nieuw"), fields)

    assert answer.status_code == 200
    assert answer.text.count("Wat vind jij mooi?") == 2
    assert "Mijn droom" in answer.text
    assert len(prompts(app, cast)) == 1


def test_a_photo_goes_with_the_prompt(app, visit, cast):
    photo = (io.BytesIO(phone_jpeg()), "plaatje.jpg")
    answer = visit(cast.anouk).post(path(cast, "nieuw"), asked(cast, photo=photo))

    assert answer.status_code == 302
    made = prompts(app, cast)[-1]
    with in_school(app, cast):
        asset = db.session.get_one(MediaAsset, made.asset_id)
        assert asset.sent_by_id == cast.anouk.id


def test_a_file_that_is_no_photo_keeps_the_words(app, visit, cast):
    photo = (io.BytesIO(b"geen foto"), "plaatje.jpg")
    answer = visit(cast.anouk).post(path(cast, "nieuw"), asked(cast, photo=photo))

    assert answer.status_code == 422
    assert "Wat vind jij mooi?" in answer.text
    assert len(prompts(app, cast)) == 1


def test_one_who_teaches_two_groups_asks_both_at_once(app, visit, cast):
    with in_school(app, cast):
        teach(cast, cast.anouk, cast.blauw)
    fields = asked(cast, groups=cast.blauw.public_id)
    visit(cast.anouk).post(path(cast, "nieuw"), fields)

    made = prompts(app, cast)[-2:]
    assert {prompt.group_id for prompt in made} == {cast.rood.id, cast.blauw.id}


def test_a_group_one_does_not_teach_cannot_be_asked_along(app, visit, cast):
    answer = visit(cast.anouk).post(path(cast, "nieuw"), asked(cast, groups=cast.blauw.public_id))

    assert answer.status_code == 422
    assert len(prompts(app, cast)) == 1


def test_a_prompt_is_copied_by_starting_from_it(app, visit, cast):
    with in_school(app, cast):
        teach(cast, cast.anouk, cast.blauw)
    page = visit(cast.anouk).get(
        f"/groep/{cast.blauw.public_id}/vragen/nieuw?van={cast.prompt.public_id}"
    )

    assert cast.prompt.text in page.text
    stranger = visit(cast.bas).get(
        f"/groep/{cast.blauw.public_id}/vragen/nieuw?van={cast.prompt.public_id}"
    )
    assert stranger.status_code == 404


def test_a_prompt_is_changed_in_its_place(app, visit, cast):
    address = path(cast, cast.prompt.public_id)
    page = visit(cast.anouk).get(address)
    answer = visit(cast.anouk).post(address, asked(cast))

    assert cast.prompt.text in page.text
    assert answer.status_code == 302
    with in_school(app, cast):
        assert db.session.get_one(Prompt, cast.prompt.id).text == "Wat vind jij mooi?"


def test_a_prompt_taken_out_can_be_put_back(app, visit, cast):
    teacher, address = visit(cast.anouk), path(cast, cast.prompt.public_id)

    teacher.post(f"{address}/weg")
    gone = teacher.get(path(cast))
    teacher.post(f"{address}/terug")
    back = teacher.get(path(cast))

    assert "Zet terug" in gone.text
    assert "Zet terug" not in back.text
    assert cast.prompt.text in back.text


def test_the_list_says_how_many_answered_and_names_nobody(visit, cast):
    page = visit(cast.anouk).get(path(cast))

    assert "1 van 3 schreven" in page.text
    assert "Noor" not in page.text


def test_a_prompt_of_another_group_is_not_found_under_this_one(visit, cast):
    address = f"/groep/{cast.blauw.public_id}/vragen/{cast.prompt.public_id}"

    assert visit(cast.leader).get(address).status_code == 404


def test_who_may_change_a_prompt(visit, cast, neighbours):
    address = path(cast, cast.prompt.public_id)
    expected = {
        cast.anouk: 200,
        cast.leader: 200,
        cast.noor: 403,
        cast.mama: 403,
        cast.bas: 404,
        cast.oma: 404,
        cast.office: 404,
        neighbours.anouk: 404,
    }

    for person, status in expected.items():
        assert visit(person).get(address).status_code == status, person.first_name
        if status != 200:
            assert visit(person).post(f"{address}/weg").status_code == status


def test_nothing_is_asked_in_books_that_are_closed(app, visit, cast):
    with in_school(app, cast):
        books = update(Book).where(Book.group_id == cast.rood.id)
        db.session.execute(books.values(closed_at=clock.now()))

    assert visit(cast.anouk).post(path(cast, "nieuw"), asked(cast)).status_code == 409
    address = path(cast, cast.prompt.public_id, "weg")
    assert visit(cast.anouk).post(address).status_code == 409


def test_a_teacher_who_left_the_group_asks_nothing_any_more(app, visit, cast):
    teacher = visit(cast.anouk)
    teacher.get(path(cast, "nieuw"))
    with in_school(app, cast):
        lose(cast, cast.anouk, cast.rood)

    assert teacher.post(path(cast, "nieuw"), asked(cast)).status_code == 404
    assert len(prompts(app, cast)) == 1
