#!/usr/bin/env python3
"""Does each row of docs/contract.md name tests that exist?

    check_contract.py SOURCE_TREE

A row has a promise and its tests: names of ctest, with the case behind a slash (see the page). Every program of test/e2e/errors, and
every test of when_all, is named by some row.
"""
import re

import pages


def rows(text):
    for promise, tests in pages.rows(text, 2):
        if promise != "promise":
            yield promise, re.findall(r"`([^`]+)`", tests)


def cases(tree, component):
    files = (tree / "test/unit" / component).glob("*_test.cc")
    return {c for f in files for c in re.findall(r'TEST_CASE\(\s*"((?:[^"\\]|\\.)*)"', f.read_text())}


def scenarios(tree, program):
    base = tree / "test/e2e/programs"
    files = [base / f"{program}.cc"] if (base / f"{program}.cc").exists() else sorted((base / program).glob("*.cc"))
    return set().union(*map(pages.scenarios, files))


def functions(tree, program):
    path = tree / "test/e2e/errors" / f"{program.removesuffix('_plain')}.cc"
    text = path.read_text() if path.exists() else ""
    return set(re.findall(r"^(?:static )?\w[\w:<> ]* (\w+)\(", text, re.M))


def exists(tree, test):
    where, _, what = test.partition("/")
    if where == "lit":
        return (tree / "test/lit" / what).exists()
    kind, _, name = where.partition(".")
    if kind == "unit":
        return what in cases(tree, name)
    if where.startswith("e2e.errors.") and what:
        return what in functions(tree, where.removeprefix("e2e.errors."))
    if kind == "e2e" and what:
        return what in scenarios(tree, name)
    if kind == "golden":
        return any((tree / "test/golden" / name).glob("*.snapshot"))
    lists = "".join(f.read_text() for f in sorted((tree / "test").rglob("CMakeLists.txt")))
    if kind == "libcxx":
        return f"add_executable(libcxx_{name} " in lists
    if kind == "package" and name != "install":
        return re.search(rf"(?:set\(routes|list\(APPEND routes) [^)]*\b{re.escape(name)}\b", lists) is not None
    return f"add_test(NAME {where}" in lists


def problems(tree):
    count, named = 0, set()
    for promise, tests in rows((tree / "docs/contract.md").read_text()):
        count += 1
        named.update(t.partition("/")[0] for t in tests)
        if not tests:
            yield f"{promise}: no test"
        for test in tests:
            if not exists(tree, test):
                yield f"{promise}: no test {test}"
    if count < 50:
        yield f"only {count} rows were understood"
    for f in sorted((tree / "test/e2e/errors").glob("*.cc")):
        if f"e2e.errors.{f.stem}" not in named:
            yield f"no row names e2e.errors.{f.stem}"


if __name__ == "__main__":
    pages.main(problems, "every promise of docs/contract.md has its tests")
