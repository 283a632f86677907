from collections import defaultdict
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from flask import Blueprint, Flask, render_template
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from wtforms import EmailField, Form, PasswordField, RadioField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from kindportfolio.core import errors, render, slots, text, theme
from tests.visitor import check_page

NOOR = SimpleNamespace(name="Noor", face="vos")
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}


class StoryForm(Form):
    title = StringField("Titel", [InputRequired("Geef het een naam.")], description="Kort mag ook.")
    mail = EmailField("E-mailadres")
    secret = PasswordField("Wachtwoord")
    shared = RadioField(
        "Wie mag dit zien?",
        choices=[SelectChoice("me", "Alleen ik"), SelectChoice("group", "Mijn groep")],
    )
    send = SubmitField("Plaats")


@pytest.fixture(autouse=True)
def nobody_fills_the_bar(monkeypatch):
    """These frames stand alone: no higher room puts anything in them."""
    monkeypatch.setattr(slots, "_fillers", defaultdict(list))


@pytest.fixture
def app():
    app = Flask(__name__, static_folder=None)
    app.config["SETTINGS"] = SimpleNamespace(theme="basis")
    text.init_app(app)
    render.init_app(app)
    app.jinja_env.globals["csrf_field"] = lambda: Markup(
        '<input type="hidden" name="csrf" value="vers">'
    )
    accounts = Blueprint("accounts", __name__)
    for page in ("sign_out", "contrast", "language", "browsers"):
        accounts.add_url_rule(f"/{page}", page, lambda: "", methods=["POST"])
    app.register_blueprint(accounts)
    return app


def page(app, source, **context):
    house = app.jinja_env.overlay(loader=theme.template_loader(theme.theme_named("basis")))
    with app.test_request_context("/"):
        return render_template(house.from_string(source), **context)


def extending(layout, main="<h1>Hoi</h1>"):
    return (
        f'{{% extends "layout/{layout}.html" %}}{{% block title %}}Hoi{{% endblock %}}'
        f"{{% block main %}}{main}{{% endblock %}}"
    )


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("400", NotFound(), "We konden dit niet lezen."),
        ("400-csrf", errors.Stale(), "De bladzijde was te lang open."),
        ("403", errors.NotAllowed(), "Dit mag je hier niet doen."),
        ("404", errors.NotThere(), "Deze bladzijde is er niet, of niet voor jou."),
        ("409", errors.Closed(), "Dit boek is afgesloten. Lezen kan wel."),
        ("409-versions", errors.Conflict("blauw", "rood"), "Kies wat je wilt houden."),
        ("413", NotFound(), "Dit is te groot om te versturen."),
        ("415", errors.WrongType(), "Dit soort bestand kunnen we niet gebruiken."),
        ("422", errors.Unreadable(), "Probeer het nog eens."),
        ("429", errors.TooMany(150), "Probeer het over 3 minuten opnieuw."),
        ("429", errors.TooMany(20), "Probeer het over 1 minuut opnieuw."),
        ("500", NotFound(), "Er ging bij ons iets mis."),
        ("503", NotFound(), "Er is een storing."),
        ("507", errors.Full(), "De opslag is vol."),
    ],
)
def test_an_error_page_speaks_to_a_stranger_and_shows_a_way_on(app, name, error, words):
    with app.test_request_context("/weg"):
        html = render.render(f"errors/{name}.html", error=error)

    check_page(html)
    assert words in html
    assert 'class="btn btn--go"' in html


def test_two_versions_are_both_on_the_page(app):
    with app.test_request_context("/"):
        html = render.render("errors/409-versions.html", error=errors.Conflict("<b>blauw", "rood"))

    assert "&lt;b&gt;blauw</textarea>" in html
    assert "rood</textarea>" in html


def stale_page(app, headers):
    sent = {
        "story": "Mijn fiets is rood. " * 5,
        "title": "Fiets",
        "csrf": "verlopen",
        "password": "geheim",
    }
    with app.test_request_context("/maak", method="POST", data=sent, headers=headers):
        return render.render("errors/400-csrf.html", error=errors.Stale())


def test_what_was_typed_on_a_page_that_was_open_too_long_can_be_sent_again(app):
    html = stale_page(app, OUR_PAGE)

    assert "Mijn fiets is rood." in html
    assert 'name="title" value="Fiets"' in html
    assert 'value="vers"' in html
    assert "verlopen" not in html
    assert "geheim" not in html


def test_what_another_site_sent_is_not_offered_again(app):
    html = stale_page(app, {"Sec-Fetch-Site": "cross-site"})

    assert "fiets" not in html
    assert "<form" not in html


@pytest.mark.parametrize("layout", ["child", "adult", "door"])
def test_every_frame_is_a_decent_page_with_or_without_a_viewer(app, layout):
    for viewer in (None, NOOR):
        check_page(page(app, extending(layout), viewer=viewer))


def test_the_frame_for_grown_ups_who_sign_in_is_a_decent_page(app):
    html = page(
        app,
        '{% extends "layout/entry.html" %}{% block title %}In{% endblock %}'
        "{% block form %}<h1>In</h1>{% endblock %}",
    )

    check_page(html)
    assert "vraagt een lezer" in html


def test_a_child_finds_stop_only_when_signed_in(app):
    assert 'action="/sign_out"' in page(app, extending("child"), viewer=NOOR)
    assert 'action="/sign_out"' not in page(app, extending("child"), viewer=None)


def test_a_page_of_a_question_takes_its_colour(app):
    assert '<body class="child on-q" data-q="3">' in page(app, extending("child"), on_q=3)
    assert '<body class="child">' in page(app, extending("child"))


def test_contrast_is_said_on_the_page_and_by_its_button(app):
    html = page(app, extending("child"), contrast=True)

    assert '<html lang="nl" data-contrast="high">' in html
    assert 'value="normal" aria-pressed="true"' in html
    assert "data-contrast" not in page(app, extending("child"))


def test_the_main_menu_is_there_only_when_it_has_entries(app):
    menu = (
        '{% extends "layout/adult.html" %}{% from "kit/parts.html" import nav_link %}'
        '{% block nav %}{{ nav_link("/groep", "Groep 4", true) }}{% endblock %}'
    )

    assert "<nav" not in page(app, extending("adult"))
    assert '<a href="/groep" aria-current="page">Groep 4</a>' in page(app, menu)


class Pictured(HTMLParser):
    """Remembers every element with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.seen = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def one(self, **wanted):
        return next(attrs for _, attrs in self.seen if wanted.items() <= attrs.items())


FORM = '{% from "kit/form.html" import start, field, picks, share, tiles, submit %}'


def test_hint_and_error_of_a_field_are_tied_to_its_control(app):
    form = StoryForm(MultiDict({"title": ""}))
    form.validate()

    seen = Pictured(page(app, FORM + "{{ field(form.title) }}", form=form))

    control = seen.one(name="title")
    assert control["aria-describedby"] == "title-hint title-error"
    assert control["aria-invalid"] == "true"
    assert seen.one(id="title-hint")["class"] == "hint"
    assert seen.one(id="title-error")["class"] == "error"


def test_a_field_without_hint_or_error_points_at_nothing(app):
    control = Pictured(
        page(app, FORM + "{{ field(form.mail, autocomplete='email') }}", form=StoryForm())
    ).one(name="mail")

    assert "aria-describedby" not in control
    assert "aria-invalid" not in control
    assert control["autocomplete"] == "email"


def test_a_form_begins_with_its_guard_and_a_list_of_what_is_wrong(app):
    form = StoryForm(MultiDict({"title": ""}))
    form.validate()

    html = page(app, FORM + "{{ start(form) }}", form=form)

    assert 'name="csrf"' in html
    assert '<a href="#title">Titel</a>: Geef het een naam.' in html
    assert 'role="alert"' not in page(app, FORM + "{{ start(form) }}", form=StoryForm())


def test_each_choice_of_who_may_see_says_what_it_means(app):
    looks = {"me": ("lock", "Het blijft in jouw boek."), "group": ("class", "")}

    html = page(app, FORM + "{{ share(form.shared, looks) }}", form=StoryForm(), looks=looks)

    assert "<legend>Wie mag dit zien?</legend>" in html
    assert "<b>Alleen ik</b><small>Het blijft in jouw boek.</small>" in html
    assert "<b>Mijn groep</b></span>" in html


WORD = (
    '{% from "kit/picture_word.html" import picture_word %}'
    '{{ picture_word([("zon", "zon"), ("vis", "vis")], picked, "Noor", "vos") }}'
)


def test_without_script_each_picture_sends_itself_as_the_next(app):
    seen = Pictured(page(app, WORD, picked=["vis"]))

    assert seen.one(type="hidden", name="picture1")["value"] == "vis"
    assert seen.one(type="submit", value="zon")["name"] == "picture2"
    assert "disabled" in seen.one(name="enter")


def test_with_three_pictures_the_child_may_enter(app):
    seen = Pictured(page(app, WORD, picked=["vis", "zon", "zon"]))

    assert "disabled" not in seen.one(name="enter")
    assert "disabled" in seen.one(type="submit", value="zon")


def test_an_icon_or_picture_that_is_not_drawn_stops_the_page(app):
    with pytest.raises(LookupError):
        page(app, '{% from "kit/parts.html" import face %}{{ face("eenhoorn") }}')


def test_words_of_people_are_escaped_in_every_piece(app):
    source = (
        '{% from "kit/parts.html" import note, tag, reply, state %}{% set bad = "<script>x" %}'
        '{{ note(bad) }}{{ tag(bad) }}{% call reply(bad, "vos") %}{{ bad }}{% endcall %}'
        '{% call state("", bad) %}{{ bad }}{% endcall %}'
    )

    assert "<script>" not in page(app, source)
