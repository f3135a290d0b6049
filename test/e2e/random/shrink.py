"""Makes a failing program smaller, without knowing what it means: whatever no longer compiles counts as not failing."""


def lists_of(nodes):
    """Every list of nodes in the tree, the outermost first."""
    yield nodes
    for node in nodes:
        for block in node.blocks():
            yield from lists_of(block)


def attempt(apply, undo, fails):
    apply()
    if fails():
        return True
    undo()
    return False


def without_runs(nodes, fails):
    """Leaves out runs of nodes, long ones first."""
    changed = False
    for block in list(lists_of(nodes)):
        length = max(1, len(block) // 2)
        while length:
            at = 0
            while at + length <= len(block):
                cut = block[at : at + length]
                if any(node.keep for node in cut):
                    at += 1
                    continue
                before = list(block)
                if attempt(lambda: block.__delitem__(slice(at, at + length)), lambda: block.__setitem__(slice(None), before), fails):
                    changed = True
                else:
                    at += 1
            length //= 2
    return changed


def without_heads(nodes, fails):
    """Replaces a compound statement by what one of its blocks has in it."""
    changed = False
    for block in list(lists_of(nodes)):
        at = 0
        while at < len(block):
            node = block[at]
            before = list(block)
            for inner in [] if node.keep or block is nodes else node.blocks():
                if attempt(lambda: block.__setitem__(slice(at, at + 1), inner), lambda: block.__setitem__(slice(None), before), fails):
                    changed = True
                    break
            at += 1
    return changed


def simpler_expressions(nodes, fails):
    """Replaces an expression by its literal, or by one of its parts."""
    changed = False
    for top in nodes:
        for node in list(top.walk()):
            for e in list(node.expressions()):
                before = list(e.parts)
                for parts in [[e.least]] + [[child] for child in e.children()]:
                    if [str(p) for p in parts] == [str(e)]:
                        break
                    if attempt(lambda: setattr(e, "parts", parts), lambda: setattr(e, "parts", before), fails):
                        changed = True
                        break
    return changed


def shrink(program, fails_as_before):
    """program: (namespace, nodes), changed in place."""
    space, nodes = program

    def fails():
        return fails_as_before((space, nodes))

    if not fails():
        return space, nodes
    while without_runs(nodes, fails) | without_heads(nodes, fails) | simpler_expressions(nodes, fails):
        pass
    return space, nodes
