"""What a child says in a post, as one thing that can be kept, compared and placed."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """Everything a child says in a post. ``captions`` are by the public name of the picture."""

    title: str = ""
    text: str = ""
    feeling: str = ""
    audience: str = "readers"
    captions: dict[str, str] = field(default_factory=dict)
