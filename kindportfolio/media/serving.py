"""Handing out a stored file, with exactly the headers that a file of a child may have."""

import logging

from flask import Response, request

from kindportfolio.access.guard import settings
from kindportfolio.core.errors import NotThere
from kindportfolio.media.faults import NotStored
from kindportfolio.media.models import Rendition
from kindportfolio.media.ranges import NoSuchRange, Part, part_asked
from kindportfolio.media.storage import store

log = logging.getLogger("kindportfolio.media")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Content-Disposition": "inline",
    "Accept-Ranges": "bytes",
}


def answer(file: Rendition) -> Response:
    """The file, or the one part of it that is asked for.

    :raises NotThere: the store has lost it. The page shows its words; fsck tells the operator.
    """
    try:
        part = part_asked(request.headers, file.bytes) if request.method == "GET" else None
    except NoSuchRange:
        return _bare(416, file, {"Content-Range": f"bytes */{file.bytes}", "Content-Length": "0"})
    if settings().accel_prefix:
        return _bare(200, file, {"X-Accel-Redirect": settings().accel_prefix + file.key})
    try:
        return _whole(file) if part is None else _part(file, part)
    except NotStored as lost:
        log.error("Stored file %s is missing.", file.key)
        raise NotThere from lost


def _whole(file: Rendition) -> Response:
    response = _bare(200, file, {"Content-Length": str(store().size(file.key))})
    if request.method == "GET":
        response.response = store().range(file.key, 0, file.bytes)
        response.direct_passthrough = True
    return response


def _part(file: Rendition, part: Part) -> Response:
    more = {"Content-Range": part.content_range, "Content-Length": str(part.length)}
    response = _bare(206, file, more)
    response.response = store().range(file.key, part.start, part.length)
    response.direct_passthrough = True
    return response


def _bare(status: int, file: Rendition, more: dict[str, str]) -> Response:
    response = Response(status=status, content_type=file.content_type, headers=HEADERS)
    response.headers.update(more)
    return response
