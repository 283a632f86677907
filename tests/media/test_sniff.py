import pytest
from PIL import Image

from kindportfolio.media.faults import TooManyPixels, UnknownKind, Unreadable
from kindportfolio.media.sniff import Kind, check_announced_size, sniff
from tests.media.pictures import png_bomb, quarters, saved

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
PLAIN_HEIF = b"\0\0\0\x1cftypmif1\0\0\0\0mif1miafheic"
AVIF = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42"


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif"])
def test_a_picture_is_known_by_its_first_bytes(kind):
    assert sniff(saved(quarters(), kind)[:512]) == kind


@pytest.mark.parametrize("head", [HEIC, PLAIN_HEIF])
def test_a_phone_picture_is_known_by_its_brands(head):
    assert sniff(head) is Kind.HEIC


@pytest.mark.parametrize(
    "head",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"<?php system($_GET['c']);",
        b"PK\x03\x04\x14\0\x06\0word/document.xml",
        b"MZ\x90\0\x03\0\0\0",
        b"%PDF-1.7\n",
        b"BM\x36\0\0\0\0\0",
        b"II*\0\x08\0\0\0",
        b"RIFF\0\0\0\0WAVEfmt ",
        AVIF,
        FILM,
    ],
)
def test_another_kind_of_file_is_not_taken(head):
    with pytest.raises(UnknownKind):
        sniff(head)


@pytest.mark.parametrize("head", [b"", b"\0" * 512, b"\x93\x02\xf1\x88\x01", b"\0\0\0\x18fty"])
def test_what_is_no_file_at_all_cannot_be_read(head):
    with pytest.raises(Unreadable):
        sniff(head)


@pytest.mark.parametrize(
    ("kind", "picture"),
    [
        (Kind.PNG, png_bomb(60_000, rows=1)),
        (Kind.PNG, png_bomb(13_000, rows=1)),
        (Kind.GIF, b"GIF89a\xff\xff\xff\xff"),
        (Kind.WEBP, b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0"),
    ],
)
def test_a_bomb_that_tells_its_size_stays_outside(kind, picture):
    assert sniff(picture) is kind

    with pytest.raises(TooManyPixels):
        check_announced_size(kind, picture)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif"])
def test_an_ordinary_picture_may_come_in(kind):
    check_announced_size(Kind(kind), saved(quarters(), kind)[:512])


def test_a_see_through_webp_may_come_in():
    check_announced_size(Kind.WEBP, saved(Image.new("RGBA", (640, 480)), "webp")[:512])
