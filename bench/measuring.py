"""Processor time, memory and requests, counted from outside the processes that are measured."""

import http.client
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

MAX_OF_ONE_PROCESS = "VmHWM:"


def cpu_seconds(pid: int) -> float:
    """Processor time of all threads of a process, and of its children that have ended."""
    running = 0.0
    for task in Path(f"/proc/{pid}/task").iterdir():
        running += int((task / "schedstat").read_text().split()[0]) / 1e9
    ended = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[13:15]
    return running + sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")


def pss(pid: int) -> int:
    """Memory of a process in bytes, with its share of what it shares."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


class Visitor:
    """One browser: a connection that stays open, and a cookie."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._connection.connect()
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        cookie = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
        self._headers = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}
        if cookie:
            self._headers["Cookie"] = cookie

    def get(self, path: str) -> bytes:
        return self._ask("GET", path, {200})

    def send(self, path: str, body: bytes, **headers: str) -> bytes:
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._ask("POST", path, {200, 201}, body, more)

    def _ask(
        self,
        method: str,
        path: str,
        wanted: set[int],
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> bytes:
        self._connection.request(method, path, body, self._headers | (headers or {}))
        answer = self._connection.getresponse()
        said = answer.read()
        if answer.status not in wanted:
            raise RuntimeError(f"{path} answers {answer.status}: {said[:300]!r}")
        return said

    def close(self) -> None:
        self._connection.close()


class Peak:
    """The largest process below another one, while something goes on. Bytes."""

    def __init__(self, pid: int) -> None:
        self.bytes = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.004):
            for pid in _below(self._pid):
                self.bytes = max(self.bytes, _most(pid))


def _below(pid: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from _below(child)


def _most(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    found = [line for line in lines if line.startswith(MAX_OF_ONE_PROCESS)]
    return int(found[0].split()[1]) * 1024 if found else 0


NGINX = """
{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; keepalive_requests 1000000; default_type text/html;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; }}
}}
"""


@contextmanager
def nginx(folder: Path, files: dict[str, bytes]) -> Iterator[tuple[int, int] | None]:
    """A plain nginx with these files: its port and the id of its worker. None without nginx."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        yield None
        return
    (folder / "www").mkdir(parents=True)
    for name, body in files.items():
        (folder / "www" / name).write_bytes(body)
    folder.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, user=user))
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            worker = _when_there(process.pid)
            yield port, worker
        finally:
            process.terminate()


def _when_there(pid: int) -> int:
    for _ in range(200):
        for child in _below(pid):
            return child
        time.sleep(0.02)
    raise RuntimeError("nginx does not start.")
