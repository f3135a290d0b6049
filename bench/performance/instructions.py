#!/usr/bin/env python3
"""How many instructions a turn takes: the same in every run, whatever else the machine does.

    instructions.py --valgrind VALGRIND --switches PROGRAM --shapes LOG LOG

The shapes are those of the log that PROGRAM wrote. Each is run under valgrind with two numbers of turns; what starts the program is in both.
"""
import argparse
import re
import subprocess
import sys

import figures

TURNS = (1000, 3000)


def counted(command):
    done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        sys.exit(f"instructions.py: this failed: {' '.join(command)}\n{done.stderr}")
    return int(found[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--valgrind", required=True)
    parser.add_argument("--switches", required=True)
    parser.add_argument("--shapes", required=True)
    parser.add_argument("log")
    args = parser.parse_args()
    with open(args.log, "w") as log:
        log.write("row,who,quantity,round,value\n")
        for row in figures.Log(args.shapes).rows:
            for who in ("plain", "ser_ctx") if row != "fiber" else ():
                few, many = (counted([args.valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", args.switches, who, row, str(n)]) for n in TURNS)
                log.write(f"{row},{who},instructions,0,{(many - few) / (TURNS[1] - TURNS[0])}\n")


if __name__ == "__main__":
    main()
