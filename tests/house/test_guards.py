"""What holds at every door: headers, forged posts, readings that change nothing."""

import re
from typing import Any

import pytest

from tests.house.addresses import address, hung, pages, things_of
from tests.house.rows import everything
from tests.visitor import SAME_ORIGIN

SOMEBODY = ("noor", "mama", "anouk", "leader", "office")
NOTED_BY_READING = {"trace", "visit", "sign_in"}

POLICY = re.compile(
    r"default-src 'none'; script-src 'nonce-([\w-]{22})'; style-src 'nonce-\1'; "
    r"img-src 'self' blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; "
    r"form-action 'self'; manifest-src 'self'; worker-src 'self'; frame-src 'none'; "
    r"frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
    r"require-trusted-types-for 'script'; report-uri /csp"
)
DEVICES = (
    "camera={0}, microphone={0}, geolocation=(), payment=(), usb=(), display-capture=(), "
    "browsing-topics=()"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}
BESIDE = {"Content-Type", "Content-Length", "Location", "Set-Cookie", "Allow", "Vary"}


@pytest.fixture
def things(cast, photo):
    return things_of(cast, photo=photo)


@pytest.mark.parametrize("person", [*SOMEBODY, None])
def test_every_page_carries_exactly_these_headers(person, app, cast, visit, things):
    visitor = visit(getattr(cast, person) if person else None)
    for page in pages(app):
        how = hung(app, page)
        if how.media:
            continue  # Files have headers of their own, and tests of their own.
        answer = visitor.get(address(app, page, things))
        devices = "(self)" if how.capture else "()"

        found = dict(answer.headers)
        assert POLICY.fullmatch(found.pop("Content-Security-Policy")), page.rule
        assert found.pop("Permissions-Policy") == DEVICES.format(devices), page.rule
        assert {name: found.pop(name, None) for name in HEADERS} == HEADERS, page.rule
        assert not set(found) - BESIDE, f"{page.rule}: {found}"


def test_no_two_answers_share_a_nonce(visit):
    first, second = (visit().get("/nergens").headers["Content-Security-Policy"] for _ in range(2))

    assert first != second


@pytest.mark.parametrize("person", SOMEBODY)
def test_reading_and_asking_for_headers_changes_nothing(person, app, cast, visit, things):
    visitor = visit(getattr(cast, person))
    before = everything(app, NOTED_BY_READING)
    for page in pages(app):
        path = address(app, page, things)
        visitor.get(path, buffered=True)
        visitor.client.head(path, headers=SAME_ORIGIN)

    assert everything(app, NOTED_BY_READING) == before


def forgeries(visitor, other) -> dict[str, dict[str, Any]]:
    """Ways to send a form that our own fresh page would not."""
    good, theirs = visitor.csrf, other.csrf
    return {
        "without a token": {"data": {}, "headers": SAME_ORIGIN},
        "with somebody else's token": {"data": {"csrf": theirs}, "headers": SAME_ORIGIN},
        "from another site": {
            "data": {"csrf": good},
            "headers": SAME_ORIGIN | {"Sec-Fetch-Site": "cross-site"},
        },
        "from an old browser elsewhere": {
            "data": {"csrf": good},
            "headers": {"Origin": "https://elsewhere.example"},
        },
        "from an old browser that does not say": {"data": {"csrf": good}, "headers": {}},
    }


@pytest.mark.parametrize("person", SOMEBODY)
def test_a_forged_post_changes_nothing(person, app, cast, visit, things):
    visitor, other = visit(getattr(cast, person)), visit(cast.sem)
    before = everything(app, {"trace"})
    for page in pages(app, "POST"):
        if hung(app, page).json:
            continue
        path = address(app, page, things)
        for way, sent in forgeries(visitor, other).items():
            answer = visitor.client.post(path, **sent)

            assert 400 <= answer.status_code < 500, f"{page.rule} {way}: {answer.status_code}"

    assert everything(app, {"trace"}) == before


@pytest.mark.parametrize("person", SOMEBODY)
def test_data_goes_in_as_json_with_a_token_or_not_at_all(person, app, cast, visit, things):
    visitor = visit(getattr(cast, person))
    token = {"X-CSRF-Token": visitor.csrf}
    before = everything(app, {"trace"})
    for page in pages(app, "POST"):
        if not hung(app, page).json:
            continue
        path = address(app, page, things)
        ways = {
            "as a form": ({"data": {"text": "x"}, "headers": SAME_ORIGIN | token}, {415}),
            "as plain text": (
                {"data": "{}", "content_type": "text/plain", "headers": SAME_ORIGIN | token},
                {415},
            ),
            "without a token": ({"json": {}, "headers": SAME_ORIGIN}, {400}),
            "from another site": (
                {"json": {}, "headers": token | {"Sec-Fetch-Site": "cross-site"}},
                {400},
            ),
        }
        for way, (sent, answers) in ways.items():
            assert visitor.client.post(path, **sent).status_code in answers, f"{page.rule} {way}"

    assert everything(app, {"trace"}) == before


def test_a_repeated_parameter_is_no_good_on_any_page(app, cast, visit, things):
    visitor = visit(cast.leader)
    for page in pages(app):
        answer = visitor.get(address(app, page, things) + "?sort=a&sort=b")

        assert answer.status_code == 422, page.rule
