"""What can be wrong with a picture or its store. The reason is kept, and told in words."""

from typing import ClassVar


class MediaFault(Exception):
    reason: ClassVar[str] = "failed"


class TooLarge(MediaFault):
    reason = "too-large"


class UnknownKind(MediaFault):
    """A file of a kind that we do not take."""

    reason = "unknown"


class Unreadable(MediaFault):
    """No known kind of file at all, or nothing in it."""

    reason = "broken"


class Broken(MediaFault):
    """It began like a picture, but cannot be decoded."""

    reason = "broken"


class TooManyPixels(MediaFault):
    reason = "pixels"


class OverLimits(MediaFault):
    """Developing it took more time, memory or room than one picture may take."""

    reason = "limits"


class DarkroomFailed(MediaFault):
    """Our own fault, not the picture's: worth another try."""


class StoreFull(MediaFault):
    reason = "full"


class KeyTaken(MediaFault):
    """Stored files are never overwritten."""


class NotStored(MediaFault):
    """No file is stored under this key."""
