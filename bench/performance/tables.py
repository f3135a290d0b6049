"""The tables of the performance report, one function for each placeholder of performance.md.in; a log that is missing leaves its table out."""
from figures import Spread, number, table

LIBRARIES = ("ufser alone", "cereal")
MISSING = "(not measured: what it needs was not there)"


def switch(logs):
    log, gxx, counts = logs["switches"], logs.get("switches_gxx"), logs.get("instructions")
    rows = []
    for row in log.rows:
        if row == "fiber":
            continue
        cells = [row, number(log.median(row, "plain")), number(log.median(row, "ser_ctx")), log.ratio(row, "ser_ctx", "plain").text()]
        cells.append(f"{log.ratio('fiber', 'fiber', 'ser_ctx', base_row=row).median:.1f}" if log.has("fiber", "fiber") else "")
        cells.append(", ".join(number(counts.median(row, who, "instructions")) for who in ("plain", "ser_ctx")) if counts else "")
        cells.append(gxx.ratio(row, "ser_ctx", "plain").text() if gxx else "")
        rows.append(cells)
    return table(["each turn", "plain, ns", "ser_ctx, ns", "ser_ctx / plain", "fiber / ser_ctx", "instructions: plain, ser_ctx", "g++: ser_ctx / plain"], rows)


def subjects(log, what):
    return [row[len(what) + 1:] for row in log.rows if row.startswith(what + " ")]


def allocations(log, row, who):
    return number(log.median(row, who, "allocations")) if log.has(row, who, "allocations") else ""


def against(log, row, who):
    return [log.ratio(row, who, name).text() if log.has(row, name) else "" for name in LIBRARIES]


def saving(logs):
    log, rows = logs["save"], []
    for name in subjects(log, "save"):
        row, buffer = f"save {name}", "serialize(buffer)"
        rows.append([
            name, number(log.median(row, "memcpy of the values")), number(log.median(row, buffer)), log.ratio(row, buffer, "memcpy of the values").text(1),
            *against(log, row, buffer), number(log.median(row, "serialize()")),
            f"{allocations(log, row, buffer)}, {allocations(log, row, 'serialize()')}",
        ])
    return table(["state", "memcpy, ns", "into a buffer, ns", "/ memcpy", *(f"/ {name}" for name in LIBRARIES), "new string, ns", "allocations: buffer, new string"], rows)


def restoring(logs):
    log, rows = logs["save"], []
    for name in subjects(log, "restore"):
        row = f"restore {name}"
        rows.append([
            name, number(log.median(row, "fresh start")), number(log.median(row, "restore")), log.ratio(row, "restore", "fresh start").text(),
            log.ratio(row, "deserialize", "fresh start").text(), *against(log, row, "restore"),
            f"{allocations(log, row, 'fresh start')}, {allocations(log, row, 'restore')}",
        ])
    return table(["state", "fresh start, ns", "restore, ns", "restore / fresh", "deserialize / fresh", *(f"restore / {name}" for name in LIBRARIES), "allocations: fresh, restore"], rows)


def size(logs):
    log, rows = logs["save"], []
    for name in subjects(log, "size"):
        row = f"size {name}"
        values, snapshot = log.median(row, "values", "bytes"), log.median(row, "snapshot", "bytes")
        frames = int(name.split()[0]) if "locals" not in name else 1
        cereal = number(log.median(row, "cereal", "bytes")) if log.has(row, "cereal", "bytes") else ""
        rows.append([name, number(values), number(snapshot), f"{snapshot / values:.2f}", number((snapshot - values) / frames), cereal])
    return table(["state", "values, bytes", "snapshot, bytes", "snapshot / values", "more bytes a frame", "cereal, bytes"], rows)


def frames(logs):
    log, rows = logs["memory"], []
    for name in subjects(log, "frame"):
        row = f"frame {name}"
        plain, ours = (log.median(row, who, "bytes") for who in ("plain", "ser_ctx"))
        turn = ", ".join(number(log.median(row, who, "allocations a turn")) for who in ("plain", "ser_ctx"))
        rows.append([name, number(plain), number(ours), number(ours - plain), turn])
    return table(["coroutine", "plain, bytes", "ser_ctx, bytes", "more", "allocations a turn: plain, ser_ctx"], rows)


def crowd(logs):
    log, rows = logs["memory"], []
    for who in ("plain", "ser_ctx", "held by one"):
        for count in (10_000, 100_000, 1_000_000):
            def each(step):
                return number(log.median(f"{step} {count}", who)) if log.has(f"{step} {count}", who) else ""
            snapshot = number(log.median(f"snapshot {count}", who, "bytes")) if log.has(f"snapshot {count}", who, "bytes") else ""
            memory = f"memory {count}"
            rows.append([f"{who}: {count:,}", number(log.median(memory, who, "bytes")), number(log.median(memory, who, "resident")), snapshot,
                         each("start"), each("save"), each("restore"), each("end")])
    return table(["coroutines", "bytes", "resident", "snapshot", "start, ns", "save, ns", "restore, ns", "end, ns"], rows)


def growth(log, step, who):
    """What one of a million costs, divided by what one of ten thousand costs."""
    return log.ratio(f"{step} 1000000", who, who, base_row=f"{step} 10000")


def growths(logs):
    log, rows = logs["memory"], []
    for who in ("plain", "ser_ctx", "held by one"):
        rows.append([who] + [growth(log, step, who).text() if log.has(f"{step} 10000", who) else "" for step in ("start", "save", "restore", "end")])
    return table(["1,000,000 / 10,000, each", "start", "save", "restore", "end"], rows)


def compilation(logs):
    log, rows = logs["compile"], []
    for row in log.rows:
        without, plugged = (log.median(row, who, "text") for who in ("without", "with"))
        seconds = (f"{log.median(row, who, 'seconds'):.2f}" for who in ("without", "with"))
        rows.append([row, *seconds, log.ratio(row, "with", "without", "seconds").text(), number(without), number(plugged), f"{plugged / without:.2f}"])
    return table(["file", "without, s", "with, s", "with / without", ".text without", ".text with", "with / without"], rows)


class Goal:
    """`figure` gives pairs (row, Spread): each should be at most `most`, or at least `least`."""

    def __init__(self, text, log, figure, most=None, least=None):
        self.text, self.log, self.figure, self.most, self.least = text, log, figure, most, least

    def cells(self, logs):
        if self.log not in logs:
            return [self.text, "", "not measured"]
        found = self.figure(logs[self.log])
        kept = sum(s.median <= self.most if self.most else s.median >= self.least for _, s in found)
        row, worst = (max if self.most else min)(found, key=lambda pair: pair[1].median)
        if len(found) == 1:
            return [self.text, worst.text(), "yes" if kept else "**no**"]
        return [self.text, f"{worst.text()} ({row})", "yes" if kept == len(found) else f"**{'no' if not kept else f'in {kept} of {len(found)} rows'}**"]


def goals():
    def rows(chosen):
        return lambda log: [(row, log.ratio(row, "ser_ctx", "plain")) for row in log.rows if row != "fiber" and chosen(row)]

    def makes_children(row):
        return row.startswith("a ")

    def ratio(row, who, base):
        return lambda log: [(row, log.ratio(row, who, base))]

    def grown(step):
        return lambda log: [(who, growth(log, step, who)) for who in ("ser_ctx", "held by one")]

    def compiled(name):
        return lambda log: [(row, log.ratio(row, "with", "without", "seconds")) for row in log.rows if name in row]

    def text(log):
        return [(row, Spread([log.median(row, "with", "text") / log.median(row, "without", "text")])) for row in log.rows if "-O2" in row]

    return [
        Goal("a switch in a coroutine that stands, or in a `receive` loop: at most 1.10 x plain", "switches", rows(lambda row: not makes_children(row)), 1.10),
        Goal("a switch with children made each turn: at most 1.15 x plain", "switches", rows(makes_children), 1.15),
        Goal("a switch without locals: at least 25 x faster than a fiber", "switches", lambda log: [("", log.ratio("fiber", "fiber", "ser_ctx", base_row="no locals"))], least=25),
        Goal("a switch by g++, from the emitted text: at most 1.3 x plain by g++", "switches_gxx", rows(lambda row: True), 1.3),
        Goal("5 locals saved into a buffer: at most 30 x memcpy of the values", "save", ratio("save 5 locals", "serialize(buffer)", "memcpy of the values"), 30),
        Goal("5 locals restored: at most 1.5 x a fresh start", "save", ratio("restore 5 locals", "restore", "fresh start"), 1.5),
        Goal("saving grows in proportion: each of a million at most 1.5 x each of ten thousand", "memory", grown("save"), 1.5),
        Goal("restoring grows in proportion: the same", "memory", grown("restore"), 1.5),
        Goal("compiling what has no ser_ctx: at most 1.02 x", "compile", compiled("no ser_ctx"), 1.02),
        Goal("compiling heavy headers: at most 1.05 x", "compile", compiled("heavy headers"), 1.05),
        Goal("compiling nothing but coroutines: at most 1.3 x", "compile", compiled("coroutines"), 1.3),
        Goal("`.text` at -O2: at most 2 x", "compile", text, 2),
    ]


def verdicts(logs):
    return table(["goal", "measured, the worst row", "met"], [goal.cells(logs) for goal in goals()])


TABLES = {
    "goals": (verdicts, ()), "switch": (switch, ("switches",)), "saving": (saving, ("save",)), "restoring": (restoring, ("save",)), "size": (size, ("save",)),
    "frames": (frames, ("memory",)), "crowd": (crowd, ("memory",)), "growth": (growths, ("memory",)), "compilation": (compilation, ("compile",)),
}


def made(logs):
    return {name: make(logs) if all(log in logs for log in needs) else MISSING for name, (make, needs) in TABLES.items()}
