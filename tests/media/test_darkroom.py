"""The darkroom as the worker runs it: real files, a real process."""

import io
import json
import runpy
import subprocess
import sys
import zlib
from itertools import pairwise
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from kindportfolio.media import limits, sniff
from kindportfolio.media.faults import Broken, TooManyPixels, UnknownKind
from kindportfolio.media.limits import SCRIPT, develop
from tests.media.pictures import (
    GREEN,
    MARKERS,
    STORED_AS,
    chunk,
    corners_of,
    grain,
    many_frames,
    name_of,
    phone_jpeg,
    png_bomb,
    quarters,
    saved,
    swapped_profile,
)

pytestmark = pytest.mark.slow

UPRIGHT = ["red", "green", "blue", "yellow"]
MEASURED = """
import json, resource, sys
from pathlib import Path
from kindportfolio.media.limits import develop
try:
    develop(Path(sys.argv[1]), Path(sys.argv[2]))
    outcome = "ready"
except Exception as fault:
    outcome = type(fault).__name__
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([outcome, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


@pytest.fixture
def developed(tmp_path):
    """Develops the given bytes and returns all files that came of it."""

    def run(picture: bytes):
        folder = tmp_path / "developed"
        folder.mkdir()
        result = develop(raw(tmp_path, picture), folder)
        return {"master": result.master, **result.sizes}

    return run


def raw(folder: Path, picture: bytes) -> Path:
    path = folder / "raw"
    path.write_bytes(picture)
    return path


def measured(tmp_path: Path, picture: bytes) -> tuple[str, float, float]:
    """The outcome, seconds of CPU and megabytes at most of one darkroom process."""
    folder = tmp_path / "developed"
    folder.mkdir()
    command = [sys.executable, "-c", MEASURED, str(raw(tmp_path, picture)), str(folder)]
    outcome, cpu, memory = json.loads(subprocess.check_output(command))
    return outcome, cpu, memory


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


@pytest.mark.parametrize("orientation", STORED_AS)
def test_a_turned_phone_photo_comes_out_upright(developed, orientation):
    upright = quarters((640, 400))

    files = developed(phone_jpeg(upright, orientation))

    for file in files.values():
        assert corners_of(file.path) == UPRIGHT
        assert file.width > file.height
    assert (files["master"].width, files["master"].height) == (640, 400)


def test_nothing_that_the_phone_wrote_stays_in_any_file(developed):
    photo = phone_jpeg()
    spoken = {**MARKERS, "profile": MARKERS["profile"][:13]}
    forms = [text.encode(code) for text in spoken.values() for code in ("ascii", "utf-16-be")]
    assert sum(form in photo for form in forms) == len(MARKERS)

    for file in developed(photo).values():
        content = file.path.read_bytes()

        assert [form for form in forms if form in content] == []
        assert not any(sign in content for sign in (b"Exif", b"adobe", b"ICC", b"8BIM", b"http"))
        with Image.open(file.path) as picture:
            assert not picture.getexif()
            assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
                "loop",
                "background",
                "timestamp",
                "duration",
            }


def test_a_photo_gets_a_master_and_three_sizes(developed):
    files = developed(phone_jpeg(grain((2400, 1800)), 1))

    sizes = {name: (file.width, file.height) for name, file in files.items()}
    assert sizes == {
        "master": (2400, 1800),
        "groot": (1920, 1440),
        "midden": (960, 720),
        "klein": (320, 240),
    }
    assert files["master"].content_type == "image/jpeg"
    assert {file.content_type for name, file in files.items() if name != "master"} == {"image/webp"}
    for file in files.values():
        assert size_of(file.path) == (file.width, file.height)


def test_a_small_picture_is_not_blown_up(developed):
    assert {
        (f.width, f.height) for f in developed(saved(quarters((200, 100)), "PNG")).values()
    } == {(200, 100)}


def test_a_picture_of_one_pixel_wide_keeps_a_width(developed):
    assert developed(saved(Image.new("RGB", (2, 5000)), "PNG"))["klein"].width == 1


def test_a_very_large_photo_is_shrunk_without_seams(developed):
    smooth = Image.linear_gradient("L").resize((5200, 5200), Image.Resampling.BICUBIC)

    master = developed(saved(smooth, "JPEG", quality=95))["master"]

    assert (master.width, master.height) == (4096, 4096)
    with Image.open(master.path) as picture:
        column = picture.convert("L").crop((2000, 0, 2001, 4096)).tobytes()
    assert all(-2 <= below - above <= 3 for above, below in pairwise(column))


def test_a_phone_photo_of_the_heic_kind_comes_out_upright(developed):
    photo = io.BytesIO()
    pillow_heif.from_pillow(quarters((640, 400))).save(photo, quality=90)

    files = developed(photo.getvalue())

    assert corners_of(files["groot"].path) == UPRIGHT


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_other_kinds_are_developed_too(developed, kind):
    assert corners_of(developed(saved(quarters(), kind))["midden"].path) == UPRIGHT


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_what_was_see_through_lies_on_white(developed, kind):
    picture = quarters().convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 320, 240))

    corners = corners_of(developed(saved(picture, kind))["groot"].path)

    assert corners == ["white", "green", "blue", "yellow"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_way_of_storing_pixels_is_understood(developed, mode):
    white = Image.new("L", (64, 64), 255)
    picture = Image.new(mode, (64, 64), 65535) if mode == "I;16" else white.convert(mode)

    file = developed(saved(picture, "JPEG" if mode == "CMYK" else "PNG"))["klein"]

    with Image.open(file.path) as seen:
        assert name_of(seen.convert("RGB").getpixel((32, 32))) == "white"


def test_colours_are_those_that_the_camera_meant(developed):
    """The profile says that what is written as red is to be seen as green."""
    red = Image.new("RGB", (64, 64), (255, 0, 0))

    file = developed(saved(red, "JPEG", quality=95, icc_profile=swapped_profile()))["groot"]

    with Image.open(file.path) as picture:
        assert name_of(picture.convert("RGB").getpixel((32, 32))) == name_of(GREEN)


def test_a_useless_colour_profile_does_not_spoil_a_photo(developed):
    photo = saved(quarters(), "JPEG", quality=95, icc_profile=b"not a profile" * 20)

    assert corners_of(developed(photo)["groot"].path) == UPRIGHT


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_a_moving_picture_only_the_first_frame_is_kept(developed, kind):
    frames = [quarters(), *(Image.new("RGB", (640, 480), (0, 0, n)) for n in range(200, 230))]
    moving = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=40)

    assert corners_of(developed(moving)["midden"].path) == UPRIGHT


def test_a_hundred_thousand_frames_cost_no_more_than_one(tmp_path):
    outcome, cpu, _ = measured(tmp_path, many_frames(100_000))

    assert outcome == "ready"
    assert cpu < 2
    assert corners_of(tmp_path / "developed" / "klein.webp")[0] == "red"


@pytest.mark.parametrize("bomb", [png_bomb(60_000, rows=10), png_bomb(13_000)])
def test_a_bomb_is_refused_before_it_unfolds(tmp_path, bomb):
    assert len(bomb) < 21_000

    outcome, cpu, memory = measured(tmp_path, bomb)

    assert outcome == TooManyPixels.__name__
    assert cpu < 1
    assert memory < 100


def test_a_side_of_more_than_12000_pixels_is_refused(tmp_path, developed):
    with pytest.raises(TooManyPixels):
        developed(saved(Image.new("1", (12_001, 1)), "PNG"))


def test_a_photo_of_12_megapixels_stays_within_its_bounds(tmp_path):
    """The benchmark measures the CPU on a quiet machine: 1.3 s. Here others may be at work."""
    outcome, cpu, memory = measured(tmp_path, phone_jpeg(grain((3024, 4032)), 6))

    assert outcome == "ready"
    assert memory <= 120
    assert cpu <= 3


def test_a_photo_of_48_megapixels_needs_no_more_memory(tmp_path):
    photo = saved(Image.new("RGB", (8064, 5952), (90, 120, 60)), "JPEG")

    outcome, _, memory = measured(tmp_path, photo)

    assert outcome == "ready"
    assert memory <= 120
    assert max(size_of(tmp_path / "developed" / "master.jpg")) == 4032


PNG = saved(quarters(), "PNG")
WRONG_HEADER_CRC = PNG[:29] + bytes([PNG[29] ^ 1]) + PNG[30:]
WRONG_PIXEL_CRC = PNG[:-16] + bytes([PNG[-16] ^ 1]) + PNG[-15:]


@pytest.mark.parametrize(
    "broken",
    [
        phone_jpeg()[: len(phone_jpeg()) // 2],
        b"\xff\xd8\xff" + bytes(5000),
        PNG[: len(PNG) // 2],
        WRONG_HEADER_CRC,
        WRONG_PIXEL_CRC,
        b"GIF89a",
        saved(quarters(), "GIF")[:900],
        saved(quarters(), "WEBP")[:200],
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500),
        PNG[:33] + chunk(b"IDAT", zlib.compress(b"short")) + PNG[-12:],
    ],
    ids=lambda broken: f"{broken[:4].hex()}-{len(broken)}",
)
def test_a_broken_picture_is_called_broken(developed, broken):
    with pytest.raises(Broken):
        developed(broken)


@pytest.mark.parametrize("other", [b"<svg/>", b"MZ\x90\0", b"PK\x03\x04", b"%!PS-Adobe", b"II*\0"])
def test_only_pictures_are_opened(developed, other):
    with pytest.raises(UnknownKind):
        developed(other)


def test_the_door_and_the_darkroom_agree():
    darkroom = runpy.run_path(str(SCRIPT))

    assert (darkroom["PIXELS"], darkroom["SIDE"]) == (sniff.PIXELS, sniff.SIDE)
    assert set(darkroom["SIZES"]) == set(limits.SIZES)
    assert set(darkroom["EXIT_CODES"].values()) == set(limits.FAULTS)
