"""Drawings of packs: only those a pack names, and a school's own only inside that school."""

import shutil

from kindportfolio.core import clock
from kindportfolio.core.db import db, inside_school
from kindportfolio.packs import queries
from kindportfolio.packs.models import Pack
from kindportfolio.packs.reader import BUILTIN

DRAWING = "plek-mijn-verhaal.svg"


def own_pack(app, cast):
    """Eikenhof's own pack: the one by the sea, under another version."""
    folder = app.config["SETTINGS"].instance / "packs" / str(cast.school.id) / "zeester" / "9.1"
    shutil.copytree(BUILTIN / "zeester", folder)
    toml = folder / "pack.toml"
    toml.write_text(toml.read_text("utf-8").replace('version = "1.0"', 'version = "9.1"'), "utf-8")
    with app.app_context(), inside_school(cast.school.id):
        pack = Pack(key="zeester", version="9.1", installed_at=clock.now())
        db.session.add(pack)
        db.session.commit()
        return pack.id


def test_a_stranger_gets_a_drawing_of_a_pack_for_good(visit):
    answer = visit().get(f"/pak/basis/1.0/{DRAWING}")

    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_what_a_pack_does_not_name_is_not_there(visit):
    stranger = visit()

    for path in ("basis/1.0/pack.toml", "basis/9.9/" + DRAWING, "nergens/1.0/" + DRAWING):
        assert stranger.client.get(f"/pak/{path}").status_code == 404


def test_a_schools_own_pack_is_read_from_its_own_folder(app, cast):
    pack_id = own_pack(app, cast)

    with app.app_context(), inside_school(cast.school.id):
        assert queries.content_of(pack_id).version == "9.1"
        assert queries.content_of(cast.pack.id).key == "basis"


def test_a_schools_own_drawing_is_not_for_the_neighbours(app, visit, cast, neighbours):
    own_pack(app, cast)
    path = f"/pak/zeester/9.1/{DRAWING}"

    assert visit(cast.noor).get(path).status_code == 200
    assert visit(cast.noor).get(path).headers["Cache-Control"].startswith("private")
    assert visit(neighbours.noor).client.get(path).status_code == 404
    assert visit().client.get(path).status_code == 404
