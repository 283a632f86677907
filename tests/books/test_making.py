"""Making a post: nothing typed is lost, one press makes one post, a closed book stays as it is."""

import io
import json
import re

import pytest
from sqlalchemy import func, select, update

from kindportfolio.access.models import Trace
from kindportfolio.books import photo_actions
from kindportfolio.books.models import Post
from kindportfolio.core import clock
from kindportfolio.core.db import db
from kindportfolio.jobs.worker import Worker
from tests import scenery
from tests.media.sending import SMALL_PHOTO


def text(answer):
    return answer.get_data(as_text=True)


def new_at(cast, place="wie-ben-ik/mijn-verhaal"):
    return f"/boek/{cast.noors_book.public_id}/{place}/nieuw"


def path(post, verb):
    return f"/bericht/{post.public_id}/{verb}"


def test_noor_begins_writes_and_places_a_post_without_any_script(visit, cast, newest, words):
    noor = visit(cast.noor)

    begun = noor.post(new_at(cast), {"prompt": cast.prompt.public_id})
    post = newest()
    page = noor.get(begun.location)
    sent = words(post, title="Mijn kip", text="Ze heet Toos.", feeling="trots", audience="teacher")
    placed = noor.post(path(post, "plaats"), sent)

    assert begun.location == path(post, "maken")
    assert page.status_code == 200
    assert cast.prompt.text in text(page)
    assert placed.location.endswith("/wie-ben-ik/mijn-verhaal")
    post = newest()
    assert (post.title, post.text) == ("Mijn kip", "Ze heet Toos.")
    assert (post.feeling, post.audience) == ("trots", "teacher")
    assert post.prompt_id == cast.prompt.id
    assert post.placed_at is not None
    assert "Mijn kip" in text(noor.get(placed.location))


def test_beginning_twice_takes_up_the_empty_draft_again(visit, cast, newest, inside):
    noor = visit(cast.noor)

    first = noor.post(new_at(cast)).location
    second = noor.post(new_at(cast)).location

    assert first == second


def test_a_place_that_is_not_in_the_pack_cannot_be_written_in(visit, cast):
    assert visit(cast.noor).post(new_at(cast, "wie-ben-ik/zolder")).status_code == 404


def test_nobody_else_begins_a_post_in_noors_book(visit, cast):
    answers = {
        name: visit(getattr(cast, name)).post(new_at(cast)).status_code
        for name in ("sem", "mama", "oma", "anouk", "colleague", "leader", "office")
    }

    assert answers == {
        "sem": 404,
        "mama": 403,
        "oma": 404,
        "anouk": 403,
        "colleague": 404,
        "leader": 403,
        "office": 404,
    }


def test_words_are_kept_while_typing(visit, cast, stored, words):
    noor = visit(cast.noor)

    answer = noor.send_json(path(cast.draft, "bewaar"), words(cast.draft, text="Half af"))

    assert answer.status_code == 200
    assert answer.json["version"] == cast.draft.version + 1
    assert re.fullmatch(r"\d\d:\d\d", answer.json["kept_at"])
    kept = stored(cast.draft)
    assert kept.text == "Half af"
    assert kept.placed_at is None


def test_an_answer_that_got_lost_is_no_conflict(visit, cast, words):
    noor = visit(cast.noor)
    sent = words(cast.draft, text="Half af")
    noor.send_json(path(cast.draft, "bewaar"), sent)

    again = noor.send_json(path(cast.draft, "bewaar"), sent)

    assert again.status_code == 200
    assert again.json["version"] == cast.draft.version + 1


def test_two_tabs_get_both_texts_and_nothing_is_lost(visit, cast, stored, words):
    noor = visit(cast.noor)
    noor.send_json(path(cast.draft, "bewaar"), words(cast.draft, text="uit het ene blad"))
    late = words(cast.draft, text="uit het andere blad")

    answer = noor.send_json(path(cast.draft, "bewaar"), late)
    page = noor.post(path(cast.draft, "plaats"), late)

    assert answer.status_code == 409
    assert answer.json["theirs"]["text"] == "uit het ene blad"
    assert page.status_code == 409
    assert "uit het ene blad" in text(page)
    assert "uit het andere blad" in text(page)
    assert stored(cast.draft).text == "uit het ene blad"
    assert stored(cast.draft).placed_at is None

    version = re.search(r'name="version" value="(\d+)"', text(page))[1]
    noor.post(path(cast.draft, "plaats"), late | {"version": version})
    assert stored(cast.draft).text == "uit het andere blad"


def test_a_double_tap_makes_one_post(visit, cast, inside, words):
    noor = visit(cast.noor)

    def count():
        with inside():
            return db.session.scalar(select(func.count(Post.id)))

    before = count()
    for _ in range(2):
        noor.post(new_at(cast, "wat-kan-ik/mijn-werk"), {"once": "a-double-tap", "title": "Toren"})
    assert count() == before + 1

    places = [noor.post(path(cast.draft, "plaats"), words(cast.draft)).location for _ in range(2)]
    assert places[0] == places[1]
    assert count() == before + 1


def test_an_empty_post_is_not_placed(visit, cast, newest, words):
    noor = visit(cast.noor)
    noor.post(new_at(cast))
    post = newest()

    answer = noor.post(path(post, "plaats"), words(post))

    assert answer.status_code == 422
    assert "Maak eerst een foto of een verhaal." in text(answer)
    assert newest().placed_at is None


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", "x" * 121, "Deze titel is te lang."),
        ("text", "x" * 20_001, "Dit verhaal is te lang om te bewaren."),
        ("text", "nul \0 teken", "Hier staat een teken dat we niet kunnen bewaren."),
        ("audience", "iedereen", "Not a valid choice"),
    ],
)
def test_what_cannot_be_kept_is_told_and_stays_in_the_form(
    visit, cast, stored, words, field, value, told
):
    noor = visit(cast.noor)
    sent = words(cast.draft, title="Mijn titel") | {field: value}

    answer = noor.post(path(cast.draft, "maken"), sent)
    kept = noor.send_json(path(cast.draft, "bewaar"), sent)

    assert answer.status_code == 422
    assert kept.status_code == 422
    if field != "audience":
        assert told in text(answer)
    if field != "title":
        assert "Mijn titel" in text(answer)
    assert stored(cast.draft).title == cast.draft.title


@pytest.mark.parametrize("payload", [[], "x", 3, {"text": ["a"]}, {"text": {"a": 1}}])
def test_json_that_is_no_form_is_refused(visit, cast, stored, payload):
    answer = visit(cast.noor).send_json(path(cast.draft, "bewaar"), payload)

    assert answer.status_code == 422
    assert stored(cast.draft).text == cast.draft.text


def test_strange_letters_only_touch_their_own_line(visit, cast, stored, words):
    zalgo, override = "a" + "\u0301" * 40, "\u202eomgekeerd\u202c"
    sent = words(cast.draft, text=f"{zalgo} {override} 🧑‍🚀 {'w' * 10_000}", audience="readers")

    visit(cast.noor).post(path(cast.draft, "plaats"), sent)

    kept = stored(cast.draft).text
    assert kept.count("\u0301") <= 5
    assert "\u202e" not in kept
    assert "🧑‍🚀" in kept
    assert visit(cast.noor).get(path(cast.draft, "maken")).status_code == 200


def test_fields_that_are_not_ours_are_ignored_and_written_down(visit, cast, stored, words, inside):
    sent = words(cast.draft, audience="group") | {
        "owner_id": "1",
        "school_id": "2",
        "released": "1",
        "released_at": "2026-01-01",
        "role": "leraar",
    }

    answer = visit(cast.noor).post(path(cast.draft, "plaats"), sent)

    assert answer.status_code == 302
    post = stored(cast.draft)
    assert post.audience == "group"
    assert post.released_at is None
    assert post.school_id == cast.school.id
    assert post.author_id == cast.noor.id
    with inside():
        trace = db.session.scalars(select(Trace).where(Trace.event == "unknown fields")).one()
        assert "released" in trace.detail["names"]
        assert "leraar" not in json.dumps(trace.detail)


def test_a_school_that_does_not_want_it_offers_no_group(visit, cast, stored, words, inside):
    with inside():
        school = db.session.get_one(type(cast.school), cast.school.id)
        school.group_audience = False
    noor = visit(cast.noor)

    page = text(noor.get(path(cast.draft, "maken")))
    answer = noor.post(path(cast.draft, "plaats"), words(cast.draft, audience="group"))

    assert 'value="group"' not in page
    assert answer.status_code == 422
    assert stored(cast.draft).placed_at is None


def test_a_closed_book_offers_the_words_for_the_new_one(visit, cast, close, newest, words, stored):
    noor = visit(cast.noor)
    old = cast.old_post

    answer = noor.post(path(old, "plaats"), words(old, title="Toch nog", text="Dit was het."))

    assert answer.status_code == 409
    assert "Dit boek is afgesloten. Lezen kan wel." in text(answer)
    assert "Dit was het." in text(answer)
    assert stored(old).text == old.text
    action = re.search(r'action="(/boek/[^"]+/nieuw)"', text(answer))[1]
    assert cast.noors_book.public_id in action

    noor.post(action, {"title": "Toch nog", "text": "Dit was het."})
    post = newest()
    assert (post.book_id, post.text) == (cast.noors_book.id, "Dit was het.")
    assert post.placed_at is None


def test_nothing_can_be_written_in_a_closed_book(visit, cast, close, words, stored, inside):
    close(cast.noors_book)
    noor, draft = visit(cast.noor), cast.draft

    answers = [
        noor.post(new_at(cast)),
        noor.send_json(path(draft, "bewaar"), words(draft, text="anders")),
        noor.post(path(draft, "maken"), words(draft, text="anders")),
        noor.post(path(draft, "plaats"), words(draft, text="anders")),
        noor.post(path(draft, "weg")),
        noor.post(path(draft, "terug")),
        noor.post(path(draft, "verhuis"), {"to": "wat-kan-ik/mijn-werk"}),
        noor.post(path(cast.for_readers, "reactie"), {"text": "nog wat"}),
        visit(cast.anouk).post(path(cast.for_readers, "reactie"), {"text": "nog wat"}),
        visit(cast.mama).post(path(cast.for_readers, "gelezen")),
        visit(cast.anouk).post(f"/reactie/{cast.comment.public_id}/weg"),
    ]

    assert [answer.status_code for answer in answers] == [409] * len(answers)
    assert stored(draft).text == draft.text
    assert stored(draft).deleted_at is None
    assert stored(cast.comment).removed_at is None


def test_nobody_changes_the_words_of_a_child(visit, cast, stored, words, inside):
    sent = words(cast.for_readers, text="netter gezegd", audience="group")
    for name, told in (("anouk", 403), ("leader", 403), ("mama", 403), ("sem", 404), ("bas", 404)):
        other = visit(getattr(cast, name))

        assert other.post(path(cast.for_readers, "plaats"), sent).status_code == told, name
        assert other.send_json(path(cast.for_readers, "bewaar"), sent).status_code == told, name
        assert other.get(path(cast.for_readers, "maken")).status_code == told, name
    post = stored(cast.for_readers)
    assert (post.text, post.audience) == (cast.for_readers.text, cast.for_readers.audience)
    with inside():
        denied = db.session.scalars(select(Trace.actor_id).where(Trace.event == "denied")).all()
        assert cast.anouk.id in denied


def test_a_placed_post_changes_for_readers_when_it_is_placed_again(visit, cast, words, stored):
    noor, mama, post = visit(cast.noor), visit(cast.mama), cast.for_readers

    kept = noor.send_json(path(post, "bewaar"), words(post, text="nieuwe woorden"))
    assert stored(post).text == post.text
    assert "nieuwe woorden" not in text(mama.get(path(post, "").rstrip("/")))
    assert "nieuwe woorden" in text(noor.get(path(post, "maken")))

    version = str(kept.json["version"])
    noor.post(path(post, "plaats"), words(post, text="nieuwe woorden", version=version))
    assert stored(post).text == "nieuwe woorden"
    assert stored(post).pending is None
    assert "nieuwe woorden" in text(mama.get(path(post, "").rstrip("/")))


def test_changes_can_be_left(visit, cast, words, stored):
    noor, post = visit(cast.noor), cast.for_readers
    noor.send_json(path(post, "bewaar"), words(post, text="toch maar niet"))
    sent = words(post, text="toch maar niet", version=str(stored(post).version))

    noor.post(path(post, "maken"), sent | {"do": "leave"})

    assert stored(post).pending is None
    assert stored(post).text == post.text


def test_changed_words_wait_for_release_again(visit, cast, words, stored):
    noor, post = visit(cast.noor), cast.released

    noor.post(path(post, "plaats"), words(post))
    assert stored(post).released_at is not None

    version = str(stored(post).version)
    noor.post(path(post, "plaats"), words(post, text="heel anders", version=version))
    assert stored(post).released_at is None
    assert visit(cast.sem).get(f"/bericht/{post.public_id}").status_code == 404


def test_placing_again_answers_the_hint(visit, cast, words, stored, inside):
    with inside():
        back = update(Post).where(Post.id == cast.for_readers.id)
        db.session.execute(back.values(sent_back_at=clock.now(), hint="Kijk nog eens."))

    page = visit(cast.noor).get(path(cast.for_readers, "maken"))
    visit(cast.noor).post(path(cast.for_readers, "plaats"), words(cast.for_readers))

    assert "Kijk nog eens." in text(page)
    assert stored(cast.for_readers).sent_back_at is None
    assert stored(cast.for_readers).hint == ""


def test_every_change_that_readers_can_see_raises_the_version_of_the_book(
    visit, cast, words, stored
):
    noor, seen = visit(cast.noor), [stored(cast.noors_book).version]
    changes = [
        lambda: noor.post(path(cast.draft, "plaats"), words(cast.draft)),
        lambda: noor.post(path(cast.for_readers, "verhuis"), {"to": "wat-kan-ik/mijn-werk"}),
        lambda: noor.post(path(cast.for_readers, "reactie"), {"text": "dank je"}),
        lambda: visit(cast.mama).post(path(cast.for_readers, "gelezen")),
        lambda: noor.post(path(cast.for_readers, "weg")),
        lambda: noor.post(path(cast.for_readers, "terug")),
        lambda: visit(cast.anouk).post(f"/reactie/{cast.comment.public_id}/weg"),
    ]
    for change in changes:
        assert change().status_code == 302
        seen.append(stored(cast.noors_book).version)

    assert seen == sorted(set(seen))


def test_a_draft_kept_while_typing_leaves_the_pages_of_readers_alone(visit, cast, words, stored):
    before = stored(cast.noors_book).version

    visit(cast.noor).send_json(path(cast.draft, "bewaar"), words(cast.draft, text="meer"))

    assert stored(cast.noors_book).version == before


def test_words_of_a_page_that_was_open_too_long_come_back(visit, cast, words):
    stale = words(cast.draft, text="lang over gedaan") | {"csrf": "oud"}

    answer = visit(cast.noor).post(path(cast.draft, "plaats"), stale)

    assert answer.status_code == 400
    assert "lang over gedaan" in text(answer)


def test_a_photo_there_is_no_room_for_does_not_take_the_words_along(
    visit, cast, words, stored, monkeypatch
):
    monkeypatch.setattr(photo_actions, "MOST_PICTURES", 0)
    noor = visit(cast.noor)
    photo = (io.BytesIO(SMALL_PHOTO), "foto.jpg")

    answer = noor.post(
        path(cast.draft, "plaats"), words(cast.draft, text="wel bewaard") | {"photo": photo}
    )

    assert answer.location == path(cast.draft, "maken")
    assert "De opslag is vol." in text(noor.get(answer.location))
    assert stored(cast.draft).text == "wel bewaard"
    assert stored(cast.draft).placed_at is None


def test_photos_come_along_with_a_form_without_script(visit, cast, words, app):
    noor = visit(cast.noor)
    files = {"photo": [(io.BytesIO(SMALL_PHOTO), "a.jpg"), (io.BytesIO(b"only words"), "b.jpg")]}

    answer = noor.post(path(cast.draft, "maken"), words(cast.draft, text="met foto") | files)
    page = text(noor.get(answer.location))

    assert answer.location == path(cast.draft, "maken")
    assert "Dit soort bestand kunnen we niet gebruiken." in page
    assert "We maken je foto klaar." in page
    assert "met foto" in page

    Worker(app).drain()
    assert re.search(r'src="/m/[^"]+/klein"', text(noor.get(answer.location)))


def test_a_draft_of_another_is_answered_as_if_it_did_not_exist(visit, cast):
    sem = visit(cast.sem)
    draft, nothing = cast.draft.public_id, "A" * 22

    for verb in ("", "/maken", "/verhuis"):
        answers = [sem.get(f"/bericht/{name}{verb}") for name in (draft, nothing)]
        bodies = [re.sub(r'nonce="[^"]+"|[\w-]{43}|[0-9a-f]{64}', "", text(one)) for one in answers]

        assert [one.status_code for one in answers] == [404, 404]
        assert bodies[0].replace(draft, nothing) == bodies[1]


def test_what_is_withdrawn_from_the_group_is_gone_at_once_with_its_photo(visit, cast, app, inside):
    photo = scenery.add_photo(app, cast, cast.released)
    sem = visit(cast.sem)
    paths = (f"/bericht/{cast.released.public_id}", f"/m/{photo.public_id}/klein")

    assert [sem.get(one, buffered=True).status_code for one in paths] == [200, 200]

    with inside():
        db.session.execute(update(Post).where(Post.id == cast.released.id).values(released_at=None))

    assert [sem.get(one, buffered=True).status_code for one in paths] == [404, 404]
