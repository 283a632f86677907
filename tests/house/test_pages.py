"""Every page of the house is hung with a need, and every need means something."""

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import has_rule

WITHOUT_A_RULE = {Need.PUBLIC, Need.SIGNED_IN}
STATIC_FILES = "static_file"


def test_every_page_names_a_need_that_has_a_rule(app):
    for page in app.url_map.iter_rules():
        need = vars(app.view_functions[page.endpoint]).get("need")

        assert need is not None, f"{page.rule}: hang it with @room.page(..., need=...)"
        if page.endpoint != STATIC_FILES:
            assert isinstance(need, Need), f"{page.rule}: {need!r} is no Need"
            assert need in WITHOUT_A_RULE or has_rule(need), f"{page.rule}: {need} has no rule"


def test_every_need_is_answered_by_a_rule(app):
    unanswered = {need for need in Need if not has_rule(need)} - WITHOUT_A_RULE

    assert unanswered <= {Need.RUN_OFFICE}, "write a rule in the room's access.py, or drop it"


def test_no_page_takes_a_number_as_the_name_of_a_thing(app):
    """``<int:id>`` also takes 007 and Arabic digits: one thing would have many addresses."""
    for page in app.url_map.iter_rules():
        converters = {type(converter).__name__ for converter in page._converters.values()}

        assert converters <= {"UnicodeConverter", "PathConverter"}, page.rule
        assert "PathConverter" not in converters or page.endpoint == STATIC_FILES, page.rule


def test_no_two_pages_share_an_address_and_a_method(app):
    seen = set()
    for page in app.url_map.iter_rules():
        for method in page.methods:
            shape = ("<>".join(part for dynamic, part in page._trace if not dynamic), method)

            assert shape not in seen, f"{method} {page.rule} is hung twice"
            seen.add(shape)
