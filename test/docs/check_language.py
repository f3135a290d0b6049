#!/usr/bin/env python3
"""Does each row of docs/language.md name tests that exist?

    check_language.py SOURCE_TREE

A row has a construct, `carried` or `refused`, and its tests: `program/scenario` of test/e2e/programs, or `refuse/name` of
test/lit. A carried construct is shown by a scenario, except for what a test in test/lit/refuse shows to be left alone.
Every program and every refusal test is named by some row.
"""
import re

import pages

UNNAMED_PROGRAMS = {  # about the runtime or the test's own machinery, not about a construct
    "base_classes", "changed_operands", "exceptions", "finished_operands", "identity", "leaves", "not_needed", "receives", "shapes",
}
UNNAMED_REFUSALS = {"template-type", "inactive-header", "not-emitted", "unsupported-declaration", "unsupported-statement", "attributes"}


def rows(text):
    return [cells for cells in pages.rows(text, 3) if cells[1] in ("carried", "refused")]


def problems(tree):
    programs = {p.stem: pages.scenarios(p) for p in (tree / "test/e2e/programs").glob("*.cc")}
    refusals = {p.stem for p in (tree / "test/lit/refuse").glob("*.cc")}
    named, count = set(), 0
    for construct, status, shown in rows((tree / "docs/language.md").read_text()):
        count += 1
        for test in re.split(r",\s*", shown):
            where, _, what = test.partition("/")
            named.add(what if where == "refuse" else where)
            if where == "refuse":
                if what not in refusals:
                    yield f"{construct}: no test {test}"
                continue
            if status == "refused":
                yield f"{construct}: refused, but shown by a program ({test})"
            if what not in programs.get(where, ()) and not macro_made(tree, where, what):
                yield f"{construct}: no scenario {test}"
    if count < 40:
        yield f"only {count} rows were understood"
    for name in sorted(set(programs) - named - UNNAMED_PROGRAMS):
        yield f"no row names the program {name}"
    for name in sorted(refusals - named - UNNAMED_REFUSALS):
        yield f"no row names the refusal test {name}"


def macro_made(tree, program, scenario):
    """Scenarios whose names a macro of the program puts together begin with a name that it has."""
    path = tree / "test/e2e/programs" / f"{program}.cc"
    return path.exists() and re.search(rf"\b{scenario.rsplit('_', 1)[0]}_?#*", path.read_text()) is not None and "##" in path.read_text()


if __name__ == "__main__":
    pages.main(problems, "every row of docs/language.md has its tests")
