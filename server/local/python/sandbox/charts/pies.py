"""Parts of a whole."""

from .chart import Chart
from .plot import Plot
from .scale import format_value
from .series import as_series, check_lengths
from .shapes import Circle, Text, Wedge, shorten, text_width
from .theme import INK, LABEL_SIZE, QUIET, series_color

MOST_SLICES = 8
LINE_HEIGHT = 28


def pie(labels, values, title=""):
    """A slice for each label, in the order given; from the ninth on they are drawn as one."""
    labels = [str(label) for label in labels]
    series = as_series(list(values))
    check_lengths(labels, series, "labels")
    parts = [(label, number or 0.0) for label, number in zip(labels, series[""])]
    if any(number < 0 for _, number in parts):
        raise ValueError("a pie has no negative slices")
    total = sum(number for _, number in parts)
    if total == 0:
        raise ValueError("a pie of nothing cannot be drawn")
    if len(parts) > MOST_SLICES:
        rest = parts[MOST_SLICES - 1 :]
        parts = [*parts[: MOST_SLICES - 1], (f"{len(rest)} others", sum(number for _, number in rest))]
    plot = Plot(title)
    radius = (plot.bottom - plot.top) / 2 - 4
    center = plot.left + radius + 40, (plot.top + plot.bottom) / 2
    turned = 0.0
    for index, (_, number) in enumerate(parts):
        if number:
            ends = turned, turned + number / total
            plot.add(Wedge(*center, radius * 0.56, radius, *ends, series_color(index)))
            turned = ends[1]
    name_slices(plot, parts, total, center[0] + radius + 48, center[1])
    return Chart(str(title) or "Pie chart", plot.shapes)


def name_slices(plot, parts, total, left, middle):
    y = middle - (len(parts) - 1) * LINE_HEIGHT / 2
    shares = [f"{format_value(number)}  ·  {number / total:.1%}" for _, number in parts]
    room = plot.right - left - 34 - max(text_width(share, LABEL_SIZE) for share in shares)
    for index, ((label, _), share) in enumerate(zip(parts, shares)):
        plot.add(Circle(left + 5, y, 5, series_color(index)))
        plot.add(Text(left + 18, y + 4.5, shorten(label, LABEL_SIZE, room), LABEL_SIZE, INK))
        plot.add(Text(plot.right, y + 4.5, share, LABEL_SIZE, QUIET, "end"))
        y += LINE_HEIGHT
