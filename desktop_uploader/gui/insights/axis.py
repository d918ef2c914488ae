"""Round numbers beside a chart."""

import math
from dataclasses import dataclass

STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Axis:
    """From zero to `top` in steps of one round number."""

    step: float
    top: float

    @property
    def marks(self) -> list[float]:
        """The numbers at the lines."""
        return [self.step * number for number in range(round(self.top / self.step) + 1)]


def axis_for(largest: float, lines: int, *, whole: bool) -> Axis:
    """An axis that reaches `largest` in at most so many steps; `whole` for what is counted."""
    if largest <= 0:
        return Axis(1, 1)
    rough = largest / max(1, lines)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in STEPS if factor * power >= rough * 0.999_999)
    if whole:
        step = max(1, round(step))
    return Axis(step, step * math.ceil(largest / step * 0.999_999))
