"""Shapes as SVG: text stays text, and nothing in it is executed or loaded."""

import math
import re
from functools import singledispatch

from .shapes import Circle, Line, Rectangle, Text, Wedge
from .theme import CARD, EDGE

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render_svg(chart):
    name = escape(chart.title or "Chart")
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{chart.width}" height="{chart.height}"'
            f' viewBox="0 0 {chart.width} {chart.height}" role="img" aria-label="{name}"'
            ' font-family="system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif">',
            f"<title>{name}</title>",
            f'<rect x="0.5" y="0.5" width="{chart.width - 1}" height="{chart.height - 1}" rx="12"'
            f' fill="{CARD}" stroke="{EDGE}"/>',
            *map(element, chart.shapes),
            "</svg>",
            "",
        )
    )


@singledispatch
def element(shape):
    raise TypeError(f"no way to draw {shape!r}")


@element.register
def _(shape: Rectangle):
    corner = f' rx="{number(shape.radius)}"' if shape.radius else ""
    size = f'width="{number(shape.width)}" height="{number(shape.height)}"'
    return f'<rect x="{number(shape.x)}" y="{number(shape.y)}" {size}{corner} fill="{shape.fill}"/>'


@element.register
def _(shape: Line):
    points = " ".join(f"{number(x)},{number(y)}" for x, y in shape.points)
    ends = 'stroke-linejoin="round" stroke-linecap="round"'
    return f'<polyline points="{points}" fill="none" stroke="{shape.stroke}" stroke-width="{number(shape.width)}" {ends}/>'


@element.register
def _(shape: Circle):
    return f'<circle cx="{number(shape.x)}" cy="{number(shape.y)}" r="{number(shape.radius)}" fill="{shape.fill}"/>'


@element.register
def _(shape: Wedge):
    span = shape.end - shape.start
    if span >= 1:
        # An arc that ends where it begins draws nothing, so a full ring is two halves.
        half = shape.start + span / 2
        halves = (Wedge(shape.x, shape.y, shape.inner, shape.outer, *ends, shape.fill) for ends in ((shape.start, half), (half, shape.end)))
        return "\n".join(map(element, halves))
    large = int(span > 0.5)

    def point(radius, turn):
        x, y = on_circle(shape, radius, turn)
        return f"{number(x)} {number(y)}"

    outer, inner = number(shape.outer), number(shape.inner)
    path = (
        f"M{point(shape.outer, shape.start)}"
        f"A{outer} {outer} 0 {large} 1 {point(shape.outer, shape.end)}"
        f"L{point(shape.inner, shape.end)}"
        f"A{inner} {inner} 0 {large} 0 {point(shape.inner, shape.start)}Z"
    )
    return f'<path d="{path}" fill="{shape.fill}" stroke="{CARD}" stroke-width="1.5"/>'


@element.register
def _(shape: Text):
    place = f'x="{number(shape.x)}" y="{number(shape.y)}"'
    anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
    weight = ' font-weight="600"' if shape.bold else ""
    turn = f' transform="rotate(-90 {number(shape.x)} {number(shape.y)})"' if shape.upward else ""
    return f'<text {place} font-size="{number(shape.size)}" fill="{shape.fill}"{anchor}{weight}{turn}>{escape(shape.text)}</text>'


def on_circle(center, radius, turn):
    angle = 2 * math.pi * turn
    return center.x + radius * math.sin(angle), center.y - radius * math.cos(angle)


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def escape(text):
    text = FORBIDDEN.sub("\ufffd", str(text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
