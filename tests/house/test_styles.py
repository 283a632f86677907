"""Every custom property a stylesheet asks for is set somewhere, and every layer is named."""

import re

from kindportfolio.core import theme
from tests.house.tree import PACKAGE, python_files, scripts, shown, styles

SET = re.compile(r"(?<![\w-])(--[a-z0-9-]+)\s*:")
ASKED = re.compile(r"var\(\s*(--[a-z0-9-]+)\s*\)")
ASKED_OR_ELSE = re.compile(r"var\(\s*(--[a-z0-9-]+)\s*,")
WRITTEN = re.compile(r"[\"'`{;](--[a-z0-9-]+)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LAYERS = {
    *("reset", "tokens", "theme", "school", "base", "layout", "components", "utilities", "print")
}


def rules() -> dict[str, str]:
    """Every stylesheet without its comments, by where it is."""
    return {shown(path): COMMENT.sub("", path.read_text("utf-8")) for path in styles()}


def of_the_house() -> str:
    return "\n".join(text for name, text in rules().items() if name.startswith("kindportfolio/"))


def test_every_custom_property_used_is_set_in_every_theme():
    elsewhere = [path.read_text("utf-8") for path in (*scripts(), *python_files())]
    set_here = set(SET.findall(of_the_house()))
    set_here |= {name for text in elsewhere for name in WRITTEN.findall(text)}
    for look in theme.themes().values():
        tokens = COMMENT.sub("", (look.folder / "tokens.css").read_text("utf-8"))
        asked = set(ASKED.findall(of_the_house())) | set(ASKED.findall(tokens))

        assert asked - set_here - set(SET.findall(tokens)) == set(), look.name


def test_a_theme_sets_nothing_that_nobody_asks_for():
    house = of_the_house()
    for look in theme.themes().values():
        tokens = (look.folder / "tokens.css").read_text("utf-8")
        asked = {
            name
            for text in (house, tokens)
            for way in (ASKED, ASKED_OR_ELSE)
            for name in way.findall(text)
        }

        assert set(SET.findall(COMMENT.sub("", tokens))) <= asked, look.name


def test_every_rule_stands_in_a_named_layer():
    for file, text in rules().items():
        named = {
            name.strip()
            for names in re.findall(r"@layer\s+([\w, -]+?)\s*[{;]", text)
            for name in names.split(",")
        }

        assert named, f"{file} stands outside the layers"
        assert named <= LAYERS, file


def test_every_picture_a_stylesheet_asks_for_is_there():
    for path in styles():
        text = COMMENT.sub("", path.read_text("utf-8"))
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", text):
            assert (path.parent / address).is_file(), f"{shown(path)}: {address}"
    assert (PACKAGE / "static").is_dir()
