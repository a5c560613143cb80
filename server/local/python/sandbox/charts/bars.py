"""Bars: one for each label, or groups of them, or counts of values in bins."""

import math

from .chart import Chart
from .plot import LABEL_GAP, Plot, bar_rectangle
from .scale import Scale, clean, format_all, format_value, round_scale, round_step
from .series import as_series, check_lengths, present
from .shapes import Text, text_width
from .theme import CARD, HEIGHT, INK, LABEL_SIZE, PADDING, WIDTH, series_color

MOST_UPRIGHT = 12
ROW_HEIGHT = 30
MOST_ROWS = 60


def bar(labels, values, title="", x_label="", y_label="", horizontal=None):
    """A bar for each label; `values` may be a dict of several lists. Long or many labels lie on their side."""
    labels = [str(label) for label in labels]
    series = as_series(values)
    check_lengths(labels, series, "labels")
    if horizontal is None:
        horizontal = not fit_upright(labels)
    draw = lying_bars if horizontal else upright_bars
    return draw(labels, series, str(title), x_label, y_label)


def histogram(values, bins=None, title="", x_label="", y_label="Count"):
    """How many of the values lie in each of about `bins` equal, round ranges."""
    numbers = present(as_series(list(values)))
    edges = round_edges(numbers, bins)
    counts = [0] * (len(edges) - 1)
    for number in numbers:
        place = int((number - edges[0]) / (edges[1] - edges[0]) + 1e-9)
        counts[min(place, len(counts) - 1)] += 1
    plot = Plot(title)
    plot.name_axes(x_label, y_label)
    heights = plot.draw_value_axis(whole_scale(max(counts)))
    across = Scale(edges[0], edges[-1], ()).over(plot.left, plot.right)
    for count, low, high in zip(counts, edges, edges[1:]):
        x, base = across(low) + 0.75, heights(0)
        if count:
            plot.add(bar_rectangle(x, base, across(high) - 0.75 - x, heights(count) - base, series_color(0)))
    plot.draw_bottom_labels([across(edge) for edge in edges], format_all(edges))
    return Chart(str(title) or "Histogram", plot.shapes)


def fit_upright(labels):
    room = (WIDTH - 3 * PADDING - 30) / max(1, len(labels)) - 6
    return len(labels) <= MOST_UPRIGHT and all(text_width(label, LABEL_SIZE) <= max(room, 24) for label in labels)


def upright_bars(labels, series, title, x_label, y_label):
    plot = Plot(title, list(series))
    plot.name_axes(x_label, y_label)
    scale = plot.draw_value_axis(round_scale(present(series), with_zero=True))
    slot = (plot.right - plot.left) / len(labels)
    group = min(slot * 0.72, 86 * len(series))
    width = group / len(series)
    for index, (name, numbers) in enumerate(series.items()):
        for place, number in enumerate(numbers):
            if number is None:
                continue
            x = plot.left + (place + 0.5) * slot - group / 2 + index * width
            base, end = scale(0), scale(number)
            plot.add(bar_rectangle(x + 0.5, base, width - 1, end - base, series_color(index)))
            if len(series) == 1:
                y = end - 6 if number >= 0 else end + 16
                plot.add(Text(x + width / 2, y, format_value(number), LABEL_SIZE, INK, "middle"))
    plot.draw_bottom_labels([plot.left + (place + 0.5) * slot for place in range(len(labels))], labels)
    return Chart(title or "Bar chart", plot.shapes)


def lying_bars(labels, series, title, x_label, y_label):
    if len(labels) > MOST_ROWS:
        raise ValueError(f"{len(labels)} bars are more than the {MOST_ROWS} a chart has room for")
    plot = Plot(title, list(series))
    rows = max(len(labels) * ROW_HEIGHT * (1 + (len(series) - 1) * 0.5), 120)
    height = max(HEIGHT // 2, round(plot.top + rows + PADDING + 24 + (24 if y_label else 0)))
    plot.bottom = height - PADDING
    # The axes have changed places, and so have their names.
    plot.name_axes(y_label, x_label)
    plot.bottom -= 20
    slot = plot.draw_side_labels(labels)
    beside = [format_value(number) for number in present(series)]
    plot.right -= max(text_width(text, LABEL_SIZE) for text in beside) + LABEL_GAP if len(series) == 1 else 0
    scale = plot.draw_bottom_axis(round_scale(present(series), with_zero=True))
    group = min(slot * 0.72, 34 * len(series))
    width = group / len(series)
    for index, numbers in enumerate(series.values()):
        for place, number in enumerate(numbers):
            if number is None:
                continue
            y = plot.top + (place + 0.5) * slot - group / 2 + index * width
            base, end = scale(0), scale(number)
            plot.add(bar_rectangle(base, y + 0.5, end - base, width - 1, series_color(index)))
            if len(series) == 1:
                add_value_beside(plot, number, end, y + width / 2 + 4.5)
    return Chart(title or "Bar chart", plot.shapes, height=height)


def add_value_beside(plot, number, end, y):
    text = format_value(number)
    if number >= 0:
        plot.add(Text(end + 6, y, text, LABEL_SIZE, INK))
    elif end - plot.left > text_width(text, LABEL_SIZE) + LABEL_GAP:
        plot.add(Text(end - 6, y, text, LABEL_SIZE, INK, "end"))
    else:
        plot.add(Text(end + 6, y, text, LABEL_SIZE, CARD))


def round_edges(numbers, bins):
    low, high = min(numbers), max(numbers)
    count = bins or math.ceil(math.log2(len(numbers)) + 1)
    step = round_step((high - low) / count) if high > low else 1.0
    first, last = math.floor(low / step + 1e-9), math.floor(high / step + 1e-9) + 1
    if last - 1 > first and abs(high - (last - 1) * step) < 1e-9 * step:
        last -= 1
    return [clean(number * step) for number in range(first, last + 1)]


def whole_scale(highest):
    scale = round_scale([highest], with_zero=True)
    whole = tuple(tick for tick in scale.ticks if tick % 1 == 0)
    return Scale(scale.low, scale.high, whole)
