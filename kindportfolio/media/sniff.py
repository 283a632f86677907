"""Which kind of picture it is, by its first bytes alone. Names and headers are not believed."""

import re
from enum import StrEnum
from typing import Literal

from kindportfolio.media.faults import TooManyPixels, UnknownKind, Unreadable

HEAD = 512

# The same numbers stand in the darkroom, which may not import anything of ours.
PIXELS = 50_000_000
SIDE = 12_000


class Kind(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    HEIC = "heic"


MAGIC = {
    re.compile(rb"\xff\xd8\xff"): Kind.JPEG,
    re.compile(rb"\x89PNG\r\n\x1a\n"): Kind.PNG,
    re.compile(rb"GIF8[79]a"): Kind.GIF,
    re.compile(rb"RIFF....WEBPVP8[ LX]", re.DOTALL): Kind.WEBP,
}

# ISO/IEC 23008-12: pictures coded with HEVC. AVIF and films use the same box with other brands.
HEVC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
PICTURE_BRANDS = HEVC_BRANDS | {b"mif1", b"msf1"}

# Common files that are no picture for us, so that the answer can say so.
OTHER_FILES = re.compile(
    rb"PK\x03\x04|PK\x05\x06|MZ|%PDF|\x7fELF|BM|II\*\0|MM\0\*|RIFF|ID3|OggS|fLaC|7z\xbc\xaf"
    rb"|Rar!|\x1f\x8b|\x1aE\xdf\xa3|8BPS|\0\0\0.ftyp|\xd0\xcf\x11\xe0|\0\0\x01\0|\xff\xfb",
    re.DOTALL,
)


def sniff(head: bytes) -> Kind:
    """The kind of picture that begins with ``head``, its first ``HEAD`` bytes (or fewer).

    :raises UnknownKind: another kind of file, or text.
    :raises Unreadable: nothing that we know.
    """
    for magic, kind in MAGIC.items():
        if magic.match(head):
            return kind
    if _is_heic(head):
        return Kind.HEIC
    if OTHER_FILES.match(head) or _is_text(head):
        raise UnknownKind
    raise Unreadable


def _is_heic(head: bytes) -> bool:
    if head[4:8] != b"ftyp":
        return False
    length = int.from_bytes(head[:4], "big")
    brands = {head[at : at + 4] for at in (8, *range(16, min(length, len(head)) - 3, 4))}
    return head[8:12] in PICTURE_BRANDS and bool(brands & HEVC_BRANDS)


def _is_text(head: bytes) -> bool:
    return bool(head) and not re.search(rb"[\0-\x08\x0e-\x1a]", head)


def check_announced_size(kind: Kind, head: bytes) -> None:
    """Refuse a bomb at the door, where the first bytes already tell width and height.

    The truth comes out in the darkroom, which looks at every picture again.

    :raises TooManyPixels: more than ``PIXELS`` or a side longer than ``SIDE``.
    """
    width, height = _announced_size(kind, head)
    if max(width, height) > SIDE or width * height > PIXELS:
        raise TooManyPixels


def _announced_size(kind: Kind, head: bytes) -> tuple[int, int]:
    def number(start: int, end: int, order: Literal["big", "little"]) -> int:
        return int.from_bytes(head[start:end], order)

    if kind is Kind.PNG:
        return number(16, 20, "big"), number(20, 24, "big")
    if kind is Kind.GIF:
        return number(6, 8, "little"), number(8, 10, "little")
    if kind is Kind.WEBP and head[12:16] == b"VP8X":
        return 1 + number(24, 27, "little"), 1 + number(27, 30, "little")
    return 0, 0
