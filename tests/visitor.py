"""Somebody with a browser: signs in, visits pages, sends forms; checks every page it gets."""

import hmac
import re
import secrets
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kindportfolio.access.guard import COOKIE, hashed
from kindportfolio.accounts.models import Person, SignIn
from kindportfolio.accounts.sessions import STAYS
from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}


class Visitor:
    """One browser, with somebody signed in on it or nobody."""

    def __init__(self, app: Flask, person: Person | None = None) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.token = secrets.token_urlsafe(32)
        self.client.set_cookie(COOKIE, self.token)
        if person is not None:
            self._sign_in(person)

    def get(self, path: str, **more: Any) -> TestResponse:
        """Fetch a page, and check that it is a decent one."""
        answer = self.client.get(path, headers=SAME_ORIGIN | more.pop("headers", {}), **more)
        if answer.mimetype == "text/html" and more.get("follow_redirects") is not False:
            check_page(answer.get_data(as_text=True))
        return answer

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, forged: bool = False, **more: Any
    ) -> TestResponse:
        """Send a form as a page of ours would; ``forged`` leaves the guard out."""
        fields = dict(data or {})
        if not forged:
            fields = {"csrf": self.csrf, "once": secrets.token_urlsafe(16)} | fields
        return self.client.post(
            path, data=fields, headers=SAME_ORIGIN | more.pop("headers", {}), **more
        )

    def send_json(self, path: str, payload: Any, **more: Any) -> TestResponse:
        """Send JSON as a script of ours would."""
        headers = SAME_ORIGIN | {"X-CSRF-Token": self.csrf, "Sec-Fetch-Dest": "empty"}
        return self.client.post(path, json=payload, headers=headers, **more)

    @property
    def csrf(self) -> str:
        cookie = self.client.get_cookie(COOKIE)
        token = cookie.value if cookie else ""
        key = self.app.config["SETTINGS"].secret_keys[0].encode()
        return hmac.new(key, b"csrf:" + token.encode(), sha256).hexdigest()

    def _sign_in(self, person: Person) -> None:
        moment = clock.now()
        stay = STAYS["child" if person.is_child else "staff"]
        with self.app.app_context(), across_schools():
            db.session.add(
                SignIn(
                    school_id=person.school_id,
                    token_hash=hashed(self.token),
                    person_id=person.id,
                    began_at=moment,
                    proved_at=moment,
                    seen_at=moment,
                    idle_seconds=int(stay.idle.total_seconds()),
                    ends_at=moment + stay.most,
                    data={},
                )
            )
            db.session.commit()


class _Looker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.faults: list[str] = []
        self._in_label = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        if name := given.get("id"):
            self.ids[name] += 1
        if "style" in given or any(key.startswith("on") for key in given):
            self.faults.append(f"inline style or handler on <{tag}>")
        if tag in ("script", "style") and "nonce" not in given:
            self.faults.append(f"<{tag}> without nonce")
        if tag == "script" and not given.get("src"):
            self.faults.append("inline script")
        if tag == "img" and "alt" not in given:
            self.faults.append("img without alt")
        if tag == "label":
            self._in_label += 1
            self.labelled.add(given.get("for") or "")
        if tag in ("input", "select", "textarea"):
            self.fields.append({**given, "inside": "yes" if self._in_label else ""})

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._in_label -= 1


def check_page(html: str) -> None:
    """What holds for every page: one h1, a title, labels, no double ids, nothing inline."""
    seen = _Looker()
    seen.feed(html)
    assert seen.tags["h1"] == 1, f"{seen.tags['h1']} h1"
    assert re.search(r"<title>[^<]+</title>", html), "no title"
    double = [name for name, count in seen.ids.items() if count > 1]
    assert not double, f"double ids {double}"
    assert not seen.faults, seen.faults
    for field in seen.fields:
        if field.get("type") in ("hidden", "submit", "button"):
            continue
        named = field["inside"] or field.get("aria-label") or field.get("aria-labelledby")
        assert named or field.get("id") in seen.labelled, f"no label for {field}"
