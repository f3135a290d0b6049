#!/usr/bin/env python3
"""Is each code block of README.md and docs/ cut from a file that is compiled and run?

    check_blocks.py SOURCE_TREE            says what differs
    check_blocks.py --fix SOURCE_TREE      writes the blocks anew, from their sources

Before each block of C++ (```cpp) stands where it comes from:

    <!-- from: docs/samples/tour.cc#children -->      the pieces between `// [children]` and `// [/children]`, less their indentation
    <!-- from: docs/samples/readme.cc -->             the whole file, less the comment at its beginning
    <!-- from: docs/samples/tour.session#children --> what is typed and seen behind `#: children`, to the next `#:`
    <!-- seen: docs/samples/tour.session#children --> the same without what is typed
    <!-- rewritten: test/lit/for.cc -->               what the plugin makes of something: that test shows it

Such sources are those of the programs and sessions that docs/samples/CMakeLists.txt or examples/CMakeLists.txt names. The examples of
docs/diagnostics need nothing: docs.diagnostics compiles them. Blocks in other languages need no source, but are checked when they have one.
C++ does not hide in indented blocks. Links to files lead to files.
"""
import argparse
import pathlib
import re
import sys
import textwrap

import pages

CPP = {"cpp", "c++", "cc", "cxx", "hpp", "C++"}
MARK = re.compile(r"<!-- (from|seen|rewritten): ([\w./-]+)(?:#([\w.-]+))? -->")


def pieces(text, name):
    """What stands between `// [name]` and `// [/name]`, without marks; each piece by itself."""
    found, current = [], None
    for line in text.splitlines():
        mark = re.fullmatch(r"\s*// \[(/?)([\w.-]+)\]", line)
        if mark and mark[2] == name:
            if mark[1] and current is not None:
                found.append(current)
            current = None if mark[1] else []
        elif not mark and current is not None:
            current.append(line)
    if current is not None:
        raise ValueError(f"[{name}] does not end")
    return [textwrap.dedent("\n".join(p)).strip("\n") for p in found]


def session_part(text, name):
    parts = re.split(r"^#: *([\w.-]+)\n", text, flags=re.M)
    return [body.strip("\n") for head, body in zip(parts[1::2], parts[2::2]) if head == name]


def cut(tree, kind, path, name):
    text = (tree / path).read_text()
    if kind == "seen":
        text = re.sub(r"^\$ .*\n", "", text, flags=re.M)
    if name is None:
        return re.sub(r"\A(//.*\n)+\n?|^[ \t]*// \[/?[\w.-]+\]\n", "", text, flags=re.M).rstrip("\n")
    found = session_part(text, name) if path.endswith(".session") else pieces(text, name)
    if not found:
        raise ValueError(f"{path} has no [{name}]")
    return "\n\n".join(found)


def is_built(tree, path):
    """Do the lists of CMake name the file? A session or program must be a test, or its blocks mean nothing."""
    file = pathlib.PurePosixPath(path)
    lists = tree / file.parent / "CMakeLists.txt"
    return lists.exists() and re.search(rf"\b{re.escape(file.stem)}\b", lists.read_text()) is not None


class Page:
    def __init__(self, tree, path, fixing):
        self.tree, self.path, self.fixing = tree, path, fixing
        self.lines = path.read_text().splitlines()
        self.examples = path.parent.name == "diagnostics"
        self.problems, self.out = [], []

    def say(self, number, what):
        self.problems.append(f"{self.path.relative_to(self.tree)}:{number + 1}: {what}")

    def source(self, number):
        """The mark above line `number`."""
        before = number - 1
        while before >= 0 and not self.lines[before].strip():
            before -= 1
        return MARK.fullmatch(self.lines[before].strip()) if before >= 0 else None

    def check_block(self, start, language, body):
        """What is to stand in the block."""
        mark = self.source(start)
        if not mark:
            heading = next((line for line in reversed(self.lines[:start]) if line.startswith("## ")), "")
            if language in CPP and not (self.examples and heading in ("## Refused", "## Accepted")):
                self.say(start, "this block does not say where it comes from (<!-- from: FILE#NAME -->)")
            return body
        kind, path, name = mark.groups()
        if not (self.tree / path).exists():
            self.say(start, f"there is no {path}")
            return body
        if kind == "rewritten":
            if not path.startswith("test/lit/"):
                self.say(start, f"{path} is no test of what the plugin writes")
            return body
        if not is_built(self.tree, path):
            self.say(start, f"{path} is not built and run: the CMakeLists.txt beside it does not name it")
        try:
            wanted = cut(self.tree, kind, path, name).splitlines()
        except ValueError as e:
            self.say(start, str(e))
            return body
        if wanted != body and not self.fixing:
            self.say(start, f"differs from {path}" + (f" [{name}]" if name else ""))
        return wanted

    def check_links(self, number, line):
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"`[^`]*`", "", line)):
            if not re.match(r"\w+:", link) and not (self.path.parent / link).exists():
                self.say(number, f"the link to {link} leads nowhere")

    def check(self):
        number, count = 0, 0
        while number < len(self.lines):
            line = self.lines[number]
            fence = re.match(r"(```+)\s*(\S*)", line)
            if not fence:
                self.check_links(number, line)
                if re.match(r"    .*;\s*(//.*)?$", line):
                    self.say(number, "C++ in an indented block: make it ```cpp, with its source above")
                self.out.append(line)
                number += 1
                continue
            end = number + 1
            while end < len(self.lines) and self.lines[end].rstrip() != fence[1]:
                end += 1
            if fence[2] in CPP - {"cpp"}:
                self.say(number, "write ```cpp")
            count += fence[2] in CPP
            body = self.check_block(number, fence[2], self.lines[number + 1 : end])
            self.out += [line, *body, fence[1]]
            number = end + 1
        return count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fix", action="store_true")
    parser.add_argument("tree", type=pathlib.Path)
    args = parser.parse_args()
    problems, count = [], 0
    for path in pages.pages(args.tree):
        page = Page(args.tree, path, args.fix)
        count += page.check()
        problems += page.problems
        if args.fix and page.out != page.lines:
            path.write_text("\n".join(page.out) + "\n")
    if count < 40:
        problems.append(f"only {count} blocks of C++ were found")
    return pages.verdict(problems, f"{count} blocks of C++, each with its source")


if __name__ == "__main__":
    sys.exit(main())
