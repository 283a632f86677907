"""A child comes in: the door of the group, the own face, three pictures or secret words."""

from datetime import date, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from kindportfolio.access.guard import hashed
from kindportfolio.access.models import Trace
from kindportfolio.accounts import passwords
from kindportfolio.accounts.models import Misses, Person, SignIn, Tablet
from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from kindportfolio.schools.models import Enrolment, Group
from tests.cast import PASSWORD, PICTURES

RIGHT = {f"picture{nr}": picture for nr, picture in enumerate(PICTURES, 1)} | {"enter": "1"}
WRONG = RIGHT | {"picture1": "boom"}


def door(group) -> str:
    return f"/inloggen/groep/{group.public_id}"


def face(group, child) -> str:
    return f"{door(group)}/{child.public_id}"


def at_school_only(app, group):
    """Children of this group no longer sign in at home."""
    change(app, Group, group.id, home_sign_in=False)


def change(app, model, row_id, **values):
    with app.app_context(), across_schools():
        row = db.session.get(model, row_id)
        for name, value in values.items():
            setattr(row, name, value)
        db.session.commit()


def count(app, model, *where) -> int:
    with app.app_context(), across_schools():
        return db.session.scalar(select(func.count()).select_from(model).where(*where))


def make_tablet(app, visitor, cast, group=None, **more):
    """Let this browser be a tablet of the school, as staff would make it one."""
    token = "t" * 43
    with app.app_context(), across_schools():
        facts = {
            "school_id": cast.school.id,
            "group_id": group.id if group else None,
            "enrolled_by_id": cast.anouk.id,
            "enrolled_at": clock.now(),
            "ends_on": cast.this_year.last_day,
        } | more
        tablet = Tablet(token_hash=hashed(token), **facts)
        db.session.add(tablet)
        db.session.commit()
        tablet_id = tablet.id
    visitor.client.set_cookie("__Host-kp-tablet", token)
    return tablet_id


def test_a_stranger_chooses_a_school_and_sees_doors_with_teachers_but_no_child(visit, cast):
    stranger = visit()

    assert "Eikenhof" in (start := stranger.get("/inloggen").text)
    assert "Beukenhof" in start
    doors = stranger.get(f"/inloggen/school/{cast.school.public_id}").text
    assert "juf Anouk" in doors
    assert "meester Bas" in doors
    assert "Noor" not in doors
    assert "juf Joke" not in doors, "last year's group has no door"


def test_the_faces_stand_in_dutch_order_and_those_who_left_are_not_there(app, visit, cast):
    change(app, Person, cast.sem.id, first_name="Élise", sort_name="elise vos")
    change(app, Person, cast.yara.id, left_on=clock.today() - timedelta(days=1))

    text = visit().get(door(cast.rood)).text

    assert text.index("Élise") < text.index("Noor")
    assert "Yara" not in text
    assert "Vera" not in text
    assert "Vos" not in text, "no family names at the door"


def test_two_children_called_the_same_have_an_initial(app, visit, cast):
    change(app, Person, cast.sem.id, first_name="Noor", last_name="Beer", sort_name="noor beer")

    text = visit().get(door(cast.rood)).text

    assert "Noor B." in text
    assert "Noor V." in text


def test_a_child_that_moved_stands_in_its_new_group_only(app, visit, cast):
    with app.app_context(), across_schools():
        old = db.session.scalars(select(Enrolment).where(Enrolment.child_id == cast.noor.id))
        for row in old:
            row.until = row.until or clock.today() - timedelta(days=1)
        db.session.add(
            Enrolment(
                school_id=cast.school.id,
                child_id=cast.noor.id,
                group_id=cast.blauw.id,
                year_level=5,
                since=clock.today(),
            )
        )
        db.session.commit()

    assert "Noor" not in visit().get(door(cast.rood)).text
    assert "Noor" in visit().get(door(cast.blauw)).text
    assert visit().get(face(cast.rood, cast.noor)).status_code == 404


def test_noor_comes_in_with_her_three_pictures(app, visit, cast):
    noor = visit()
    before = noor.client.get_cookie("__Host-kp").value

    answer = noor.post(face(cast.rood, cast.noor), RIGHT)

    assert answer.status_code == 302
    assert answer.location == "/"
    assert noor.client.get_cookie("__Host-kp").value != before
    assert count(app, SignIn, SignIn.person_id == cast.noor.id) == 1
    assert count(app, Trace, Trace.event == "signed in", Trace.result == "done") == 1
    assert count(app, Misses) == 1, "only the network's count, at zero"


def test_without_script_the_pictures_come_one_by_one_and_can_be_taken_back(visit, cast):
    noor, address = visit(), face(cast.rood, cast.noor)

    one = noor.post(address, {"picture1": "zon"})
    assert one.status_code == 200
    assert 'name="picture1" value="zon"' in one.text
    assert 'name="picture2" value="boot"' in one.text
    two = noor.post(address, {"picture1": "zon", "picture2": "huis"})
    back = noor.post(address, {"picture1": "zon", "picture2": "huis", "undo": "1"})
    assert 'name="picture3" value="vis"' in two.text
    assert 'name="picture2" value="vis"' in back.text
    whole = noor.post(address, {"picture1": "zon", "picture2": "boot", "picture3": "vis"})
    assert whole.status_code == 200

    assert noor.post(address, RIGHT).status_code == 302


def test_the_order_of_the_pictures_counts(visit, cast):
    turned = RIGHT | {"picture1": "vis", "picture3": "zon"}

    answer = visit().post(face(cast.rood, cast.noor), turned)

    assert answer.status_code == 422
    assert "Dat klopt niet. Probeer het nog eens." in answer.text


def test_mees_comes_in_with_words_whatever_his_capitals(visit, cast):
    words = {"password": f"  {PASSWORD.upper()} "}

    assert visit().post(face(cast.blauw, cast.mees), words).status_code == 302
    assert visit().post(face(cast.blauw, cast.mees), {"password": "iets anders"}).status_code == 422


def test_a_child_of_another_group_or_school_is_not_behind_this_door(visit, cast, neighbours):
    assert visit().get(face(cast.rood, cast.lars)).status_code == 404
    assert visit().get(face(cast.rood, neighbours.noor)).status_code == 404
    assert visit().get(door(cast.old_rood)).status_code == 404


@pytest.mark.parametrize("page", ["faces", "secret"])
def test_without_a_school_tablet_no_name_stands_at_the_door(app, visit, cast, page):
    at_school_only(app, cast.rood)
    address = door(cast.rood) if page == "faces" else face(cast.rood, cast.noor)

    answer = visit().get(address)

    assert answer.status_code == 200
    assert "Vraag je juf of meester om deze tablet klaar te zetten." in answer.text
    assert "Noor" not in answer.text
    assert "Sem" not in answer.text


def test_without_a_school_tablet_the_right_pictures_open_nothing(app, visit, cast):
    at_school_only(app, cast.rood)

    answer = visit().post(face(cast.rood, cast.noor), RIGHT)

    assert answer.status_code == 200
    assert count(app, SignIn) == 0


def test_a_school_tablet_shows_the_faces_of_its_group_at_once(app, visit, cast):
    at_school_only(app, cast.rood)
    tablet = visit()
    make_tablet(app, tablet, cast, cast.rood)

    assert tablet.get("/inloggen").location == door(cast.rood)
    assert "Noor" in tablet.get(door(cast.rood)).text
    assert tablet.post(face(cast.rood, cast.noor), RIGHT).status_code == 302


@pytest.mark.parametrize(
    "undone",
    [{"revoked_at": clock.now()}, {"ends_on": date(2020, 7, 31)}],
    ids=["taken back", "of another year"],
)
def test_a_tablet_that_is_none_any_more_shows_no_name(app, visit, cast, undone):
    at_school_only(app, cast.rood)
    tablet = visit()
    make_tablet(app, tablet, cast, cast.rood, **undone)

    assert "Noor" not in tablet.get(door(cast.rood)).text
    assert tablet.get("/inloggen").status_code == 200


def test_a_tablet_of_one_school_shows_no_name_of_another(app, visit, cast, neighbours):
    at_school_only(app, neighbours.rood)
    tablet = visit()
    make_tablet(app, tablet, cast, cast.rood)

    assert "Noor" not in tablet.get(door(neighbours.rood)).text


def test_five_wrong_tries_are_heard_and_then_it_takes_a_minute(app, visit, cast):
    noor, address = visit(), face(cast.rood, cast.noor)

    assert [noor.post(address, WRONG).status_code for _ in range(6)] == [422] * 5 + [429]
    assert "over 1 minuut" in noor.post(address, RIGHT).text
    with clock.travelled_to(clock.now() + timedelta(seconds=61)):
        assert noor.post(address, RIGHT).status_code == 302


def test_wrong_pictures_count_over_all_tablets_and_after_ten_the_teacher_helps(app, visit, cast):
    address, moment = face(cast.rood, cast.noor), clock.now()
    seen = []
    for minutes in (0, 0, 0, 0, 0, 2, 5, 10, 19, 35):
        with clock.travelled_to(moment + timedelta(minutes=minutes)):
            seen.append(visit().post(address, WRONG).status_code)
    with clock.travelled_to(moment + timedelta(minutes=55)):
        locked = visit().post(address, RIGHT)
    with clock.travelled_to(moment + timedelta(hours=15)):
        next_day = visit().post(address, RIGHT)

    assert seen == [422] * 10
    assert locked.status_code == 429
    assert "Je juf of meester kan het eraf halen." in locked.text
    assert next_day.status_code == 302, "no lock is for ever"


def test_a_locked_child_does_not_lock_another_on_another_tablet(visit, cast):
    for _ in range(6):
        visit().post(face(cast.rood, cast.noor), WRONG)

    assert visit().post(face(cast.rood, cast.noor), RIGHT).status_code == 429
    assert visit().post(face(cast.rood, cast.sem), RIGHT).status_code == 302


def test_misses_elsewhere_at_school_do_not_hold_up_its_tablets(app, visit, cast):
    with app.app_context():
        until = clock.now() + timedelta(minutes=10)
        row = Misses(key="address:127.0.0.1", count=200, since=clock.now(), locked_until=until)
        db.session.add(row)
        db.session.commit()
    tablet = visit()
    make_tablet(app, tablet, cast, cast.rood)

    assert visit().post(face(cast.rood, cast.noor), RIGHT).status_code == 429
    assert tablet.post(face(cast.rood, cast.noor), RIGHT).status_code == 302


def test_many_wrong_tries_on_one_tablet_hold_up_that_tablet_only(app, visit, cast):
    tablet = visit()
    make_tablet(app, tablet, cast, cast.rood)
    for child in (cast.noor, cast.noor, cast.sem, cast.sem, cast.yara):
        assert tablet.post(face(cast.rood, child), WRONG).status_code == 422

    assert tablet.post(face(cast.rood, cast.noor), RIGHT).status_code == 429
    assert visit().post(face(cast.rood, cast.noor), RIGHT).status_code == 302


def test_a_miss_is_counted_before_the_secret_is_looked_at(app, visit, cast, monkeypatch):
    """A server that is killed while it hashes gives no guess away."""

    def die(*_):
        raise SystemExit

    monkeypatch.setattr(passwords, "matches", die)
    with pytest.raises(SystemExit):
        visit().post(face(cast.rood, cast.noor), WRONG)

    with app.app_context():
        assert db.session.get(Misses, f"child:{cast.noor.id}").count == 1


def test_a_second_child_on_a_tablet_ends_the_first(app, visit, cast):
    noor, sem = visit(), visit()
    make_tablet(app, noor, cast, cast.rood)
    sem.client.set_cookie("__Host-kp-tablet", "t" * 43)
    noor.post(face(cast.rood, cast.noor), RIGHT)

    sem.post(face(cast.rood, cast.sem), RIGHT)

    assert count(app, SignIn, SignIn.person_id == cast.noor.id) == 0
    assert count(app, SignIn, SignIn.person_id == cast.sem.id) == 1


def test_a_child_stays_shorter_on_a_tablet_than_at_home(app, visit, cast):
    at_home, at_school = visit(), visit()
    make_tablet(app, at_school, cast, cast.rood)
    at_home.post(face(cast.rood, cast.sem), RIGHT)
    at_school.post(face(cast.rood, cast.noor), RIGHT)

    with app.app_context(), across_schools():
        stays = dict(db.session.execute(select(SignIn.person_id, SignIn.idle_seconds)).all())
    assert stays == {cast.sem.id: 20 * 60, cast.noor.id: 10 * 60}


def test_klaar_leads_to_the_faces_and_leaves_nothing(app, visit, cast):
    noor = visit()
    make_tablet(app, noor, cast, cast.rood)
    noor.post(face(cast.rood, cast.noor), RIGHT)
    token = noor.client.get_cookie("__Host-kp").value

    out = noor.post("/uitloggen")

    assert out.status_code == 303
    assert out.location == door(cast.rood)
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert noor.client.get_cookie("__Host-kp").value != token
    noor.client.set_cookie("__Host-kp", token)
    assert noor.client.get("/mijn/apparaten").status_code == 302, "the old cookie is worthless"


def test_a_child_that_left_does_not_come_in_and_is_shown_out(app, visit, cast):
    noor = visit(cast.noor)
    assert noor.get("/mijn/apparaten").status_code == 200

    change(app, Person, cast.noor.id, left_on=clock.today() - timedelta(days=1))

    assert noor.client.get("/mijn/apparaten").status_code == 302
    assert visit().post(face(cast.rood, cast.noor), RIGHT).status_code == 404


def test_an_older_hash_is_renewed_when_the_secret_was_right(app, visit, cast):
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("-".join(PICTURES))
    with app.app_context(), across_schools():
        db.session.get(Person, cast.noor.id).login.secret_hash = weak
        db.session.commit()

    visit().post(face(cast.rood, cast.noor), RIGHT)

    with app.app_context(), across_schools():
        kept = db.session.get(Person, cast.noor.id).login.secret_hash
    assert passwords.renewed("-".join(PICTURES), kept) is None
    assert passwords.matches("-".join(PICTURES), kept)
