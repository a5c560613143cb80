"""Clean charts from the standard library alone, as SVG and PNG.

    import charts
    charts.bar(["North", "South"], [12, 30], title="Sales").save("chart.svg")

bar, line, scatter, pie and histogram each give a Chart; its save() writes what the file's ending names, .svg or .png.
"""

from .bars import bar, histogram
from .chart import Chart
from .lines import line, scatter
from .pies import pie

__all__ = ["Chart", "bar", "histogram", "line", "pie", "scatter"]
