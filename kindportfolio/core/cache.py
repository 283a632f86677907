"""Pieces of rendered page, kept in this process under a key that names their version."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any


class Pieces:
    """The least recently used piece goes first. Keys carry versions, so nothing is ever stale.

    :param limit: bytes of text kept at most.
    """

    def __init__(self, limit: int = 16 * 2**20) -> None:
        self._limit = limit
        self._held = 0
        self._pieces: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The piece under this key, made now if it is not there."""
        with self._lock:
            if key in self._pieces:
                self._pieces.move_to_end(key)
                return self._pieces[key]
        piece = make()
        with self._lock:
            if key not in self._pieces:
                self._pieces[key] = piece
                self._held += len(piece)
                while self._held > self._limit and self._pieces:
                    _, old = self._pieces.popitem(last=False)
                    self._held -= len(old)
        return piece

    def clear(self) -> None:
        """Forget every piece."""
        with self._lock:
            self._pieces.clear()
            self._held = 0

    def drop(self, key: Hashable) -> None:
        """Do not keep this piece after all: something in it will change by itself."""
        with self._lock:
            if (piece := self._pieces.pop(key, None)) is not None:
                self._held -= len(piece)


pieces = Pieces()
