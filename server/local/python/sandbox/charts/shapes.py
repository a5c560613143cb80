"""What a drawing is made of. Coordinates are pixels from the top left corner; both renderers know exactly these."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rectangle:
    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0


@dataclass(frozen=True)
class Line:
    points: tuple
    stroke: str
    width: float


@dataclass(frozen=True)
class Circle:
    x: float
    y: float
    radius: float
    fill: str


@dataclass(frozen=True)
class Wedge:
    """A slice of a ring; angles in turns, clockwise from the top."""

    x: float
    y: float
    inner: float
    outer: float
    start: float
    end: float
    fill: str


@dataclass(frozen=True)
class Text:
    """`y` is the baseline; `anchor` is start, middle or end; `upward` turns it by a quarter, read from below."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    anchor: str = "start"
    bold: bool = False
    upward: bool = False


NARROW = frozenset("iljtfrI.,:;'|!()[] ")
WIDE = frozenset("mwMW%@—…")


def text_width(text, size):
    """About how wide a text is in the fonts people have; no font can be asked here."""
    ems = 0.0
    for character in text:
        if character in NARROW:
            ems += 0.34
        elif character in WIDE or character > "\u2e7f":
            ems += 0.95
        else:
            ems += 0.66 if character.isupper() else 0.57
    return ems * size


def shorten(text, size, width):
    """The text, cut with an ellipsis where it would be wider."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"
