"""Exactly these headers, for every kind of answer that is not a page."""

import pytest

from tests.house.test_guards import DEVICES, HEADERS, POLICY

ALWAYS = {"Content-Type", "Content-Length"}
FETCHED = {"Sec-Fetch-Dest": "empty"}


def stripped(answer, *beside: str) -> dict[str, str]:
    """The headers without those that every answer carries in the same way."""
    found = dict(answer.headers)
    assert POLICY.fullmatch(found.pop("Content-Security-Policy"))
    assert found.pop("Permissions-Policy") == DEVICES.format("()")
    assert {name: found.pop(name, None) for name in HEADERS} == HEADERS
    return {name: value for name, value in found.items() if name not in ALWAYS | set(beside)}


def send(visitor, kind: str):
    """One answer of this kind."""
    sent = {
        "page that is not there": lambda: visitor.client.get("/nergens"),
        "page for somebody else": lambda: visitor.client.get("/inloggen/opnieuw"),
        "method that is not taken": lambda: visitor.client.delete("/inloggen"),
        "forged form": lambda: visitor.post("/contrast", forged=True),
        "form of the wrong kind": lambda: visitor.client.post("/blijf", data="x"),
        "repeated parameter": lambda: visitor.client.get("/inloggen?a=1&a=2"),
        "data": lambda: visitor.client.get("/blijf", headers=FETCHED),
        "data that is refused": lambda: visitor.client.get("/nergens", headers=FETCHED),
        "nothing": lambda: visitor.client.post(
            "/csp", data="{}", content_type="application/csp-report"
        ),
        "form too large": lambda: visitor.client.post(
            "/csp", data="x" * 9_000, content_type="application/csp-report"
        ),
    }
    return sent[kind]()


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("page that is not there", 404),
        ("page for somebody else", 404),
        ("method that is not taken", 405),
        ("forged form", 400),
        ("form of the wrong kind", 415),
        ("repeated parameter", 422),
        ("data", 200),
        ("data that is refused", 404),
        ("nothing", 204),
        ("form too large", 413),
    ],
)
def test_every_kind_of_answer_has_exactly_its_headers(visit, cast, kind, status):
    answer = send(visit(cast.noor), kind)

    assert answer.status_code == status
    assert not stripped(answer, *(["Allow"] if status == 405 else []))


def test_a_stranger_is_led_to_the_door_or_told_so(visit):
    page = visit().client.get("/mijn/apparaten?a=1")
    data = visit().client.get("/blijf", headers=FETCHED)

    assert (page.status_code, data.status_code) == (302, 401)
    assert not stripped(page, "Location")
    assert page.location == "/inloggen?next=/mijn/apparaten?a%3D1"
    assert not stripped(data)
    assert data.json == {"error": "Log opnieuw in. Wat bewaard is, blijft bewaard."}


def test_going_out_clears_the_browser_and_renews_its_cookie(visit, cast):
    answer = visit(cast.noor).post("/uitloggen")

    assert set(stripped(answer, "Location")) == {"Clear-Site-Data", "Set-Cookie"}


def test_over_https_the_browser_is_told_to_stay_there(visit):
    answer = visit().client.get("/inloggen", base_url="https://localhost")

    assert stripped(answer) == {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


def test_a_forged_host_is_refused_without_a_page(visit):
    answer = visit().client.get("/inloggen", headers={"Host": "elders.example"})

    assert answer.status_code == 400
    assert answer.text == "Bad Request"
    assert not stripped(answer)


def test_a_style_sheet_may_be_kept_for_good_and_sets_no_cookie(visit):
    page = visit().client.get("/inloggen").text
    sheet = page.split('rel="stylesheet"')[1].split('href="')[1].split('"')[0]

    found = dict(visit().client.get(sheet).headers)

    assert found.pop("Content-Length")
    assert found == {
        "Content-Type": "text/css; charset=utf-8",
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Vary": "Accept-Encoding",
    }


def test_an_error_shows_no_trace_and_names_no_server(app, visit, monkeypatch):
    def break_down():
        raise RuntimeError("secret detail")

    monkeypatch.setitem(app.view_functions, "schools.front_door", break_down)
    break_down.need = "public"
    app.testing = False

    answer = visit().client.get("/inloggen")

    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert not stripped(answer)
