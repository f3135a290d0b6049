#!/usr/bin/env python3
"""Does docs/reference.md have each public name of valor.h, and no other?

    check_reference.py SOURCE_TREE

Public is what the headers of runtime/include declare in namespace valor itself (not in detail, which is internal, or gen, which is for rewritten
text), the public members of its classes, and the macros VALOR_* (but not VALOR_DETAIL_*). In a class, what stands behind the comment `--- for the library` is not public.
A name of the namespace or a macro has a heading, `### `name``; a member stands in code in the section of its class. Headings name nothing else.
"""
import re

import pages

# Read by the headers or given by the build, not by user code: VALOR_SEAL and VALOR_EMITTED. Required of the page by hand.
MACROS_OF_USERS = {"VALOR_REQUIRE_PLUGIN"}


def stripped(text):
    """Without comments and literals, but with the mark of what is for the library."""
    text = re.sub(r"// --- for the library[^\n]*", "$reserved;", text)
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|^\s*#(?:[^\n]*\\\n)*[^\n]*', lambda m: '""' if m[0][0] == '"' else "", text, flags=re.S | re.M)


def declarations(text):
    """Pairs (declaration, body): body is None behind a semicolon."""
    at, start = 0, 0
    while at < len(text):
        c = text[at]
        if c == "(":
            at = closing(text, at, "()")
        elif c == "{":
            end = closing(text, at, "{}")
            if initialised(text[start:at]):
                at = end + 1
                continue
            yield text[start:at].strip(), text[at + 1 : end]
            rest = re.compile(r"\s*;?").match(text, end + 1)
            at = start = rest.end()
            continue
        elif c == ";":
            yield text[start:at].strip(), None
            start = at + 1
        elif c == ":" and text[:at].rsplit(None, 1)[-1:] and text[start:at].strip() in ("public", "private", "protected"):
            yield text[start:at].strip() + ":", None
            start = at + 1
        at += 1


def closing(text, at, pair):
    depth = 0
    while at < len(text):
        depth += (text[at] == pair[0]) - (text[at] == pair[1])
        if depth == 0:
            return at
        at += 1
    raise ValueError("a bracket does not close")


def without_angles(text):
    while True:
        less = re.sub(r"<[^<>()]*>", "", text.replace("->", " ").replace("<=>", " "))
        if less == text.replace("->", " ").replace("<=>", " "):
            return less
        text = less


def initialised(declaration):
    """Is it a variable with `= ...`, or an alias?"""
    head = without_angles(declaration).split("(")[0]
    return "=" in re.sub(r"operator\s*=+", "", head)


def names_of(declaration):
    """What a declaration declares."""
    d = re.sub(r"\[\[.*?\]\]|\brequires\s*(\((?:[^()]|\([^()]*\))*\)|[^()]*?(?=\b(?:auto|class|struct|ser_ctx)\b))", " ", declaration)
    if kind := re.search(r"\b(?:class|struct|enum class|concept)\s+(\w+)\s*(?:final)?\s*(?:$|:|=)", without_angles(d)):
        return [kind[1]]
    head = without_angles(d)
    if initialised(d):
        return [re.findall(r"\w+", part.split("=")[0])[-1] for part in head.split(",") if re.search(r"\w.*=", part)]
    if function := re.search(r"(operator\s*(?:\(\)|[^\s(\w]+|\w+)|~?\w+)\s*\(", head):
        return [re.sub(r"^operator\s+", "operator ", function[1])]
    return re.findall(r"(\w+)\s*$", head)


def members(body, private):
    found, hidden = set(), private
    for declaration, inner in declarations(body):
        if declaration.startswith("$reserved"):
            break
        if declaration in ("public:", "private:", "protected:"):
            hidden = declaration != "public:"
        elif not hidden and declaration and not declaration.startswith("friend class"):
            found.update(names_of(declaration))
    return found


class Names:
    def __init__(self, tree):
        self.names, self.members, self.macros = set(), {}, set(MACROS_OF_USERS)
        for header in sorted((tree / "runtime/include").rglob("*.h")):
            text = header.read_text()
            self.macros |= set(re.findall(r"^#define (VALOR_(?!DETAIL_)\w+)", text, re.M))
            self.scope(stripped(text))

    def scope(self, text):
        for declaration, body in declarations(text):
            if re.fullmatch(r"(inline )?namespace valor", declaration):
                self.inside(body)

    def inside(self, text):
        for declaration, body in declarations(text):
            if declaration.startswith("namespace") or re.search(r"ser_ctx<[^()]*>::", declaration):
                continue
            names = names_of(declaration)
            self.names.update(names)
            if body is None or not names:
                continue
            name = names[0]
            kind = without_angles(declaration)
            if re.search(r"\benum class\b", kind):
                self.members[name] = set(re.findall(r"\w+", re.sub(r"=\s*\d+", "", body)))
            elif found := re.search(r"\b(class|struct)\b", kind):
                self.members[name] = members(body, found[1] == "class") - {name, f"~{name}", "operator="}


def sections(text):
    parts = re.split(r"^(#{2,3} .*)$", text, flags=re.M)
    for heading, body in zip(parts[1::2], parts[2::2]):
        for name in re.findall(r"`([^`]+)`", heading):
            yield name, heading + body


def code_of(section):
    return " ".join(re.findall(r"`([^`]+)`", section))


def problems(tree):
    public = Names(tree)
    found = dict(sections((tree / "docs/reference.md").read_text()))
    for name in sorted(public.names | public.macros):
        if name not in found:
            yield f"docs/reference.md has no heading `{name}`"
    for name in sorted(set(found) - public.names - public.macros):
        yield f"docs/reference.md: `{name}` is no public name of valor.h"
    for owner, all_members in sorted(public.members.items()):
        code = code_of(found.get(owner, ""))
        for member in sorted(all_members):
            if not re.search(rf"(?<!\w){re.escape(member)}(?!\w)", code):
                yield f"docs/reference.md: the section of `{owner}` does not tell of `{member}`"
    if len(public.names) < 15 or len(public.members.get("ser_ctx", ())) < 10:
        yield f"only {len(public.names)} names were understood"


if __name__ == "__main__":
    pages.main(problems, "docs/reference.md has every public name")
