"""What the checks of the documentation share: tables, code blocks, and how a verdict is told."""
import pathlib
import re
import sys


def rows(text, columns):
    """The cells of each row of a table that has that many columns; `\\|` is a bar in a cell."""
    for line in text.splitlines():
        cells = [c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == columns and not re.fullmatch(r"[-: ]*", cells[0]):
            yield cells


def pages(tree):
    return [tree / "README.md", *sorted((tree / "docs").rglob("*.md"))]


def scenarios(path):
    """The scenarios of a program of test/e2e/programs."""
    text = path.read_text()
    return set(re.findall(r"VALOR_SCENARIO(?:_FED)?\(\s*(\w+)", text)) | set(re.findall(r"VALOR_SCENARIO_IN\([^;]*?,\s*(\w+),\s*\[", text))


def verdict(problems, well):
    """Prints them; the exit status."""
    found = list(problems)
    print("\n".join(found) or well)
    return 1 if found else 0


def main(check, well):
    """The main function of a check that only needs the source tree."""
    sys.exit(verdict(check(pathlib.Path(sys.argv[1])), well))
