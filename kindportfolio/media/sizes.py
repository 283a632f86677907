"""Where the sizes of a photo are found and how large they are, without asking the database."""

from collections.abc import Mapping
from typing import NamedTuple

SIDES = {"klein": 320, "midden": 960, "groot": 1920}


class Size(NamedTuple):
    src: str
    width: int
    height: int


def sizes_of(public_id: str, width: int, height: int) -> dict[str, Size]:
    """The three sizes of a developed photo, by name, from small to large."""
    return {name: _size(public_id, name, width, height) for name in SIDES}


def srcset(sizes: Mapping[str, Size]) -> str:
    """The sizes as the browser wants to choose from them."""
    return ", ".join(f"{size.src} {size.width}w" for size in sizes.values())


def _size(public_id: str, name: str, width: int, height: int) -> Size:
    shrink = min(1.0, SIDES[name] / max(width, height))
    shrunk = max(1, round(width * shrink)), max(1, round(height * shrink))
    return Size(f"/m/{public_id}/{name}", *shrunk)
