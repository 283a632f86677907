"""Which part of a file a browser asks for: one range of bytes, or the whole."""

import re
from dataclasses import dataclass

from werkzeug.datastructures import Headers

ONE_RANGE = re.compile(r"bytes=\s*([0-9]{0,15})-([0-9]{0,15})\s*", re.IGNORECASE)


class NoSuchRange(Exception):
    """Beyond the end, turned round, more than one, or no range at all."""


@dataclass(frozen=True)
class Part:
    start: int
    length: int
    of: int

    @property
    def content_range(self) -> str:
        return f"bytes {self.start}-{self.start + self.length - 1}/{self.of}"


def part_asked(headers: Headers, size: int) -> Part | None:
    """The part of a file of ``size`` bytes that is asked for, or none for all of it.

    :raises NoSuchRange: answer 416.

    Source: RFC 9110, section 14. Our files have no validator, so If-Range never matches.
    """
    asked = headers.get("Range", "")
    if not asked.lower().startswith("bytes=") or "If-Range" in headers:
        return None
    found = ONE_RANGE.fullmatch(asked)
    if not found or found.groups() == ("", ""):
        raise NoSuchRange
    first, last = found.groups()
    if first:
        start, end = int(first), min(int(last or size), size - 1)
    else:
        start, end = max(0, size - int(last)), size - 1
    if start > end:
        raise NoSuchRange
    return Part(start, end - start + 1, size)
