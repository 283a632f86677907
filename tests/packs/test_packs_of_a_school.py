from sqlalchemy import event

from kindportfolio.core.db import db, inside_school
from kindportfolio.packs.models import Pack
from kindportfolio.packs.queries import content_of, pack_in_use


def test_a_book_finds_the_questions_of_its_pack(app, cast):
    with app.app_context(), inside_school(cast.school.id):
        content = content_of(cast.noors_book.pack_id)

    assert content.question("wie-ben-ik").title == "Wie ben ik?"


def test_a_pack_is_looked_up_once(app, cast):
    asked = []
    with app.app_context(), inside_school(cast.school.id):
        db.session.connection()
        event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
        content_of(cast.pack.id)
        content_of(cast.pack.id)

    assert len(asked) == 1


def test_the_newest_active_pack_is_in_use(app, cast):
    with app.app_context(), inside_school(cast.school.id):
        db.session.add(Pack(key="zeester", version="1", installed_at=cast.pack.installed_at))
        db.session.add(
            Pack(key="basis", version="2", installed_at=cast.pack.installed_at, active=False)
        )
        db.session.flush()

        assert content_of(pack_in_use()).key == "zeester"
