#!/usr/bin/env python3
"""Does the command `valor` say what it should?

    check.py --valor VALOR --program PROGRAM --clang CLANG --plugin LIBVALET --tree SOURCE_TREE WHAT

WHAT is one of the functions below. PROGRAM writes the snapshots (program.cc).
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile


class Failed(Exception):
    pass


class Check:
    def __init__(self, args, scratch):
        self.args, self.scratch = args, scratch
        subprocess.run([args.program, scratch], check=True)

    def valor(self, status, *words, data=None):
        """Standard output of a run with this exit status, or of an error its standard error."""
        done = subprocess.run([self.args.valor, *map(str, words)], input=data, capture_output=True, timeout=60)
        if done.returncode != status:
            raise Failed(f"valor {words}: exit status {done.returncode}, not {status}\n{done.stdout}\n{done.stderr}")
        if status == 2 and done.stdout:
            raise Failed(f"valor {words}: an error, but on standard output: {done.stdout}")
        return (done.stderr if status == 2 else done.stdout).decode()

    def says(self, text, *parts):
        for part in parts:
            if part not in text:
                raise Failed(f"'{part}' is not in:\n{text}")

    def equal(self, is_, wanted):
        if is_ != wanted:
            raise Failed(f"{is_!r} is not {wanted!r}")

    def inspect(self):
        one = self.scratch / "one"
        self.says(self.valor(0, "inspect", one), "order(", "fingerprint 0x", "customer <s> = \"Ann\"\n", "tag (without state)\n",
                  'items <lt2si> = [("tea",3),("milk",1)]\n', "-> 'items'[1] of frame 0\n", "\n    frame 1: ", 'point 1 "how many": ',
                  "      total -> 'total' of frame 0\n", "object 0, shared\n  value <i> = 1\n")
        found = json.loads(self.valor(0, "inspect", "--json", "-", data=one.read_bytes()))
        parent, child = found["frames"]
        variables = {v["name"]: v for v in parent["variables"]}
        self.equal(variables["log"]["value"], {"tea": [1, 2], "sold": [], '"\n\x01': []})
        self.equal((variables["round"]["type"], variables["round"]["value"]), ("i", 1))
        self.equal((parent["awaits"], child["point"], child["point_name"]), (1, 1, "how many"))
        self.equal(child["variables"][0], {"name": "total", "refers_to": "'total' of frame 0"})
        self.equal((found["function"], found["bytes"]), (parent["function"], one.stat().st_size))
        self.says(self.valor(0, "inspect", self.scratch / "holds"), "held by a variable:\nframe 1: ", "\n    frame 2: ")

    def diff(self):
        one, two, further, holds = (self.scratch / n for n in ("one", "two", "further", "holds"))
        self.equal(self.valor(0, "diff", one, one), "")
        self.equal(json.loads(self.valor(0, "diff", "--json", one, one)), {"same": True, "differences": []})
        self.equal(self.valor(1, "diff", one, two).splitlines()[:2], ["frame 0", "  ~ round changed: <i> = 1  =>  <i> = 2"])
        self.says(self.valor(1, "diff", one, further), "total changed: <i> = 0  =>  <i> = 15\n", "frame 1\n  ~ what changed")
        found = json.loads(self.valor(1, "diff", "--json", one, holds))["differences"]
        self.equal({"function", "fingerprint", "frames", "added", "removed", "retyped"} - {d["what"] for d in found}, set())
        added = [d for d in found if d["what"] == "added" and d.get("name") == "held"]
        self.equal(added, [{"where": "frame 0", "what": "added", "name": "held", "after": {"type": "i", "value": 1}}])
        self.says(self.valor(2, "diff", one, self.scratch / "none"), "none: cannot be opened")

    def explain(self):
        pages = sorted((self.args.tree / "docs/diagnostics").glob("*.md"))
        listed = self.valor(0, "explain").splitlines()
        self.equal([line.split()[0] for line in listed], [p.stem for p in pages])
        for page, line in zip(pages, listed):
            self.equal(self.valor(0, "explain", f"valor-{page.stem}"), page.read_text())
            if len(line.split()) < 3:
                raise Failed(f"no message: {line}")
        self.equal(self.valor(0, "explain", "goto"), self.valor(0, "explain", "[valor-goto]"))
        self.says(self.valor(2, "explain", "got"), "'got'", "goto")
        self.says(self.valor(2, "explain", "array"), "local-array")
        self.says(self.valor(2, "explain", "x" * 1000), "lists all")

    def script(self, text):
        path = self.scratch / "compiler"
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
        return path

    def doctor(self):
        clang = ("--compiler", self.args.clang)
        self.equal([line.split()[0] for line in self.valor(0, "doctor", *clang).splitlines()], ["ok"] * 6)
        checks = json.loads(self.valor(0, "doctor", "--json", *clang, "--plugin", self.args.plugin))
        self.equal(checks["well"], True)
        self.says(self.valor(1, "doctor", *clang, "--plugin", "/nowhere/libvalet.so"), "problem  plugin    /nowhere/libvalet.so: there is no such file\n")
        self.says(self.valor(1, "doctor", *clang, "--plugin", self.args.valor), "is not Valor's plugin")
        macros = "\\n".join(f"#define __clang_{n}__ 7" for n in ("major", "minor", "patchlevel"))
        self.says(self.valor(1, "doctor", "--compiler", self.script(f"printf '{macros}\\n'\n")), "problem  fit", "the compiler is Clang 7\n", "skipped  probe")
        self.says(self.valor(1, "doctor", "--compiler", self.script("exit 0")), "is not Clang")
        self.says(self.valor(1, "doctor", "--compiler", "/nowhere/clang++"), "problem  compiler  /nowhere/clang++: ")
        self.says(self.valor(1, "doctor", *clang, "--headers", self.scratch), "problem  headers", "skipped  probe")
        broken = self.scratch / "libvalet.so"
        text = pathlib.Path(self.args.plugin).read_bytes()
        at = text.find(b"valet-version: ")
        broken.write_bytes(text[at:at + 100])
        self.says(self.valor(1, "doctor", *clang, "--plugin", broken), "ok       fit", "problem  loads", "skipped  probe")

    def bad_input(self):
        whole = (self.scratch / "one").read_bytes()
        file = self.scratch / "bad"
        for data, *parts in ((b"", "empty", "byte 0"), (b"#include <valor.h>\n", "no snapshot", "byte 0"), (whole[:100], "truncated", "byte 10"),
                             (whole[:300] + b"\x55" + whole[301:], "checksum", "at byte"), (whole + b"x", "left over"),
                             (b"VSEAL\x01" + bytes(60), "sealed", "unseal it first"), (whole[:14] + b"\x09" + whole[15:], "version 9")):
            file.write_bytes(data)
            self.says(self.valor(2, "inspect", file), f"{file}: ", *parts)
            self.says(self.valor(2, "inspect", "-", data=data), "standard input: ", *parts)
            self.says(self.valor(2, "diff", file, self.scratch / "one"), f"{file}: ", *parts)
        self.says(self.valor(2, "inspect", self.scratch), "directory")
        for words in ((), ("inspect",), ("inspect", file, file), ("frob",), ("diff", file), ("inspect", "--frob", file), ("diff", "-", "-")):
            self.valor(2, *words)
        for words in (("--help",), ("--version",), *((c, "--help") for c in ("inspect", "diff", "explain", "doctor"))):
            self.says(self.valor(0, *words), "valor")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("valor", "program", "clang", "plugin", "tree"):
        parser.add_argument("--" + name, required=True, type=pathlib.Path)
    parser.add_argument("what", choices=("inspect", "diff", "explain", "doctor", "bad_input"))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            getattr(Check(args, pathlib.Path(scratch)), args.what)()
        except Failed as e:
            print(e)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
