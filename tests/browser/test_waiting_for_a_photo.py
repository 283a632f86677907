"""The page shows a photo when it is ready, in a real browser, without loading again."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask, render_template
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from kindportfolio.access.guard import COOKIE
from kindportfolio.access.needs import Need
from kindportfolio.access.room import Room
from kindportfolio.access.rules import load
from kindportfolio.core.render import _environment
from kindportfolio.jobs.worker import Worker
from kindportfolio.media.models import MediaAsset
from kindportfolio.media.refusals import words
from kindportfolio.media.sizes import sizes_of
from kindportfolio.media.status import can_retry
from tests.media.pictures import phone_jpeg, quarters
from tests.media.sending import SMALL_PHOTO, send
from tests.media.working import give_up
from tests.visitor import Visitor

AS_WRITTEN = "image => [image.src, image.srcset, image.sizes, image.width, image.height]"

PAGE = """
{% extends "layout/plain.html" %}
{% from "media/photo.html" import photo, retry %}
{% block title %}Foto{% endblock %}
{% block main %}
  <h1>Foto</h1>
  <figure class="foto">
    {% call photo(row.public_id, "Mijn tuin", sizes, words, mine=true, can_retry=again) %}
      {{ retry(row.public_id) }}
    {% endcall %}
  </figure>
{% endblock %}
"""


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """A served installation with one page that shows a photo."""
    trial = Room("trial", __name__)

    @trial.page("/proef/<asset_id>", need=Need.OWN_MEDIA)
    def shown(asset_id: str) -> str:
        asset = load(MediaAsset, asset_id)
        sizes = sizes_of(asset_id, asset.width, asset.height) if asset.width else {}
        said = words(asset.state, asset.failure)
        page = _environment().from_string(PAGE)
        return render_template(page, row=asset, sizes=sizes, words=said, again=can_retry(asset))

    app.register_blueprint(trial)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def noor(visit, cast):
    return visit(cast.noor)


@pytest.fixture
def faults() -> list[str]:
    """What the browser complains of; at the end it must be nothing."""
    return []


@pytest.fixture
def page(chromium: Browser, address: str, noor: Visitor, faults: list[str]) -> Iterator[Page]:
    """Noor's own browser."""
    context = chromium.new_context(base_url=address, viewport={"width": 1180, "height": 820})
    cookie = {"name": COOKIE, "value": noor.token, "url": address.replace("http:", "https:")}
    context.add_cookies([cookie | {"secure": True, "httpOnly": True}])
    page = context.new_page()
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def test_the_photo_takes_the_place_of_the_words(page, noor, cast, app):
    name = send(noor, cast.draft.public_id).json["id"]
    page.goto(f"/proef/{name}")
    page.evaluate("window.sameAsBefore = true")
    assert page.get_by_role("status").inner_text() == "We maken je foto klaar."

    Worker(app).drain()

    photo = page.get_by_role("img", name="Mijn tuin")
    photo.wait_for()
    assert page.evaluate("window.sameAsBefore")
    assert photo.evaluate("image => image.complete && image.naturalWidth > 0")
    assert page.locator("kp-photo").count() == 0
    by_script = photo.evaluate(AS_WRITTEN)
    page.reload()
    assert page.get_by_role("img", name="Mijn tuin").evaluate(AS_WRITTEN) == by_script


def test_a_photo_that_failed_says_so_and_can_be_tried_again(page, noor, cast, app, tmp_path):
    name = send(noor, cast.draft.public_id).json["id"]
    page.goto(f"/proef/{name}")
    retry = page.get_by_role("button", name="Probeer opnieuw")
    assert not retry.is_visible()

    give_up(app, tmp_path)

    page.get_by_text("Deze foto lukte niet. Probeer het nog eens.").wait_for()
    retry.click()
    page.get_by_text("We maken je foto klaar.").wait_for()
    assert page.url.endswith(f"/proef/{name}")
    Worker(app).drain()
    page.get_by_role("img", name="Mijn tuin").wait_for()


def test_a_photo_that_cannot_be_opened_asks_for_another(page, noor, cast, app):
    name = send(noor, cast.draft.public_id, SMALL_PHOTO[:3000]).json["id"]
    page.goto(f"/proef/{name}")

    Worker(app).drain()

    page.get_by_text("We konden dit bestand niet openen. Probeer een ander.").wait_for()
    assert not page.get_by_role("button", name="Probeer opnieuw").is_visible()


def test_a_photo_opened_by_itself_is_inert(page, noor, cast, app, faults):
    name = send(noor, cast.draft.public_id).json["id"]
    Worker(app).drain()

    page.goto(f"/m/{name}/groot")

    assert page.evaluate("document.contentType") == "image/webp"
    assert page.evaluate("self.origin") == "null"
    assert all("inline style" in fault for fault in faults)
    faults.clear()  # The browser's own viewer may not style itself, which harms nobody.


def test_a_turned_phone_photo_is_chosen_and_seen_upright(look, cast, tmp_path):
    """On the page of a child, with the server and the worker that a school runs."""
    photo = tmp_path / "IMG_0012.JPG"
    photo.write_bytes(phone_jpeg(quarters((2000, 1500)), orientation=6))
    page = look(cast.noor).go(f"/bericht/{cast.draft.public_id}/maken")
    page.evaluate("window.sameAsBefore = true")

    page.get_by_label("Kies een foto").set_input_files(photo)

    seen = page.get_by_role("img", name="Jouw foto")
    seen.wait_for()
    assert page.evaluate("window.sameAsBefore")
    assert seen.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [320, 240]
