"""Where the bytes of pictures live: files that are written once, whole, or not at all.

A key is made of random names of our own, ``<school>/<picture>/<size>``: nothing that a user
typed ever becomes part of a path.
"""

import errno
import hashlib
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol, Self

from kindportfolio.media.faults import KeyTaken, NotStored, StoreFull, TooLarge
from kindportfolio.media.sniff import HEAD, Kind, check_announced_size, sniff

BLOCK = 256 * 1024
KEY = re.compile(r"[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_-]{1,64}){0,2}")
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
ARRIVING = ".arriving"


@dataclass(frozen=True)
class Stored:
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Received(Stored):
    """A raw upload in quarantine. Nobody can fetch it; the worker develops it."""

    key: str
    kind: Kind


@dataclass(frozen=True)
class Spare:
    """How much of the disk uploads must leave free, so that text can still be saved."""

    bytes: int = 1_000_000_000
    share: float = 0.03

    def check(self, folder: Path) -> None:
        """:raises StoreFull: less is free than must stay free."""
        disk = shutil.disk_usage(folder)
        if disk.free < max(self.bytes, self.share * disk.total):
            raise StoreFull


class Blocks:
    """A part of a file in blocks of at most ``BLOCK``; memory does not grow with its length."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file = file
        self._left = length

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        block = self._file.read(min(BLOCK, self._left)) if self._left else b""
        if not block:
            self.close()
            raise StopIteration
        self._left -= len(block)
        return block

    def close(self) -> None:
        self._left = 0
        self._file.close()


class Store(Protocol):
    """What the house asks of a place for files: this disk, or an object store."""

    def put(self, key: str, stream: BinaryIO) -> Stored:
        """:raises KeyTaken, StoreFull:"""

    def open(self, key: str) -> BinaryIO:
        """:raises NotStored:"""

    def range(self, key: str, start: int, length: int) -> Blocks:
        """:raises NotStored:"""

    def size(self, key: str) -> int:
        """:raises NotStored:"""

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None: ...

    def keys(self, older_than: float) -> Iterator[str]:
        """Every key that was written so many seconds ago or longer."""

    def sweep(self, older_than: float) -> int:
        """Remove what never arrived in whole; says how much that was."""


class Folder:
    """Files on this disk. Each is safe on it, name and all, before its writer goes on."""

    file_mode = 0o640
    folder_mode = 0o750

    def __init__(self, root: Path, spare: Spare | None = None) -> None:
        self.root = root
        self.spare = spare or Spare()
        (root / ARRIVING).mkdir(mode=self.folder_mode, parents=True, exist_ok=True)

    def path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError(f"not a key: {key!r}")
        return self.root / key

    def open(self, key: str) -> BinaryIO:
        try:
            return self.path(key).open("rb")
        except (FileNotFoundError, IsADirectoryError) as missing:
            raise NotStored(key) from missing

    def exists(self, key: str) -> bool:
        return self.path(key).is_file()

    def delete(self, key: str) -> None:
        path = self.path(key)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.root:
                break
            try:
                folder.rmdir()
            except OSError:
                break

    def sweep(self, older_than: float) -> int:
        """Remove what never arrived because its writer died; seconds since its last byte."""
        late = time.time() - older_than
        left = [path for path in (self.root / ARRIVING).iterdir() if path.stat().st_mtime < late]
        for path in left:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return len(left)

    def keys(self, older_than: float) -> Iterator[str]:
        late = time.time() - older_than
        for folder, below, names in os.walk(self.root):
            below[:] = [name for name in below if name != ARRIVING]
            for name in names:
                path = Path(folder, name)
                if path.stat().st_mtime < late:
                    yield path.relative_to(self.root).as_posix()

    def _write(self, key: str, blocks: Iterable[bytes]) -> Stored:
        """:raises KeyTaken, StoreFull: and then nothing of it is left."""
        target = self.path(key)
        self.spare.check(self.root)
        if target.exists():
            raise KeyTaken(key)
        arriving = self.root / ARRIVING / secrets.token_hex(16)
        try:
            stored = self._fill(arriving, blocks)
            self._name(arriving, target)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise StoreFull from error
            raise
        finally:
            arriving.unlink(missing_ok=True)
        return stored

    def _fill(self, path: Path, blocks: Iterable[bytes]) -> Stored:
        digest = hashlib.sha256()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.file_mode)
        with os.fdopen(handle, "wb", buffering=0) as file:
            for block in blocks:
                digest.update(block)
                rest = memoryview(block)
                while rest:
                    rest = rest[file.write(rest) :]
            os.fsync(handle)
            return Stored(file.tell(), digest.hexdigest())

    def _name(self, arriving: Path, target: Path) -> None:
        """Give the whole file its name. A link, unlike a rename, never replaces another file."""
        self._make_folder(target.parent)
        try:
            os.link(arriving, target)
        except FileExistsError as taken:
            raise KeyTaken(target.name) from taken
        sync_folder(target.parent)

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir(mode=self.folder_mode, exist_ok=True)
            sync_folder(folder.parent)


class DiskStore(Folder):
    """The store on this machine's own disk."""

    def put(self, key: str, stream: BinaryIO) -> Stored:
        return self._write(key, blocks_of(stream))

    def range(self, key: str, start: int, length: int) -> Blocks:
        file = self.open(key)
        file.seek(start)
        return Blocks(file, length)

    def size(self, key: str) -> int:
        try:
            return self.path(key).stat().st_size
        except FileNotFoundError as missing:
            raise NotStored(key) from missing


class Quarantine(Folder):
    """Raw uploads, out of everyone's reach until they have been developed."""

    file_mode = 0o600
    folder_mode = 0o700

    def receive(self, stream: BinaryIO, limit: int, school: str) -> Received:
        """Keep a picture as it comes in, looking at its kind and counting while it does.

        :param limit: bytes; a longer upload is not read to its end.
        :raises TooLarge, UnknownKind, Unreadable, TooManyPixels, StoreFull: nothing is kept.
        """
        head = _first_bytes(stream)
        kind = sniff(head)
        check_announced_size(kind, head)
        key = f"{school}/{secrets.token_hex(16)}"
        stored = self._write(key, _counted(head, stream, limit))
        return Received(stored.bytes, stored.sha256, key, kind)

    @contextmanager
    def workbench(self) -> Iterator[Path]:
        """A folder for one piece of work; a worker that dies leaves it to the next sweep."""
        with tempfile.TemporaryDirectory(dir=self.root / ARRIVING) as folder:
            yield Path(folder)


def blocks_of(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        yield block


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _first_bytes(stream: BinaryIO) -> bytes:
    head = b""
    while len(head) < HEAD and (more := stream.read(HEAD - len(head))):
        head += more
    return head


def _counted(head: bytes, stream: BinaryIO, limit: int) -> Iterator[bytes]:
    count = 0
    for block in chain([head], blocks_of(stream)):
        count += len(block)
        if count > limit:
            raise TooLarge
        yield block
