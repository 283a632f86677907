import re

import pytest

from kindportfolio.demo import texts
from kindportfolio.demo.pictures import Kind
from kindportfolio.demo.texts import Band, band_of
from kindportfolio.packs.reader import QUESTION_KEYS, builtin_pack

BASIS = builtin_pack("basis")
QUESTIONS_AND_BANDS = [(question, band) for question in QUESTION_KEYS for band in Band]
NOT_HERE = re.compile(
    r"\b(cijfer|beter dan (?!eerst)|achterstand|slimste|fout!|zwak|onvoldoende)\b",
    re.IGNORECASE,
)


def everything() -> list[str]:
    found = [*texts.hints(), *texts.notes(), *texts.talk_questions(), *texts.compliments()]
    for band in Band:
        for question in QUESTION_KEYS:
            found += [prompt.text for prompt in texts.prompts(question, band)]
            found += [f"{post.title} {post.text}" for post in texts.posts(question, band)]
        for kind in ("", *Kind):
            found += [*texts.comments(band, kind), *texts.reactions(kind)]
        for section in BASIS.report.sections:
            found += texts.report(section.key, band)
    return found


def test_groups_fall_into_three_bands():
    assert [band_of(level) for level in (1, 3, 4, 5, 6, 8)] == [
        Band.YOUNG,
        Band.YOUNG,
        Band.MIDDLE,
        Band.MIDDLE,
        Band.OLDER,
        Band.OLDER,
    ]
    with pytest.raises(ValueError, match="groep 9"):
        band_of(9)


@pytest.mark.parametrize(("question", "band"), QUESTIONS_AND_BANDS)
def test_each_period_has_a_short_question_in_a_place_that_exists(question, band):
    found = texts.prompts(question, band)

    assert [prompt.period for prompt in found] == [1, 2, 3, 4, 5]
    for prompt in found:
        assert BASIS.question(question).place(prompt.place)
        assert len(prompt.text.split()) <= 12, prompt.text


@pytest.mark.parametrize(("question", "band"), QUESTIONS_AND_BANDS)
def test_children_write_enough_in_places_that_exist(question, band):
    found = texts.posts(question, band)
    places = {place.key for place in BASIS.question(question).places}

    assert len(found) >= 12
    assert {post.place for post in found} == places
    assert all(post.picture in {"", *Kind} for post in found)
    assert len({post.text for post in found}) == len(found)
    assert any(post.fits(1) for post in found)


def test_children_write_more_as_they_grow():
    def words(band: Band) -> float:
        found = [post.text for question in QUESTION_KEYS for post in texts.posts(question, band)]
        return sum(len(text.split()) for text in found) / len(found)

    assert words(Band.YOUNG) < 14 < words(Band.MIDDLE) < 35 < words(Band.OLDER)


def test_lanterns_come_in_november_only():
    lanterns = [post for post in texts.posts("wie-ben-ik", Band.YOUNG) if post.picture == "lampion"]

    assert lanterns
    assert [period for period in range(1, 6) if lanterns[0].fits(period)] == [2]


@pytest.mark.parametrize("level", range(1, 9))
def test_every_section_of_the_report_has_words_for_its_groups(level):
    for section in BASIS.report.sections_for(level):
        found = texts.report(section.key, band_of(level))

        assert len(found) >= 8, section.key
        assert len(set(found)) == len(found)


@pytest.mark.parametrize("band", Band)
def test_a_teacher_names_what_was_seen_and_asks_one_thing(band):
    for kind in ("", *Kind):
        for comment in texts.comments(band, kind):
            assert comment.count("?") == 1, comment


def test_every_kind_of_picture_gets_an_answer_of_its_own():
    for kind in Kind:
        assert texts.comments(Band.MIDDLE, kind)[0] != texts.comments(Band.MIDDLE)[0]
        assert texts.reactions(kind)[0] != texts.reactions()[0]


def test_nobody_is_marked_or_compared():
    for text in everything():
        assert not NOT_HERE.search(text), text


def test_only_known_placeholders_are_used_and_all_can_be_filled():
    for text in everything():
        assert "{" not in texts.filled(text, "Noor", "Sem", "juf Anouk"), text
