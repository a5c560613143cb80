"""Lines and points over two axes."""

from .chart import Chart
from .dates import as_dates, as_days, date_ticks
from .plot import Plot
from .scale import Scale, round_scale
from .series import as_number, as_series, check_lengths, present
from .shapes import Circle, Line
from .theme import series_color

MOST_DOTS = 40


def line(x, y, title="", x_label="", y_label=""):
    """A line through points; `x` holds numbers, dates or any labels, and `y` may be a dict of several lists."""
    x = list(x)
    series = as_series(y)
    check_lengths(x, series, "x")
    plot = Plot(title, list(series))
    plot.name_axes(x_label, y_label)
    values = present(series)
    heights = plot.draw_value_axis(round_scale(values, with_zero=near_zero(values)))
    places = lay_across(plot, x)
    for index, numbers in enumerate(series.values()):
        for run in unbroken_runs(places, numbers):
            points = tuple((place, heights(number)) for place, number in run)
            if len(points) > 1:
                plot.add(Line(points, series_color(index), 2.25))
            if len(points) == 1 or len(x) <= MOST_DOTS:
                plot.add(*(Circle(*point, 3.25, series_color(index)) for point in points))
    return Chart(str(title) or "Line chart", plot.shapes)


def scatter(x, y, title="", x_label="", y_label=""):
    """A point for each pair of numbers; pairs with a missing number are left out."""
    x, y = list(x), list(y)
    check_lengths(x, {"": y}, "x")
    pairs = [(as_number(across), as_number(up)) for across, up in zip(x, y)]
    pairs = [pair for pair in pairs if None not in pair]
    if not pairs:
        raise ValueError("there is nothing to draw: no pair of numbers was given")
    plot = Plot(title)
    plot.name_axes(x_label, y_label)
    heights = plot.draw_value_axis(round_scale([up for _, up in pairs]))
    widths = plot.draw_bottom_axis(round_scale([across for across, _ in pairs], count=7))
    radius = 4 if len(pairs) <= 200 else 2.5
    plot.add(*(Circle(widths(across), heights(up), radius, series_color(0)) for across, up in pairs))
    return Chart(str(title) or "Scatter chart", plot.shapes)


def near_zero(values):
    """Whether zero belongs on the axis: without it a small change would look like a large one."""
    low, high = min(values), max(values)
    return low >= 0 and low < high * 0.6 or high <= 0 and high > low * 0.6


def lay_across(plot, x):
    """The pixel of each x, with its axis drawn."""
    dates = as_dates(x)
    if dates:
        days = [as_days(value) for value in dates]
        scale = Scale(min(days), max(days) if max(days) > min(days) else min(days) + 1, ()).over(plot.left + 6, plot.right - 6)
        ticks = date_ticks(min(dates), max(dates))
        plot.draw_bottom_labels([scale(as_days(day)) for day, _ in ticks], [label for _, label in ticks])
        return [scale(day) for day in days]
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in x):
        scale = plot.draw_bottom_axis(round_scale([float(value) for value in x], count=7))
        return [scale(value) for value in x]
    slot = (plot.right - plot.left) / len(x)
    places = [plot.left + (index + 0.5) * slot for index in range(len(x))]
    plot.draw_bottom_labels(places, [str(value) for value in x])
    return places


def unbroken_runs(places, numbers):
    """The points between gaps: a missing number breaks the line."""
    run = []
    for place, number in zip(places, numbers):
        if number is not None:
            run.append((place, number))
        elif run:
            yield run
            run = []
    if run:
        yield run
