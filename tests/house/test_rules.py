"""Rules are constant sentences of SQL: what they know of a visitor is a parameter."""

import pytest
from sqlalchemy import select

from kindportfolio.access.needs import Need
from kindportfolio.access.rules import has_rule, model_of, permitted
from kindportfolio.core.db import db
from tests.house.tree import ROOT


@pytest.mark.parametrize("need", [need for need in Need if has_rule(need)], ids=str)
def test_a_rule_says_the_same_for_everybody_who_asks(app, need: Need):
    with app.app_context():
        asked = str(select(model_of(need).id).where(permitted(need)).compile(db.engine))

    assert "POSTCOMPILE" not in asked


def test_no_rule_looks_at_the_clock_or_the_request():
    for path in ROOT.glob("kindportfolio/*/access.py"):
        words = path.read_text("utf-8")

        assert "clock" not in words, path
        assert "import g\n" not in words, path
