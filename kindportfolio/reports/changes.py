"""What somebody wrote in a report, on its way from a form or a script to the database."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """What somebody wrote under one heading, and the version they began from."""

    key: str
    text: str
    step: int | None
    version: int
