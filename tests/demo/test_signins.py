"""The list of sign-ins: the same each time for one installation, another for another."""

from kindportfolio.core import config
from kindportfolio.demo.plan import SCHOOLS, WILGENHOEK, seats
from kindportfolio.demo.signins import of_school


def test_the_list_can_be_made_again_without_being_kept(tmp_path):
    settings = config.load(tmp_path)

    assert of_school(WILGENHOEK, settings) == of_school(WILGENHOEK, config.load(tmp_path))


def test_another_installation_has_other_secrets(tmp_path):
    ours = of_school(WILGENHOEK, config.load(tmp_path / "a"))
    theirs = of_school(WILGENHOEK, config.load(tmp_path / "b"))

    assert not {one.password for one in ours if one.email} & {one.password for one in theirs}


def test_every_child_has_a_seat_and_a_way_in(tmp_path):
    for plan in SCHOOLS:
        children = [one for one in of_school(plan, config.load(tmp_path)) if one.role == "child"]

        assert len(children) == len(seats(plan)) == sum(len(one.levels) for one in plan.groups)
        assert all(one.group and (one.pictures or one.password) for one in children)


def test_adults_have_an_address_and_a_password_and_all_kinds_are_there(tmp_path):
    found = of_school(WILGENHOEK, config.load(tmp_path))
    adults = [one for one in found if one.role != "child"]

    assert all(one.email and one.password for one in adults)
    assert {"teacher", "leader", "coach", "office", "colleague", "stand-in"} <= {
        one.role for one in adults
    }
    assert any("household 2 of 2" in one.role for one in adults)
    assert any("without custody" in one.role for one in adults)
