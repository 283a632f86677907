"""An address for every page of the house, made of what the cast holds."""

from collections.abc import Iterator
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from kindportfolio.access.room import Page
from tests.cast import Cast

# What stands in an address, by its name. A page of its own making has a line in SPECIAL.
ARGUMENTS = {
    "asset_id": "photo",
    "book_id": "noors_book",
    "child_id": "noor",
    "comment_id": "comment",
    "group_id": "rood",
    "note_id": "note",
    "person_id": "anouk",
    "post_id": "for_readers",
    "prompt_id": "prompt",
    "report_id": "report",
    "school_id": "school",
    "window_id": "window",
    "period_id": "period",
    "talk_question_id": "talk_question",
}
WORDS = {
    "question": "wie-ben-ik",
    "place": "mijn-verhaal",
    "size": "klein",
    # Nobody's: these belong to a browser or a mail, and have tests of their own.
    "sign_in_id": "A" * 22,
    "tablet_id": "A" * 22,
    "token": "A" * 43,
}
SPECIAL: dict[str, dict[str, str]] = {
    "packs.image": {"key": "basis", "version": "1", "name": "gevoel-trots"},
}
STATIC_FILES = "static_file"


def pages(app: Flask, method: str = "GET") -> Iterator[Rule]:
    """Every page that answers this method, static files left out."""
    for page in app.url_map.iter_rules():
        if page.endpoint != STATIC_FILES and method in (page.methods or ()):
            yield page


def hung(app: Flask, page: Rule) -> Page:
    """How a page was hung at the door."""
    how: Page = vars(app.view_functions[page.endpoint])["page"]
    return how


def arguments(page: Rule, things: dict[str, Any]) -> dict[str, str]:
    """What stands in the address of this page."""
    given = SPECIAL.get(page.endpoint, {})
    return {name: given.get(name) or _argument(page, name, things) for name in page.arguments}


def _argument(page: Rule, name: str, things: dict[str, Any]) -> str:
    if name in WORDS:
        return WORDS[name]
    assert name in ARGUMENTS, (
        f"{page.endpoint} ({page.rule}) asks for {name!r}: say in {__name__} "
        "which of the cast that is, so that the tests of the whole house can visit the page."
    )
    return str(things[ARGUMENTS[name]].public_id)


def address(app: Flask, page: Rule, things: dict[str, Any]) -> str:
    """The path of this page for these things."""
    with app.test_request_context():
        return app.url_map.bind("localhost").build(page.endpoint, arguments(page, things))


def things_of(cast: Cast, **more: Any) -> dict[str, Any]:
    return vars(cast) | more
