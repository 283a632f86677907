"""Pictures as phones make them, and as no honest phone would."""

import io
import os
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageCms

RED, GREEN, BLUE, YELLOW, WHITE = (
    (220, 30, 30),
    (30, 160, 60),
    (30, 60, 200),
    (240, 210, 40),
    (255, 255, 255),
)
MARKERS = {
    "owner": "MARKER-OWNER-Sien-Jansen",
    "place": "MARKER-PLACE-Dorpsstraat",
    "comment": "MARKER-COMMENT",
    "xmp": "MARKER-XMP",
    "iptc": "MARKER-IPTC",
    "maker": "MARKER-MAKER",
    "thumbnail": "MARKER-THUMBNAIL",
    "profile": "MARKER-PROFILE",
}

ORIENTATION, ARTIST, EXIF_IFD, GPS_IFD = 0x0112, 0x013B, 0x8769, 0x8825
MAKER_NOTE, OWNER_NAME = 0x927C, 0xA430
GPS_LATITUDE, GPS_AREA = 2, 28

# How an upright picture is stored by a camera that notes this orientation.
STORED_AS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def quarters(size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Red and green above, blue and yellow below: any turn of it shows."""
    corners = Image.new("RGB", (2, 2))
    for at, colour in zip(
        ((0, 0), (1, 0), (0, 1), (1, 1)), (RED, GREEN, BLUE, YELLOW), strict=True
    ):
        corners.putpixel(at, colour)
    return corners.resize(size, Image.Resampling.NEAREST)


def corners_of(path: Path | io.BytesIO) -> list[str]:
    """The names of the colours in the four corners, a little inside them."""
    with Image.open(path) as picture:
        rgb = picture.convert("RGB")
    right, bottom = rgb.width - 1 - rgb.width // 8, rgb.height - 1 - rgb.height // 8
    left, top = rgb.width // 8, rgb.height // 8
    return [
        name_of(rgb.getpixel(at))
        for at in ((left, top), (right, top), (left, bottom), (right, bottom))
    ]


def name_of(pixel: tuple[int, int, int]) -> str:
    names = {"red": RED, "green": GREEN, "blue": BLUE, "yellow": YELLOW, "white": WHITE}
    return min(names, key=lambda n: sum(abs(a - b) for a, b in zip(names[n], pixel, strict=True)))


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def grain(size: tuple[int, int]) -> Image.Image:
    """Something with as much detail as a photo."""
    small = (max(1, size[0] // 8), max(1, size[1] // 8))
    noise = Image.frombytes("RGB", small, os.urandom(small[0] * small[1] * 3))
    return Image.blend(noise.resize(size, Image.Resampling.BILINEAR), quarters(size), 0.5)


def phone_jpeg(upright: Image.Image | None = None, orientation: int = 6) -> bytes:
    """A JPEG as a phone writes it: turned, and full of things nobody should learn from it."""
    upright = upright or quarters()
    turn = STORED_AS[orientation]
    stored = upright.transpose(turn) if turn is not None else upright
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MARKERS['xmp']}</x:xmpmeta>".encode()
    plain = saved(
        stored,
        "JPEG",
        quality=92,
        exif=phone_exif(orientation),
        comment=MARKERS["comment"],
        xmp=xmp,
        icc_profile=named_profile(),
    )
    return plain[:2] + iptc_segment() + plain[2:]


def phone_exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[ARTIST] = MARKERS["owner"]
    exif.get_ifd(EXIF_IFD).update(
        {OWNER_NAME: MARKERS["owner"], MAKER_NOTE: MARKERS["maker"].encode()}
    )
    exif.get_ifd(GPS_IFD).update(
        {GPS_LATITUDE: (52.0, 5.0, 13.7), GPS_AREA: MARKERS["place"].encode()}
    )
    return with_thumbnail(exif.tobytes())


def with_thumbnail(exif: bytes) -> bytes:
    """Hang a second directory with a small JPEG in it behind the first."""
    tiff = bytearray(exif.removeprefix(b"Exif\0\0"))
    order = "<" if tiff[:2] == b"II" else ">"
    first = struct.unpack_from(order + "I", tiff, 4)[0]
    next_at = first + 2 + 12 * struct.unpack_from(order + "H", tiff, first)[0]
    struct.pack_into(order + "I", tiff, next_at, len(tiff))
    picture = saved(quarters((16, 12)), "JPEG", comment=MARKERS["thumbnail"])
    offset = len(tiff) + 2 + 3 * 12 + 4
    tiff += struct.pack(order + "H", 3)
    tiff += struct.pack(order + "HHIHH", 0x0103, 3, 1, 6, 0)
    tiff += struct.pack(order + "HHII", 0x0201, 4, 1, offset)
    tiff += struct.pack(order + "HHII", 0x0202, 4, 1, len(picture))
    tiff += struct.pack(order + "I", 0) + picture
    return b"Exif\0\0" + bytes(tiff)


def iptc_segment() -> bytes:
    text = MARKERS["iptc"].encode()
    record = b"\x1c\x02\x78" + struct.pack(">H", len(text)) + text
    record += b"\0" * (len(record) % 2)
    body = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def named_profile() -> bytes:
    """sRGB, with a name in it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    name = "sRGB built-in".encode("utf-16-be")
    marker = MARKERS["profile"][: len(name) // 2].encode("utf-16-be")
    assert name in profile
    return profile.replace(name, marker.ljust(len(name), b"\0"))


def swapped_profile() -> bytes:
    """A colour space in which red is what everyone else calls green."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * profile[131], 12)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    profile[red + 4 : red + 12], profile[green + 4 : green + 12] = (
        profile[green + 4 : green + 12],
        profile[red + 4 : red + 12],
    )
    return bytes(profile)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(side: int, rows: int | None = None) -> bytes:
    """A black and white PNG of ``side`` squared that is almost nothing on disk."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    squeeze = zlib.compressobj(9)
    row = b"\0" * (1 + (side + 7) // 8)
    body = b"".join(squeeze.compress(row) for _ in range(side if rows is None else rows))
    return (
        b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", body + squeeze.flush()) + chunk(b"IEND", b"")
    )


def many_frames(count: int) -> bytes:
    """A GIF whose first frame is red and whose others are blue."""
    palette = bytes([*RED, *BLUE])
    start = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + palette

    def frame(code: int) -> bytes:
        return b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02" + bytes([code, 0x01, 0])

    return start + frame(0x44) + frame(0x4C) * (count - 1) + b"\x3b"
