#!/usr/bin/env python3
"""Does typing what a session of docs/samples shows give what it shows?

    run_session.py --program FILE... -- SESSION              says what differs
    run_session.py --write --program FILE... -- SESSION      writes what is seen into it, to be read before it is committed

A session has commands, `$ ...`, each with what is seen then, output and errors. They run in an empty directory that has the programs, in the search path, too.
Empty lines do not count.
Lines `#: name` give parts their names, for check_blocks.py.
"""
import argparse
import difflib
import os
import pathlib
import subprocess
import sys
import tempfile


def split(text):
    """The session as (what is no output, command or None, output)."""
    parts = []
    for line in text.splitlines():
        if line.startswith("#:"):
            parts.append(([line], None, []))
        elif line.startswith("$ "):
            parts.append(([line], line[2:], []))
        elif parts and line:
            parts[-1][2].append(line)
    return parts


def run(command, directory):
    done = subprocess.run(["bash", "-c", command], cwd=directory, env={**os.environ, "PATH": f"{directory}:{os.environ['PATH']}"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return [line for line in done.stdout.splitlines() if line]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--program", nargs="+", required=True, type=pathlib.Path)
    parser.add_argument("session", type=pathlib.Path)
    args = parser.parse_args()
    parts, count, written, failed = split(args.session.read_text()), 0, [], False
    with tempfile.TemporaryDirectory() as scratch:
        for program in args.program:
            (pathlib.Path(scratch) / program.name).symlink_to(program.resolve())
        for head, command, wanted in parts:
            seen = run(command, scratch) if command else []
            count += command is not None
            written += head + seen
            if seen != wanted and not args.write:
                failed = True
                print(f"$ {command}")
                print("\n".join(difflib.unified_diff(wanted, seen, "shown", "seen", lineterm="")))
    if args.write:
        args.session.write_text("\n".join(written) + "\n")
    if not failed:
        print(f"{count} commands as shown")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
