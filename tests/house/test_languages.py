"""Dutch stands in the code; every other language is complete, and says the same."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment

from kindportfolio.core.text import LANGUAGES
from tests.house.tree import PACKAGE, ROOT, shown, templates, tracked

WHERE = ("kindportfolio", "themes")
TRANSLATIONS = PACKAGE / "translations"
FILLED_IN = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}|</?\w+>")
LETTERS = re.compile(r"(?<![\w-])[^\W\d_]{2,}")
ENDS = (".", "?", "!", ":", "…")
# Words on their way to somebody's eyes or ears, though they stand in a tag.
SAID = re.compile(r"""\b(?:alt|title|placeholder|aria-label)="([^"]*)""")
OWN_WORDS = re.compile(r"""dir="auto"[^>)]*""")
CODE = re.compile(r'<!--.*?-->|<[^>]*>|[\w-]+="[^"]*"', re.DOTALL)


@pytest.fixture(scope="module")
def wanted(tmp_path_factory) -> Catalog:
    """What there is to translate, found as ``make words`` finds it."""
    words = tmp_path_factory.mktemp("words") / "words.pot"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        CommandLineInterface().run(
            ["pybabel", "-q", "extract", "-F", "pyproject.toml", "-o", words, *WHERE]
        )
    with words.open("rb") as lines:
        return read_po(lines)


@pytest.fixture(params=sorted(LANGUAGES.keys() - {"nl"}))
def file(request) -> Path:
    return TRANSLATIONS / request.param / "LC_MESSAGES" / "messages.po"


@pytest.fixture
def spoken(file) -> Catalog:
    with file.open("rb") as lines:
        return read_po(lines, locale=file.parts[-3])


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def forms(words: str | tuple[str, ...] | list[str]) -> list[str]:
    """One and many, where these differ."""
    return [words] if isinstance(words, str) else list(words)


def test_every_word_is_translated(wanted, spoken):
    left = [
        message.id
        for message in messages(wanted)
        if not (said := spoken.get(message.id)) or said.fuzzy or not all(forms(said.string))
    ]

    assert not left, "run `make words` and translate these"


def test_nothing_is_translated_that_nobody_says(wanted, spoken):
    left = [message.id for message in messages(spoken) if message.id not in wanted]

    assert not left, "run `make words`: it drops these"
    assert not spoken.obsolete


def test_a_translation_fills_in_the_same_things(spoken):
    for message in messages(spoken):
        ours, theirs = forms(message.id), forms(message.string)
        assert len(theirs) == (spoken.num_plurals if message.pluralizable else 1), message.id
        for here, there in zip(ours, theirs, strict=True):
            assert sorted(FILLED_IN.findall(here)) == sorted(FILLED_IN.findall(there)), here


def test_a_translation_begins_and_ends_as_the_dutch_does(spoken):
    for message in messages(spoken):
        for here, there in zip(forms(message.id), forms(message.string), strict=True):
            assert edges(here) == edges(there), here


def edges(words: str) -> tuple[str, str, str]:
    """The white space around the words, and whether they end as a sentence, an ask or a start."""
    inner = words.strip()
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return before, after, inner[-1:] if inner.endswith(ENDS) else ""


def test_the_compiled_words_are_those_of_the_catalogue(file, spoken):
    compiled = file.with_suffix(".mo")
    again = BytesIO()
    write_mo(again, spoken)
    again.seek(0)

    assert shown(compiled) in tracked(), "the wheel takes the compiled words along"
    with compiled.open("rb") as lines:
        assert said(read_mo(lines)) == said(read_mo(again)), "run `make words`"


def said(catalogue: Catalog) -> dict[str, list[str]]:
    return {forms(message.id)[0]: forms(message.string) for message in messages(catalogue)}


@pytest.mark.parametrize("path", templates(), ids=shown)
def test_a_template_says_nothing_outside_trans(path):
    bare = LETTERS.findall(outside(path.read_text("utf-8")))

    assert not bare, "put these words inside {% trans %}"


def outside(source: str) -> str:
    """What a page says of itself: the words between and inside its tags, without ``trans``."""
    parts, inside, before = [], "", ""
    for _, kind, text in Environment(autoescape=True).lex(source):
        if kind == "name":
            if text == "trans" or (before == "block" and text.endswith("_class")):
                inside = text
            elif text in {"endtrans", "endblock"}:
                inside = ""
            before = text
        elif kind == "data" and not inside:
            parts.append(text)
        elif kind == "variable_begin":
            parts.append("0")
    markup = "".join(parts).replace("kindportfolio", "")
    return " ".join((CODE.sub(" ", markup), *SAID.findall(markup)))


@pytest.mark.parametrize("path", templates(), ids=shown)
def test_words_of_people_say_that_they_are_dutch(path):
    """Where the direction is open, somebody's own words stand: not those of the page."""
    unsaid = [tag for tag in OWN_WORDS.findall(path.read_text("utf-8")) if 'lang="nl"' not in tag]

    assert not unsaid, 'write dir="auto" lang="nl"'
