"""What holds for every template: nothing unescaped, nothing inline, nothing from elsewhere."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from kindportfolio.core import icons
from tests.house.tree import ROOT, python_files, scripts, shown, templates, tracked

ELSEWHERE = re.compile(r"""(?:https?:)?//[a-z0-9-]+\.[a-z]""", re.IGNORECASE)
NAMESPACE = re.compile(r"""http://www\.w3\.org/[\w/.#-]+""")
LOADS = {"src", "href", "srcset", "poster", "data", "action", "formaction", "ping", "background"}

BANNED = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|document\.write|\beval\(|new Function"
    r"|localStorage|sessionStorage|indexedDB"
)
MAKERS = {"Markup", "render_template_string", "from_string"}
MAY_TRUST = {
    "kindportfolio/core/html.py",
    "kindportfolio/access/guard.py",
}


def jinja() -> Environment:
    return Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


@pytest.fixture(params=templates(), ids=shown)
def template(request) -> Path:
    return request.param


def parsed(path: Path) -> nodes.Template:
    return jinja().parse(path.read_text("utf-8"))


def test_every_template_parses_and_escapes(template):
    page = parsed(template)

    marked = [found.name for found in page.find_all(nodes.Filter) if found.name == "safe"]
    assert not marked, "no |safe: clean the text in core/html.py"
    assert not list(page.find_all((nodes.ScopedEvalContextModifier, nodes.MarkSafe)))
    assert "autoescape" not in template.read_text("utf-8")


class Inline(HTMLParser):
    """Finds what the content policy would block, and addresses that lead away."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name.lower(): value or "" for name, value in attrs}
        line = self.getpos()[0]
        if "style" in given:
            self.faults.append(f"line {line}: style attribute on <{tag}>")
        self.faults += [
            f"line {line}: {name} on <{tag}>" for name in given if name.startswith("on")
        ]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.faults.append(f"line {line}: inline <{tag}>")
        for name in LOADS & given.keys():
            value = given[name].strip().lower()
            if value.startswith(("javascript:", "data:", "http:", "https:", "//")):
                self.faults.append(f"line {line}: {name}={given[name]}")


def markup(path: Path) -> str:
    """The HTML of a template, with an x where something is filled in."""
    parts = []
    for _, kind, text in jinja().lex(path.read_text("utf-8")):
        if kind == "data":
            parts.append(text)
        elif kind == "variable_begin":
            parts.append("x")
    return "".join(parts)


def test_no_template_holds_inline_code_or_leads_elsewhere(template):
    reader = Inline()
    reader.feed(markup(template))

    assert not reader.faults


def test_every_icon_asked_for_is_drawn(template):
    drawn = icons._symbols()
    for call in parsed(template).find_all(nodes.Call):
        if not (isinstance(call.node, nodes.Name) and call.node.name == "icon"):
            continue
        for name in constants(call.args[0]):
            assert name in drawn, f"line {call.lineno}: no icon {name!r} in ui.svg"


def constants(node: nodes.Node) -> list[str]:
    """The words an expression can come to, as far as they stand in the template."""
    if isinstance(node, nodes.Const):
        return [node.value]
    if isinstance(node, nodes.CondExpr):
        return constants(node.expr1) + (constants(node.expr2) if node.expr2 else [])
    return []


def test_every_macro_imported_is_used(template):
    page = parsed(template)
    used = {name.name for name in page.find_all(nodes.Name) if name.ctx == "load"}
    for line in page.find_all(nodes.FromImport):
        for name in line.names:
            known = name if isinstance(name, str) else name[1]
            assert known in used, f"line {line.lineno}: {known} is imported for nothing"


def test_text_becomes_trusted_html_in_one_place_only():
    makes = [
        f"{shown(path)}:{call.lineno}"
        for path in python_files()
        if shown(path) not in MAY_TRUST
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and called(call) in MAKERS
    ]

    assert not makes, "only core/html.py makes trusted HTML"


def called(call: ast.Call) -> str:
    return getattr(call.func, "id", None) or getattr(call.func, "attr", "")


def test_nothing_is_asked_of_another_host():
    asked = {
        name: found
        for name in tracked()
        if name.endswith((".css", ".js", ".svg", ".html")) and not name.startswith("tests/")
        if (found := ELSEWHERE.findall(NAMESPACE.sub("", (ROOT / name).read_text("utf-8"))))
    }

    assert not asked


def test_no_script_turns_text_into_html_or_keeps_it_in_the_browser():
    found = {
        shown(path): banned
        for path in scripts()
        if (banned := BANNED.findall(path.read_text("utf-8")))
    }

    assert not found
