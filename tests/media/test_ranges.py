import pytest
from werkzeug.datastructures import Headers

from kindportfolio.media.ranges import NoSuchRange, Part, part_asked


@pytest.mark.parametrize(
    ("asked", "start", "length"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 10),
        ("bytes=90-", 90, 10),
        ("bytes=90-500", 90, 10),
        ("bytes=-5", 95, 5),
        ("bytes=-500", 0, 100),
        ("Bytes=0-1", 0, 2),
    ],
)
def test_one_range_is_answered(asked, start, length):
    assert part_asked(Headers({"Range": asked}), 100) == Part(start, length, 100)


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=100-",
        "bytes=100-200",
        "bytes=20-10",
        "bytes=0-1,3-4",
        "bytes=" + ",".join("0-1" for _ in range(500)),
        "bytes=-0",
        "bytes=-",
        "bytes=",
        "bytes=a-b",
        "bytes=1e2-",
        "bytes=١-٢",
        "bytes=" + "9" * 5000 + "-",
    ],
)
def test_a_range_that_is_not_there_is_refused(asked):
    with pytest.raises(NoSuchRange):
        part_asked(Headers({"Range": asked}), 100)


@pytest.mark.parametrize(
    "headers", [{}, {"Range": "lines=1-2"}, {"Range": "bytes=0-1", "If-Range": '"x"'}]
)
def test_without_a_range_for_us_the_whole_file_is_meant(headers):
    assert part_asked(Headers(headers), 100) is None


def test_the_part_says_where_it_comes_from():
    assert Part(10, 5, 100).content_range == "bytes 10-14/100"
