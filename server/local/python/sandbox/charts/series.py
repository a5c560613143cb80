"""What callers pass, brought into one form."""

import math


def as_series(values):
    """A name for each series and its numbers: one list of numbers, or a dict of several."""
    named = values if isinstance(values, dict) else {"": values}
    series = {str(name): [as_number(value) for value in numbers] for name, numbers in named.items()}
    if not any(number is not None for numbers in series.values() for number in numbers):
        raise ValueError("there is nothing to draw: no number was given")
    return series


def as_number(value):
    """A float, or None for what is missing: None, NaN, infinity."""
    if value is None:
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def check_lengths(places, series, what):
    for name, numbers in series.items():
        if len(numbers) != len(places):
            of = f" of {name!r}" if name else ""
            raise ValueError(f"{len(places)} {what} were given for {len(numbers)} values{of}")


def present(series):
    return [number for numbers in series.values() for number in numbers if number is not None]
