"""Shapes as PNG, at twice the size in pixels so that they are sharp on dense screens."""

import math
from functools import cache, singledispatch

from .font import BASELINE, points, spell, strokes
from .raster import Raster
from .shapes import Circle, Line, Rectangle, Text, Wedge
from .svg import on_circle

DENSITY = 2
# One step of the font's grid, in parts of the font size.
COLUMN = 0.1
ROW = 0.118
STROKE = 0.085
BOLD_STROKE = 0.125


def render_png(chart):
    raster = Raster(chart.width * DENSITY, chart.height * DENSITY)
    for shape in chart.shapes:
        draw(shape, raster)
    return raster.png()


@singledispatch
def draw(shape, raster):
    raise TypeError(f"no way to draw {shape!r}")


@draw.register
def _(shape: Rectangle, raster):
    edges = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
    raster.fill_rectangle(*(edge * DENSITY for edge in edges), rgb(shape.fill))


@draw.register
def _(shape: Line, raster):
    color, half = rgb(shape.stroke), shape.width * DENSITY / 2
    corners = [(x * DENSITY, y * DENSITY) for x, y in shape.points]
    for (x1, y1), (x2, y2) in zip(corners, corners[1:]):
        if y1 == y2 or x1 == x2:
            raster.fill_rectangle(min(x1, x2) - half * (x1 == x2), min(y1, y2) - half * (y1 == y2),
                                  max(x1, x2) + half * (x1 == x2), max(y1, y2) + half * (y1 == y2), color)  # fmt: skip
            continue
        length = math.hypot(x2 - x1, y2 - y1)
        dx, dy = (y2 - y1) / length * half, (x1 - x2) / length * half
        raster.fill_polygon([(x1 + dx, y1 + dy), (x2 + dx, y2 + dy), (x2 - dx, y2 - dy), (x1 - dx, y1 - dy)], color)
    for x, y in corners[1:-1]:
        raster.fill_polygon(round_corners(x, y, half, 10), color)


@draw.register
def _(shape: Circle, raster):
    radius = shape.radius * DENSITY
    raster.fill_polygon(round_corners(shape.x * DENSITY, shape.y * DENSITY, radius, max(12, int(radius * 3))), rgb(shape.fill))


@draw.register
def _(shape: Wedge, raster):
    # A hair apart from its neighbours, as the SVG's white edge does it.
    gap = 0 if shape.end - shape.start >= 1 else 0.0012
    start, end = shape.start + gap, max(shape.start + gap, shape.end - gap)
    steps = max(2, math.ceil((end - start) * 180))
    turns = [start + (end - start) * step / steps for step in range(steps + 1)]
    outer = [on_circle(shape, shape.outer, turn) for turn in turns]
    inner = [on_circle(shape, shape.inner, turn) for turn in reversed(turns)]
    raster.fill_polygon([(x * DENSITY, y * DENSITY) for x, y in outer + inner], rgb(shape.fill))


@draw.register
def _(shape: Text, raster):
    characters = list(spell(shape.text))
    size = shape.size * DENSITY
    width = sum(points(character)[1] + 1 for character in characters) * COLUMN * size - COLUMN * size
    along = {"start": 0, "middle": -width / 2, "end": -width}[shape.anchor]
    color = rgb(shape.fill)
    for character in characters:
        for x, y, opacity in glyph(character, size, shape.bold):
            if shape.upward:
                raster.blend(round(shape.x * DENSITY + y), round(shape.y * DENSITY - along) - x, color, opacity)
            else:
                raster.blend(round(shape.x * DENSITY + along) + x, round(shape.y * DENSITY) + y, color, opacity)
        along += (points(character)[1] + 1) * COLUMN * size


@cache
def glyph(character, size, bold):
    """The pixels of a character, from the start of its baseline, each with how much of it is covered."""
    half = (BOLD_STROKE if bold else STROKE) * size / 2
    lines = [
        ((x1 * COLUMN * size, (y1 - BASELINE) * ROW * size), (x2 * COLUMN * size, (y2 - BASELINE) * ROW * size))
        for (x1, y1), (x2, y2) in strokes(points(character)[0])
    ]
    covered = {}
    for line in lines:
        (x1, y1), (x2, y2) = line
        for x in range(math.floor(min(x1, x2) - half) - 1, math.ceil(max(x1, x2) + half) + 2):
            for y in range(math.floor(min(y1, y2) - half) - 1, math.ceil(max(y1, y2) + half) + 2):
                opacity = half + 0.5 - distance(x, y, line)
                if opacity > covered.get((x, y), 0):
                    covered[x, y] = min(1, opacity)
    return [(x, y, opacity) for (x, y), opacity in covered.items()]


def distance(x, y, line):
    """From a point to the nearest one of a line."""
    (x1, y1), (x2, y2) = line
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = max(0, min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) if length else 0
    return math.hypot(x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1))


def round_corners(x, y, radius, count):
    angles = (2 * math.pi * corner / count for corner in range(count))
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


def rgb(color):
    return bytes.fromhex(color[1:])
