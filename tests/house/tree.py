"""Where things are in the checkout, for the tests that read it."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "kindportfolio"


def tracked() -> list[str]:
    """Every file that is in git and still on disk, as a path from the root."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def python_files() -> list[Path]:
    """Every module of the application."""
    return sorted(PACKAGE.rglob("*.py"))


def is_painting(path: Path) -> bool:
    """Whether a module paints: a drawing takes as many strokes as it needs."""
    return "art" in path.relative_to(ROOT).parts


def templates() -> list[Path]:
    """Every template, of the house and of the themes."""
    return sorted(
        path
        for home in (PACKAGE, ROOT / "themes")
        for path in home.rglob("*.html")
        if "templates" in path.parts
    )


def styles() -> list[Path]:
    """Every stylesheet, of the house and of the themes."""
    return sorted([*PACKAGE.rglob("*.css"), *(ROOT / "themes").rglob("*.css")])


def scripts() -> list[Path]:
    """Every script of the house."""
    return sorted((PACKAGE / "static").rglob("*.js"))


def shown(path: Path) -> str:
    """The path as somebody in the checkout would type it."""
    return path.relative_to(ROOT).as_posix()
