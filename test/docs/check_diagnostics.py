#!/usr/bin/env python3
"""Do the pages of docs/diagnostics keep what they promise?

    check_diagnostics.py --clang CLANG --plugin LIBVALET --scratch DIR SOURCE_TREE

Each row of Diagnostics.def has a page, a row in the index and a test that expects it; no page or row is left over.
Each page with examples: the first is refused, by that name and no other; the second compiles. A page without
examples must be among WITHOUT_EXAMPLES, with the reason why.
"""
import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys

WITHOUT_EXAMPLES = {
    "internal": "a mistake of the plugin's own",
    "inactive-header": "needs a precompiled header: test/lit/refuse/inactive-header.cc",
    "unplaced-expression": "no program is known that gets there",
    "unplaced-statement": "no program is known that gets there",
    "void-operand": "no program is known that gets there",
}
OTHER_ERRORS = {"co-yield"}  # Clang's own error comes first
WITH_OPTIONS = {"not-emitted": "-fplugin-arg-valet-emit={scratch}/emitted.cc"}


def names_of(tree):
    return re.findall(r'^VALET_DIAGNOSTIC\("([^"]+)"', (tree / "plugin/support/Diagnostics.def").read_text(), re.M)


def compare_lists(tree, names):
    pages = {p.stem for p in (tree / "docs/diagnostics").glob("*.md")}
    rows = set(re.findall(r"^\| \[`([^`]+)`\]\(diagnostics/\1\.md\)", (tree / "docs/diagnostics.md").read_text(), re.M))
    tests = "".join(f.read_text() for f in sorted((tree / "test/lit").rglob("*.cc")))
    for what, found in (("page", pages), ("row in docs/diagnostics.md", rows)):
        for name in sorted(set(names) - found):
            yield f"{name}: no {what}"
        for name in sorted(found - set(names)):
            yield f"{name}: a {what}, but no such diagnostic"
    for name in names:
        if name not in WITHOUT_EXAMPLES and name not in OTHER_ERRORS and f"valor-{name}]" not in tests:
            yield f"{name}: no test in test/lit expects [valor-{name}]"


class Examples:
    def __init__(self, args):
        self.args = args
        tree = args.tree
        self.command = [args.clang, "-std=c++20", f"-fplugin={args.plugin}", f"-I{tree}/runtime/include", f"-I{tree}/runtime"]
        self.header = args.scratch / "prelude.pch"
        prelude = tree / "test/docs/prelude.h"
        subprocess.run([*self.command, "-x", "c++-header", prelude, "-o", self.header], check=True)

    def errors(self, name, which, text):
        source = self.args.scratch / f"{name}.{which}.cc"
        source.write_text(text)
        extra = [WITH_OPTIONS[name].format(scratch=self.args.scratch)] if name in WITH_OPTIONS else []
        done = subprocess.run([*self.command, "-include-pch", self.header, "-fsyntax-only", *extra, source], capture_output=True, text=True)
        found = [line for line in done.stderr.splitlines() if " error: " in line]
        return found if found or done.returncode == 0 else [done.stderr or f"exit status {done.returncode}"]

    def check(self, name):
        text = (self.args.tree / f"docs/diagnostics/{name}.md").read_text()
        blocks = dict(re.findall(r"^## (Refused|Accepted)\n\n```cpp\n(.*?)^```$", text, re.M | re.S))
        if name in WITHOUT_EXAMPLES:
            return [f"{name}: has examples now: take it out of WITHOUT_EXAMPLES"] if blocks else []
        if set(blocks) != {"Refused", "Accepted"}:
            return [f"{name}: the page needs an example under `## Refused` and one under `## Accepted`"]
        problems = []
        refused = self.errors(name, "refused", blocks["Refused"])
        if not refused or (name not in OTHER_ERRORS and any(f"[valor-{name}]" not in e for e in refused)):
            problems.append(f"{name}: the refused example gives " + ("\n  ".join(refused) or "no error"))
        accepted = self.errors(name, "accepted", blocks["Accepted"])
        if accepted:
            problems.append(f"{name}: the accepted example gives " + "\n  ".join(accepted))
        return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clang", required=True)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--scratch", required=True, type=pathlib.Path)
    parser.add_argument("tree", type=pathlib.Path)
    args = parser.parse_args()
    args.scratch.mkdir(parents=True, exist_ok=True)
    names = names_of(args.tree)
    problems = list(compare_lists(args.tree, names))
    examples = Examples(args)
    with_page = [n for n in names if (args.tree / f"docs/diagnostics/{n}.md").exists()]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for found in pool.map(examples.check, with_page):
            problems += found
    print("\n".join(problems) or f"{len(names)} diagnostics, each with page and test")
    return 1 if problems or not names else 0


if __name__ == "__main__":
    sys.exit(main())
