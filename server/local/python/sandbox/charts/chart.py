"""A finished chart."""

from .png import render_png
from .svg import render_svg
from .theme import HEIGHT, WIDTH


class Chart:
    """Shapes on a card. A notebook shows it; save() writes it."""

    def __init__(self, title, shapes, width=WIDTH, height=HEIGHT):
        self.title = title
        self.shapes = tuple(shapes)
        self.width = width
        self.height = height

    def save(self, path):
        """Writes the chart as the path's ending says, .svg or .png, and gives the path."""
        ending = str(path).rpartition(".")[2].lower()
        if ending not in ("svg", "png"):
            raise ValueError(f"a chart is saved as .svg or .png, not as {str(path)!r}")
        with open(path, "wb") as file:
            file.write(self.svg().encode() if ending == "svg" else self.png())
        return path

    def svg(self):
        return render_svg(self)

    def png(self):
        return render_png(self)

    def _repr_svg_(self):
        return self.svg()

    def __repr__(self):
        return f"<Chart {self.title!r}>"
