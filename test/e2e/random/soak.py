#!/usr/bin/env python3
"""Runs many random programs through the three-way oracle, and makes those that fail smaller.

    soak.py --plugin LIBVALET --clang clang++-19 [--first SEED] [--kind wide|strict] [--gxx g++] COUNT

Programs are compiled in batches; a batch that fails is taken apart into its programs, and each that fails is
shrunk: statements are left out, blocks replaced by what is in them, expressions by literals, as long as plain
Clang still runs it and the oracle still fails in the same way. What is left goes to WORK/failed.
"""
import argparse
import pathlib
import subprocess
import sys

from generate import DEFAULT_FEATURES, unit
from make import Maker
from shrink import shrink

HERE = pathlib.Path(__file__).resolve().parent
E2E = HERE.parent
RUNTIME = E2E.parent.parent / "runtime"
DRIVER = ["main.cc", "driver.cc", "trace.cc"]


class Bench:
    """Compiles and judges programs. Verdicts: `passes`, `invalid` (plain Clang refuses it), `refused` (the plugin
    does, by name), `internal` (generated text does not compile), `differs`."""

    def __init__(self, args):
        self.args = args
        self.work = args.work
        (self.work / "failed").mkdir(parents=True, exist_ok=True)
        self.includes = [f"-I{d}" for d in (E2E / "harness", HERE, RUNTIME / "include", RUNTIME)]
        self.objects = [self.compile_driver(f) for f in DRIVER]

    def compile_driver(self, file):
        out = self.work / (file + ".o")
        subprocess.run([self.args.clang, "-std=c++20", "-c", *self.includes, E2E / "harness" / file, "-o", out], check=True)
        return out

    def build(self, source, ending, command):
        out = self.work / f"{source.stem}.{ending}"
        out.unlink(missing_ok=True)
        done = subprocess.run([*command, "-std=c++20", "-w", *self.includes, source, *self.objects, "-o", out], capture_output=True, text=True)
        return (out if done.returncode == 0 else None), done.stderr

    def judge(self, programs, stem="batch", quick=False):
        source = self.work / f"{stem}.cc"
        source.write_text(unit(programs))
        plain, text = self.build(source, "clang", [self.args.clang, "-O0"])
        if not plain:
            return "invalid", text
        built = [plain]
        for level in ("O0",) if quick else ("O0", "O2"):
            out, text = self.build(source, level, [self.args.clang, f"-{level}", f"-fplugin={self.args.plugin}"])
            if not out:
                errors = [line for line in text.splitlines() if " error: " in line]
                named = bool(errors) and all("[valor-" in e and "[valor-internal" not in e for e in errors)
                return ("refused" if named else "internal"), text
            built.append(out)
        if self.args.gxx and not quick:
            out, text = self.build(source, "gxx", [self.args.gxx, "-O1"])
            built += [out] if out else []
        done = subprocess.run([sys.executable, E2E / "three_way.py", *built], capture_output=True, text=True)
        if "the reference itself fails" in done.stdout:
            return "invalid", done.stdout
        return ("passes" if done.returncode == 0 else "differs"), done.stdout + done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--clang", default="clang++-19")
    parser.add_argument("--gxx", default="")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--kind", choices=["strict", "wide"], default="wide")
    parser.add_argument("--features", default=DEFAULT_FEATURES)
    parser.add_argument("--batch", type=int, default=15)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("soak"))
    parser.add_argument("--no-shrink", action="store_true")
    parser.add_argument("count", type=int)
    args = parser.parse_args()
    bench = Bench(args)
    features = frozenset(f for f in args.features.split(",") if f)
    tally = {}
    for start in range(args.first, args.first + args.count, args.batch):
        seeds = range(start, min(start + args.batch, args.first + args.count))
        programs = {seed: Maker(seed, args.kind == "strict", features).program() for seed in seeds}
        verdict, _ = bench.judge(list(programs.values()))
        if verdict == "passes":
            tally["passes"] = tally.get("passes", 0) + len(programs)
            continue
        for seed, program in programs.items():
            verdict, text = bench.judge([program], f"seed{seed}")
            tally[verdict] = tally.get(verdict, 0) + 1
            if verdict in ("passes", "refused"):
                continue
            print(f"seed {seed}: {verdict}\n{text[:600]}", flush=True)
            if verdict != "invalid" and not args.no_shrink:
                space, nodes = shrink(program, lambda p: bench.judge([p], "shrinking", quick=True)[0] == verdict)
                out = args.work / "failed" / f"{args.kind}{seed}.cc"
                out.write_text(unit([(space, nodes)]))
                print(f"  made smaller: {out}", flush=True)
    print(", ".join(f"{n} {verdict}" for verdict, n in sorted(tally.items())))
    return 1 if set(tally) - {"passes", "refused"} else 0


if __name__ == "__main__":
    sys.exit(main())
