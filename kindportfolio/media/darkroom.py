"""Develops one hostile picture in a process of its own: ``python -I darkroom.py SOURCE FOLDER``.

Run by path and never imported by the house, so that it starts with Pillow alone. Before it
looks at the picture it gives up the network, most of its memory and the right to start
anything. Then it writes a master and three smaller WebP files into FOLDER, rebuilt from bare
pixels: upright, in sRGB, on white, the first frame only and without a byte of metadata.

One line of JSON on standard output tells the outcome; the exit code says it again.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import importlib
import io
import json
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext, suppress
from math import ceil, floor
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from PIL import Image, ImageCms

PIXELS: Final = 50_000_000
SIDE: Final = 12_000
MASTER: Final = 4096
DRAFT_AT_LEAST: Final = 3072
SIZES: Final = {"groot": 1920, "midden": 960, "klein": 320}

# A picture is rebuilt in bands of so many rows: two whole copies of it never stand in memory.
ROWS: Final = 64
# Rows beside a band that its shrinking looks at: 3 (Lanczos) x 12,000 / 4096, rounded up.
MARGIN: Final = 12

BROKEN, TOO_MANY_PIXELS, NO_PICTURE, OVER_LIMITS = "broken", "pixels", "unknown", "limits"
EXIT_CODES: Final = {BROKEN: 10, TOO_MANY_PIXELS: 11, NO_PICTURE: 12, OVER_LIMITS: 13}

PLUGINS: Final = {
    b"\xff\xd8\xff": ("JPEG", "PIL.JpegImagePlugin"),
    b"\x89PNG\r\n\x1a\n": ("PNG", "PIL.PngImagePlugin"),
    b"GIF8": ("GIF", "PIL.GifImagePlugin"),
    b"RIFF": ("WEBP", "PIL.WebPImagePlugin"),
}
ORIENTATION: Final = 0x0112

# From <linux/prctl.h> and <linux/sched.h>.
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000

# Audit events that no picture has any business with.
FORBIDDEN: Final = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


class Turn(NamedTuple):
    """How one value of the EXIF orientation becomes upright."""

    method: Image.Transpose | None = None
    sideways: bool = False
    backwards: bool = False


# Exif 2.32 (CIPA DC-008), tag 274 "Orientation".
TURNS: Final = {
    2: Turn(Image.Transpose.FLIP_LEFT_RIGHT),
    3: Turn(Image.Transpose.ROTATE_180, backwards=True),
    4: Turn(Image.Transpose.FLIP_TOP_BOTTOM, backwards=True),
    5: Turn(Image.Transpose.TRANSPOSE, sideways=True),
    6: Turn(Image.Transpose.ROTATE_270, sideways=True, backwards=True),
    7: Turn(Image.Transpose.TRANSVERSE, sideways=True, backwards=True),
    8: Turn(Image.Transpose.ROTATE_90, sideways=True),
}


class Refused(Exception):
    """The picture cannot be used; its argument is a key of ``EXIT_CODES``."""


class Band(NamedTuple):
    """A strip of the finished picture as bare RGB bytes."""

    at: tuple[int, int]
    size: tuple[int, int]
    pixels: bytes


Size = tuple[int, int]
Painter = Callable[[Image.Image], Image.Image]


def opened(source: BinaryIO) -> Image.Image:
    """The picture, not yet decoded: only the one reader that its first bytes ask for is loaded."""
    head = source.read(12)
    source.seek(0)
    if head[4:8] == b"ftyp":
        name = "HEIF"
        importlib.import_module("pillow_heif").register_heif_opener(
            decode_threads=1, thumbnails=False, depth_images=False, aux_images=False
        )
    else:
        name, module = next((p for magic, p in PLUGINS.items() if head.startswith(magic)), ("", ""))
        if not name:
            raise Refused(NO_PICTURE)
        importlib.import_module(module)
    if name == "PNG":
        Image.open(source, formats=[name]).verify()
        source.seek(0)
    return Image.open(source, formats=[name])


def check_size(size: Size) -> None:
    if min(size) < 1 or max(size) > SIDE or size[0] * size[1] > PIXELS:
        raise Refused(TOO_MANY_PIXELS)


def fitted(size: Size, side: int) -> Size:
    """The size that fits a square of ``side``; a smaller picture keeps its own."""
    longest = max(size)
    if longest <= side:
        return size
    return max(1, round(size[0] * side / longest)), max(1, round(size[1] * side / longest))


def turn_of(picture: Image.Image) -> Turn:
    """What the camera noted. A note that cannot be read is no reason to refuse the picture."""
    if picture.format == "HEIF":
        # Its reader has turned it already, by the box that only HEIF has.
        return Turn()
    try:
        return TURNS.get(picture.getexif().get(ORIENTATION, 1), Turn())
    except MemoryError:
        raise
    except Exception:
        return Turn()


def decoded(source: BinaryIO) -> tuple[Image.Image, Turn]:
    picture = opened(source)
    check_size(picture.size)
    width, height = picture.size
    if picture.format == "JPEG" and max(picture.size) >= 2 * DRAFT_AT_LEAST:
        # The decoder halves a large JPEG while reading: a quarter of the memory.
        picture.draft("RGB", (width // 2, height // 2))
    picture.load()
    check_size(picture.size)
    return picture, turn_of(picture)


def flat(piece: Image.Image) -> Image.Image:
    """Grey, RGB or CMYK; what was see-through lies on white."""
    if piece.has_transparency_data:
        piece = piece.convert("RGBA")
        paper = Image.new("RGB", piece.size, "white")
        paper.paste(piece, mask=piece.getchannel("A"))
        return paper
    if piece.mode.startswith("I;16"):
        return piece.point(lambda value: value * (1 / 257)).convert("L")
    return piece if piece.mode in {"L", "RGB", "CMYK"} else piece.convert("RGB")


def painter(picture: Image.Image) -> Painter:
    """Turns a piece of the picture into plain sRGB; a useless colour profile is left aside."""
    mode = flat(picture.crop((0, 0, 1, 1))).mode
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            wanted = ImageCms.createProfile("sRGB")
            transform = ImageCms.buildTransform(given, wanted, mode, "RGB")
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            pass
        else:
            return lambda piece: transform.apply(flat(piece))
    return lambda piece: flat(piece).convert("RGB")


def bands(picture: Image.Image, size: Size, turn: Turn) -> Iterator[Band]:
    """The picture band by band: shrunk to ``size``, painted in sRGB and turned upright."""
    paint = painter(picture)
    width, height = picture.size
    scale = height / size[1]
    margin = MARGIN if size != picture.size else 0
    for top in range(0, size[1], ROWS):
        bottom = min(top + ROWS, size[1])
        low = max(0, floor(top * scale) - margin)
        high = min(height, ceil(bottom * scale) + margin)
        piece = paint(picture.crop((0, low, width, high)))
        if margin:
            box = (0, top * scale - low, width, min(bottom * scale - low, high - low))
            piece = piece.resize((size[0], bottom - top), Image.Resampling.LANCZOS, box=box)
        if turn.method is not None:
            piece = piece.transpose(turn.method)
        start = size[1] - bottom if turn.backwards else top
        yield Band((start, 0) if turn.sideways else (0, start), piece.size, piece.tobytes())


def rebuilt(source: BinaryIO) -> Image.Image:
    """A new picture that shares nothing with the old one but the look of its pixels."""
    picture, turn = decoded(source)
    size = fitted(picture.size, MASTER)
    pieces = list(bands(picture, size, turn))
    picture.close()
    fresh = Image.new("RGB", size[::-1] if turn.sideways else size)
    while pieces:
        piece = pieces.pop()
        fresh.paste(Image.frombytes("RGB", piece.size, piece.pixels), piece.at)
    return fresh


def written(picture: Image.Image, path: Path, **how: Any) -> dict[str, Any]:
    buffer = io.BytesIO()
    picture.save(buffer, **how)
    path.write_bytes(buffer.getbuffer())
    return {
        "file": path.name,
        "type": "image/" + how["format"].lower(),
        "width": picture.width,
        "height": picture.height,
        "bytes": buffer.getbuffer().nbytes,
        "sha256": hashlib.sha256(buffer.getbuffer()).hexdigest(),
    }


def develop(source: BinaryIO, folder: Path) -> dict[str, Any]:
    """Write the master and, each from the one before, the three smaller pictures."""
    try:
        picture = rebuilt(source)
    except (Refused, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused(TOO_MANY_PIXELS) from bomb
    except Exception as fault:
        # A hostile file can bring a decoder to any exception at all.
        raise Refused(BROKEN) from fault
    files = {"master": written(picture, folder / "master.jpg", format="JPEG", quality=88)}
    importlib.import_module("PIL.WebPImagePlugin")
    for name, side in SIZES.items():
        picture = picture.resize(
            fitted(picture.size, side), Image.Resampling.LANCZOS, reducing_gap=1.0
        )
        path = folder / f"{name}.webp"
        files[name] = written(picture, path, format="WEBP", quality=80, method=3)
    return {"width": files["master"]["width"], "height": files["master"]["height"], "files": files}


def withdraw_from_the_world(parent: int) -> None:
    """Linux only: no network, no new rights, and no life after the worker's."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if parent and os.getppid() != parent:
        sys.exit(f"process {parent} is gone")
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # Where the kernel forbids this, the audit hook is what keeps the network away.
    libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def forbid(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(errno.EPERM, "not in the darkroom", event)


def confine(limits: Mapping[str, int], parent: int) -> None:
    os.nice(10)
    for name, most in limits.items():
        # Some systems know no limit to the address space.
        with suppress(ValueError, OSError) if sys.platform != "linux" else nullcontext():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
    if sys.platform == "linux":
        withdraw_from_the_world(parent)
    sys.addaudithook(forbid)
    Image.MAX_IMAGE_PIXELS = PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def say(outcome: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(outcome) + "\n")
    sys.stdout.flush()


def refuse(reason: str) -> int:
    say({"reason": reason})
    return EXIT_CODES[reason]


def main(source: str, folder: str, limits: str = "{}", parent: str = "0") -> int:
    confine(json.loads(limits), int(parent))
    try:
        with open(source, "rb") as file:
            say(develop(file, Path(folder)))
    except Refused as refused:
        return refuse(str(refused))
    except MemoryError:
        return refuse(OVER_LIMITS)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        return refuse(OVER_LIMITS)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
