"""The book on A4 sheets: everything that may be read, nothing cut off."""

import pytest

from tests.rows import change


@pytest.fixture
def sheets(cast):
    return f"/boek/{cast.noors_book.public_id}/print"


def text(answer) -> str:
    return answer.get_data(as_text=True)


def test_a_cover_a_chapter_and_a_sheet_for_every_post(visit, cast, sheets):
    page = text(visit(cast.mama).get(sheets))

    assert page.count('class="sheet sheet--cover"') == 1
    assert page.count('class="sheet sheet--chapter"') == 1
    assert page.count('class="sheet"') == 3
    assert "juf EIK" not in page
    assert "klad EIK" not in page


def test_the_child_prints_its_own_book_without_drafts(visit, cast, sheets):
    page = text(visit(cast.noor).get(sheets))

    assert "juf EIK" in page
    assert "klad EIK" not in page


@pytest.mark.parametrize("person", ["sem", "bas", "oma", "fatma", "office"])
def test_who_may_not_read_the_book_may_not_print_it(person, visit, cast, sheets):
    assert visit(getattr(cast, person)).get(sheets).status_code == 404


def test_a_long_story_goes_on_overleaf_and_loses_no_word(app, visit, cast, sheets):
    words = [f"woord{number}" for number in range(900)]
    paragraphs = "\n\n".join(" ".join(words[at : at + 60]) for at in range(0, 900, 60))
    change(app, cast, cast.for_readers, text=paragraphs)
    page = text(visit(cast.mama).get(sheets))

    assert page.count('class="sheet"') > 5
    assert [word for word in words if page.count(word + " ") + page.count(word + "<") < 1] == []


def test_one_endless_line_is_cut_in_parts(app, visit, cast, sheets):
    change(app, cast, cast.for_readers, text="lang " * 1000)
    page = text(visit(cast.mama).get(sheets))

    assert page.count("lang") >= 1000
    assert page.count('class="sheet"') > 5
