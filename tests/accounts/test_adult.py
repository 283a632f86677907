"""Grown-ups come in with e-mail and password; forgetting one is no disaster."""

import re
import statistics
import time
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import func, select

from kindportfolio import create_app
from kindportfolio.access.models import Trace
from kindportfolio.accounts.models import Login, Misses, ResetCode, SignIn
from kindportfolio.accounts.passwords import matches
from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from kindportfolio.jobs.worker import Worker
from kindportfolio.schools.models import Teaching
from tests.cast import PASSWORD
from tests.visitor import Visitor

ADULT = "/inloggen/volwassen"
NEW = "vier groene fietsen zingen"


def words(cast, first: str, password: str = PASSWORD, **more) -> dict[str, str]:
    email = f"{first.lower()}@{cast.school.name.lower()}.example"
    return {"school": cast.school.public_id, "email": email, "password": password} | more


def count(app, model, *where) -> int:
    with app.app_context(), across_schools():
        return db.session.scalar(select(func.count()).select_from(model).where(*where))


def is_in(visitor) -> bool:
    return visitor.client.get("/mijn/apparaten").status_code == 200


@pytest.fixture
def mails(app, settings):
    """Lets the worker send what waits, and reads what was laid down."""

    def read() -> list:
        Worker(app).drain()
        laid = (settings.instance / "mail").glob("*.eml")
        found = sorted(laid, key=lambda path: path.stat().st_mtime_ns)
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]

    return read


@pytest.fixture
def link(mails, visit, cast):
    """A fresh link for Anouk, as it came by mail."""
    visit().post(
        "/inloggen/vergeten", {k: v for k, v in words(cast, "Anouk").items() if k != "password"}
    )
    return link_in(mails()[-1])


def link_in(mail) -> str:
    (found,) = re.findall(r"http://127\.0\.0\.1:5000(/\S+)", mail.get_content())
    return found


@pytest.mark.parametrize(
    ("first", "minutes", "hours"),
    [("Anouk", 30, 10), ("Leida", 15, 8), ("Ivo", 15, 8), ("Sanne", 20, 4), ("Greet", 20, 4)],
)
def test_everybody_stays_as_long_as_their_work_asks(app, visit, cast, first, minutes, hours):
    answer = visit().post(f"{ADULT}?next=/kompas", words(cast, first))

    assert (answer.status_code, answer.location) == (302, "/kompas")
    with app.app_context(), across_schools():
        row = db.session.scalars(select(SignIn)).one()
    assert row.idle_seconds == minutes * 60
    assert row.ends_at - row.began_at == timedelta(hours=hours)


def test_the_school_is_not_asked_when_the_address_names_it(visit, cast):
    page = visit().get(f"{ADULT}?school={cast.school.public_id}").text

    assert "Eikenhof" in page
    assert "<select" not in page
    assert "<select" in visit().get(ADULT).text
    named = {name: value for name, value in words(cast, "Anouk").items() if name != "school"}
    assert visit().post(f"{ADULT}?school={cast.school.public_id}", named).status_code == 302


@pytest.mark.parametrize(
    "who",
    [
        ("Niemand", PASSWORD),
        ("Anouk", "een verkeerde zin voor de deur"),
        ("Jan", PASSWORD),  # blocked
        ("Joke", PASSWORD),  # taught here once
        ("Noor", PASSWORD),  # a child
    ],
)
def test_whoever_is_refused_hears_the_same(app, visit, cast, who):
    answer = visit().post(ADULT, words(cast, *who))

    assert answer.status_code == 422
    assert "Dat klopt niet. Probeer het nog eens." in answer.text
    assert count(app, SignIn) == 0
    assert count(app, Trace, Trace.event == "signed in", Trace.result == "refused") == 1


@pytest.mark.slow
def test_being_refused_takes_as_long_whoever_one_says_to_be(app, visit, cast):
    spent: dict[str, list[float]] = {"Niemand": [], "Anouk": [], "Jan": []}
    sizes = set()
    for nr in range(40):
        for first in spent:
            stranger = visit()
            with clock.travelled_to(clock.now() + timedelta(hours=2 * nr)):
                began = time.thread_time()
                answer = stranger.post(ADULT, words(cast, first, "een verkeerde zin"))
                spent[first].append(time.thread_time() - began)
            sizes.add(len(answer.data) - len(first))

    middle = {first: statistics.median(times) for first, times in spent.items()}
    assert max(middle.values()) < min(middle.values()) * 1.1, middle
    assert max(sizes) - min(sizes) <= len("niemand") - len("jan")


@pytest.fixture
def restarted(settings):
    """The server, started once more on the same database."""
    again = create_app(settings)
    yield again
    with again.app_context():
        db.engine.dispose()


def test_five_misses_then_a_minute_and_a_restart_does_not_help(visit, cast, restarted):
    anouk = visit()
    wrong = words(cast, "Anouk", "iets heel anders")
    assert [anouk.post(ADULT, wrong).status_code for _ in range(6)] == [422] * 5 + [429]

    again = Visitor(restarted)
    assert again.post(ADULT, words(cast, "Anouk")).status_code == 429
    with clock.travelled_to(clock.now() + timedelta(seconds=61)):
        assert again.post(ADULT, words(cast, "Anouk")).status_code == 302


def test_the_wait_doubles_up_to_a_quarter_of_an_hour(visit, cast):
    moment, waits = clock.now(), []
    for nr in range(10):
        with clock.travelled_to(moment):
            answer = visit().post(ADULT, words(cast, "Anouk", "fout"))
            assert answer.status_code == 422
            page = visit().post(ADULT, words(cast, "Anouk")) if nr >= 4 else None
        if page is not None and page.status_code == 429:
            waits.append(int(re.search(r"over (\d+) minu", page.text)[1]))
            moment += timedelta(minutes=waits[-1], seconds=1)

    assert waits == [1, 2, 4, 8, 15, 15]


def test_capitals_in_the_address_make_no_second_account(visit, cast):
    for nr in range(5):
        email = ("anouk@eikenhof.example", " Anouk@Eikenhof.example ")[nr % 2]
        visit().post(ADULT, words(cast, "Anouk", "fout", email=email))

    assert visit().post(ADULT, words(cast, "Anouk")).status_code == 429


def test_many_accounts_from_one_address_are_held_up_but_not_other_addresses(
    app, visit, cast, caplog
):
    with app.app_context():
        row = Misses(key="address:127.0.0.1", count=199, since=clock.now())
        db.session.add(row)
        db.session.commit()

    assert visit().post(ADULT, words(cast, "Nr200", "fout")).status_code == 422
    assert visit().post(ADULT, words(cast, "Nr201", "fout")).status_code == 429
    assert "held up" in caplog.text
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "192.0.2.7"}}
    assert visit().post(ADULT, words(cast, "Anouk"), **elsewhere).status_code == 302


def test_whoever_has_to_wait_stands_in_the_trail_once(app, visit, cast):
    for _ in range(7):
        visit().post(ADULT, words(cast, "Anouk", "fout"))

    assert count(app, Trace, Trace.event == "held up") == 1


def test_who_comes_in_at_last_does_not_make_the_address_forget_the_others(app, visit, cast):
    for nr in range(3):
        visit().post(ADULT, words(cast, f"Nr{nr}", "fout"))
    visit().post(ADULT, words(cast, "Anouk"))

    with app.app_context():
        assert db.session.get(Misses, "address:127.0.0.1").count == 3


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "/\t/elsewhere.example",
        "javascript:alert(1)",
        "kompas",
        "",
    ],
)
def test_next_leads_nowhere_but_home(visit, cast, elsewhere):
    anouk = visit()

    answer = anouk.client.post(
        ADULT,
        query_string={"next": elsewhere},
        data=words(cast, "Anouk", csrf=anouk.csrf),
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert (answer.status_code, answer.location) == (302, "/")


def test_nobody_is_signed_in_by_a_form_of_another_site(app, visit, cast):
    victim = visit()
    sent = words(cast, "Anouk", csrf=victim.csrf)

    answer = victim.client.post(ADULT, data=sent, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 400
    assert count(app, SignIn) == 0


def test_a_planted_cookie_is_worthless_after_signing_in(visit, cast):
    anouk = visit()
    planted = anouk.token

    anouk.post(ADULT, words(cast, "Anouk"))

    assert is_in(anouk)
    thief = visit()
    thief.client.set_cookie("__Host-kp", planted)
    assert not is_in(thief)


def test_the_same_address_at_two_schools_is_two_people(app, visit, cast, neighbours):
    with app.app_context(), across_schools():
        theirs = db.session.scalars(
            select(Login).where(Login.person_id == neighbours.mama.id)
        ).one()
        theirs.email = "sanne@eikenhof.example"
        db.session.commit()
    sanne = visit()

    sanne.post(ADULT, words(cast, "Sanne"))

    assert "Eikenhof" in (page := sanne.get("/mijn/apparaten").text)
    assert "Beukenhof" not in page


def test_who_loses_the_last_role_is_out_at_the_next_request(app, visit, cast):
    bas = visit()
    bas.post(ADULT, words(cast, "Bas"))
    assert is_in(bas)
    with app.app_context(), across_schools():
        for row in db.session.scalars(select(Teaching).where(Teaching.person_id == cast.bas.id)):
            row.ended_at = clock.now()
        db.session.commit()

    assert not is_in(bas)
    assert visit().post(ADULT, words(cast, "Bas")).status_code == 422


def test_a_forgotten_password_is_mailed_a_link_to_the_configured_address(visit, cast, mails):
    visit().post("/inloggen/vergeten", words(cast, "Anouk"), headers={"Host": "localhost"})

    (mail,) = mails()
    assert mail["To"] == "anouk@eikenhof.example"
    assert "Noor" not in mail.as_string()
    assert visit().get(link_in(mail)).status_code == 200


def test_a_forged_host_gets_nothing(visit, cast, mails):
    answer = visit().client.get("/inloggen/vergeten", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert not mails()


def test_known_and_unknown_addresses_get_the_same_page_and_only_one_a_mail(visit, cast, mails):
    pages = [
        visit().post("/inloggen/vergeten", words(cast, first), follow_redirects=True)
        for first in ("Anouk", "Niemand", "Jan", "Joke")
    ]

    assert {page.status_code for page in pages} == {200}
    assert len({re.sub(r'(nonce|value)="[^"]+"', "", page.text) for page in pages}) == 1
    assert [mail["To"] for mail in mails()] == ["anouk@eikenhof.example"]


def test_one_address_gets_three_mails_an_hour(visit, cast, mails):
    moment = clock.now()
    for minutes in (0, 5, 10, 15, 61):
        with clock.travelled_to(moment + timedelta(minutes=minutes)):
            visit().post("/inloggen/vergeten", words(cast, "Anouk"))
            mails()

    assert len(mails()) == 4


def test_the_link_sets_a_new_password_ends_every_session_and_tells_the_owner(
    app, visit, cast, link, mails
):
    elsewhere = visit(cast.anouk)

    answer = visit().post(link, {"password_new": NEW})

    assert answer.status_code == 302
    assert not is_in(elsewhere)
    assert visit().post(ADULT, words(cast, "Anouk")).status_code == 422
    assert visit().post(ADULT, words(cast, "Anouk", NEW)).status_code == 302
    assert "veranderd" in mails()[-1]["Subject"]


def test_a_link_works_once(visit, link):
    assert visit().post(link, {"password_new": NEW}).status_code == 302

    assert visit().get(link).status_code == 410
    assert visit().post(link, {"password_new": "nog een andere lange zin"}).status_code == 410


def test_using_one_link_uses_the_others_too(visit, cast, link, mails):
    visit().post("/inloggen/vergeten", words(cast, "Anouk"))
    other = link_in(mails()[-1])
    assert other != link

    visit().post(other, {"password_new": NEW})

    assert visit().get(link).status_code == 410


def test_a_link_is_dead_after_ten_minutes(visit, link):
    with clock.travelled_to(clock.now() + timedelta(minutes=11)):
        assert visit().get(link).status_code == 410
        assert visit().post(link, {"password_new": NEW}).status_code == 410


def test_a_link_is_dead_when_the_address_changed(app, visit, cast, link):
    with app.app_context(), across_schools():
        login = db.session.scalars(select(Login).where(Login.person_id == cast.anouk.id)).one()
        login.email = "anouk@elders.example"
        db.session.commit()

    assert visit().get(link).status_code == 410


def test_a_link_for_one_account_changes_no_other(app, visit, cast, link):
    sent = {"password_new": NEW, "login_id": cast.bas.id, "email": "bas@eikenhof.example"}

    visit().post(link, sent)

    with app.app_context(), across_schools():
        bas = db.session.scalars(select(Login).where(Login.person_id == cast.bas.id)).one()
    assert matches(PASSWORD, bas.secret_hash)


def test_a_weak_new_password_does_not_use_the_link_up(app, visit, link):
    answer = visit().post(link, {"password_new": "eikenhof2026!"})

    assert answer.status_code == 422
    assert count(app, ResetCode, ResetCode.used_at.is_not(None)) == 0
    assert visit().get(link).status_code == 200


def test_the_token_is_kept_nowhere(app, link, settings):
    token = link.rsplit("/", 1)[1]

    kept = b"".join(path.read_bytes() for path in settings.instance.glob("kindportfolio.sqlite*"))
    assert token.encode() not in kept


def test_nobody_comes_in_with_an_account_that_ships_with_the_program(app, visit, cast):
    for first in ("admin", "test", "demo", "beheer"):
        for password in ("admin", "welkom", "demo", ""):
            answer = visit().post(ADULT, words(cast, first, password))

            assert answer.status_code in (422, 429)
    assert count(app, SignIn) == 0
