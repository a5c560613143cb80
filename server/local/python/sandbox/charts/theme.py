"""Sizes in pixels and colours; every chart is a white card, so that it reads on any page."""

WIDTH = 720
HEIGHT = 440
PADDING = 28

TITLE_SIZE = 17
LABEL_SIZE = 13

CARD = "#ffffff"
EDGE = "#e4e7ec"
GRID = "#edeff3"
AXIS = "#98a1b0"
INK = "#1d2433"
QUIET = "#5b6577"

SERIES = ("#3568c8", "#dd6b2f", "#27906c", "#8b57c4", "#c43d55", "#b08414", "#2891a8", "#6b7485")


def series_color(index):
    return SERIES[index % len(SERIES)]
