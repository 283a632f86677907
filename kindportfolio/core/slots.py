"""Open places on a page of a lower room that a higher room fills at start-up."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Filler = Callable[..., Any]

_fillers: dict[str, list[Filler]] = defaultdict(list)


def fills(slot: str) -> Callable[[Filler], Filler]:
    """Let the decorated function contribute to a slot of a lower room."""

    def remember(filler: Filler) -> Filler:
        if filler not in _fillers[slot]:
            _fillers[slot].append(filler)
        return filler

    return remember


def filled(slot: str, *args: Any, **kwargs: Any) -> list[Any]:
    """What the higher rooms put in this slot; an empty answer is left out."""
    answers = (filler(*args, **kwargs) for filler in _fillers[slot])
    return [answer for answer in answers if answer]
