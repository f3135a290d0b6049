"""The logs of the performance programs, and what is computed from them: medians, and ratios of what was measured in the same round."""
import collections
import csv
import statistics


class Spread:
    """A median with the quartiles around it."""

    def __init__(self, values):
        values = sorted(values)
        self.median = statistics.median(values)
        self.low, self.high = (values[0], values[-1]) if len(values) < 4 else statistics.quantiles(values, n=4)[::2]

    def text(self, digits=2):
        return f"{self.median:.{digits}f} [{self.low:.{digits}f}, {self.high:.{digits}f}]"


class Log:
    """The figures of one program, from one log or more: rows in the order of the logs, each with contenders, each with quantities, each with values by round."""

    def __init__(self, *paths):
        self.values = collections.defaultdict(dict)
        self.rows = {}
        for path in paths:
            with open(path, newline="") as file:
                for line in csv.DictReader(file):
                    self.values[line["row"], line["who"], line["quantity"]][int(line["round"])] = float(line["value"])
                    self.rows[line["row"]] = None

    def has(self, row, who, quantity="ns"):
        return (row, who, quantity) in self.values

    def spread(self, row, who, quantity="ns"):
        return Spread(self.values[row, who, quantity].values())

    def median(self, row, who, quantity="ns"):
        return self.spread(row, who, quantity).median

    def ratio(self, row, who, base, quantity="ns", base_row=None):
        """The spread of who / base, round by round."""
        of, to = self.values[row, who, quantity], self.values[base_row or row, base, quantity]
        return Spread([of[r] / to[r] for r in of if r in to])


def table(heads, rows):
    """In Markdown; numbers to the right."""
    lines = ["| " + " | ".join(heads) + " |", "|---|" + "---:|" * (len(heads) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def number(value):
    """With about three digits that count."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
