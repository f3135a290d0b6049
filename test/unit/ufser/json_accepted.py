#!/usr/bin/env python3
"""json_accepted.py PROGRAM: Python's JSON parser accepts what PROGRAM (json_samples) prints, strictly, and PROGRAM
accepts what Python writes, as the same values."""
import json
import subprocess
import sys


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def main(program):
    printed = subprocess.run([program, "print"], check=True, capture_output=True).stdout.decode("utf-8")
    lines = printed.split("\n")[:-1]
    if len(lines) < 100:
        sys.exit(f"only {len(lines)} lines")
    for ascii_only in (True, False):
        again = []
        for line in lines:
            kind, text = line.split("\t", 1)
            pairs = []
            value = json.loads(text, parse_constant=refuse, object_pairs_hook=lambda p: pairs.append(p) or dict(p))
            for p in pairs:
                if len(dict(p)) != len(p):
                    sys.exit(f"a key twice: {text}")
            again.append(kind + "\t" + json.dumps(value, ensure_ascii=ascii_only, indent=None) + "\n")
        subprocess.run([program, "read"], input="".join(again).encode("utf-8"), check=True)
    print(f"{len(lines)} values both ways")


main(sys.argv[1])
