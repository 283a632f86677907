"""The command ``kindportfolio``: what an operator does from a terminal."""

from kindportfolio.cli.commands import main

__all__ = ["main"]
