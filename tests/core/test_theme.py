import gzip
import re
from dataclasses import replace

import pytest
from flask import Flask
from jinja2 import Environment, TemplateNotFound

from kindportfolio.core import theme as looks
from kindportfolio.core.theme import asset, joined, theme_asset, theme_named, themes


@pytest.fixture
def client():
    app = Flask(__name__, static_folder=None)
    looks.register_static(app)
    return app.test_client()


def test_both_themes_are_found_with_title_and_licence():
    assert [theme.title for theme in themes().values()] == ["Basis", "De Zeester"]
    assert all("Open Font License" in theme.licence for theme in themes().values())


def test_a_theme_that_is_gone_gives_way_to_the_house_look():
    assert theme_named("zeester").name == "zeester"
    assert theme_named("weg").name == theme_named(None).name == "basis"


@pytest.mark.parametrize(
    "said", ["title = 1 = 2", 'title = "Half"', 'title = "X"\nlicence = ""\nscript = "x.js"']
)
def test_a_note_that_says_too_little_or_too_much_is_refused_by_name(tmp_path, said):
    (tmp_path / "theme.toml").write_text(said)

    with pytest.raises(looks.BadTheme, match=re.escape(str(tmp_path))):
        looks.read_theme(tmp_path)


def test_addresses_name_the_release(client):
    release = looks.release()

    assert re.fullmatch("[0-9a-f]{12}", release)
    assert asset("css/reset.css") == f"/static/{release}/css/reset.css"
    assert themes()["zeester"].stylesheet == f"/static/{release}/themes/zeester/tokens.css"


@pytest.mark.parametrize("path", ["css/weg.css", "../core/theme.py", "themes/basis/theme.toml"])
def test_an_address_of_what_is_not_there_is_never_given(path):
    with pytest.raises(LookupError):
        asset(path)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("css/reset.css", "text/css; charset=utf-8"),
        ("icons/ui.svg", "image/svg+xml"),
        ("themes/basis/static/mark.svg", "image/svg+xml"),
        ("themes/zeester/static/fonts/andika-latin-400-normal.woff2", "font/woff2"),
    ],
)
def test_files_are_served_for_good_with_their_own_type(client, path, kind):
    answer = client.get(asset(path))

    assert answer.status_code == 200
    assert answer.content_type == kind
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "css/weg.css",
        "css",
        "css/",
        "../core/theme.py",
        "%2e%2e/core/theme.py",
        "css/../../core/theme.py",
        "css/reset.css%00",
        "css\\reset.css",
        "themes/basis/theme.toml",
        "themes/basis/../zeester/tokens.css",
    ],
)
def test_path_tricks_find_nothing(client, path):
    assert client.get(f"/static/{looks.release()}/{path}").status_code == 404


def test_another_release_is_not_here(client):
    assert client.get("/static/0123456789ab/css/reset.css").status_code == 404


@pytest.mark.parametrize("name", ["basis", "zeester"])
def test_every_address_in_the_sheet_of_a_theme_can_be_fetched(client, name):
    sheet = client.get(theme_named(name).stylesheet).text
    addresses = re.findall(r'url\("([^"]*)"\)', sheet)

    assert len(addresses) >= 14
    assert all(client.get(address).status_code == 200 for address in addresses)


def test_a_theme_gives_the_same_tokens_as_the_house_look():
    def tokens(name: str) -> set[str]:
        return set(
            re.findall(r"(--[a-z0-9-]+):", (themes()[name].folder / "tokens.css").read_text())
        )

    assert tokens("zeester") == tokens("basis")


def test_a_theme_fills_open_slots_and_nothing_else(tmp_path):
    mine = replace(themes()["basis"], folder=tmp_path)
    for path in ("layout/slots/brand.html", "layout.html", "layout/child.html"):
        (tmp_path / "templates" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "templates" / path).write_text("van het thema")
    loader = looks.template_loader(mine)
    environment = Environment(autoescape=True)

    assert loader.get_source(environment, "layout/slots/brand.html")[0] == "van het thema"
    assert loader.get_source(environment, "layout.html")[0] != "van het thema"
    assert loader.get_source(environment, "layout/child.html")[0] != "van het thema"
    with pytest.raises(TemplateNotFound):
        loader.get_source(environment, "layout/slots/../../../theme.toml")


def test_theme_files_are_addressed_within_their_theme():
    assert theme_asset(themes()["zeester"], "static/mark.svg").endswith(
        "/themes/zeester/static/mark.svg"
    )


def test_sheets_are_served_joined_in_their_order_and_small(client):
    address = joined(["reset", "shared/forms"])

    plain = client.get(address)
    pressed = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert plain.mimetype == "text/css"
    assert plain.data.index(b"@layer reset,") < plain.data.index(b".field")
    assert pressed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(pressed.data) == plain.data


def test_joined_sheets_hold_only_sheets_that_are_there(client):
    address = joined(["reset"]).replace("reset", "reset,weg")

    assert client.get(address).status_code == 404
    assert client.get(address.replace("reset,weg", "reset,...core.theme")).status_code == 404
