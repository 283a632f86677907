"""Names of other children in a text."""

import pytest

from kindportfolio.reports.names import names_in, others

NAMES = ["Sem", "Zoë", "Wil", "Jan-Willem", "Anne Fleur", "Noor"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Samen met Sem bouwde je een hut.", ["Sem"]),
        ("Sems hut en Zoë's tekening", ["Sem", "Zoë"]),
        ("ZOE hielp je", ["Zoë"]),
        ("Ik wil dat je oefent.", []),
        ("Dat deed Wil ook.", ["Wil"]),
        ("Semester en Noordwijk", []),
        ("Jan-Willem, Anne Fleur", ["Anne Fleur", "Jan-Willem"]),
        ("(Sem)", ["Sem"]),
        ("", []),
    ],
)
def test_a_name_is_found_as_a_word_with_a_capital(text, found):
    assert names_in(text, NAMES) == sorted(found)


def test_the_own_name_of_the_child_is_no_name_of_another():
    assert others(["Zoe", "Sem", "Sem", "Zoë"], "Zoë") == ["Sem"]
