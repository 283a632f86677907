"""Writing down what happened, in the same transaction as its cause."""

from typing import Any

from flask import g, has_request_context, request

from kindportfolio.access.models import Trace
from kindportfolio.access.viewer import Viewer, maybe_viewer
from kindportfolio.core import clock
from kindportfolio.core.db import Base, current_school_id, db


def trace(event: str, thing: Base | None = None, result: str = "done", **detail: Any) -> None:
    """Add one row to the trail of this school.

    :param thing: the row it happened to; only its kind and id are kept.
    :param detail: small plain values; never names, words or secrets.
    """
    asked = has_request_context()
    seen = _actor() if asked else None
    db.session.add(
        Trace(
            at=clock.now(),
            event=event,
            actor_id=seen.person_id if seen else None,
            object_type=thing.__tablename__ if thing is not None else "",
            object_id=getattr(thing, "id", None),
            result=result,
            request_id=g.get("request_id", "") if asked else "",
            address=(request.remote_addr or "") if asked else "",
            detail=detail,
        )
    )


def _actor() -> Viewer | None:
    """Who does it: whoever was signed in before at another school has nothing to do with it."""
    seen = maybe_viewer()
    return seen if seen and seen.school_id == current_school_id() else None
