"""A claim, its bar, and what was reached."""

from dataclasses import dataclass


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
