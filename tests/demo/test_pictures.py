from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageChops, ImageOps, ImageStat

from kindportfolio.demo.pictures import DRAWINGS, SCENES, Kind, picture


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(BytesIO(jpeg))


def upright(jpeg: bytes) -> Image.Image:
    return ImageOps.exif_transpose(opened(jpeg))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_a_large_photo_with_words(kind):
    made = picture(kind, 1)
    image = upright(made.jpeg)

    assert image.size == (2000, 1500)
    assert opened(made.jpeg).format == "JPEG"
    assert min(ImageStat.Stat(image.resize((100, 75))).stddev) > 5
    assert made.title in SCENES[kind].titles
    assert made.alt.startswith("Tekening van" if kind in DRAWINGS else "Foto van")


def test_the_same_number_gives_the_same_picture_and_another_number_another():
    first, again, other = picture("toren", 3), picture("toren", 3), picture("toren", 4)
    difference = ImageChops.difference(upright(first.jpeg), upright(other.jpeg))

    assert first == again
    assert max(ImageStat.Stat(difference).mean) > 4


def test_a_picture_brings_its_camera_and_place_along():
    exif = opened(picture("lampion", 2).jpeg).getexif()

    assert exif[ExifTags.Base.Make] == "Voorbeeld"
    assert ExifTags.GPS.GPSLatitude in exif.get_ifd(ExifTags.IFD.GPSInfo)


def test_some_pictures_lie_on_their_side():
    lying = set()
    for seed in range(12):
        image = opened(picture("voetbal", seed).jpeg)
        turn = image.getexif()[ExifTags.Base.Orientation]
        lying.add(turn)
        assert image.size == ((1500, 2000) if turn in {6, 8} else (2000, 1500))
        assert greener(image, 1300) > greener(image, 0) + 20, "the grass is below"

    assert len(lying) >= 3


def greener(image: Image.Image, top: int) -> float:
    strip = ImageOps.exif_transpose(image).crop((300, top, 1700, top + 200))
    red, green, blue = ImageStat.Stat(strip).mean
    return green - (red + blue) / 2


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="eenhoorn"):
        picture("eenhoorn", 1)
