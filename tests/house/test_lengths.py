"""Nothing grows so long that nobody reads it. The house style is far below these bounds."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree
from tests.house.tree import is_painting, scripts, shown, styles, templates

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
LONGEST_TEMPLATE = 150
LONGEST_STYLE = 300
LONGEST_SCRIPT = 250


def python_files() -> list[Path]:
    return [path for path in tree.python_files() if not is_painting(path)]


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for found in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(found, ast.FunctionDef):
            yield found.name, found.end_lineno - found.lineno + 1


def test_no_file_is_too_long():
    bounds = (
        (python_files(), LONGEST_MODULE),
        (templates(), LONGEST_TEMPLATE),
        (styles(), LONGEST_STYLE),
        (scripts(), LONGEST_SCRIPT),
    )
    too_long = {
        shown(path): lines(path) for paths, most in bounds for path in paths if lines(path) > most
    }

    assert not too_long


def test_no_function_is_too_long():
    too_long = {
        f"{shown(path)}: {name}": length
        for path in python_files()
        for name, length in functions(path)
        if length > LONGEST_FUNCTION
    }

    assert not too_long


def test_most_modules_and_functions_are_short():
    modules = sorted(lines(path) for path in python_files() if path.stat().st_size)
    lengths = sorted(length for path in python_files() for _, length in functions(path))

    assert modules[len(modules) // 2] <= 90, "the median module"
    assert modules[len(modules) * 9 // 10] <= 220, "nine of ten modules"
    assert lengths[len(lengths) // 2] <= 10, "the median function"
    assert lengths[len(lengths) * 9 // 10] <= 25, "nine of ten functions"
