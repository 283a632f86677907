"""A picture that takes over its decoder still cannot hang, spread or speak."""

import os
import socket
import subprocess
import sys
import textwrap
import time

import pytest

from kindportfolio.media import limits
from kindportfolio.media.faults import Broken, DarkroomFailed, OverLimits
from kindportfolio.media.limits import LIMITS, SCRIPT, develop
from tests.media.pictures import grain, phone_jpeg

pytestmark = pytest.mark.slow


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "raw"
    path.write_bytes(phone_jpeg(grain((2000, 1500))))
    return path


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "developed"
    folder.mkdir()
    return folder


@pytest.fixture
def instead(tmp_path, monkeypatch):
    """Runs other code in the place of the darkroom, as a hostile picture would."""

    def swap(code: str) -> None:
        script = tmp_path / "hostile.py"
        script.write_text(textwrap.dedent(code))
        monkeypatch.setattr(limits, "SCRIPT", script)

    return swap


def within_darkroom(code: str) -> str:
    return f"import runpy, sys\nroom = runpy.run_path({str(SCRIPT)!r})\n{textwrap.dedent(code)}"


@pytest.mark.parametrize(
    "narrow",
    [{"AS": 60 << 20}, {"FSIZE": 1000}],
    ids=["memory", "file size"],
)
def test_a_picture_that_asks_too_much_is_over_the_limits(photo, folder, narrow):
    with pytest.raises(OverLimits):
        develop(photo, folder, {**LIMITS, **narrow})


def test_a_picture_that_takes_too_long_is_ended_with_all_it_started(photo, folder, instead):
    instead(
        """
        import os, sys, time
        child = os.fork()
        if child:
            open(os.path.join(sys.argv[2], "child"), "w").write(str(child))
        time.sleep(60)
        """
    )
    began = time.monotonic()

    with pytest.raises(OverLimits):
        develop(photo, folder, patience=1)

    assert time.monotonic() - began < 5
    assert is_gone(int((folder / "child").read_text()))


def test_a_picture_that_computes_without_end_is_ended(photo, folder, instead):
    instead(within_darkroom("room['confine']({'CPU': 1}, 0)\nwhile True: pass"))

    with pytest.raises(OverLimits):
        develop(photo, folder)


def test_a_decoder_that_crashes_means_a_broken_picture(photo, folder, instead):
    instead("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")

    with pytest.raises(Broken):
        develop(photo, folder)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "[]",
        "{}",
        '{"files": {"master": {"bytes": 1}}}',
        '{"files": {"master": {"bytes": 9, "type": "text/html", "width": 1, "height": 1}}}',
    ],
)
def test_an_answer_that_makes_no_sense_is_not_believed(photo, folder, instead, answer):
    (folder / "master.jpg").write_text("<script>/")
    instead(f"print({answer!r})")

    with pytest.raises(DarkroomFailed):
        develop(photo, folder)


def test_a_link_in_the_place_of_a_picture_is_not_followed(photo, folder, instead):
    instead(
        """
        import json, os, sys
        for name in ("master.jpg", "groot.webp", "midden.webp", "klein.webp"):
            os.symlink("/etc/hostname", os.path.join(sys.argv[2], name))
        size = os.path.getsize("/etc/hostname")
        file = {"bytes": size, "type": "image/jpeg", "width": 1, "height": 1, "sha256": ""}
        print(json.dumps({"files": dict.fromkeys(("master", "groot", "midden", "klein"), file)}))
        """
    )

    with pytest.raises(DarkroomFailed):
        develop(photo, folder)


def test_a_talker_does_not_fill_our_memory(photo, folder, instead):
    instead("print('x' * 50_000_000)")

    with pytest.raises(DarkroomFailed):
        develop(photo, folder)


def test_trouble_of_our_own_tells_what_it_was(photo, folder, instead):
    instead("raise RuntimeError('no Pillow here')")

    with pytest.raises(DarkroomFailed, match="no Pillow here"):
        develop(photo, folder)


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.create_connection(('127.0.0.1', int(sys.argv[1])))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
    ],
)
def test_the_darkroom_neither_calls_nor_starts_anything(deed):
    with socket.create_server(("127.0.0.1", 0)) as server:
        ran = run_within(f"room['confine']({{}}, 0)\n{deed}", str(server.getsockname()[1]))

    assert ran.returncode != 0
    assert "not in the darkroom" in ran.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these namespaces")
def test_the_kernel_itself_keeps_the_network_away():
    """Where the kernel allows it: the audit hook is left out here."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ran = run_within(
            """
            import os, socket
            before = os.readlink("/proc/self/ns/net")
            room["withdraw_from_the_world"](0)
            if os.readlink("/proc/self/ns/net") == before:
                sys.exit("not allowed")
            socket.create_connection(("127.0.0.1", int(sys.argv[1])))
            """,
            str(server.getsockname()[1]),
        )

    if "not allowed" in ran.stderr:
        pytest.skip("this kernel does not let us leave the network")
    assert "OSError" in ran.stderr


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a child of its parent's death"
)
def test_the_darkroom_dies_with_its_worker():
    child = within_darkroom("room['confine']({}, int(sys.argv[1]))\nprint('here', flush=True)\n")
    child += "import time; time.sleep(60)"
    parent = f"""
        import os, subprocess, sys, time
        child = subprocess.Popen(
            [sys.executable, "-c", {child!r}, str(os.getpid())], stdout=subprocess.PIPE
        )
        child.stdout.readline()
        print(child.pid, flush=True)
        time.sleep(60)
        """
    command = [sys.executable, "-c", textwrap.dedent(parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        pid = int(worker.stdout.readline())
        assert not is_gone(pid, patience=0)

        worker.kill()

    assert is_gone(pid)


def test_the_house_itself_never_loads_what_reads_pictures():
    """A fault in a decoder can only ever harm the process that is made for it."""
    code = "import sys, kindportfolio; print('PIL' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"


def test_the_darkroom_sees_nothing_of_our_environment(photo, folder, instead, monkeypatch):
    monkeypatch.setenv("KINDPORTFOLIO_SECRET", "MARKER-SECRET")
    instead("import os; raise RuntimeError(dict(os.environ))")

    with pytest.raises(DarkroomFailed) as fault:
        develop(photo, folder)

    assert "MARKER-SECRET" not in str(fault.value)


def run_within(code: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", within_darkroom(code), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


def is_gone(pid: int, patience: float = 5) -> bool:
    """Whether a process has ended; one that waits to be buried counts as ended."""
    until = time.monotonic() + patience
    while True:
        try:
            os.kill(pid, 0)
            with open(f"/proc/{pid}/stat") as file:
                if file.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
