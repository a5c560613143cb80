"""A picture of pixels, and the few ways to put colour on it, with smooth edges."""

import math
import struct
import zlib

SLICES = 4  # of each row of pixels, in which edges are measured


class Raster:
    """Pixels of red, green and blue, white at first."""

    def __init__(self, width, height):
        self.width = width
        self.height = height
        self.pixels = bytearray(b"\xff" * (width * height * 3))

    def fill_rectangle(self, left, top, right, bottom, color):
        """Whole pixels only: what is straight shall stay sharp."""
        left, right = max(0, round(left)), min(self.width, round(right))
        if right <= left:
            return
        row = bytes(color) * (right - left)
        for y in range(max(0, round(top)), min(self.height, round(bottom))):
            start = (y * self.width + left) * 3
            self.pixels[start : start + len(row)] = row

    def fill_polygon(self, corners, color):
        """The inside of a closed line, by the even-odd rule."""
        edges = [(a, b) if a[1] < b[1] else (b, a) for a, b in zip(corners, corners[1:] + corners[:1]) if a[1] != b[1]]
        if not edges:
            return
        top = max(0, math.floor(min(low[1] for low, _ in edges)))
        bottom = min(self.height, math.ceil(max(high[1] for _, high in edges)))
        for y in range(top, bottom):
            spans = []
            for part in range(SLICES):
                middle = y + (part + 0.5) / SLICES
                crossings = sorted(
                    low[0] + (middle - low[1]) / (high[1] - low[1]) * (high[0] - low[0])
                    for low, high in edges
                    if low[1] <= middle < high[1]
                )
                spans.extend(zip(crossings[::2], crossings[1::2]))
            self.blend_spans(y, spans, color)

    def blend_spans(self, y, spans, color):
        """Covers a row; each span counts for one slice of it, and for the parts of pixels it reaches into."""
        cover = {}
        for left, right in spans:
            left, right = max(0.0, left), min(float(self.width), right)
            first, last = int(left), int(right)
            if first == last:
                cover[first] = cover.get(first, 0) + right - left
                continue
            cover[first] = cover.get(first, 0) + first + 1 - left
            for x in range(first + 1, last):
                cover[x] = cover.get(x, 0) + 1
            cover[last] = cover.get(last, 0) + right - last
        for x, covered in cover.items():
            self.blend(x, y, color, covered / SLICES)

    def blend(self, x, y, color, opacity):
        if not (0 <= x < self.width and 0 <= y < self.height) or opacity <= 0:
            return
        start = (y * self.width + x) * 3
        if opacity > 0.99:
            self.pixels[start : start + 3] = color
            return
        for channel in range(3):
            below = self.pixels[start + channel]
            self.pixels[start + channel] = round(below + (color[channel] - below) * opacity)

    def png(self):
        stride = self.width * 3
        rows = b"".join(b"\0" + self.pixels[y * stride : (y + 1) * stride] for y in range(self.height))
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(png_part(name, data) for name, data in parts)


def png_part(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
