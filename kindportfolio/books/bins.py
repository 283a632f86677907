"""The bins: what was thrown away lies there thirty days, and then goes for good."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, or_, select

from kindportfolio.books.models import Comment, PlaceText, Post, PostPicture, PostRead, Prompt
from kindportfolio.core import clock
from kindportfolio.core.db import current_school_id, db
from kindportfolio.jobs.queue import later
from kindportfolio.media.actions import forget_photos

BIN = timedelta(days=30)


def empty_bins_later() -> None:
    """Look in the bins of this school on the day after today's things have lain there enough."""
    day = clock.today() + BIN + timedelta(days=1)
    later(
        "empty bins",
        school_id=current_school_id(),
        after=clock.start_of(day) - clock.now(),
        dedupe=f"empty bins {current_school_id()} {day}",
    )


def empty_bins() -> int:
    """Remove what lay in the bins of this school for thirty days; says how many posts."""
    limit = clock.now() - BIN
    gone = list(db.session.scalars(select(Post.id).where(Post.deleted_at < limit)))
    _forget_pictures(or_(PostPicture.post_id.in_(gone), PostPicture.removed_at < limit))
    for model in (Comment, PostRead):
        db.session.execute(delete(model).where(model.post_id.in_(gone)))
    db.session.execute(delete(Post).where(Post.id.in_(gone)))
    return len(gone)


def _forget_pictures(which: ColumnElement[bool]) -> None:
    """Take these pictures away, and the photos behind them that stand nowhere else."""
    assets = set(db.session.scalars(select(PostPicture.asset_id).where(which)))
    db.session.execute(delete(PostPicture).where(which))
    for column in (PostPicture.asset_id, Prompt.asset_id, PlaceText.asset_id):
        assets -= set(db.session.scalars(select(column).where(column.in_(assets))))
    forget_photos(assets)
