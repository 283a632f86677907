"""Work of this room that waits in the queue."""

from kindportfolio.books import bins
from kindportfolio.jobs.queue import handles


@handles("empty bins")
def empty_bins() -> None:
    bins.empty_bins()
