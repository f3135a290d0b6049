"""The plots of the performance report, in the style of docs/pictures."""
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "docs/pictures"))
from draw import Picture  # noqa: E402

COLOURS = {"plain": "good", "ser_ctx": "bytes", "held by one": "bad"}


class Scale:
    """A logarithmic axis of `length` pixels."""

    def __init__(self, low, high, start, length):
        self.low, self.high = 10 ** math.floor(math.log10(low)), 10 ** math.ceil(math.log10(high))
        self.start, self.length = start, length

    def at(self, value):
        return self.start + self.length * math.log(value / self.low) / math.log(self.high / self.low)

    def ticks(self):
        value = self.low
        while value <= self.high * 1.001:
            yield value
            value *= 10


def line(picture, x1, y1, x2, y2, dashes=""):
    picture.parts.append(f'<path class="line" stroke-dasharray="{dashes}" d="M{x1:.1f} {y1:.1f} L{x2:.1f} {y2:.1f}"/>')


def legend(picture, names, x, y):
    for name in names:
        picture.parts.append(f'<rect class="{COLOURS[name]}" x="{x}" y="{y - 11}" width="12" height="12"/>')
        picture.text(x + 18, y, name)
        x += 110


def switches(log, directory):
    """Nanoseconds by shape, plain above ser_ctx, with the quartiles, and the fiber as a line."""
    rows = [row for row in log.rows if row != "fiber"]
    step, left, width = 46, 210, 480
    height = 70 + step * len(rows) + 30
    p = Picture("performance-switches", left + width + 70, height, "Nanoseconds for a switch, by shape: a plain coroutine and a ser_ctx")
    p.text(20, 24, "*ns for a switch (median, quartiles)")
    legend(p, ("plain", "ser_ctx"), left + 110, 24)
    spreads = {(row, who): log.spread(row, who) for row in rows for who in ("plain", "ser_ctx")}
    scale = Scale(min(s.low for s in spreads.values()), max(s.high for s in spreads.values()), left, width)
    for tick in scale.ticks():
        line(p, scale.at(tick), 50, scale.at(tick), height - 30, "2 4")
        p.text(scale.at(tick), height - 12, f"{tick:g}", middle=True)
    for i, row in enumerate(rows):
        y = 56 + i * step
        p.text(20, y + 22, row)
        for k, who in enumerate(("plain", "ser_ctx")):
            s, top = spreads[row, who], y + 17 * k
            p.parts.append(f'<rect class="{COLOURS[who]}" x="{left}" y="{top}" width="{scale.at(s.median) - left:.1f}" height="14"/>')
            line(p, scale.at(s.low), top + 7, scale.at(s.high), top + 7)
            p.text(scale.at(s.high) + 6, top + 11, f"{s.median:.3g}")
    if log.has("fiber", "fiber"):
        x = scale.at(log.median("fiber", "fiber"))
        line(p, x, 50, x, height - 30)
        p.text(x, 46, "~a fiber~", middle=True)
    p.write(directory)


def crowds(log, directory):
    """Seconds for all, by how many there are, for each step: ten times as many should take ten times as long."""
    counts = (10_000, 100_000, 1_000_000)
    steps = [(step, who) for step in ("start", "save", "restore") for who in ("plain", "ser_ctx", "held by one") if log.has(f"{step} {counts[0]}", who)]
    seconds = {(step, who): [n * log.median(f"{step} {n}", who) / 1e9 for n in counts] for step, who in steps}
    p = Picture("performance-crowd", 900, 330, "Seconds to start, save and restore ten thousand, a hundred thousand and a million coroutines")
    p.text(20, 24, "*seconds for all of them (logarithmic both ways)")
    legend(p, COLOURS, 420, 24)
    everything = [s for values in seconds.values() for s in values]
    up = Scale(min(everything), max(everything), 270, -210)
    for i, step in enumerate(("start", "save", "restore")):
        across = Scale(counts[0], counts[-1], 80 + i * 290, 200)
        p.text(across.start + 100, 318, f"*{step}", middle=True)
        for n in counts:
            line(p, across.at(n), 60, across.at(n), 270, "2 4")
            p.text(across.at(n), 290, f"{n:,}", middle=True)
        for tick in up.ticks():
            line(p, across.start, up.at(tick), across.start + 200, up.at(tick), "2 4")
            if not i:
                p.text(28, up.at(tick) + 4, f"{tick:g}")
        for who in COLOURS:
            if (step, who) in seconds:
                points = [(across.at(n), up.at(s)) for n, s in zip(counts, seconds[step, who])]
                for a, b in zip(points, points[1:]):
                    line(p, *a, *b)
                p.parts += [f'<circle class="{COLOURS[who]}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>' for x, y in points]
    p.write(directory)
