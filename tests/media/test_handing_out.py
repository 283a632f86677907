"""Who gets a picture to see, with which headers, and which part of it."""

import shutil
from dataclasses import replace

import pytest
from sqlalchemy import update

from kindportfolio import create_app
from kindportfolio.books.models import Post
from kindportfolio.core import clock
from kindportfolio.core.db import across_schools, db
from kindportfolio.media.models import Rendition
from tests.media.sending import send
from tests.visitor import Visitor

pytestmark = pytest.mark.slow

IMAGE = {"Sec-Fetch-Dest": "image"}
SIZES = {
    "master": "image/jpeg",
    "groot": "image/webp",
    "midden": "image/webp",
    "klein": "image/webp",
}


@pytest.fixture
def noor(visit, cast):
    return visit(cast.noor)


@pytest.fixture
def photo(app, visit, cast, work):
    """Puts a photo that is ready on a post and returns its public name."""

    def put(post: Post) -> str:
        name = send(visit(cast.noor), post.public_id).json["id"]
        work()
        with app.app_context(), across_schools():
            # Another picture waits for release again; here it was given.
            again = update(Post).where(Post.id == post.id).values(released_at=post.released_at)
            db.session.execute(again)
            db.session.commit()
        return name

    return put


def fetched(visitor: Visitor, name: str, size: str = "klein", **headers: str):
    answer = visitor.get(f"/m/{name}/{size}", headers=IMAGE | headers)
    answer.get_data()
    return answer


READERS = [
    "noor",
    "sem",
    "lars",
    "anouk",
    "bas",
    "joke",
    "mama",
    "oma",
    "jan",
    "fatma",
    "leader",
    "coach",
    "colleague",
    "office",
]
GONE = {"joke", "jan"}  # Left, or blocked: the house does not know them any more.
SEEN_BY = {
    "draft": {"noor"},
    "for_teacher": {"noor", "anouk", "leader", "coach"},
    "for_readers": {"noor", "anouk", "leader", "coach", "colleague", "mama"},
    "for_group": {"noor", "anouk", "leader", "coach", "colleague", "mama"},
    "released": {"noor", "sem", "anouk", "leader", "coach", "colleague", "mama"},
}


@pytest.mark.parametrize("post", SEEN_BY)
def test_a_picture_is_seen_by_who_may_read_its_post(visit, cast, photo, post):
    name = photo(getattr(cast, post))
    seen = set()

    for who in READERS:
        visitor = visit(getattr(cast, who))
        codes = {fetched(visitor, name, size).status_code for size in SIZES}
        codes |= {visitor.client.head(f"/m/{name}/klein").status_code}
        part = fetched(visitor, name, Range="bytes=0-9").status_code
        assert codes in ({200}, {404}, {401} if who in GONE else set()), who
        assert (part == 206) == (codes == {200}), who
        if codes == {200}:
            seen.add(who)

    assert seen == SEEN_BY[post]


def test_a_stranger_gets_nothing(visit, cast, photo):
    name = photo(cast.released)

    assert fetched(visit(), name).status_code == 401
    assert visit().client.head(f"/m/{name}/klein").status_code == 401


def test_the_other_school_finds_nothing(visit, neighbours, cast, photo):
    name = photo(cast.released)

    for who in READERS:
        refused = 401 if who in GONE else 404
        assert fetched(visit(getattr(neighbours, who)), name).status_code == refused


def test_what_is_not_for_you_looks_like_what_is_not_there(visit, cast, photo):
    name = photo(cast.draft)
    sem = visit(cast.sem)

    refused, unknown = fetched(sem, name), fetched(sem, "A" * 22)

    assert refused.data == unknown.data
    varying = {"Date", "Content-Security-Policy"}
    assert {key: value for key, value in refused.headers if key not in varying} == {
        key: value for key, value in unknown.headers if key not in varying
    }


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_has_exactly_these_headers(noor, cast, photo, size):
    answer = fetched(noor, photo(cast.released), size)

    assert dict(answer.headers) == {
        "Content-Type": SIZES[size],
        "Content-Length": str(len(answer.data)),
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "bytes",
    }


def test_a_picture_is_not_for_pages_of_others(noor, cast, photo):
    name = photo(cast.released)

    assert fetched(noor, name, **{"Sec-Fetch-Site": "none"}).status_code == 200
    for site in ("cross-site", "same-site", "x"):
        assert fetched(noor, name, **{"Sec-Fetch-Site": site}).status_code == 404


def test_parts_of_a_picture_make_the_whole(noor, cast, photo):
    name = photo(cast.released)
    whole = fetched(noor, name).data
    size = len(whole)

    first = fetched(noor, name, Range="bytes=0-99")
    rest = fetched(noor, name, Range="bytes=100-")
    last = fetched(noor, name, Range="bytes=-10")

    assert [answer.status_code for answer in (first, rest, last)] == [206, 206, 206]
    assert first.data + rest.data == whole
    assert last.data == whole[-10:]
    assert first.headers["Content-Range"] == f"bytes 0-99/{size}"
    assert first.headers["Content-Length"] == "100"
    assert first.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "asked", ["bytes=9999999-", "bytes=20-10", "bytes=0-1,5-6", "bytes=" + "0-1," * 499 + "0-1"]
)
def test_a_range_that_cannot_be_is_refused(noor, cast, photo, asked):
    name = photo(cast.released)
    size = len(fetched(noor, name).data)

    answer = fetched(noor, name, Range=asked)

    assert (answer.status_code, answer.data) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{size}"


def test_asking_for_the_head_alone_tells_the_length(noor, cast, photo):
    name = photo(cast.released)
    size = len(fetched(noor, name).data)

    answer = noor.client.head(f"/m/{name}/klein", headers={"Range": "bytes=0-9"})

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == str(size)


TRICKS = [
    "/m/../kindportfolio.sqlite",
    "/m/%2e%2e/%2e%2e",
    "/m/%2e%2e%2fsecret.toml/klein",
    "/m/{name}/..%2f..%2fsecret.toml",
    "/m/{name}/%252e%252e%252fsecret.toml",
    "/m/{name}/klein%00.jpg",
    "/m/{name}/klein.",
    "/m/{name}/klein/",
    "/m/{name}/",
    "/m/{name}",
    "/m/{name}%00/klein",
    "/m/{name}/KLEIN",
    "/m/{name}/raw",
    "/m//{name}/klein/x",
    "/m/",
    "/m/staat/klein",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_tricks_with_the_path_find_nothing(noor, cast, photo, trick):
    name = photo(cast.released)

    assert noor.get(trick.format(name=name), headers=IMAGE).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/quarantine/",
        "/instance/",
        "/static/",
        "/packs/",
        "/backups/",
        "/.git/config",
        "/.env",
        "/kindportfolio.sqlite",
        "/secret.toml",
    ],
)
def test_no_folder_of_ours_is_listed(noor, path):
    assert noor.get(path, headers=IMAGE).status_code == 404


def test_a_photo_that_is_not_ready_is_shown_to_nobody(noor, visit, cast):
    name = send(noor, cast.released.public_id).json["id"]

    for size in (*SIZES, "raw"):
        assert fetched(noor, name, size).status_code == 404
    assert fetched(visit(cast.anouk), name).status_code == 404


@pytest.mark.parametrize(
    "change",
    [{"released_at": None}, {"hidden_at": clock.now()}, {"deleted_at": clock.now()}],
    ids=["withdrawn", "hidden", "in the bin"],
)
def test_a_picture_goes_with_its_post_on_the_next_request(app, visit, cast, photo, change):
    name = photo(cast.released)
    sem = visit(cast.sem)
    assert fetched(sem, name).status_code == 200

    with app.app_context(), across_schools():
        db.session.execute(update(Post).where(Post.id == cast.released.id).values(**change))
        db.session.commit()

    assert fetched(sem, name).status_code == 404
    assert fetched(visit(cast.noor), name).status_code == 200


def test_a_file_that_the_disk_has_lost_is_no_error(noor, cast, photo, settings):
    name = photo(cast.released)
    shutil.rmtree(settings.instance / "media")

    assert fetched(noor, name).status_code == 404


def test_a_server_in_front_may_hand_out_the_file(settings, cast, photo, app, asset_of):
    name = photo(cast.released)
    key = next(row.key for row in asset_of(name).renditions if row.size == "klein")
    behind = create_app(replace(settings, accel_prefix="/media-intern/"))
    noor, sem = Visitor(behind, cast.noor), Visitor(behind, cast.lars)

    answer = fetched(noor, name)

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["X-Accel-Redirect"] == f"/media-intern/{key}"
    assert answer.headers["Content-Type"] == "image/webp"
    assert fetched(sem, name).status_code == 404
    assert fetched(noor, name, Range="bytes=0-1,3-4").status_code == 416
    with behind.app_context():
        db.engine.dispose()


def test_a_long_file_is_handed_out_in_small_pieces(noor, cast, photo, app, asset_of):
    name = photo(cast.released)
    row = next(row for row in asset_of(name).renditions if row.size == "groot")
    path = app.extensions["media"].store.path(row.key)
    with path.open("r+b") as file:
        file.truncate(3_000_000)
    with app.app_context(), across_schools():
        longer = update(Rendition).where(Rendition.id == row.id).values(bytes=3_000_000)
        db.session.execute(longer)
        db.session.commit()

    answer = noor.client.get(f"/m/{name}/groot", buffered=False)

    pieces = [len(piece) for piece in answer.iter_encoded()]
    assert sum(pieces) == 3_000_000
    assert max(pieces) <= 256 * 1024
    answer.close()
