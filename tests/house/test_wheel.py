"""The wheel holds the whole house, and works where there is no checkout."""

import json
import os
import subprocess
import sys
import venv
from configparser import ConfigParser
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.house.tree import PACKAGE, ROOT, tracked

OURS = ("KINDPORTFOLIO_", "PYTHON")


def run(*command: str | Path, cwd: Path) -> str:
    """What a command says, in a world that knows nothing of this checkout."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if not name.startswith(OURS)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tracked files alone, so that nothing old slips in."""
    folder = tmp_path_factory.mktemp("wheel")
    sources = folder / "sources"
    for name in tracked():
        (sources / name).parent.mkdir(parents=True, exist_ok=True)
        (sources / name).write_bytes((ROOT / name).read_bytes())
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")
    run(*pip, "wheel", "--no-deps", "-w", folder, sources, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with nothing but the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder, with_pip=True)
    pip = (folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "-q")
    run(*pip, "install", wheel, cwd=folder)
    return folder


def test_every_room_is_named_for_the_wheel():
    setup = ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg")
    named = set(setup["options"]["packages"].split())

    rooms = {
        ".".join(("kindportfolio", *found.parent.relative_to(PACKAGE).parts))
        for found in PACKAGE.rglob("__init__.py")
    }

    assert rooms - named == set(), "name these under [options] packages in setup.cfg"
    assert named - rooms == {"kindportfolio.migrations", "kindportfolio.themes"}


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_house(wheel: Path):
    with ZipFile(wheel) as archive:
        held = set(archive.namelist())

    wanted = {
        name if name.startswith("kindportfolio/") else f"kindportfolio/{name}"
        for name in tracked()
        if name.startswith(("kindportfolio/", "themes/", "migrations/"))
        and not name.endswith(".po")
    }
    assert wanted - held == set()
    assert not [name for name in held if not name.startswith("kindportfolio")]


@pytest.mark.slow
def test_an_installed_house_starts_from_an_empty_folder(elsewhere: Path, tmp_path: Path):
    command = elsewhere / "bin" / "kindportfolio"

    assert run(command, "--version", cwd=tmp_path).strip().endswith("0.1.0")
    run(command, "db", "upgrade", cwd=tmp_path)
    signs = json.loads(run(command, "demo", "--json", cwd=tmp_path))

    assert {sign["school"] for sign in signs} == {"De Wilgenhoek", "De Zeester"}
    run(elsewhere / "bin" / "python", "-c", SERVES_STATIC_FILES, cwd=tmp_path)


SERVES_STATIC_FILES = """
import kindportfolio
from kindportfolio.core import theme

assert "site-packages" in kindportfolio.__file__
visitor = kindportfolio.create_app().test_client()
with visitor.application.app_context():
    files = [theme.theme_asset(look, "tokens.css") for look in theme.themes().values()]
assert files
for file in files:
    assert visitor.get(file).status_code == 200, file
"""
