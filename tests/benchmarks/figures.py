"""A claim, its bar, and what was reached."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Figure:
    """One claim: what was reached, the bar, and whether a larger or a smaller value is better."""

    name: str
    value: float
    bar: float
    at_least: bool
    note: str = ""

    @property
    def reached(self) -> bool:
        return self.value >= self.bar if self.at_least else self.value <= self.bar

    def line(self) -> str:
        sign = "at least" if self.at_least else "at most"
        state = "reached" if self.reached else "NOT REACHED"
        return f"{self.name}: {self.value:.2f} ({sign} {self.bar:g}) {state}  {self.note}"


def print_figures(figures: Callable[[Path, int], Iterator[Figure]], about: str | None) -> None:
    """The command of a benchmark over a history of so many tasks in a folder: each figure on a line of its own."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tasks", type=int, default=1_000_000)
    options = parser.parse_args()
    for figure in figures(options.folder, options.tasks):
        print(figure.line(), flush=True)
