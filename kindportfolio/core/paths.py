"""Where to go next: only ever a path on this site."""

from urllib.parse import urlsplit

from flask import request


def safe_path(wanted: str | None, otherwise: str = "/") -> str:
    """``wanted`` when it is a plain path of our own, else ``otherwise``."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return otherwise
    if "\\" in wanted or any(ord(sign) < 32 or ord(sign) == 127 for sign in wanted):
        return otherwise
    parts = urlsplit(wanted)
    return otherwise if parts.scheme or parts.netloc else wanted


def came_from() -> str:
    """The path of the page that led here, or the start."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return "/"
    return safe_path(parts.path + (f"?{parts.query}" if parts.query else ""))
