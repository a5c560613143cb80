"""A font for PNG, drawn on a grid of 5 × 9 points: seven rows to the baseline, two below it.

Each row is a number of two hexadecimal digits whose five bits are the points, the highest at the left.
"""

import unicodedata

HEIGHT = 9
BASELINE = 6

ROWS = {
    "!": "04 04 04 04 04 00 04", '"': "0a 0a 00 00 00 00 00", "#": "0a 0a 1f 0a 1f 0a 0a",
    "$": "04 0f 14 0e 05 1e 04", "%": "18 19 02 04 08 13 03", "&": "0c 12 14 08 15 12 0d",
    "'": "04 04 00 00 00 00 00", "(": "02 04 08 08 08 04 02", ")": "08 04 02 02 02 04 08",
    "*": "00 04 15 0e 15 04 00", "+": "00 04 04 1f 04 04 00", ",": "00 00 00 00 00 04 04 08",
    "-": "00 00 00 0e 00 00 00", ".": "00 00 00 00 00 00 04", "/": "01 01 02 04 08 10 10",
    "0": "0e 11 11 11 11 11 0e", "1": "04 0c 04 04 04 04 0e", "2": "0e 11 01 02 04 08 1f",
    "3": "0e 11 01 06 01 11 0e", "4": "02 06 0a 12 1f 02 02", "5": "1f 10 1e 01 01 11 0e",
    "6": "06 08 10 1e 11 11 0e", "7": "1f 01 02 02 04 04 04", "8": "0e 11 11 0e 11 11 0e",
    "9": "0e 11 11 0f 01 02 0c", ":": "00 00 04 00 00 00 04", ";": "00 00 04 00 00 04 04 08",
    "<": "00 02 04 08 04 02 00", "=": "00 00 0e 00 0e 00 00", ">": "00 08 04 02 04 08 00",
    "?": "0e 11 01 02 04 00 04", "@": "0e 11 17 15 17 10 0e", "A": "04 0a 11 11 1f 11 11",
    "B": "1e 11 11 1e 11 11 1e", "C": "0e 11 10 10 10 11 0e", "D": "1c 12 11 11 11 12 1c",
    "E": "1f 10 10 1e 10 10 1f", "F": "1f 10 10 1e 10 10 10", "G": "0e 11 10 17 11 11 0f",
    "H": "11 11 11 1f 11 11 11", "I": "0e 04 04 04 04 04 0e", "J": "07 02 02 02 02 12 0c",
    "K": "11 12 14 18 14 12 11", "L": "10 10 10 10 10 10 1f", "M": "11 1b 15 15 11 11 11",
    "N": "11 19 19 15 13 13 11", "O": "0e 11 11 11 11 11 0e", "P": "1e 11 11 1e 10 10 10",
    "Q": "0e 11 11 11 15 12 0d", "R": "1e 11 11 1e 14 12 11", "S": "0e 11 10 0e 01 11 0e",
    "T": "1f 04 04 04 04 04 04", "U": "11 11 11 11 11 11 0e", "V": "11 11 11 11 0a 0a 04",
    "W": "11 11 11 15 15 15 0a", "X": "11 11 0a 04 0a 11 11", "Y": "11 11 0a 04 04 04 04",
    "Z": "1f 01 02 04 08 10 1f", "[": "0e 08 08 08 08 08 0e", "\\": "10 10 08 04 02 01 01",
    "]": "0e 02 02 02 02 02 0e", "^": "04 0a 11 00 00 00 00", "_": "00 00 00 00 00 00 00 1f",
    "`": "08 04 00 00 00 00 00", "a": "00 00 0e 01 0f 11 0f", "b": "10 10 1e 11 11 11 1e",
    "c": "00 00 0e 11 10 11 0e", "d": "01 01 0f 11 11 11 0f", "e": "00 00 0e 11 1f 10 0e",
    "f": "06 08 1c 08 08 08 08", "g": "00 00 0f 11 11 11 0f 01 0e", "h": "10 10 1e 11 11 11 11",
    "i": "04 00 04 04 04 04 04", "j": "02 00 02 02 02 02 02 12 0c", "k": "10 10 12 14 18 14 12",
    "l": "04 04 04 04 04 04 04", "m": "00 00 1a 15 15 15 15", "n": "00 00 1e 11 11 11 11",
    "o": "00 00 0e 11 11 11 0e", "p": "00 00 1e 11 11 11 1e 10 10", "q": "00 00 0f 11 11 11 0f 01 01",
    "r": "00 00 0b 0c 08 08 08", "s": "00 00 0f 10 0e 01 1e", "t": "08 08 1c 08 08 08 06",
    "u": "00 00 11 11 11 11 0f", "v": "00 00 11 11 0a 0a 04", "w": "00 00 11 15 15 15 0a",
    "x": "00 00 11 0a 04 0a 11", "y": "00 00 11 11 11 11 0f 01 0e", "z": "00 00 1f 02 04 08 1f",
    "{": "02 04 04 08 04 04 02", "|": "04 04 04 04 04 04 04", "}": "08 04 04 02 04 04 08",
    "~": "00 00 08 15 02 00 00", "€": "06 09 1c 08 1c 09 06", "£": "06 09 08 1c 08 08 1f",
    "¥": "11 0a 1f 04 1f 04 04", "°": "0e 0a 0e 00 00 00 00", "±": "04 04 1f 04 04 00 1f",
    "×": "00 00 11 0a 04 0a 11", "÷": "00 04 00 1f 00 04 00", "–": "00 00 00 1f 00 00 00",
    "—": "00 00 00 1f 00 00 00", "−": "00 00 00 0e 00 00 00", "…": "00 00 00 00 00 00 15",
    "·": "00 00 00 04 00 00 00", "•": "00 00 0e 0e 0e 00 00", "µ": "00 00 11 11 11 13 1d 10 10",
    "ß": "0c 12 12 14 12 12 14", "ø": "00 00 0d 12 15 09 16", "Ø": "0d 12 15 15 15 09 16",
    "æ": "00 00 1a 05 0f 14 0b", "Æ": "0f 14 14 1e 14 14 17", "đ": "02 07 0e 12 12 12 0e",
}  # fmt: skip
OTHERS = {"ł": "l", "Ł": "L", "ı": "i", "’": "'", "‘": "'", "“": '"', "”": '"', "œ": "oe", "Œ": "OE"}
UNKNOWN = "1f 11 11 11 11 11 1f"


def spell(text):
    """The characters of a text this font can draw: accents are dropped, what is unknown becomes a box."""
    for character in text:
        plain = OTHERS.get(character, character)
        if plain not in ROWS and not plain.isspace():
            plain = "".join(part for part in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(part))
        yield from plain


def points(character):
    """The points of a character as (column, row), moved to the left edge, and how many columns it is wide."""
    if character.isspace():
        return frozenset(), 2
    rows = [int(row, 16) for row in ROWS.get(character, UNKNOWN).split()]
    found = [(column, y) for y, row in enumerate(rows) for column in range(5) if row & 16 >> column]
    left = min(column for column, _ in found)
    return frozenset((column - left, y) for column, y in found), max(column for column, _ in found) - left + 1


def strokes(dots):
    """Lines between neighbouring points; diagonals only where no straight way joins them."""
    for x, y in sorted(dots):
        for right, down in ((1, 0), (0, 1)):
            if (x + right, y + down) in dots:
                yield (x, y), (x + right, y + down)
        for right in (-1, 1):
            if (x + right, y + 1) in dots and (x + right, y) not in dots and (x, y + 1) not in dots:
                yield (x, y), (x + right, y + 1)
        yield (x, y), (x, y)
