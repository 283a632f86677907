"""What people do with their own account, and the small things on every page."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from kindportfolio import create_app
from kindportfolio.accounts.models import Person, SignIn
from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from tests.cast import PASSWORD
from tests.visitor import Visitor

NEW = "vier groene fietsen zingen"


def is_in(visitor) -> bool:
    return visitor.client.get("/mijn/apparaten").status_code == 200


def of(app, person) -> Person:
    with app.app_context(), across_schools():
        return db.session.get(Person, person.id)


def sign_in_ids(app, person) -> list[str]:
    with app.app_context(), across_schools():
        found = select(SignIn.public_id).where(SignIn.person_id == person.id).order_by(SignIn.id)
        return list(db.session.scalars(found))


def test_another_password_ends_the_other_browsers_and_renews_this_one(visit, cast):
    here, elsewhere = visit(cast.anouk), visit(cast.anouk)
    before = here.token

    answer = here.post("/mijn/wachtwoord", {"password": PASSWORD, "password_new": NEW})

    assert answer.status_code == 303
    assert is_in(here)
    assert not is_in(elsewhere)
    assert here.client.get_cookie("__Host-kp").value != before


def test_the_password_of_now_must_be_right_and_is_counted(visit, cast):
    anouk = visit(cast.anouk)
    wrong = {"password": "iets heel anders", "password_new": NEW}

    assert [anouk.post("/mijn/wachtwoord", wrong).status_code for _ in range(6)] == [422] * 5 + [
        429
    ]


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("welkom2026", "12 tekens"),
        ("eikenhof123", "12 tekens"),
        ("kindportfolio", "te bekend"),
        ("welkomeikenhof2026!", "te bekend"),
        ("Wachtwoord2026!", "te bekend"),
        ("fietsmaan20262027", "te bekend"),
        ("AnoukVisser12", "te bekend"),
        ("w3lk0mw3lk0m", "te bekend"),
        ("123456789012", "makkelijk"),
        ("aaaabbbbaaaa", "makkelijk"),
        ("abcdefghijkl", "makkelijk"),
        ("kort maar 11", None),
        ("een zin van vijfenzestig tekens lang is ook goed, want langer kan!", None),
        ("🦊🌳🚲🏠🌞🐟🍎⛵🌙⭐🔑🌷", None),
        ("  twee spaties vooraan", None),
        ("7Hk!q9-zPw4v", None),
    ],
)
def test_a_new_password_is_long_and_unknown_and_otherwise_free(visit, cast, password, why):
    anouk = visit(cast.anouk)

    answer = anouk.post("/mijn/wachtwoord", {"password": PASSWORD, "password_new": password})

    if why:
        assert answer.status_code == 422
        assert why in answer.text
    else:
        assert answer.status_code == 303
        sent = {"school": cast.school.public_id, "email": "anouk@eikenhof.example"}
        door = "/inloggen/volwassen"
        assert visit().post(door, sent | {"password": password.strip() + "."}).status_code == 422
        assert visit().post(door, sent | {"password": password}).status_code == 302


def test_a_child_has_no_password_to_change(visit, cast):
    assert visit(cast.noor).get("/mijn/wachtwoord").status_code == 404
    assert visit(cast.mees).get("/inloggen/opnieuw").status_code == 404


def test_the_password_once_more_makes_the_session_recent_under_a_new_name(app, visit, cast):
    anouk = visit(cast.anouk)
    before = anouk.token
    with clock.travelled_to(clock.now() + timedelta(minutes=20)):
        answer = anouk.post("/inloggen/opnieuw?next=/kompas", {"password": PASSWORD})

        assert (answer.status_code, answer.location) == (303, "/kompas")
        assert is_in(anouk)
    old = visit()
    old.client.set_cookie("__Host-kp", before)
    assert not is_in(old)


def test_one_sees_and_ends_ones_own_browsers(app, visit, cast):
    here, elsewhere, third = visit(cast.anouk), visit(cast.anouk), visit(cast.anouk)
    _, second, _ = sign_in_ids(app, cast.anouk)
    assert here.get("/mijn/apparaten").text.count("Log daar uit") == 2

    here.post(f"/mijn/apparaten/{second}/stop")
    assert (is_in(elsewhere), is_in(third)) == (False, True)
    here.post("/mijn/apparaten/stop")
    assert (is_in(here), is_in(third)) == (True, False)


def test_nobody_ends_the_browser_of_another(app, visit, cast, neighbours):
    bas, theirs = visit(cast.bas), visit(neighbours.anouk)
    (of_bas,), (of_theirs,) = sign_in_ids(app, cast.bas), sign_in_ids(app, neighbours.anouk)
    anouk = visit(cast.anouk)

    for name in (of_bas, of_theirs, "A" * 22):
        assert anouk.post(f"/mijn/apparaten/{name}/stop").status_code == 404
    assert is_in(bas)
    assert is_in(theirs)


def test_the_list_names_the_browser_but_keeps_no_header(app, visit, cast):
    agent = "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"
    anouk = visit()
    sent = {"school": cast.school.public_id, "email": "anouk@eikenhof.example"}
    anouk.post("/inloggen/volwassen", sent | {"password": PASSWORD}, headers={"User-Agent": agent})

    assert "Chrome Chromebook" in anouk.get("/mijn/apparaten").text


def test_contrast_is_kept_with_the_person_or_with_a_strangers_browser(app, visit, cast):
    noor, stranger = visit(cast.noor), visit()
    for visitor in (noor, stranger):
        answer = visitor.post("/contrast", {"contrast": "high", "next": "/inloggen?next=/kompas"})

        assert (answer.status_code, answer.location) == (303, "/inloggen?next=/kompas")
        assert 'data-contrast="high"' in visitor.get("/inloggen").text
    assert of(app, cast.noor).contrast
    assert not of(app, cast.sem).contrast

    noor.post("/contrast", {"contrast": "normal", "next": "//elders.example"})
    assert 'data-contrast="high"' not in noor.get("/inloggen").text


def test_language_is_kept_with_the_person_or_with_a_strangers_browser(app, visit, cast):
    noor, stranger = visit(cast.noor), visit()
    for visitor in (noor, stranger):
        visitor.post("/taal", {"language": "en"})

        assert '<html lang="en"' in visitor.get("/inloggen").text
    assert of(app, cast.noor).language == "en"

    noor.post("/taal", {"language": "fr"})
    assert of(app, cast.noor).language == "en", "a language we do not speak"


def test_a_report_of_a_browser_is_one_line_in_the_log(visit, caplog):
    report = {
        "csp-report": {
            "effective-directive": "img-src",
            "blocked-uri": "https://elsewhere.example/" + "x" * 500,
            "document-uri": "/kompas\nnext line",
            "secret": "not told",
        }
    }
    with caplog.at_level(logging.WARNING):
        answer = visit().client.post("/csp", json=report, content_type="application/csp-report")

    assert answer.status_code == 204
    (line,) = [one.getMessage() for one in caplog.records if "Content policy" in one.getMessage()]
    assert "img-src" in line
    assert "\n" not in line
    assert "not told" not in line
    assert len(line) < 800


def test_a_report_is_small_and_of_its_own_kind(visit):
    send = visit().client.post

    assert send("/csp", data="{}", content_type="text/plain").status_code == 415
    assert send("/csp", data="[1, 2", content_type="application/csp-report").status_code == 204
    big = b"x" * 9_000
    assert send("/csp", data=big, content_type="application/csp-report").status_code == 413


def test_security_txt_says_whom_to_tell_if_the_settings_do(app, visit, settings):
    assert visit().client.get("/.well-known/security.txt").status_code == 404

    other = create_app(replace(settings, security_contact="mailto:veilig@eikenhof.example"))
    answer = Visitor(other).client.get("/.well-known/security.txt")

    assert answer.mimetype == "text/plain"
    assert "Contact: mailto:veilig@eikenhof.example\n" in answer.text
    assert "Expires: 20" in answer.text
    with other.app_context():
        db.engine.dispose()


def test_the_office_signs_one_person_out_everywhere(visit, cast):
    twice, bas, office = [visit(cast.anouk), visit(cast.anouk)], visit(cast.bas), visit(cast.office)
    assert "Anouk Visser" in office.get("/school/ingelogd?naam=ANOUK").text
    assert "Bas Smit" not in office.get("/school/ingelogd?naam=ANOUK").text

    office.post(f"/school/ingelogd/{cast.anouk.public_id}/stop")

    assert [is_in(one) for one in (*twice, bas, office)] == [False, False, True, True]


def test_the_leader_signs_the_whole_school_out_but_no_other(visit, cast, neighbours):
    everybody = [visit(one) for one in (cast.noor, cast.mama, cast.anouk, cast.office)]
    leader, theirs = visit(cast.leader), visit(neighbours.noor)

    leader.post("/school/ingelogd/stop")

    assert [is_in(one) for one in everybody] == [False] * 4
    assert is_in(leader)
    assert is_in(theirs)


def test_nobody_else_sees_or_ends_who_is_signed_in(visit, cast, neighbours):
    anouk = visit(cast.anouk)
    for stranger in (cast.bas, cast.coach, cast.mama, cast.noor):
        visitor = visit(stranger)
        assert visitor.get("/school/ingelogd").status_code == 404
        assert visitor.post("/school/ingelogd/stop").status_code == 404
        assert visitor.post(f"/school/ingelogd/{cast.anouk.public_id}/stop").status_code == 404
    their_office = visit(neighbours.office)
    assert their_office.post(f"/school/ingelogd/{cast.anouk.public_id}/stop").status_code == 404
    assert is_in(anouk)
