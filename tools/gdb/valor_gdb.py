# Pretty-printers for gdb: where a valor::ser_ctx is suspended, and with what.
#
#   (gdb) source PREFIX/share/valor/gdb/valor_gdb.py
#
# Reads memory and debug information only; nothing of the program is called, so it also works on a core file.
# What it knows: the chain of frames and each function's key from the runtime; point, line and values from what the compiler says of
# the coroutine's frame. Without that (optimised code, no -g, a coroutine that was not rewritten) the function's name is left.
import gdb
import gdb.printing

DEPTH = 1000  # frames shown of a chain: more is a broken one


def text(view):
    """A std::string_view of any standard library: its one pointer, its one number."""
    start, length = None, 0
    for field in view.type.strip_typedefs().fields():
        if field.is_base_class or not hasattr(field, "bitpos"):
            continue
        if field.type.strip_typedefs().code == gdb.TYPE_CODE_PTR:
            start = view[field]
        else:
            length = int(view[field])
    return start.string(length=length) if start and 0 < length < 10000 else ""


def word(value):
    """An enumerator without its scope: valor::detail::phase::started -> started."""
    return str(value).rpartition("::")[2]


class Coroutine:
    """One frame: `valor::detail::frame`, a part of the coroutine's promise."""

    def __init__(self, frame):
        self.frame = frame

    @property
    def stage(self):
        return word(self.frame["stage"])

    @property
    def name(self):
        if self.frame["what"]:
            return text(self.frame["what"].dereference()["id"]["key"])
        block = self.block()
        if not block or not block.function:
            return "an unknown coroutine"
        return block.function.print_name.partition(" [clone")[0]  # Clang 22 gives the resuming function a name of its own

    def address(self):
        """Of what the compiler calls the coroutine's frame; std::coroutine_handle's one member."""
        handle = self.frame["self"]
        return int(handle[handle.type.strip_typedefs().fields()[0]])

    def block(self):
        """The block of the function that resumes it: the first word of its frame is that function's address."""
        try:
            start = gdb.Value(self.address()).cast(gdb.lookup_type("unsigned long").pointer()).dereference()
            block = gdb.block_for_pc(int(start))
        except (gdb.error, gdb.MemoryError, RuntimeError):
            return None
        while block and not block.function:
            block = block.superblock
        return block

    def layout(self):
        """Its frame with the types that the compiler gives it."""
        block = self.block()
        for symbol in block or ():
            if symbol.name == "__coro_frame":
                return gdb.Value(self.address()).cast(symbol.type.strip_typedefs().pointer()).dereference()
        return None

    def point(self):
        """(number, line) of the pending co_await: the awaiter `__vaN` at the address that the runtime noted, declared on the user's line."""
        layout = self.layout()
        distance = int(self.frame["at"]["distance_"])  # of the awaiter, from here
        if layout is None or not distance:
            return None
        at = int(self.frame["at"].address) + distance
        for field in layout.type.fields():
            if field.name and field.name.startswith("__va") and int(layout[field].address) == at:
                return int(field.name[4:]), line_of(self.block(), field.name)
        return None

    def variables(self, point):
        """(name, value) of what is in scope at that point, as the snapshot would have it."""
        layout = self.layout()
        by_point = text(self.frame["what"].dereference()["id"]["names"]).split(";")
        if layout is None or point >= len(by_point):
            return
        fields = [field.name for field in layout.type.fields()]
        for name in by_point[point].partition("@")[0].split(","):
            if fields.count(name) == 1:  # else one hides the other
                yield name, layout[name]

    def __str__(self):
        if self.frame["is_opaque"]:
            return "'%s', which was not rewritten" % self.name
        point = self.point()
        if not point:
            return "'%s'" % self.name
        return "'%s'%s, point %d" % (self.name, " at " + point[1] if point[1] else "", point[0])


def line_of(function, name):
    """Where a variable of this function is declared. Blocks are found through the line table: gdb has no list of them."""
    seen = set()
    for row in function.function.symtab.linetable():
        if not function.start <= row.pc < function.end:
            continue
        block = gdb.block_for_pc(row.pc)
        while block and (block.start, block.end) not in seen:
            seen.add((block.start, block.end))
            for symbol in block:
                if symbol.name == name and symbol.line:
                    return "%s:%d" % (symbol.symtab.filename.rpartition("/")[2], symbol.line)
            block = block.superblock
    return None


def chain(held):
    """From this coroutine to the one that it waits for in the end."""
    frames, f = [], held.dereference()["root"].dereference()["leaf"]
    while f and len(frames) < DEPTH:
        frames.append(Coroutine(f.dereference()))
        if f == held:
            break
        f = f.dereference()["parent"]
    return frames[::-1]


class SerCtxPrinter:
    """valor::ser_ctx<R>"""

    def __init__(self, value):
        self.held = value["held"]
        self.type = value.type.strip_typedefs().unqualified().template_argument(0)

    def to_string(self):
        head = "ser_ctx<%s> " % self.type
        if not self.held:
            return head + "empty"
        own = Coroutine(self.held.dereference())
        if own.stage != "started":
            return head + own.stage + " '%s'" % own.name
        if self.running():
            return head + "running in '%s'" % own.name
        return head + "suspended in %s" % Coroutine(self.held.dereference()["root"].dereference()["leaf"].dereference())

    def running(self):
        leaf = self.held.dereference()["root"].dereference()["leaf"].dereference()
        return not int(leaf["at"]["distance_"]) and not leaf["is_opaque"] and not leaf["awaits"]

    def children(self):
        if self.held and Coroutine(self.held.dereference()).stage == "finished":
            yield "result", self.result()
        elif self.held:
            yield from self.waiting()

    def result(self):
        frame = self.held.cast(gdb.lookup_type("valor::detail::result_frame<%s>" % self.type).pointer()).dereference()
        if any(int(frame["error"][field]) for field in frame["error"].type.fields()):
            return "an exception"
        return "void" if self.type.code == gdb.TYPE_CODE_VOID else frame["value"]

    def waiting(self):
        if Coroutine(self.held.dereference()).stage != "started" or self.running():
            return
        for coroutine in chain(self.held):
            yield str(coroutine), values(coroutine)


def values(coroutine):
    point = coroutine.point()
    if not point:
        return "?"
    return "{%s}" % ", ".join("%s = %s" % (name, value.format_string(max_depth=4)) for name, value in coroutine.variables(point[0]))


class FramePrinter:
    """A coroutine's own view of itself: `__vc` and `__promise` among its locals."""

    def __init__(self, value):
        self.coroutine = Coroutine(value)

    def to_string(self):
        return "%s %s" % (self.coroutine.stage, self.coroutine)


class AwaitPrinter:
    """`__vaN`: a co_await of rewritten text."""

    def __init__(self, value):
        self.mode = word(value["mode"])

    def to_string(self):
        return "co_await, " + self.mode


def printers():
    collection = gdb.printing.RegexpCollectionPrettyPrinter("valor")
    collection.add_printer("ser_ctx", "^valor::ser_ctx<.*>$", SerCtxPrinter)
    collection.add_printer("frame", "^valor::detail::(frame$|promise<.*>$)", FramePrinter)
    collection.add_printer("co_await", "^valor::gen::at<.*>$", AwaitPrinter)
    return collection


gdb.printing.register_pretty_printer(None, printers(), replace=True)
