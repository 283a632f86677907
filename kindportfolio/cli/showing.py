"""Lists for people to read in a terminal."""

from collections import defaultdict
from collections.abc import Iterable

from kindportfolio.demo.signins import DemoSignIn

CHILDREN_SHOWN = 2


def sign_ins(found: Iterable[DemoSignIn], address: str) -> str:
    """Who can sign in at the demo: every adult, and some children of each group."""
    lines = [f"The demo is at {address}", ""]
    shown: dict[tuple[str, str | None], int] = defaultdict(int)
    for one in found:
        if one.role == "child":
            shown[one.school, one.group] += 1
            if shown[one.school, one.group] > CHILDREN_SHOWN:
                continue
        lines.append(_line(one))
    lines += ["", "All of them, as JSON: kindportfolio demo --json"]
    return "\n".join(lines)


def _line(one: DemoSignIn) -> str:
    if one.email:
        secret = f"{one.email}  {one.password}"
    else:
        secret = f"group {one.group}: " + (one.password or ", ".join(one.pictures or ()))
    return f"  {one.school:<14} {one.role:<38} {one.name:<24} {secret}"
