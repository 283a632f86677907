"""Between schools stands a wall: nobody of one finds anything of the other, by any address."""

import pytest

from tests import scenery
from tests.access.matrix import PEOPLE
from tests.house.addresses import address, pages, things_of

EVERYBODY = [name for names in PEOPLE.values() for name in names]


@pytest.fixture
def theirs(app, cast, photo):
    """Everything of Eikenhof that an address can name."""
    return things_of(cast, photo=photo)


def named(page) -> set[str]:
    """The parts of an address that name something of a school."""
    return {name for name in page.arguments if name.endswith("_id")}


@pytest.mark.parametrize("person", EVERYBODY)
def test_nobody_of_beukenhof_finds_anything_of_eikenhof(
    person, app, cast, neighbours, visit, theirs
):
    visitor = visit(getattr(neighbours, person))
    for method in ("GET", "POST"):
        for page in pages(app, method):
            if not named(page) or page.endpoint in FOR_EVERYONE:
                continue
            path = address(app, page, theirs)
            answer = visitor.get(path) if method == "GET" else visitor.post(path)

            shut = {404, 415} | ({302, 401} if person in PEOPLE["X"] else set())
            assert answer.status_code in shut, f"{method} {path}: {answer.status_code}"
            assert not cast.marked(answer.data.decode(errors="replace")), path


FOR_EVERYONE: set[str] = {
    # Choosing one's school and group comes before anybody is known.
    "schools.doors",
    "schools.faces",
    "schools.secret",
}


@pytest.mark.parametrize("person", EVERYBODY)
def test_own_pages_show_nothing_of_the_other_school(person, app, cast, neighbours, visit):
    scenery.add_photo(app, neighbours, neighbours.for_readers)
    own = things_of(neighbours, photo=scenery.add_photo(app, neighbours, neighbours.released))
    visitor = visit(getattr(neighbours, person))
    for page in pages(app):
        answer = visitor.get(address(app, page, own))

        assert answer.status_code < 500, page.rule
        assert not cast.marked(answer.data.decode(errors="replace")), page.rule


def test_a_random_name_and_one_of_the_other_school_look_the_same(
    app, cast, neighbours, visit, theirs
):
    visitor = visit(neighbours.leader)
    for page in pages(app):
        if not named(page) or page.endpoint in FOR_EVERYONE:
            continue
        path = address(app, page, theirs)
        stranger = path
        for thing in theirs.values():
            name = getattr(thing, "public_id", None)
            stranger = stranger.replace(name, "A" * 22) if name else stranger

        there, nowhere = visitor.get(path), visitor.get(stranger)
        assert there.status_code == nowhere.status_code, page.rule
        assert len(there.data) == pytest.approx(len(nowhere.data), abs=64), page.rule
        assert set(there.headers.keys()) == set(nowhere.headers.keys()), page.rule
