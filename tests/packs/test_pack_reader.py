import re
import shutil
from pathlib import Path

import pytest

from kindportfolio.packs.drawing import check_drawing
from kindportfolio.packs.reader import BUILTIN, QUESTION_KEYS, BadPack, builtin_pack, read_pack

PACKS = ["basis", "zeester"]


@pytest.fixture
def school_pack(tmp_path):
    """A pack of our own that extends the base; the returned function fills its file."""

    def write(text: str, extends: str = "basis") -> Path:
        head = f"""
            [pack]
            key = "onze-school"
            version = "2.1"
            title = "Onze school"
            language = "nl"
            licence = "EUPL-1.2"
            author = "Onze school"
            extends = "{extends}"
            """
        (tmp_path / "images").mkdir(exist_ok=True)
        (tmp_path / "pack.toml").write_text(head + text, "utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize("key", PACKS)
def test_a_builtin_pack_has_the_seven_questions_in_order(key):
    pack = builtin_pack(key)

    assert tuple(question.key for question in pack.questions) == QUESTION_KEYS
    assert [question.number for question in pack.questions] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("key", PACKS)
def test_every_question_has_places_and_words_for_every_group(key):
    for question in builtin_pack(key).questions:
        for level in range(1, 9):
            assert 3 <= len(question.places_for(level)) <= 4
            assert question.text_for(level).endswith((".", "?", "!"))
        assert question.starters_for(2) == ()
        assert len(question.starters_for(4)) >= 3
        assert len(question.starters_for(8)) >= 4


@pytest.mark.parametrize("key", PACKS)
def test_a_place_speaks_to_the_youngest_in_one_short_sentence(key):
    for question in builtin_pack(key).questions:
        for place in question.places:
            assert len(place.text_for(1).split()) <= 9, place.young
            assert len(place.text_for(5).split()) <= 26, place.text


@pytest.mark.parametrize("key", PACKS)
def test_no_picture_of_a_builtin_pack_is_used_for_two_places_or_left_over(key):
    pack = builtin_pack(key)
    used = [image.name for image in pack.images()]
    own = {file.name for file in (BUILTIN / key / "images").iterdir()}

    assert len(used) == len(set(used))
    assert own == {image.name for image in pack.images() if image.pack == key}


@pytest.mark.parametrize("key", PACKS)
def test_children_are_never_rated(key):
    text = (BUILTIN / key / "pack.toml").read_text("utf-8").lower()

    assert not re.search(r"\b(punten|beste|slecht|cijfers|goed zo|sterretje|medaille)\b", text)
    assert len(builtin_pack(key).feelings) == 5
    assert len(builtin_pack(key).stickers) == 6


def test_the_zeester_has_its_own_voice_and_keeps_the_keys_of_the_questions():
    base, own = builtin_pack("basis"), builtin_pack("zeester")

    assert own.question("wat-kan-ik").title == "Wat zit er in mijn schatkist?"
    assert own.question("hoe-gaat-het").title == base.question("hoe-gaat-het").title
    assert own.question("wie-ben-ik").place("mijn-verhaal").title == "Mijn logboek"
    assert own.question("wie-ben-ik").place("mijn-verhaal").image.pack == "zeester"
    assert own.question("waar-ben-ik-trots-op").place("ik-hield-vol").image.pack == "basis"


def test_a_hidden_place_is_gone_and_stays_in_the_pack_below():
    base, own = builtin_pack("basis"), builtin_pack("zeester")

    assert base.question("wat-kan-ik").place("taal-en-rekenen")
    with pytest.raises(KeyError):
        own.question("wat-kan-ik").place("taal-en-rekenen")


def test_the_report_asks_playing_of_the_youngest_and_reading_of_the_others():
    report = builtin_pack("basis").report
    young = [section.key for section in report.sections_for(1)]
    old = [section.key for section in report.sections_for(6)]

    assert "spelen" in young
    assert "lezen" not in young
    assert "lezen" in old
    assert young[0] == old[0] == "brief"
    assert [step.key for step in report.scale][1:] == ["ik-begin", "ik-oefen", "met-hulp", "zelf"]


def test_a_school_may_add_a_place_for_some_groups(school_pack):
    pack = read_pack(
        school_pack(
            """
            [[question]]
            key = "wie-ben-ik"
            [[question.place]]
            key = "mijn-naam"
            title = "Mijn naam"
            text = "Wie gaf jou je naam?"
            young = "Hoe heet jij?"
            image = "plek-mijn-verhaal.svg"
            alt = "Tekening: een kind leest"
            year_levels = [1, 2]
            """
        )
    )
    question = pack.question("wie-ben-ik")

    assert [place.key for place in question.places_for(2)][-1] == "mijn-naam"
    assert "mijn-naam" not in [place.key for place in question.places_for(3)]


@pytest.mark.parametrize(
    ("text", "field", "why"),
    [
        ('[[question]]\nkey = "wie-ben-ik"\ntitle = ""', "question.wie-ben-ik.title", "leeg"),
        (
            f'[[question]]\nkey = "wie-ben-ik"\ntitle = "{"a" * 61}"',
            "question.wie-ben-ik.title",
            "langer dan 60",
        ),
        (
            '[[question]]\nkey = "wie-ben-ik"\nchild = "Kijk op https://elders.example"',
            "question.wie-ben-ik.child",
            "gewone tekst",
        ),
        (
            '[[question]]\nkey = "wie-ben-ik"\nchild = "<b>dik</b>"',
            "question.wie-ben-ik.child",
            "gewone tekst",
        ),
        (
            '[[question]]\nkey = "wie-ben-ik"\nkleur = "rood"',
            "question.wie-ben-ik.kleur",
            "hoort hier niet",
        ),
        ('[[question]]\nkey = "wie-ben-ik"\nnumber = 2', "question.wie-ben-ik.number", "andere"),
        ('[[question]]\nkey = "wie-ben-ik"\nnumber = true', "question.wie-ben-ik.number", "getal"),
        ('[[question]]\nkey = "achtste"', "question.achtste.number", "getal"),
        (
            '[[question]]\nkey = "wie-ben-ik"\n[[question.place]]\nkey = "mijn-droom"\n'
            'image = "../../geheim.svg"',
            "question.wie-ben-ik.place.mijn-droom.image",
            "een naam",
        ),
        (
            '[[question]]\nkey = "wie-ben-ik"\n[[question.place]]\nkey = "mijn-droom"\n'
            'image = "weg.svg"',
            "question.wie-ben-ik.place.mijn-droom.image",
            "weg.svg is er niet",
        ),
        (
            '[[question]]\nkey = "wie-ben-ik"\n[[question.place]]\nkey = "mijn-droom"\n'
            "year_levels = [0]",
            "question.wie-ben-ik.place.mijn-droom.year_levels",
            "1 tot en met 8",
        ),
        ('[[feeling]]\nkey = "fijn"\nhidden = true', "feeling", "5"),
        ('[[feeling]]\nkey = "fijn"\nhidden = 1', "feeling.fijn.hidden", "true of false"),
        ('[[feeling]]\nkey = "Fijn!"', "feeling.Fijn!.key", "kleine letters"),
        (
            '[[sticker]]\nkey = "gezien"\n[[sticker]]\nkey = "gezien"',
            "sticker.gezien.title",
            "ontbreekt",
        ),
        (
            '[[report.section]]\nkey = "brief"\nkind = "cijfer"',
            "report.section.brief.kind",
            "text of scale",
        ),
        ('[report]\nsection = "brief"', "report.section", "lijst"),
        ("[[question]\n", "pack.toml", "niet te lezen"),
        ("[meer]\n", "meer", "hoort hier niet"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(school_pack, text, field, why):
    with pytest.raises(BadPack) as refused:
        read_pack(school_pack(text))

    assert refused.value.field == field
    assert why in refused.value.why


def test_a_question_can_not_lose_all_its_places(school_pack):
    hidden = "".join(
        f'\n[[question.place]]\nkey = "{place.key}"\nhidden = true'
        for place in builtin_pack("basis").question("wat-wil-ik-leren").places
    )

    with pytest.raises(BadPack, match="groep 1 heeft 1 tot en met 8 plekken nodig"):
        read_pack(school_pack('[[question]]\nkey = "wat-wil-ik-leren"' + hidden))


def test_a_pack_can_not_extend_what_is_not_there(school_pack):
    with pytest.raises(BadPack, match="het pakket nergens is er niet"):
        read_pack(school_pack("", extends="nergens"))


def test_a_pack_that_extends_nothing_needs_all_seven_questions(tmp_path):
    shutil.copytree(BUILTIN / "basis", tmp_path / "half")
    file = tmp_path / "half" / "pack.toml"
    file.write_text(file.read_text("utf-8").replace('"hoe-leer-ik"', '"hoe-speel-ik"'), "utf-8")

    with pytest.raises(BadPack, match="de zeven vragen"):
        read_pack(tmp_path / "half")


def test_a_folder_without_a_file_is_no_pack(tmp_path):
    with pytest.raises(BadPack, match=r"pack\.toml: is er niet"):
        read_pack(tmp_path)


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode()


def test_a_drawing_of_shapes_is_good():
    check_drawing(svg('<g transform="scale(2)"><circle cx="1" cy="1" r="1" fill="#fff"/></g>'), "x")


@pytest.mark.parametrize(
    "data",
    [
        svg("<script>alert(1)</script>"),
        svg('<circle r="1" onload="alert(1)"/>'),
        svg('<circle r="1" style="fill:red"/>'),
        svg('<image href="https://elders.example/a.png"/>'),
        svg('<use href="#a"/>'),
        svg("<foreignObject/>"),
        svg("<text>hoi</text>"),
        svg('<circle r="1" fill="url(#a)"/>'),
        svg('<circle r="1" fill="javascript:1"/>'),
        svg("<!-- stil --><g/>"),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<g/>"),
        b'<?xml version="1.0"?>' + svg("<g/>"),
        b"<html/>",
        b"\x89PNG",
        b"",
        svg("<g/>" * 20_000),
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(data):
    with pytest.raises(BadPack, match=r"^x: "):
        check_drawing(data, "x")
