"""Imports point one way, in the open. The layers themselves are checked by ``make check``."""

import ast

import grimp

from tests.house.tree import python_files, shown


def test_no_import_hides_inside_a_function():
    hidden = [
        f"{shown(path)}:{found.lineno}"
        for path in python_files()
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for found in ast.walk(function)
        if isinstance(found, ast.Import | ast.ImportFrom)
    ]

    assert not hidden, "it stands on the wrong floor"


def test_no_modules_import_one_another_in_a_circle():
    house = grimp.build_graph("kindportfolio", cache_dir=None)
    left = {module: house.find_modules_directly_imported_by(module) for module in house.modules}

    while free := [module for module, wanted in left.items() if not wanted & left.keys()]:
        for module in free:
            del left[module]

    assert not left, f"among these there is a circle: {sorted(left)}"
