"""Runs the darkroom on one raw upload, as a process that can do no harm and cannot hang."""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from kindportfolio.media.faults import (
    Broken,
    DarkroomFailed,
    MediaFault,
    OverLimits,
    TooManyPixels,
    UnknownKind,
)

SCRIPT: Final = Path(__file__).with_name("darkroom.py")
MASTER: Final = "master"
SIZES: Final = ("groot", "midden", "klein")
TYPES: Final = {"image/jpeg", "image/webp"}

# Names of the resource module without RLIMIT_; seconds, bytes and open files.
LIMITS: Final = {"CPU": 60, "AS": 1 << 30, "FSIZE": 32 << 20, "NOFILE": 32, "CORE": 0}
PATIENCE: Final = 90.0
LONGEST_ANSWER: Final = 16 * 1024

FAULTS: Final[dict[int, type[MediaFault]]] = {
    10: Broken,
    11: TooManyPixels,
    12: UnknownKind,
    13: OverLimits,
}
KILLED_BY_LIMIT: Final = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGXFSZ}


@dataclass(frozen=True)
class Rendition:
    """One developed file, still in the folder that the darkroom wrote it to."""

    path: Path
    content_type: str
    width: int
    height: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Developed:
    master: Rendition
    sizes: Mapping[str, Rendition]


def develop(
    source: Path,
    folder: Path,
    limits: Mapping[str, int] = LIMITS,
    patience: float = PATIENCE,
) -> Developed:
    """Develop ``source`` into files in ``folder``, which should be empty and is yours to remove.

    :param patience: seconds on the clock, after which the process is killed.
    :raises Broken, TooManyPixels, UnknownKind, OverLimits: the picture cannot be used.
    :raises DarkroomFailed: the process died of something else.
    """
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as trouble:
        code = _run(_command(source, folder, limits), answer, trouble, patience)
        if code == 0:
            return _checked(_beginning(answer), folder)
        if code in KILLED_BY_LIMIT:
            raise OverLimits(f"ended by signal {-code}")
        if code < 0:
            raise Broken(f"ended by signal {-code}")
        raise FAULTS.get(code, DarkroomFailed)(_beginning(trouble).decode(errors="replace"))


def _command(source: Path, folder: Path, limits: Mapping[str, int]) -> list[str]:
    script, source, folder = SCRIPT.absolute(), source.absolute(), folder.absolute()
    arguments = [str(script), str(source), str(folder), json.dumps(dict(limits)), str(os.getpid())]
    return [sys.executable, "-I", *arguments]


def _run(command: list[str], answer: IO[bytes], trouble: IO[bytes], patience: float) -> int:
    """The exit code. Files, not pipes, take what it says: a talker fills neither us nor a pipe."""
    process = subprocess.Popen(  # noqa: S603 - our own script, as a list
        command,
        stdin=subprocess.DEVNULL,
        stdout=answer,
        stderr=trouble,
        env={},
        cwd="/",
        start_new_session=True,
    )
    try:
        return process.wait(patience)
    except subprocess.TimeoutExpired as late:
        raise OverLimits(f"not ready after {patience:.0f} s") from late
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _beginning(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(LONGEST_ANSWER)


def _checked(answer: bytes, folder: Path) -> Developed:
    """The answer of a process that read a hostile file is itself not believed."""
    try:
        files = json.loads(answer)["files"]
        sizes = {name: _rendition(files[name], folder / f"{name}.webp") for name in SIZES}
        return Developed(_rendition(files[MASTER], folder / "master.jpg"), sizes)
    except (ValueError, KeyError, TypeError, OSError) as fault:
        raise DarkroomFailed(f"an answer that makes no sense: {fault}") from fault


def _rendition(told: Mapping[str, Any], path: Path) -> Rendition:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size != told["bytes"]:
        raise ValueError(f"{path.name} is not what was told")
    if told["type"] not in TYPES:
        raise ValueError(f"{path.name} is of type {told['type']}")
    width, height = int(told["width"]), int(told["height"])
    return Rendition(path, told["type"], width, height, found.st_size, str(told["sha256"]))
