"""The tree of a random program: what can be printed as C++ and made smaller.

A program is a list of Node. A Node is text with holes; a hole holds an expression (Expr) or a list of nodes.
Nothing here knows what the text means: make.py sees to it that a program is valid, and shrink.py throws away
whatever a compiler then refuses.
"""


class Expr:
    """Parts are strings and Exprs; `least` is a literal that may stand for the whole."""

    def __init__(self, least, *parts):
        self.least = least
        self.parts = list(parts)

    def __str__(self):
        return "".join(str(p) for p in self.parts)

    def children(self):
        return [p for p in self.parts if isinstance(p, Expr)]

    def walk(self):
        yield self
        for child in self.children():
            yield from child.walk()


class Node:
    """A statement or a function: parts are strings, Exprs and lists of Nodes (printed as a braced block)."""

    def __init__(self, *parts, keep=False):
        self.parts = list(parts)
        self.keep = keep

    def blocks(self):
        return [p for p in self.parts if isinstance(p, list)]

    def expressions(self):
        for p in self.parts:
            if isinstance(p, Expr):
                yield from p.walk()

    def lines(self, indent):
        pad = "    " * indent
        text = pad
        for part in self.parts:
            if isinstance(part, list):
                text += "{\n" + "".join(node.lines(indent + 1) for node in part) + pad + "}"
            else:
                text += str(part)
        return text + "\n"

    def walk(self):
        yield self
        for block in self.blocks():
            for node in block:
                yield from node.walk()


def text_of(nodes):
    return "".join(node.lines(0) for node in nodes)
