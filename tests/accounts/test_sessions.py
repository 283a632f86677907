"""How long a sign-in lasts, and what is left of it afterwards."""

import secrets
from datetime import timedelta

import pytest

from kindportfolio.access import guard
from kindportfolio.accounts.models import SignIn
from kindportfolio.accounts.sessions import STAYS
from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from tests.cast import PASSWORD

GONE = '"cache", "storage"'


def sit(app, visitor, stay):
    """Let this sign-in last as long as for that kind of person."""
    with app.app_context(), across_schools():
        row = db.session.query(SignIn).filter_by(token_hash=guard.hashed(visitor.token)).one()
        row.idle_seconds = int(stay.idle.total_seconds())
        row.ends_at = row.began_at + stay.most
        db.session.commit()
        return row.began_at


def page(visitor):
    return visitor.client.get("/mijn/apparaten")


def left(visitor) -> int:
    return visitor.client.get("/blijf", headers={"Sec-Fetch-Dest": "empty"}).json["left"]


@pytest.mark.parametrize("kind", STAYS)
def test_who_sits_still_is_out_at_the_limit_and_not_before(app, visit, cast, kind):
    visitor, stay = visit(cast.anouk), STAYS[kind]
    began = sit(app, visitor, stay)

    with clock.travelled_to(began + stay.idle - timedelta(seconds=5)):
        assert page(visitor).status_code == 200
    with clock.travelled_to(began + 2 * stay.idle):
        answer = page(visitor)
        assert answer.status_code == 302
        assert answer.headers["Clear-Site-Data"] == GONE


@pytest.mark.parametrize("kind", STAYS)
def test_who_keeps_busy_is_out_at_the_longest(app, visit, cast, kind):
    visitor, stay = visit(cast.anouk), STAYS[kind]
    moment = began = sit(app, visitor, stay)
    while moment < began + stay.most - timedelta(minutes=5):
        moment += timedelta(minutes=5)
        if moment < began + stay.most:
            with clock.travelled_to(moment):
                assert page(visitor).status_code == 200

    with clock.travelled_to(began + stay.most + timedelta(seconds=1)):
        assert page(visitor).status_code == 302


def test_asking_how_long_is_no_activity(app, visit, cast):
    noor, stay = visit(cast.noor), STAYS["tablet"]
    began = sit(app, noor, stay)
    for minutes in range(1, 10):
        with clock.travelled_to(began + timedelta(minutes=minutes)):
            assert left(noor) == pytest.approx((10 - minutes) * 60, abs=2)

    with clock.travelled_to(began + timedelta(minutes=10, seconds=1)):
        answer = noor.client.get("/blijf", headers={"Sec-Fetch-Dest": "empty"})
        assert answer.status_code == 401
        assert answer.headers["Clear-Site-Data"] == GONE


def test_one_press_lets_noor_stay(app, visit, cast):
    noor = visit(cast.noor)
    began = sit(app, noor, STAYS["tablet"])

    with clock.travelled_to(began + timedelta(minutes=9, seconds=50)):
        assert noor.send_json("/blijf", {}).json["left"] >= 599
    with clock.travelled_to(began + timedelta(minutes=19)):
        assert page(noor).status_code == 200


def test_no_press_stretches_the_longest_stay(app, visit, cast):
    noor, stay = visit(cast.noor), STAYS["tablet"]
    began = sit(app, noor, stay)
    for minutes in range(5, 120, 5):
        with clock.travelled_to(began + timedelta(minutes=minutes)):
            given = noor.send_json("/blijf", {}).json["left"]

    assert 295 <= given <= 300


def test_sending_a_form_is_activity(app, visit, cast):
    anouk = visit(cast.anouk)
    began = sit(app, anouk, STAYS["guardian"])

    with clock.travelled_to(began + timedelta(minutes=15)):
        anouk.post("/contrast", {"contrast": "high"})
    with clock.travelled_to(began + timedelta(minutes=30)):
        assert page(anouk).status_code == 200


def test_every_page_of_somebody_signed_in_can_warn_a_minute_ahead(app, visit, cast):
    anouk = visit(cast.anouk)
    sit(app, anouk, STAYS["staff"])

    text = anouk.get("/mijn/apparaten").text

    assert '<kp-stay left="17' in text or '<kp-stay left="1800"' in text
    assert "<kp-stay" not in visit().get("/inloggen").text


def test_the_cookie_is_long_random_and_for_this_site_alone(visit, cast):
    sent = {"school": cast.school.public_id, "email": "anouk@eikenhof.example"}
    answer = visit().post("/inloggen/volwassen", sent | {"password": PASSWORD})

    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if "__Host-kp=" in one]
    value, *attributes = cookie.removeprefix("__Host-kp=").split("; ")
    assert len(value) == 43, "256 bits"
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]


def test_no_two_of_ten_thousand_browsers_get_the_same_cookie(app):
    seen = set()
    for _ in range(10_000):
        with app.test_request_context("/"):
            seen.add(guard.renew_visitor_token())

    assert len(seen) == 10_000


def test_a_cookie_that_nobody_got_is_nobody(visit):
    stranger = visit()
    for value in ("", "x", "x" * 43, secrets.token_urlsafe(32), "'; DROP TABLE sign_in; --"):
        stranger.client.set_cookie("__Host-kp", value)

        assert page(stranger).status_code == 302


def test_a_session_of_one_school_is_nobody_at_the_host_of_another_installation(visit, cast):
    noor = visit(cast.noor)

    answer = noor.client.get("/mijn/apparaten", headers={"Host": "elders.example"})

    assert answer.status_code == 400
