import errno
import hashlib
import io
import os
import stat

import pytest

from kindportfolio.media.faults import (
    KeyTaken,
    NotStored,
    StoreFull,
    TooLarge,
    TooManyPixels,
    UnknownKind,
    Unreadable,
)
from kindportfolio.media.sniff import Kind
from kindportfolio.media.store import BLOCK, DiskStore, Quarantine, Spare
from tests.media.pictures import phone_jpeg, png_bomb

NO_SPARE = Spare(bytes=0, share=0)
KEY = "wilgenhoek/a1B2_c3-d4/groot"


@pytest.fixture
def store(tmp_path):
    return DiskStore(tmp_path / "media", NO_SPARE)


@pytest.fixture
def quarantine(tmp_path):
    return Quarantine(tmp_path / "quarantine", NO_SPARE)


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


class Endless(io.RawIOBase):
    """An upload that never ends, after a beginning."""

    def __init__(self, head):
        self.head, self.given = head, 0

    def read(self, size=-1):
        block, self.head = self.head[:size], self.head[size:]
        self.given += size
        return block or b"x" * size


def test_what_is_put_comes_back_byte_for_byte(store):
    picture = os.urandom(3 * BLOCK + 17)

    stored = store.put(KEY, io.BytesIO(picture))

    assert stored.bytes == store.size(KEY) == len(picture)
    assert stored.sha256 == hashlib.sha256(picture).hexdigest()
    with store.open(KEY) as file:
        assert file.read() == picture


def test_a_stored_file_is_never_overwritten(store):
    store.put(KEY, io.BytesIO(b"first"))

    with pytest.raises(KeyTaken):
        store.put(KEY, io.BytesIO(b"second"))

    assert store.path(KEY).read_bytes() == b"first"
    assert len(files_in(store.root)) == 1


def test_of_two_writers_of_one_key_only_one_wins(store):
    class Rival(io.BytesIO):
        def read(self, size=-1):
            if not store.exists(KEY):
                store.put(KEY, io.BytesIO(b"rival"))
            return super().read(size)

    with pytest.raises(KeyTaken):
        store.put(KEY, Rival(b"mine"))

    assert store.path(KEY).read_bytes() == b"rival"
    assert len(files_in(store.root)) == 1


def test_a_range_comes_in_small_blocks_and_stops_where_it_should(store):
    picture = os.urandom(3 * BLOCK)
    store.put(KEY, io.BytesIO(picture))

    blocks = list(store.range(KEY, 100, BLOCK + 1))

    assert [len(block) for block in blocks] == [BLOCK, 1]
    assert b"".join(blocks) == picture[100 : 101 + BLOCK]


def test_a_range_that_is_left_half_way_closes_its_file(store):
    store.put(KEY, io.BytesIO(os.urandom(2 * BLOCK)))
    blocks = store.range(KEY, 0, 2 * BLOCK)
    next(blocks)

    blocks.close()

    assert list(blocks) == []


def test_what_is_not_there_says_so(store):
    assert not store.exists(KEY)
    for ask in (store.open, store.size, lambda key: store.range(key, 0, 1)):
        with pytest.raises(NotStored):
            ask(KEY)


def test_a_deleted_file_leaves_no_empty_folders(store):
    store.put(KEY, io.BytesIO(b"picture"))

    store.delete(KEY)
    store.delete(KEY)

    assert not store.exists(KEY)
    assert not (store.root / "wilgenhoek").exists()


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/b/c/d", "a\0b", "a.png", "a\\b", "é", "a/b\n"],
)
def test_a_key_holds_nothing_but_our_own_names(store, key):
    for ask in (store.open, store.exists, store.delete, store.size):
        with pytest.raises(ValueError, match="not a key"):
            ask(key)
    with pytest.raises(ValueError, match="not a key"):
        store.put(key, io.BytesIO(b"x"))


def test_uploads_stop_before_the_disk_is_full(tmp_path):
    nearly_full = DiskStore(tmp_path, Spare(bytes=1 << 60))
    by_share = DiskStore(tmp_path, Spare(bytes=0, share=1.0))

    for store in (nearly_full, by_share):
        with pytest.raises(StoreFull):
            store.put(KEY, io.BytesIO(b"picture"))
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("step", ["write", "fsync", "link"])
def test_a_full_disk_leaves_nothing_half(store, monkeypatch, step):
    def no_room(*_):
        raise OSError(errno.ENOSPC, "no space left on device")

    class Full(io.BytesIO):
        def read(self, size=-1):
            return super().read(size) or no_room()

    if step != "write":
        monkeypatch.setattr(os, step, no_room)

    with pytest.raises(StoreFull):
        store.put(KEY, Full(b"picture") if step == "write" else io.BytesIO(b"picture"))

    assert files_in(store.root) == []


def test_a_writer_that_dies_leaves_nothing_but_what_a_sweep_removes(store):
    lost = store.root / ".arriving" / "lost"
    lost.write_bytes(b"half a pic")
    os.utime(lost, (0, 0))
    (store.root / ".arriving" / "busy").write_bytes(b"still coming")

    assert store.sweep(older_than=3600) == 1
    assert [path.name for path in files_in(store.root)] == ["busy"]


def test_an_upload_is_kept_where_only_the_worker_looks(quarantine):
    photo = phone_jpeg()

    received = quarantine.receive(io.BytesIO(photo), 15_000_000, "wilgenhoek")

    path = quarantine.path(received.key)
    assert received.kind is Kind.JPEG
    assert received.bytes == len(photo)
    assert received.sha256 == hashlib.sha256(photo).hexdigest()
    assert received.key.startswith("wilgenhoek/")
    assert path.read_bytes() == photo
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_upload_that_is_one_byte_too_large_is_not_kept(quarantine):
    photo = phone_jpeg()
    quarantine.receive(io.BytesIO(photo), len(photo), "wilgenhoek")

    with pytest.raises(TooLarge):
        quarantine.receive(io.BytesIO(photo), len(photo) - 1, "wilgenhoek")

    assert len(files_in(quarantine.root)) == 1


def test_an_endless_upload_is_cut_off_while_it_is_read(quarantine):
    upload = Endless(phone_jpeg())

    with pytest.raises(TooLarge):
        quarantine.receive(upload, 1_000_000, "wilgenhoek")

    assert upload.given < 1_000_000 + 2 * BLOCK
    assert files_in(quarantine.root) == []


@pytest.mark.parametrize(
    ("upload", "fault"),
    [
        (b"<svg/>", UnknownKind),
        (b"", Unreadable),
        (os.urandom(64) + b"\0", Unreadable),
        (png_bomb(60_000, rows=1), TooManyPixels),
    ],
)
def test_what_is_no_picture_does_not_come_in(quarantine, upload, fault):
    if fault is Unreadable and upload:
        upload = b"\x01" + upload

    with pytest.raises(fault):
        quarantine.receive(io.BytesIO(upload), 15_000_000, "wilgenhoek")

    assert files_in(quarantine.root) == []
