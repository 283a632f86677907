from collections import Counter

import pytest

from kindportfolio.demo.names import (
    OTHER_STAFF,
    TEACHERS,
    ZEESTER_STAFF,
    Home,
    PersonName,
    families,
)

SCHOOL = [level for level in range(1, 9) for _ in range(25)]


@pytest.mark.parametrize(
    ("surname", "prefix", "last"),
    [
        ("van der Meer", "van der", "Meer"),
        ("'t Hart", "'t", "Hart"),
        ("van 't Hof", "van 't", "Hof"),
        ("El Amrani", "", "El Amrani"),
        ("da Silva", "da", "Silva"),
        ("Bakker", "", "Bakker"),
    ],
)
def test_a_surname_knows_its_prefix(surname, prefix, last):
    name = PersonName.of("Noor", surname)

    assert (name.prefix, name.last) == (prefix, last)
    assert name.full == f"Noor {surname}"


def test_every_place_in_every_group_gets_a_child():
    levels = Counter(child.year_level for family in families(SCHOOL) for child in family.children)

    assert levels == Counter(SCHOOL)


def test_two_hundred_children_all_have_a_first_name_of_their_own():
    names = [child.name.first for family in families(SCHOOL) for child in family.children]

    assert len(set(names)) == len(names) == 200


def test_when_the_names_run_out_they_come_back():
    names = [child.name.first for family in families(SCHOOL * 2) for child in family.children]

    assert len(names) == 400
    assert 200 < len(set(names)) < 400


def test_families_are_of_every_kind():
    found = families(SCHOOL)
    kinds = Counter(family.home for family in found)

    assert set(kinds) == set(Home)
    assert kinds[Home.TOGETHER] > len(found) / 2
    assert any(len(family.children) == 3 for family in found)
    assert any(
        len({child.year_level for child in family.children}) < len(family.children)
        for family in found
    ), "twins"


def test_brothers_and_sisters_share_a_surname_and_one_of_the_guardians_does():
    for family in families(SCHOOL):
        surnames = {child.name.surname for child in family.children}

        assert len(surnames) == 1
        if family.home is not Home.FOSTER:
            assert surnames & {guardian.name.surname for guardian in family.guardians}


def test_a_parent_without_custody_lives_elsewhere_and_may_or_may_not_read():
    for family in families(SCHOOL):
        apart = [guardian for guardian in family.guardians if not guardian.custody]
        if family.home in {Home.NO_CUSTODY_READS, Home.NO_CUSTODY_SHUT_OUT}:
            [guardian] = apart
            assert guardian.home == 2
            assert guardian.reads is (family.home is Home.NO_CUSTODY_READS)
        elif family.home is not Home.FOSTER:
            assert not apart


def test_the_same_number_gives_the_same_families():
    assert families(SCHOOL, 1) == families(SCHOOL, 1) != families(SCHOOL, 2)


def test_every_group_has_a_teacher_and_two_groups_share():
    groups = Counter(teacher.work for teacher in TEACHERS)

    assert [f"groep {level}" in groups for level in range(1, 9)] == [True] * 8
    assert sorted(groups.values())[-2:] == [2, 2]
    everyone = [person.name.full for person in (*TEACHERS, *OTHER_STAFF, *ZEESTER_STAFF)]
    assert len(set(everyone)) == len(everyone)
