"""Round numbers for axes, and numbers as labels."""

import math
from dataclasses import dataclass

ROUND_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Scale:
    """A line of numbers from `low` to `high`, with round ticks, laid over pixels from `start` to `end`."""

    low: float
    high: float
    ticks: tuple
    start: float = 0
    end: float = 1

    def over(self, start, end):
        return Scale(self.low, self.high, self.ticks, start, end)

    def __call__(self, value):
        return self.start + (float(value) - self.low) / (self.high - self.low) * (self.end - self.start)

    def labels(self):
        return format_all(self.ticks)


def round_scale(values, count=5, with_zero=False):
    """A scale over the values that begins and ends on round numbers, with about `count` steps."""
    low, high = min(values), max(values)
    if with_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        reach = abs(low) / 2 or 0.5
        low, high = (low - reach, high + reach) if not with_zero else (low, high + 1.0)
    step = round_step((high - low) / count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(clean(number * step) for number in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def round_step(step):
    """The round number next above a step."""
    size = 10.0 ** math.floor(math.log10(step))
    return next(factor * size for factor in ROUND_STEPS if factor * size >= step * 0.999)


def clean(number):
    """Without the dust of binary fractions: 0.3 rather than 0.30000000000000004."""
    return float(f"{number:.12g}")


def format_all(numbers):
    """Labels for numbers that stand together: the same unit and the same decimals for all."""
    largest = max((abs(number) for number in numbers), default=0)
    for size, unit in ((1e12, "T"), (1e9, "B"), (1e6, "M")):
        if largest >= size:
            return [label + unit if label != "0" else label for label in same_decimals([n / size for n in numbers])]
    if 0 < largest < 1e-4:
        return [f"{number:.3g}" for number in numbers]
    return same_decimals(numbers)


def same_decimals(numbers):
    decimals = max((decimals_of(number) for number in numbers), default=0)
    return ["0" if number == 0 else f"{number:,.{decimals}f}".replace("-", "−") for number in numbers]


def decimals_of(number, most=6):
    return next((count for count in range(most) if abs(round(number, count) - number) < 1e-9 * max(1, abs(number))), most)


def format_value(number):
    """A number beside its mark: as many decimals as its size deserves."""
    if number == 0:
        return "0"
    size = math.floor(math.log10(abs(number)))
    decimals = 0 if size >= 5 else 2 if size >= 0 else min(8, 2 - size)
    return format_all([round(number, decimals)])[0]
