"""``make bench``: builds a school, serves it, measures, and prints a table with the bounds."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flask import Flask
from sqlalchemy import event, update

from bench import school
from bench.measuring import Peak, Visitor, cpu_seconds, nginx, pss
from bench.school import School, Target
from kindportfolio.books.models import Book
from kindportfolio.core.db import across_schools, db
from kindportfolio.schools.models import Group
from tests.living import House
from tests.visitor import Visitor as InProcess

WARM_UP, HOT, COLD, PLAIN = 60, 400, 40, 4000
COLD_BOUND, STATEMENTS_BOUND = 10.0, 12
SAVED_BOUND, READY_BOUND, PEAK_BOUND, REST_BOUND = 0.15, 1.3, 120, 200
MB = 2**20


@dataclass
class Line:
    """One measurement: a value, what it may be, and what else is worth knowing."""

    what: str
    value: float
    bound: float
    unit: str
    beside: str = ""

    @property
    def within(self) -> bool:
        return self.value <= self.bound

    def __str__(self) -> str:
        mark = "ok" if self.within else "OVER"
        shown = f"{self.value:8.2f} {self.unit:<5} at most {self.bound:6.2f}"
        return f"{self.what:<34}{shown}  {mark:<5}{self.beside}"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kp-bench-") as name:
        folder = Path(name)
        print("Building the school ...", flush=True)
        (folder / "instance").mkdir()
        built = school.build(folder / "instance")
        house = House(built.settings)
        house.start()
        try:
            lines = [_said(line) for line in _measured(folder, built, house)]
        finally:
            house.stop()
    over = [line for line in lines if not line.within]
    print(f"\n{len(lines) - len(over)} of {len(lines)} within bounds.")
    sys.exit(bool(over))


def _said(line: Line) -> Line:
    print(line, flush=True)
    return line


def _measured(folder: Path, built: School, house: House) -> Iterator[Line]:
    _parent, web, worker = house.processes
    time.sleep(1)  # Let the children settle before they are weighed.
    yield Line("web and worker at rest", _weight(house), REST_BOUND, "MB")
    bodies: dict[str, bytes] = {}
    costs: dict[str, float] = {}
    for target in built.targets:
        visitor = _visitor(house, target)
        bodies[target.name] = visitor.get(target.path)
        for line in _page(visitor, target, web, house.app):
            costs.setdefault(target.name, line.value)
            yield line
        visitor.close()
    yield from _photo(built, house, worker)
    yield Line("web and worker after all this", _weight(house), REST_BOUND, "MB")
    _beside_nginx(folder / "nginx", bodies, costs)


def _page(visitor: Visitor, target: Target, web: int, app: Flask) -> Iterator[Line]:
    look = partial(visitor.get, target.path)
    for _ in range(WARM_UP):
        look()
    yield Line(f"{target.name}, hot", _each(HOT, look, web), target.bound, "ms", _size(look()))
    yield Line(f"{target.name}, cold", _each(COLD, look, web, _let_go(app)), COLD_BOUND, "ms")
    yield Line(f"{target.name}, statements", _statements(app, target), STATEMENTS_BOUND, "")


def _size(body: bytes) -> str:
    return f"{len(body) / 1000:.0f} kB"


def _weight(house: House) -> float:
    return sum(map(pss, house.processes)) / MB


def _visitor(house: House, target: Target) -> Visitor:
    return Visitor(house.port, house.sign_in(target.person) if target.person else None)


def _each(
    times: int, do: Callable[[], object], pid: int, before: Callable[[], None] | None = None
) -> float:
    """Milliseconds of processor time that one of these takes the process."""
    spent = 0.0
    for _ in range(times if before else 1):
        if before:
            before()
        start = cpu_seconds(pid)
        for _ in range(1 if before else times):
            do()
        spent += cpu_seconds(pid) - start
    return spent / times * 1000


def _let_go(app: Flask) -> Callable[[], None]:
    """Makes every kept piece of page old, as a change in the books and groups would."""

    def change() -> None:
        with app.app_context(), across_schools():
            db.session.execute(update(Book).values(version=Book.version + 1))
            db.session.execute(update(Group).values(version=Group.version + 1))
            db.session.commit()

    return change


def _statements(app: Flask, target: Target) -> int:
    visitor, path = InProcess(app, target.person), target.path
    visitor.get(path)
    with _counted(app) as said:
        _let_go(app)()
        said.clear()
        visitor.get(path)
        return len([one for one in said if not one.startswith(("BEGIN", "PRAGMA"))])


@contextmanager
def _counted(app: Flask) -> Iterator[list[str]]:
    said: list[str] = []

    def listen(connection: object, cursor: object, statement: str, *more: object) -> None:
        said.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", listen)
    yield said
    event.remove(engine, "before_cursor_execute", listen)


def _photo(built: School, house: House, worker: int) -> Iterator[Line]:
    cookies = house.sign_in(built.child)
    guard = InProcess(house.app)
    guard.client.set_cookie(*next(iter(cookies.items())))
    visitor, token = Visitor(house.port, cookies), guard.csrf
    bodies = [_form(school.photo(number)) for number in range(3)]
    waits, works = [], []
    with Peak(worker) as peak:
        for body in bodies:
            spent = cpu_seconds(worker)
            start = time.perf_counter()
            visitor.send(
                built.upload,
                body,
                X_CSRF_Token=token,
                Content_Type="multipart/form-data; boundary=bench",
            )
            waits.append(time.perf_counter() - start)
            _when_idle(worker)
            works.append(cpu_seconds(worker) - spent)
    size = f"{len(bodies[0]) / 1e6:.1f} MB, 12 megapixels"
    yield Line("photo kept", sorted(waits)[1], SAVED_BOUND, "s", size)
    yield Line("photo ready, processor", sorted(works)[1], READY_BOUND, "s")
    yield Line("photo ready, most memory", peak.bytes / MB, PEAK_BOUND, "MB")


def _form(photo: bytes) -> bytes:
    start = (
        '--bench\r\nContent-Disposition: form-data; name="photo"; filename="foto.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return start.encode() + photo + b"\r\n--bench--\r\n"


def _when_idle(worker: int, quiet: float = 1.0) -> None:
    """Wait until the worker has done nothing to speak of for a moment."""
    still, before = 0.0, cpu_seconds(worker)
    while still < quiet:
        time.sleep(0.25)
        now = cpu_seconds(worker)
        busy = now - before > 0.02 or _has_children(worker)
        still, before = (0.0 if busy else still + 0.25), now


def _has_children(pid: int) -> bool:
    return bool(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def _beside_nginx(folder: Path, bodies: dict[str, bytes], costs: dict[str, float]) -> None:
    files = {f"{number}.html": body for number, body in enumerate(bodies.values())}
    with nginx(folder, files) as plain:
        if plain is None:
            print("\nnginx is not here, so nothing stands beside these figures.")
            return
        port, worker = plain
        print("\nThe same page as a plain file from nginx:")
        for file, name in zip(files, bodies, strict=True):
            visitor = Visitor(port)
            cost = _each(PLAIN, partial(visitor.get, f"/{file}"), worker)
            times = costs[name] / cost if cost else float("inf")
            print(f"{name:<34}{cost:8.3f} ms     ours costs {times:.0f} x as much")
            visitor.close()


if __name__ == "__main__":
    main()
