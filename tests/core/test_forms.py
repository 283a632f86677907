"""Fields for words and moments."""

from datetime import UTC, datetime

import pytest
from werkzeug.datastructures import MultiDict
from wtforms.validators import DataRequired

from kindportfolio.core.forms import Form, LineField, MomentField, WordsField


class Letter(Form):
    title = LineField("Titel")
    text = WordsField("Tekst", [DataRequired("Schrijf eerst iets.")])
    opens_at = MomentField("Vanaf")
    closes_at = MomentField("Tot", later=True)


def sent(app, **fields: str) -> Letter:
    with app.test_request_context(method="POST", data=MultiDict(fields)):
        form = Letter.filled()
        form.validate()
        return form


def test_words_lose_blank_edges_and_what_nobody_typed(app):
    form = sent(app, title=" een\ttitel \n hier ", text="\u202eregel een\r\nregel twee  ")

    assert form.title.data == "een titel hier"
    assert form.text.data == "regel een\nregel twee"


def test_words_with_a_nul_are_refused(app):
    form = sent(app, text="een\0twee")

    assert len(form.text.errors) == 1
    assert "eentwee" in form.text()


def test_only_blanks_are_no_words(app):
    assert sent(app, text="  \n ").text.errors == ["Schrijf eerst iets."]


def test_a_moment_is_read_on_a_dutch_clock_and_shown_as_typed(app):
    form = sent(app, opens_at="2027-03-01T08:00", closes_at="2026-10-25T02:30")

    assert form.opens_at.data == datetime(2027, 3, 1, 7, 0, tzinfo=UTC)
    assert form.closes_at.data == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert 'value="2027-03-01T08:00"' in form.opens_at()


@pytest.mark.parametrize("typed", ["gisteren", "2027-03-28T02:30", "0001-01-01T00:00"])
def test_a_time_that_does_not_exist_is_refused_and_stays_in_the_field(app, typed):
    form = sent(app, opens_at=typed)

    assert form.opens_at.errors
    assert f'value="{typed}"' in form.opens_at()


def test_a_kept_moment_is_shown_on_a_dutch_clock(app):
    with app.test_request_context():
        form = Letter.filled(opens_at=datetime(2027, 7, 1, 6, 0, tzinfo=UTC))

    assert 'value="2027-07-01T08:00"' in form.opens_at()
