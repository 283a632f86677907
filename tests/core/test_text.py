"""Words and days in the language of whoever reads the page."""

from datetime import UTC, date, datetime

import pytest
from flask_babel import force_locale

from kindportfolio.core.text import day_words, moment_words

DAY = date(2027, 1, 12)
MOMENT = datetime(2027, 1, 12, 14, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("nl", "dinsdag 12 januari", "dinsdag 12 januari om 15.20 uur"),
        ("en", "Tuesday 12 January", "Tuesday 12 January at 15.20"),
    ],
)
def test_days_and_moments_are_said_in_the_language_of_the_page(app, language, day, moment):
    with app.test_request_context(), force_locale(language):
        assert day_words(DAY) == day
        assert moment_words(MOMENT) == moment


def test_noor_chooses_english_and_reads_her_compass_in_it(visit, cast):
    noor = visit(cast.noor)
    assert "Kompas met zeven vragen" in noor.get("/kompas").text

    noor.post("/taal", {"language": "en"})

    page = noor.get("/kompas").text
    assert '<html lang="en"' in page
    assert "Compass with seven questions" in page
    assert "Kompas met zeven vragen" not in page


def test_a_child_may_choose_its_language_at_the_door_and_on_its_own_page(visit, cast):
    for visitor, page in ((visit(), "/inloggen"), (visit(cast.noor), "/ik")):
        assert '<button type="submit" class="linkbtn" name="language" value="en"' in (
            visitor.get(page, follow_redirects=True).text
        ), page
