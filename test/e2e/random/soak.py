#!/usr/bin/env python3
"""Runs many random programs through the three-way oracle, and makes those that fail smaller.

    soak.py --plugin LIBVALET --clang clang++-19 [--first SEED] [--kind wide|strict] [--gxx g++ [--emit]] COUNT

Programs are compiled in batches, with a precompiled header for each variant. Programs that the plugin refuses are
found by the lines of its errors, counted by the diagnostic's name and left out, and the rest is compiled again. A
batch that fails otherwise is halved until the programs that fail are found, and each is shrunk: statements are left out, blocks replaced by what is in them, expressions by literals, as long as plain
Clang still runs it and the oracle still fails in the same way. What is left goes to WORK/failed.

With --emit, the text that the plugin emits is built with g++, and its snapshots cross with Clang's. Programs whose untouched
form g++ itself does not compile, or runs in another way than Clang, are left out and counted.
"""
import argparse
import collections
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import time

from generate import SOAK_FEATURES, unit
from make import Maker
from shrink import shrink

HERE = pathlib.Path(__file__).resolve().parent
E2E = HERE.parent
RUNTIME = E2E.parent.parent / "runtime"
DRIVER = ["main.cc", "driver.cc", "trace.cc"]


class Bench:
    """Compiles and judges programs. Verdicts: `passes`, `invalid` (plain Clang refuses it), `refused` (the plugin
    does, by name), `internal` (generated text does not compile, or the compiler crashes), `differs`."""

    def __init__(self, args):
        self.args = args
        self.work = args.work
        (self.work / "failed").mkdir(parents=True, exist_ok=True)
        self.includes = [f"-I{d}" for d in (E2E / "harness", HERE, RUNTIME / "include", RUNTIME)]
        self.objects = [self.compile_driver(f) for f in DRIVER]
        gxx = (["gxx"] if args.gxx else []) + (["emit"] if args.emit else [])
        self.headers = {v: self.compile_header(v) for v in {"clang", "O0", *args.levels.split(","), *gxx}}

    def compile_driver(self, file):
        out = self.work / (file + ".o")
        subprocess.run([self.args.clang, "-std=c++20", "-c", *self.includes, E2E / "harness" / file, "-o", out], check=True)
        return out

    def compile_header(self, variant):
        of_clang = variant not in ("gxx", "emit")
        out = self.work / f"prelude.{variant}.{'pch' if of_clang else 'h.gch'}"
        subprocess.run([*self.compiler(variant), "-std=c++20", "-w", *self.includes, "-x", "c++-header", HERE / "prelude.h", "-o", out], check=True)
        return ["-include-pch", out] if of_clang else ["-include", out.with_suffix("")]

    def compiler(self, variant):
        if variant == "gxx":
            return [self.args.gxx, "-O1"]
        if variant == "emit": # which says in its text what is defined here, for the precompiled header
            return [self.args.gxx, "-O1", "-DVALOR_EMITTED=1"]
        plugin = [] if variant == "clang" else [f"-fplugin={self.args.plugin}"]
        sanitize = [f"-fsanitize={self.args.sanitize}", "-fno-sanitize-recover=all"] if self.args.sanitize else []
        return [self.args.clang, "-O2" if variant == "O2" else "-O0", *plugin, *sanitize]

    def build(self, source, variant, text=None):
        """The program and what the compiler said. `text` is compiled instead of the source, if given."""
        out = self.work / f"{source.stem}.{variant}"
        out.unlink(missing_ok=True)
        limit = [] if variant in ("gxx", "emit") else ["-ferror-limit=0"]
        command = [*self.compiler(variant), "-std=c++20", "-w", *limit, *self.headers[variant], "-iquote", HERE, *self.includes, text or source, *self.objects, "-o", out]
        done = subprocess.run(command, capture_output=True, text=True)
        return (out if done.returncode == 0 else None), done.stderr

    def refused_lines(self, source, text):
        """Lines of the errors and their names, if all errors are refusals by name; else nothing."""
        errors = [line for line in text.splitlines() if re.search(r"\b(fatal )?error: ", line)]
        found = [re.match(rf".*{re.escape(source.name)}:(\d+):\d+: error: .*\[valor-([a-z-]+)\]", line) for line in errors]
        if not errors or not all(found) or any(f[2] in ("internal", "not-rewritten") for f in found):
            return []
        return [(int(f[1]), f[2]) for f in found]

    def judge(self, programs, stem="batch", quick=False):
        """Verdict, text, and for `refused` the lines and names."""
        source = self.work / f"{stem}.cc"
        source.write_text(unit(programs))
        plain, text = self.build(source, "clang")
        if not plain:
            return "invalid", text, []
        built = [plain]
        for level in ["O0"] if quick else self.args.levels.split(","):
            out, text = self.build(source, level)
            if not out:
                lines = self.refused_lines(source, text)
                return ("refused" if lines else "internal"), text, lines
            built.append(out)
        if self.args.emit:
            verdict, text, lines, out = self.emitted(source, plain)
            if verdict:
                return verdict, text, lines
            built.append(out)
        elif self.args.gxx and not quick:
            out, text = self.build(source, "gxx")
            built += [out] if out else []
        done = self.oracle(built)
        if "the reference itself fails" in done.stdout:
            return "invalid", done.stdout, []
        return ("passes" if done.returncode == 0 else "differs"), done.stdout + done.stderr, []

    def oracle(self, built):
        return subprocess.run([sys.executable, E2E / "three_way.py", f"--most-steps={self.args.most_steps}", *built], capture_output=True, text=True)

    def emitted(self, source, plain):
        """The program that g++ makes of the emitted text, or a verdict, its text and lines."""
        untouched, text = self.build(source, "gxx")
        if not untouched:
            return "left out: g++ does not compile it", text, [], None
        done = self.oracle([plain, untouched])
        if done.returncode:
            return "left out: g++ runs it otherwise", done.stdout, [], None
        text_file = self.work / f"{source.stem}.emit.cc"
        command = [*self.compiler("O0"), "-std=c++20", "-w", "-ferror-limit=0", *self.includes, "-fsyntax-only", f"-fplugin-arg-valet-emit={text_file}", source]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            lines = self.refused_lines(source, done.stderr)
            return ("refused" if lines else "internal"), done.stderr, lines, None
        out, text = self.build(source, "emit", text_file)
        return ("" if out else "internal"), text, [], out


def owner(programs, line):
    """The seed whose program holds the line of the unit."""
    at, seeds = 0, list(programs)
    text = unit(list(programs.values())).splitlines()
    for number, content in enumerate(text[:line], 1):
        if content.startswith("namespace "):
            at = [s for s in seeds if programs[s][0] == content.split()[1]][0]
    return at


class Soak:
    def __init__(self, bench, args):
        self.bench, self.args = bench, args
        self.tally = collections.Counter()
        self.features = frozenset(f for f in args.features.split(",") if f)

    def programs(self, seeds):
        return {seed: Maker(seed, self.args.kind == "strict", self.features).program() for seed in seeds}

    def batch(self, seeds):
        self.judge(self.programs(seeds))

    def judge(self, programs):
        stem = f"batch{next(iter(programs))}"
        while programs:
            verdict, text, lines = self.bench.judge(list(programs.values()), stem)
            if verdict == "passes":
                self.tally["passes"] += len(programs)
                break
            if verdict != "refused":
                self.halve(programs, verdict, text)
                break
            refused = {}
            for line, name in lines:
                refused.setdefault(owner(programs, line), name)
            for seed, name in refused.items():
                self.tally[f"refused {name}"] += 1
                (self.args.work / "failed" / f"refused-{name}.txt").write_text(f"seed {seed}\n{text[:3000]}")
                programs.pop(seed)
        for leftover in self.args.work.glob(f"{stem}.*"):
            leftover.unlink()

    def halve(self, programs, verdict, text):
        if len(programs) == 1:
            self.fails(*next(iter(programs.items())), verdict, text)
            return
        items = list(programs.items())
        middle = len(items) // 2
        self.judge(dict(items[:middle]))
        self.judge(dict(items[middle:]))

    def fails(self, seed, program, verdict, text):
        self.tally[verdict] += 1
        if verdict.startswith("left out"):
            return
        (self.args.work / "failed" / f"{self.args.kind}{seed}.txt").write_text(text)
        print(f"seed {seed}: {verdict}\n{text[:1500]}", flush=True)
        if verdict != "invalid" and not self.args.no_shrink:
            space, nodes = shrink(program, lambda p: self.bench.judge([p], f"shrinking{seed}", quick=True)[0] == verdict)
            out = self.args.work / "failed" / f"{self.args.kind}{seed}.cc"
            out.write_text(unit([(space, nodes)]))
            print(f"  made smaller: {out}", flush=True)

    def run(self):
        first, count, size = self.args.first, self.args.count, self.args.batch
        batches = [range(s, min(s + size, first + count)) for s in range(first, first + count, size)]
        started = time.time()
        with concurrent.futures.ThreadPoolExecutor(self.args.jobs) as pool:
            for _ in pool.map(self.batch, batches):
                done = sum(self.tally.values())
                print(f"{done} programs, {done / (time.time() - started) * 60:.0f} a minute: {self.summary()}", flush=True)
        print(f"seeds {first}..{first + count - 1}, {self.args.kind}: {self.summary()}")
        return any(k in self.tally for k in ("internal", "differs", "invalid"))

    def summary(self):
        return ", ".join(f"{n} {verdict}" for verdict, n in sorted(self.tally.items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--clang", default="clang++-19")
    parser.add_argument("--gxx", default="")
    parser.add_argument("--emit", action="store_true")
    parser.add_argument("--sanitize", default="", help="for example address,undefined")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--kind", choices=["strict", "wide"], default="wide")
    parser.add_argument("--features", default=SOAK_FEATURES)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--levels", default="O0,O2", help="optimisation levels with the plugin; O0 alone takes a third of the time")
    parser.add_argument("--most-steps", type=int, default=40)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("soak"))
    parser.add_argument("--no-shrink", action="store_true")
    parser.add_argument("count", type=int)
    args = parser.parse_args()
    if args.emit and not args.gxx:
        parser.error("--emit needs --gxx")
    return 1 if Soak(Bench(args), args).run() else 0


if __name__ == "__main__":
    sys.exit(main())
