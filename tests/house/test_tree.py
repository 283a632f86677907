"""What no file in git says: where a machine keeps things, what must still be done."""

import re

from tests.house.tree import ROOT, tracked

OF_SOMEBODYS_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|opt|Users|work|mnt|srv)/\w")
OF_A_TRACKER = re.compile(r"\b(?:issue|ticket|pull request|PR)s? #?\d+", re.IGNORECASE)
LEFT_OPEN = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
WRITTEN_HERE = (".py", ".html", ".js", ".css", ".cfg", ".toml", ".md", "Makefile", ".ci/run")


def test_no_file_names_a_place_a_ticket_or_work_left_open():
    found = [
        f"{name}:{number}: {line.strip()}"
        for name in tracked()
        if name.endswith(WRITTEN_HERE) and not name.endswith("house/test_tree.py")
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), 1)
        if any(bad.search(line) for bad in (OF_SOMEBODYS_MACHINE, OF_A_TRACKER, LEFT_OPEN))
    ]

    assert not found


def test_no_file_is_large_or_made_by_the_program():
    for name in tracked():
        assert (ROOT / name).stat().st_size < 1_000_000, name
        assert not name.endswith((".pyc", ".sqlite", ".log")), name
        assert not name.startswith("instance/") or name == "instance/README.md", name
