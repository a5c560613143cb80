"""What stands around the marks of a chart: title, legend, grid, axes, labels."""

from .shapes import Circle, Line, Rectangle, Text, shorten, text_width
from .theme import AXIS, GRID, HEIGHT, INK, LABEL_SIZE, PADDING, QUIET, TITLE_SIZE, WIDTH, series_color

LABEL_GAP = 10
LINE_HEIGHT = 20
WIDEST_LABEL = 200


class Plot:
    """The shapes of a chart as they gather, and the area its marks may use."""

    def __init__(self, title, names=()):
        self.shapes = []
        self.left, self.right = PADDING, WIDTH - PADDING
        self.top, self.bottom = PADDING, HEIGHT - PADDING
        if title:
            text = shorten(str(title), TITLE_SIZE, self.right - self.left)
            self.add(Text(self.left, self.top + 13, text, TITLE_SIZE, INK, bold=True))
            self.top += 34
        if len(names) > 1:
            self.add_legend(names)

    def add(self, *shapes):
        self.shapes.extend(shapes)

    def add_legend(self, names):
        x = self.left
        for index, name in enumerate(names):
            text = shorten(str(name), LABEL_SIZE, WIDEST_LABEL)
            width = 16 + text_width(text, LABEL_SIZE)
            if x > self.left and x + width > self.right:
                x, self.top = self.left, self.top + LINE_HEIGHT
            self.add(Circle(x + 5, self.top + 5, 5, series_color(index)))
            self.add(Text(x + 16, self.top + 9.5, text, LABEL_SIZE, QUIET))
            x += width + 18
        self.top += LINE_HEIGHT + 8

    def name_axes(self, x_label, y_label):
        """Takes the room the names of the axes need; call it before the axes are drawn."""
        if x_label:
            text = shorten(str(x_label), LABEL_SIZE, self.right - self.left)
            self.add(Text((self.left + self.right) / 2, self.bottom, text, LABEL_SIZE, QUIET, "middle"))
            self.bottom -= LINE_HEIGHT + 4
        if y_label:
            text = shorten(str(y_label), LABEL_SIZE, self.bottom - self.top)
            self.add(Text(self.left + 9, (self.top + self.bottom) / 2, text, LABEL_SIZE, QUIET, "middle", upward=True))
            self.left += LINE_HEIGHT + 4

    def draw_value_axis(self, scale, below=LINE_HEIGHT):
        """Horizontal lines with their numbers at the left; the scale laid from bottom to top."""
        labels = scale.labels()
        self.left += max(text_width(label, LABEL_SIZE) for label in labels) + LABEL_GAP
        self.bottom -= below
        self.top += 6
        scale = scale.over(self.bottom, self.top)
        for tick, label in zip(scale.ticks, labels):
            y = scale(tick)
            zero = tick == 0
            self.add(Line(((self.left, y), (self.right, y)), AXIS if zero else GRID, 1))
            self.add(Text(self.left - LABEL_GAP, y + 4.5, label, LABEL_SIZE, QUIET, "end"))
        return scale

    def draw_bottom_labels(self, places, labels):
        """Labels below the marks; where there are too many, every second, third, … of them."""
        room = (self.right - self.left) / max(1, len(labels)) * 0.94
        widest = max((text_width(label, LABEL_SIZE) for label in labels), default=0)
        every = max(1, -(-int(min(widest, WIDEST_LABEL) + LABEL_GAP) // max(1, int(room)))) if widest > room else 1
        for place, label in list(zip(places, labels))[::every]:
            text = shorten(label, LABEL_SIZE, max(room * every, 24))
            half = text_width(text, LABEL_SIZE) / 2
            x = min(max(place, half + 8), WIDTH - half - 8)
            self.add(Text(x, self.bottom + 19, text, LABEL_SIZE, QUIET, "middle"))

    def draw_bottom_axis(self, scale):
        """Vertical lines with their numbers below; the scale laid from left to right."""
        scale = scale.over(self.left, self.right)
        for tick, label in zip(scale.ticks, scale.labels()):
            x = scale(tick)
            self.add(Line(((x, self.top), (x, self.bottom)), AXIS if tick == 0 else GRID, 1))
            self.add(Text(x, self.bottom + 19, label, LABEL_SIZE, QUIET, "middle"))
        return scale

    def draw_side_labels(self, labels):
        """Labels at the left, one for each row; the room they need is taken from the area."""
        texts = [shorten(label, LABEL_SIZE, WIDEST_LABEL) for label in labels]
        self.left += max(text_width(text, LABEL_SIZE) for text in texts) + LABEL_GAP
        row = (self.bottom - self.top) / len(texts)
        for index, text in enumerate(texts):
            self.add(Text(self.left - LABEL_GAP, self.top + (index + 0.5) * row + 4.5, text, LABEL_SIZE, QUIET, "end"))
        return row


def bar_rectangle(x, y, width, height, fill):
    """A bar with sides in any order, and corners just broken."""
    left, top = min(x, x + width), min(y, y + height)
    return Rectangle(left, top, abs(width), abs(height), fill, radius=min(2, abs(width) / 2, abs(height) / 2))
