#!/usr/bin/env python3
"""Writes the performance report from the logs of its programs.

    report.py [--docs SOURCE_TREE] [--clang CLANG] [--gxx GXX] DIRECTORY

Reads DIRECTORY/*.csv and writes performance.md and pictures/*.svg there; with --docs also docs/performance.md and docs/pictures. Prints which goals
are met. The text around the figures is performance.md.in.
"""
import argparse
import os
import pathlib
import shutil
import subprocess

import figures
import plots
import tables

HERE = pathlib.Path(__file__).parent
LOGS = {name: [f"{name}.csv"] for name in ("switches", "switches_gxx", "instructions", "save", "memory")} | {"compile": ["compile.csv", "compile_many.csv"]}


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return os.uname().machine


def version(compiler):
    if not compiler or not shutil.which(compiler):
        return ""
    return subprocess.run([compiler, "--version"], capture_output=True, text=True).stdout.splitlines()[0]


def machine(args):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = [f"{processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, Linux {os.uname().release.split('-')[0]}", version(args.clang), version(args.gxx)]
    return "\n".join(f"- {line}" for line in lines if line)


def write(directory, pictures, page, logs):
    pictures.mkdir(parents=True, exist_ok=True)
    (directory / "performance.md").write_text(page)
    if "switches" in logs:
        plots.switches(logs["switches"], pictures)
    if "memory" in logs:
        plots.crowds(logs["memory"], pictures)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=pathlib.Path, metavar="SOURCE_TREE")
    parser.add_argument("--clang")
    parser.add_argument("--gxx")
    parser.add_argument("directory", type=pathlib.Path)
    args = parser.parse_args()
    found = {name: [args.directory / file for file in files if (args.directory / file).exists()] for name, files in LOGS.items()}
    logs = {name: figures.Log(*files) for name, files in found.items() if files}
    page = (HERE / "performance.md.in").read_text()
    filled = tables.made(logs)
    for name, text in {**filled, "machine": machine(args)}.items():
        page = page.replace(f"@{name}@", text)
    write(args.directory, args.directory / "pictures", page, logs)
    if args.docs:
        write(args.docs / "docs", args.docs / "docs/pictures", page, logs)
    print(filled["goals"])


if __name__ == "__main__":
    main()
