#!/usr/bin/env python3
"""The three-way oracle for one program.

    three_way.py [--source DIR]... [--other DIR]... NAME.gxx NAME.clang NAME.O0 NAME.O1 NAME.O2 NAME.emit

The reference is the trace of NAME.clang: the plain compiler, without the plugin. Equal to it must be
  - NAME.gxx (g++ without the plugin; scenarios that the source marks with
    `// e2e: g++ differs: names...` are left out, because g++ evaluates in another order or wrongly);
  - every plugin build run straight through, and saved, thrown away and restored at every suspension, in each
    way that the contract has;
  - the same of NAME.emit: the text that the plugin wrote, built with g++ (scenarios that the source marks with
    `// e2e: g++ emit differs: names... (why)` are left out);
  - every plugin build with each suspension in a process of its own, and with builds taking turns: what one
    saved the next one restores. DIR of --other has the builds of another Clang; those that exist take part.
Prints the first differences of each way that fails; the exit status is the verdict.
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MODES = ["plain", "peek", "restore", "deserialize", "clone", "continue", "supply"]
SEEDED = ["restore:1", "deserialize:2", "clone:3", "restore:4"]
LIMIT = 20  # seconds for one run
MOST_STEPS = 2000


def execute(*command):
    """Exit status and output of a test program; a crash or a hang is output too."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT)
        return done.returncode, done.stdout.decode("utf-8", "backslashreplace")
    except subprocess.TimeoutExpired as e:
        return -1, (e.stdout or b"").decode("utf-8", "backslashreplace") + f"!! no end after {LIMIT} s\n"


def scenarios_of(text):
    """Trace text by scenario: `@@ name`, then its lines."""
    out, lines = {}, None
    for line in text.splitlines():
        if line.startswith("@@ "):
            lines = out[line[3:]] = []
        elif lines is None:
            out.setdefault("", []).append(line)
        else:
            lines.append(line)
    return out


def whole_run(program, mode):
    status, text = execute(program, "run", mode)
    out = scenarios_of(text)
    if status not in (0, 1):
        out.setdefault("", []).append(f"!! exit status {status}")
    return out


def stepped(programs, scenario, directory):
    """The trace when each suspension has a process of its own and the programs take turns."""
    file = os.path.join(directory, "snapshot")
    command = "step-save"
    for turn in range(MOST_STEPS):
        status, text = execute(programs[turn % len(programs)], command, scenario, file)
        if status == 0:
            return text.splitlines()
        if status != 3:
            return text.splitlines() + [f"!! step {turn} of {programs[turn % len(programs)]}: exit status {status}"]
        command = "step-restore"
    return [f"!! no end after {MOST_STEPS} steps"]


def left_out(sources, what):
    """The scenarios that a line `// e2e: WHAT differs: names... (why)` of the source names."""
    names = set()
    for source in sources:
        for found in re.finditer(rf"^// e2e: {re.escape(what)} differs: ([^(\n]*)", source.read_text(), re.M):
            names.update(found[1].split())
    return names


class Oracle:
    def __init__(self, reference):
        self.reference = reference
        self.failures = 0
        self.compared = 0

    def compare(self, way, got, leave_out=()):
        for name in list(self.reference) + [n for n in got if n not in self.reference]:
            if name in leave_out:
                continue
            self.compared += 1
            want_lines, got_lines = self.reference.get(name, []), got.get(name, ["!! did not run"])
            if want_lines != got_lines:
                self.failures += 1
                print(f"-- {way}, scenario {name or '(none)'}:")
                diff = difflib.unified_diff(want_lines, got_lines, "plain clang", way, lineterm="", n=4)
                print("\n".join(list(diff)[:40]))


def steps_of(scenario_lines):
    return sum(line == "-- suspended" for line in scenario_lines)


def compare_steps(oracle, groups, most, no_emit):
    short = [n for n in oracle.reference if n and steps_of(oracle.reference[n]) <= most]
    with tempfile.TemporaryDirectory(prefix="valor-steps-") as directory:
        for way, programs in groups:
            names = [n for n in short if n not in no_emit or "g++" not in way]
            got = {n: stepped(programs, n, directory) for n in names}
            oracle.compare(way, got, leave_out=set(oracle.reference) - set(names))


def groups_of(plugin, emitted, others):
    groups = [(f"steps {p.name}", [p]) for p in plugin]
    if len(plugin) > 1:
        groups.append(("steps " + " and ".join(p.name for p in plugin), plugin))
    if emitted and plugin:
        groups.append(("steps of g++ and clang", [emitted[0], plugin[0], emitted[0], plugin[-1]]))
    if others:
        groups.append(("steps of two Clangs", [plugin[0], others[-1]]))
        groups.append(("steps of two Clangs, the other first", [others[0], plugin[-1]]))
    return groups


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", action="append", default=[], type=pathlib.Path, help="where the program's source may be")
    parser.add_argument("--other", action="append", default=[], type=pathlib.Path, help="programs built with another Clang")
    parser.add_argument("--most-steps", type=int, default=60, help="leave out of the steps what suspends more often")
    parser.add_argument("--modes", default=",".join(MODES + SEEDED))
    parser.add_argument("programs", nargs="+", type=pathlib.Path)
    args = parser.parse_args()

    by_ending = {p.suffix[1:]: p for p in args.programs}
    if "clang" not in by_ending:
        parser.error("NAME.clang is missing: it is the reference")
    name = by_ending["clang"].stem
    sources = [s for d in args.source for s in [*d.glob(f"{name}.cc"), *d.glob(f"{name}/*.cc")]]
    plugin = [by_ending[e] for e in ("O0", "O1", "O2") if e in by_ending]
    others = [p for d in args.other for e in ("O2", "O1", "O0") if (p := d / f"{name}.{e}").exists()]

    oracle = Oracle(whole_run(by_ending["clang"], "plain"))
    complaints = [line for lines in oracle.reference.values() for line in lines if line.startswith("!!")]
    if not any(oracle.reference) or complaints:
        print("the reference itself fails:", *complaints, sep="\n")
        return 1
    if "gxx" in by_ending:
        oracle.compare("g++", whole_run(by_ending["gxx"], "plain"), left_out(sources, "g++"))
    emitted = [by_ending["emit"]] if "emit" in by_ending else []
    no_emit = left_out(sources, "g++ emit")
    for program in plugin + emitted:
        for mode in args.modes.split(","):
            oracle.compare(f"{program.name} {mode}", whole_run(program, mode), no_emit if program in emitted else ())
    if plugin:
        compare_steps(oracle, groups_of(plugin, emitted, others), args.most_steps, no_emit)
    print(f"{name}: {oracle.compared} traces compared, {oracle.failures} differ")
    return 1 if oracle.failures else 0


if __name__ == "__main__":
    sys.exit(main())
