"""Staff make tablets ready and help children in."""

import re

import pytest
from sqlalchemy import func, select

from kindportfolio.access.models import Trace
from kindportfolio.accounts.models import Login, Misses, Person, SignIn, Tablet
from kindportfolio.accounts.pictures import PICTURES
from kindportfolio.accounts.words import words
from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from kindportfolio.schools.models import Group
from tests import cast as people

RIGHT = {f"picture{nr}": picture for nr, picture in enumerate(people.PICTURES, 1)} | {"enter": "1"}
WRONG = RIGHT | {"picture1": "boom"}


def door(group) -> str:
    return f"/inloggen/groep/{group.public_id}"


def face(group, child) -> str:
    return f"{door(group)}/{child.public_id}"


def helping(group, child=None) -> str:
    page = f"/groep/{group.public_id}/inloggen"
    return f"{page}/{child.public_id}" if child else page


def only(app, model):
    with app.app_context(), across_schools():
        return db.session.scalars(select(model)).one()


def count(app, model, *where) -> int:
    with app.app_context(), across_schools():
        return db.session.scalar(select(func.count()).select_from(model).where(*where))


@pytest.fixture
def at_school_only(app):
    """No group lets its children sign in at home."""
    with app.app_context(), across_schools():
        for group in db.session.scalars(select(Group)):
            group.home_sign_in = False
        db.session.commit()


@pytest.mark.usefixtures("at_school_only")
def test_juf_anouk_makes_a_tablet_and_leaves_it_to_the_children(app, visit, cast):
    tablet = visit(cast.anouk)
    assert "Rood EIK" in tablet.get("/tablet").text

    answer = tablet.post("/tablet", {"group": cast.rood.public_id})

    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert tablet.client.get("/mijn/apparaten").status_code == 302, "she is signed out"
    assert tablet.get("/inloggen").location == door(cast.rood)
    assert tablet.post(face(cast.rood, cast.noor), RIGHT).status_code == 302
    (made,) = re.findall("__Host-kp-tablet=[^\n]+", "\n".join(answer.headers.getlist("Set-Cookie")))
    assert "Secure; HttpOnly; Path=/; SameSite=Lax" in made
    kept = only(app, Tablet)
    assert kept.token_hash not in made
    assert kept.ends_on == cast.this_year.last_day


@pytest.mark.usefixtures("at_school_only")
def test_a_tablet_for_all_groups_opens_at_the_doors_of_its_school(visit, cast):
    tablet = visit(cast.anouk)

    tablet.post("/tablet", {"group": cast.rood.public_id, "every_group": "y"})

    assert "Welke deur" in tablet.get("/inloggen").text
    assert "Lars" in tablet.get(door(cast.blauw)).text


@pytest.mark.usefixtures("at_school_only")
def test_a_tablet_that_is_taken_back_shows_no_names(app, visit, cast):
    tablet, anouk = visit(cast.anouk), visit(cast.anouk)
    tablet.post("/tablet", {"group": cast.rood.public_id})
    name = only(app, Tablet).public_id
    assert name in anouk.get("/tablet").text

    anouk.post(f"/tablet/{name}/stop")

    assert "Noor" not in tablet.get(door(cast.rood)).text
    assert name not in anouk.get("/tablet").text


def test_who_may_take_a_tablet_back(app, visit, cast, neighbours):
    visit(cast.anouk).post("/tablet", {"group": cast.rood.public_id})
    stop = f"/tablet/{only(app, Tablet).public_id}/stop"

    for stranger in (cast.bas, cast.colleague, cast.mama, cast.noor, neighbours.office):
        assert visit(stranger).post(stop).status_code == 404
    assert visit(cast.office).post(stop).status_code == 303


def test_nobody_makes_a_tablet_for_a_group_that_is_not_theirs(app, visit, cast, neighbours):
    for group in (cast.blauw, cast.old_rood, neighbours.rood):
        assert visit(cast.anouk).post("/tablet", {"group": group.public_id}).status_code == 422
    for stranger in (cast.mama, cast.noor, cast.colleague, cast.coach):
        assert visit(stranger).get("/tablet").status_code == 404
    assert count(app, Tablet) == 0


WHO = {"anouk": 200, "leader": 200, "office": 200}
WHO |= dict.fromkeys(("bas", "colleague", "coach", "mama", "noor", "sem"), 404)


@pytest.mark.parametrize(("person", "status"), WHO.items())
def test_who_helps_the_children_of_rood_in(visit, cast, person, status):
    visitor = visit(getattr(cast, person))

    assert visitor.get(helping(cast.rood)).status_code == status
    assert visitor.get(helping(cast.rood, cast.noor)).status_code == status


def test_one_tap_lifts_a_lock_also_of_the_tablet(app, visit, cast):
    tablet = visit(cast.anouk)
    tablet.post("/tablet", {"group": cast.rood.public_id})
    for _ in range(6):
        tablet.post(face(cast.rood, cast.noor), WRONG)
    assert tablet.post(face(cast.rood, cast.noor), RIGHT).status_code == 429
    anouk = visit(cast.anouk)
    assert anouk.get(helping(cast.rood)).text.count("Slot eraf") == 1

    anouk.post(f"{helping(cast.rood, cast.noor)}/slot")

    assert "Slot eraf" not in anouk.get(helping(cast.rood)).text
    assert tablet.post(face(cast.rood, cast.noor), RIGHT).status_code == 302
    assert count(app, Trace, Trace.event == "lock lifted") == 1


def test_the_teacher_lifts_the_lock_of_ten_wrong_codes(app, visit, cast):
    with app.app_context():
        key = f"child:{cast.noor.id}"
        until = clock.now().replace(year=2100)
        db.session.add(Misses(key=key, count=10, since=clock.now(), locked_until=until))
        db.session.commit()
    assert "Je juf of meester" in visit().post(face(cast.rood, cast.noor), RIGHT).text

    visit(cast.anouk).post(f"{helping(cast.rood, cast.noor)}/slot")

    assert visit().post(face(cast.rood, cast.noor), RIGHT).status_code == 302


def test_a_child_of_another_group_is_not_helped_through_this_one(visit, cast, neighbours):
    for child in (cast.lars, neighbours.noor, cast.vera):
        assert visit(cast.anouk).get(helping(cast.rood, child)).status_code == 404
        slot = f"{helping(cast.rood, child)}/slot"
        assert visit(cast.anouk).post(slot).status_code == 404


def test_new_pictures_are_shown_once_and_the_old_ones_are_worthless(app, visit, cast):
    noor, anouk = visit(cast.noor), visit(cast.anouk)

    shown = anouk.post(helping(cast.rood, cast.noor), {"way": "pictures"}).text

    code = re.findall(r"beeldwoord/([a-z]+)\.svg", shown)
    assert len(set(code)) == 3
    for nr, picture in enumerate(code, 1):
        assert f"{nr}. {PICTURES[picture]}" in shown
    assert "beeldwoord" not in anouk.get(helping(cast.rood, cast.noor)).text
    assert noor.client.get("/mijn/apparaten").status_code == 302, "she is signed out everywhere"
    fresh = {f"picture{nr}": picture for nr, picture in enumerate(code, 1)} | {"enter": "1"}
    assert visit().post(face(cast.rood, cast.noor), fresh).status_code == 302
    if tuple(code) != people.PICTURES:
        assert visit().post(face(cast.rood, cast.noor), RIGHT).status_code == 422


def test_pictures_can_become_words_and_words_pictures(visit, cast):
    anouk = visit(cast.anouk)

    shown = anouk.post(helping(cast.rood, cast.noor), {"way": "password"}).text

    (phrase,) = re.findall(r'code--words">([a-z ]+)<', shown)
    assert len(phrase.split()) == 3
    assert 'type="password"' in visit().get(face(cast.rood, cast.noor)).text
    assert visit().post(face(cast.rood, cast.noor), {"password": phrase}).status_code == 302


def test_a_stale_page_gives_no_new_secret(app, visit, cast):
    before = set(secrets_kept(app))

    answer = visit(cast.anouk).post(
        helping(cast.rood, cast.noor), {"way": "pictures", "csrf": "old"}
    )

    assert answer.status_code == 400
    assert "beeldwoord" not in answer.text
    assert set(secrets_kept(app)) == before


def secrets_kept(app) -> list[str]:
    with app.app_context(), across_schools():
        return list(db.session.scalars(select(Login.secret_hash)))


def test_a_child_without_a_way_in_gets_one(app, visit, cast):
    with app.app_context(), across_schools():
        login = db.session.get(Person, cast.noor.id).login
        db.session.delete(login)
        db.session.commit()
    anouk = visit(cast.anouk)
    assert "Noor" not in visit().get(door(cast.rood)).text
    assert "nog niets" in anouk.get(helping(cast.rood)).text

    anouk.post(helping(cast.rood, cast.noor), {"way": "pictures"})

    assert "Noor" in visit().get(door(cast.rood)).text


def test_signing_in_at_home_is_a_switch_of_the_group(app, visit, cast):
    anouk, stranger = visit(cast.anouk), visit()
    assert "Noor" in stranger.get(door(cast.rood)).text

    anouk.post(f"{helping(cast.rood)}/thuis", {"allowed": "0"})
    assert "Noor" not in stranger.get(door(cast.rood)).text
    anouk.post(f"{helping(cast.rood)}/thuis", {"allowed": "1"})
    assert "Noor" in stranger.get(door(cast.rood)).text
    assert count(app, SignIn, SignIn.person_id == cast.noor.id) == 0


def test_the_list_of_words_is_long_plain_and_without_doubles():
    assert len(words()) >= 2_000
    assert len(set(words())) == len(words())
    assert all(re.fullmatch(r"[a-z]{3,11}", word) for word in words())
