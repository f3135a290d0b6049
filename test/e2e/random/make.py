"""Makes one random program: a namespace with a few coroutines and a scenario.

Every program is valid and ends: loops are counted, integers stay small, references outlive their use, and the
number of suspensions is bounded by a budget. Its order of evaluation is one that plain clang has: left to right
where the language leaves it open. In a `strict` program no full-expression has two operands with effects, and
none has braces, ?: or an await in a condition, which g++ 12 gets wrong: so g++ must agree too.
"""
import random
import re

from more import More
from tree import Expr, Node

INT, STR, VEC, POINT, OWNED, MAYBE, TRACK = "int", "std::string", "std::vector<int>", "point", "std::unique_ptr<int>", "std::optional<int>", "track"
LITERAL = {
    INT: "1", STR: 'std::string("z")', VEC: "two(1, 2)", POINT: 'point::of(1, std::string("p"))',
    OWNED: "std::make_unique<int>(1)", MAYBE: "std::optional<int>(1)", TRACK: 'track("t")',
}
BUDGET = 300  # suspensions of a program if every branch were taken, about


class Variable:
    def __init__(self, name, type_, const=False, by_reference=False):
        self.name, self.type, self.const, self.by_reference = name, type_, const, by_reference


class Function:
    def __init__(self, name, result, parameters, member=False):
        self.name, self.result, self.parameters, self.member = name, result, parameters, member
        self.cost = 1
        self.throws = False
        self.template = False


class Maker(More):
    variable_of = Variable
    budget = BUDGET
    in_lambda = False
    template = False

    def __init__(self, seed, strict=False, features=frozenset()):
        self.random = random.Random(seed)
        self.seed = seed
        self.strict = strict
        self.features = features - {"condition-awaits", "templates"} if strict else features
        self.functions = []
        self.fresh = 0

    # ---- small helpers

    def pick(self, *weighted):
        """pick((weight, value), ...)"""
        return self.random.choices([v for _, v in weighted], [w for w, _ in weighted])[0]

    def chance(self, p):
        return self.random.random() < p

    def name(self, prefix):
        self.fresh += 1
        return f"{prefix}{self.fresh}"

    def visible(self, type_, writable=False):
        seen, out = set(), []
        for scope in reversed(self.scopes):
            for v in reversed(scope):
                if v.name not in seen and v.type == type_ and not (writable and v.const):
                    out.append(v)
                seen.add(v.name)
        return out

    def variable(self, type_, writable=False):
        found = self.visible(type_, writable)
        return self.random.choice(found) if found else None

    # ---- expressions. `awaits`: how many awaits may still be put into the full-expression

    def literal(self, type_):
        if type_ == INT:
            return Expr("1", str(self.random.randint(0, 9)))
        if type_ == STR:
            return Expr(LITERAL[STR], f'std::string("{self.random.choice("abcdef") * self.random.randint(0, 20)}")')
        return Expr(LITERAL[type_], LITERAL[type_])

    def await_int(self, depth):
        self.awaits -= 1
        self.cost += self.multiplier
        kind = self.pick((5, "recv"), (1, "remade"), (1, "counting"), (1, "by_member"), (1, "at_once"), (6, "child"))
        if kind == "child":
            call = self.call(INT, depth)
            if call:
                return Expr("1", "co_await ", call)
            kind = "recv"
        key = self.integer(depth - 1, pure=True)
        # rule 4 evaluates the operand again: it must read nothing that changes
        if kind == "remade":
            key = self.literal(INT)
            return Expr("1", "co_await e2e::remade(", key, ")")
        if self.strict:
            return Expr("1", f"co_await make<e2e::{kind}>(", key, ")")
        return Expr("1", f"co_await e2e::{kind}{{", key, "}")

    def await_text(self, depth):
        self.awaits -= 1
        self.cost += self.multiplier
        call = self.call(STR, depth) if self.chance(0.6) else None
        if call:
            return Expr(LITERAL[STR], "co_await ", call)
        return Expr(LITERAL[STR], "co_await e2e::recv_text{", self.literal(INT), "}")

    def can_await(self, pure):
        return not pure and self.awaits > 0 and self.cost + self.multiplier < BUDGET

    def effects_allowed(self):
        """In a strict program only one operand of a full-expression may have effects."""
        if not self.strict:
            return True
        if self.effects:
            return False
        self.effects = True
        return True

    def integer(self, depth, pure=False):
        if depth <= 0 or self.chance(0.15):
            v = self.variable(INT)
            if v and self.chance(0.7) and not (self.strict and self.effects):
                return Expr("1", v.name)
            return self.literal(INT)
        if self.can_await(pure) and self.chance(0.45) and self.effects_allowed():
            return self.await_int(depth)
        if "more" in self.features and self.chance(0.2):
            return self.more_integer(depth, pure or self.strict)
        kind = self.pick((5, "binary"), (2, "seen"), (1, "unary"), (2, "size"), (1, "choice"), (2, "step"), (2, "three"), (1, "element"), (1, "field"))
        if kind == "binary":
            op = self.random.choice(["+", "-", "+", "*", "^", "<", "=="])
            left, right = self.integer(depth - 1, pure), self.integer(depth - 1, pure)
            if op == "*":
                return Expr("1", "((", left, ") % 97 * ((", right, ") % 89))")
            return Expr("1", "(", left, f" {op} ", right, ")")
        if kind == "seen" and not pure and self.effects_allowed():
            return Expr("1", f'seen("{self.name("s")}", ', self.integer(depth - 1, True), ")")
        if kind == "unary":
            return Expr("1", self.random.choice(["-", "!", "~"]), "(", self.integer(depth - 1, pure), ")")
        if kind == "size":
            return Expr("1", "int((", self.string(depth - 1, pure), ").size())")
        if kind == "choice" and not self.strict:
            return Expr("1", "(", self.integer(depth - 1, True), " > ", self.integer(0), " ? ", self.integer(0), " : ", self.integer(0), ")")
        if kind == "step" and not pure:
            v = self.variable(INT, writable=True)
            if v and not self.strict:
                return Expr("1", f"step({v.name}, ", self.literal(INT), ")")
        if kind == "three" and not self.strict:
            return Expr("1", "three(", self.integer(depth - 1, pure), ", ", self.integer(depth - 1, pure), ", ", self.integer(depth - 1, pure), ")")
        if kind == "element":
            v = self.variable(VEC)
            if v:
                return Expr("1", f"at({v.name}, ", self.integer(depth - 1, pure), ")")
        if kind == "field":
            v = self.variable(POINT)
            if v:
                return Expr("1", f"{v.name}.x")
        return self.integer(depth - 1, pure)

    def string(self, depth, pure=False):
        v = self.variable(STR)
        if depth <= 0 or self.chance(0.2):
            if v and self.chance(0.6) and not (self.strict and self.effects):
                return Expr(LITERAL[STR], v.name)
            return self.literal(STR)
        if self.can_await(pure) and self.chance(0.35) and self.effects_allowed():
            return self.await_text(depth)
        kind = self.pick((3, "plus"), (2, "number"), (1, "field"))
        if kind == "plus":
            return Expr(LITERAL[STR], "cut(", self.string(depth - 1, pure), " + ", self.string(depth - 1, pure), ")")
        if kind == "number":
            return Expr(LITERAL[STR], "std::to_string(", self.integer(depth - 1, pure), ")")
        p = self.variable(POINT)
        return Expr(LITERAL[STR], f"{p.name}.label") if p else self.literal(STR)

    def value(self, type_, depth, pure=False):
        if type_ == INT:
            return self.integer(depth, pure)
        if type_ == STR:
            return self.string(depth, pure)
        if type_ == VEC:
            opening, closing = ("two(", ")") if self.strict else ("std::vector<int>{", "}")
            return Expr("two(1, 2)", opening, self.integer(depth - 1, pure), ", ", self.integer(depth - 1, True), closing)
        if type_ == POINT:
            opening, closing = ("point::of(", ")") if self.strict else ("point{", "}")
            return Expr('point::of(1, std::string("p"))', opening, self.integer(depth - 1, pure), ", ", self.string(depth - 1, True), closing)
        if type_ == OWNED:
            return Expr(LITERAL[OWNED], "std::make_unique<int>(", self.integer(depth - 1, pure), ")")
        if type_ == MAYBE:
            return Expr(LITERAL[MAYBE], "std::optional<int>(", self.integer(depth - 1, pure), ")")
        return Expr(LITERAL[TRACK], f'track("{self.name("t")}")')

    def argument(self, parameter, depth, held):
        """An argument for a by-value, reference, const reference or rvalue reference parameter; None: there is none."""
        base = parameter.type
        if parameter.by_reference == "&":
            v = self.variable(base, writable=True)
            return Expr(v.name, v.name) if v else None
        if parameter.by_reference in ("const &", "&&") and held:
            v = self.variable(base) if parameter.by_reference == "const &" else None
            return Expr(v.name, v.name) if v else None
        if parameter.by_reference == "&&":
            return Expr(LITERAL[base], f"{base}(", self.value(base, depth - 1), ")")
        return self.value(base, depth - 1)

    def call(self, result, depth, held=False):
        affordable = [f for f in self.functions if f.result == result and self.cost + f.cost * self.multiplier < BUDGET]
        if not affordable:
            return None
        f = self.random.choice(affordable)
        strict_before, self.effects = self.effects, True
        awaits_before = self.awaits
        if held or self.strict:
            self.awaits = 0
        parts = []
        for p in f.parameters:
            a = self.argument(p, depth, held)
            if a is None:
                self.effects, self.awaits = strict_before, awaits_before
                return None
            parts += [", ", a] if parts else [a]
            if not p.by_reference and p.type != INT and "moved-operands" not in self.features:
                self.awaits = 0  # the value would have to be moved over a later await of the same expression
        self.awaits = min(self.awaits, awaits_before)
        if held or self.strict:
            self.awaits = awaits_before
        self.effects = strict_before or self.strict
        self.cost += f.cost * self.multiplier
        self.throws = self.throws or f.throws
        prefix = ""
        if f.member:
            p = self.variable(POINT, writable=True)
            if p is None:
                return None
            prefix = p.name + "."
        constant = f"<{self.random.randint(0, 3)}>" if f.template else ""
        return Expr(f"{prefix}{f.name}{constant}", prefix + f.name + constant + "(", *parts, ")")

    def whole(self, type_, depth, awaits=3, pure=False):
        """A full-expression."""
        self.awaits, self.effects = (1 if self.strict else awaits), False
        return self.value(type_, depth, pure)

    # ---- statements

    def declare(self, type_, const, init):
        """A new variable; sometimes with the name of an outer one, if its own initialiser does not use that."""
        first = 1 if len(self.scopes) > 2 else len(self.scopes)  # a body cannot redeclare its parameters
        taken = {v.name for v in self.scopes[-1]} | set(re.findall(r"\w+", str(init)))
        outer = [v.name for scope in self.scopes[first - 1 : -1] for v in scope if v.name not in taken and v.name.isidentifier()]
        name = self.random.choice(outer) if outer and self.chance(0.12) else self.name("v")
        return Variable(name, type_, const)

    def declaration(self):
        type_ = self.pick((8, INT), (4, STR), (2, VEC), (2, POINT), (1, OWNED), (1, MAYBE), (2, TRACK))
        const = self.chance(0.2) and type_ not in (OWNED, TRACK)
        init = self.whole(type_, 3)
        v = self.declare(type_, const, init)
        self.scopes[-1].append(v)
        spelled = "auto" if type_ in (INT, STR, OWNED) and self.chance(0.2) else type_
        if spelled == "auto" and type_ == INT:
            init = Expr("1", "int(", init, ")")
        form = self.pick((4, "copy"), (1, "direct"), (1, "two"))
        if form == "direct" and spelled != "auto" and type_ in (INT, STR, TRACK):
            return Node(f"{'const ' * const}{spelled} {v.name}(", init, ");")
        if form == "two" and type_ == INT and spelled == INT:
            second = self.whole(INT, 2)
            w = Variable(self.name("v"), INT, const)
            self.scopes[-1].append(w)
            return Node(f"{'const ' * const}int {v.name} = ", init, f", {w.name} = ", second, ";")
        return Node(f"{'const ' * const}{spelled} {v.name} = ", init, ";")

    def held(self):
        """A child that is held in a local and awaited later in the same block, once."""
        self.awaits, self.effects = 0, False
        result = self.random.choice([INT, STR])
        call = self.call(result, 2, held=True)
        if not call:
            return self.log()
        name = self.name("h")
        between = self.body(1, 0, 2)
        use = self.random.choice([f"co_await {name}", f"co_await std::move({name})"])
        self.cost += self.multiplier
        return Node([Node(f"ser_ctx<{result}> {name} = ", call, ";"), *between, Node(f'log("held ", {use});')])

    def assignment(self):
        v = self.variable(INT, writable=True)
        s = self.variable(STR, writable=True)
        if s and (not v or self.chance(0.3)):
            return Node(f"{s.name} = cut(", self.whole(STR, 3), ");") if self.chance(0.6) else Node(f"{s.name} += ", self.whole(STR, 2), ";")
        vec, point = self.variable(VEC, writable=True), self.variable(POINT, writable=True)
        if vec and self.chance(0.25):
            return Node(f"{vec.name}[index({vec.name}, ", self.whole(INT, 1, pure=True), ")] = ", self.whole(INT, 3), ";")
        if point and self.chance(0.25):
            return Node(f"{point.name}.x {self.random.choice(['=', '+=', '-='])} small(", self.whole(INT, 3), ");")
        if not v:
            return self.log()
        op = self.random.choice(["=", "+=", "-=", "^="])
        return Node(f"{v.name} {op} small(", self.whole(INT, 3), ");")

    def log(self):
        return Node('log("', self.name("l"), ' ", ', self.whole(self.random.choice([INT, STR]), 2), ");")

    def await_statement(self):
        self.awaits, self.effects = 1, False
        if not self.can_await(False):
            return self.log()
        kind = self.pick((2, "tick"), (3, "int"), (1, "void"), (1, "text"))
        if kind == "tick":
            self.cost += self.multiplier
            return Node("co_await e2e::tick{};")
        if kind == "void":
            call = self.call("void", 2)
            if call:
                return Node("co_await ", call, ";")
        if kind == "text":
            return Node(self.await_text(2), ";")
        return Node(self.await_int(2), ";")

    def body(self, depth, least=1, most=2, variables=()):
        self.scopes.append(list(variables))
        nodes = [self.statement(depth - 1) for _ in range(self.random.randint(least, most))]
        self.scopes.pop()
        return nodes

    def condition(self):
        awaits = "condition-awaits" in self.features and self.chance(0.3)
        return Expr("true", self.whole(INT, 2, pure=not awaits), " > ", self.literal(INT) if self.strict else self.whole(INT, 1, pure=True))

    def branch(self, depth):
        parts = ["if (", self.condition(), ") ", self.body(depth)]
        for _ in range(self.pick((5, 0), (2, 1), (1, 2))):
            parts += [" else if (", self.condition(), ") ", self.body(depth)]
        if self.chance(0.5):
            parts += [" else ", self.body(depth)]
        return Node(*parts)

    def in_loop(self, depth, turns, variables):
        self.multiplier *= turns
        self.loops += 1
        nodes = self.body(depth, 1, 3, variables)
        self.loops -= 1
        self.multiplier //= turns
        return nodes

    def loop(self, depth):
        turns = self.random.randint(1, 3)
        i = self.name("i")
        counter = Variable(i, INT, const=True)
        kind = self.pick((3, "for"), (1, "for_two"), (2, "while"), (2, "do"), (1, "forever"))
        if kind == "for":
            return Node(f"for (int {i} = 0; {i} < {turns}; ++{i}) ", self.in_loop(depth, turns, [counter]))
        if kind == "for_two":
            init = self.whole(STR, 2, pure=True)
            s = Variable(self.name("f"), STR, const=True)
            body = self.in_loop(depth, turns, [s])
            return Node("for (", f"std::string {s.name} = (", init, f').substr(0, 0); {s.name}.size() < {turns}; {s.name} += "x") ', body)
        if kind == "while":
            # counted in the condition, so that `continue` cannot miss it
            return Node([Node(f"int {i} = 0;"), Node(f"while ({i}++ < {turns}) ", self.in_loop(depth, turns, [counter]))])
        if kind == "do":
            return Node([Node(f"int {i} = 0;"), Node("do ", self.in_loop(depth, turns, [counter]), f" while (++{i} < {turns});")])
        body = self.in_loop(depth, turns, [counter])
        return Node(f"for (int {i} = 0;; ++{i}) ", [Node(f"if ({i} >= {turns}) break;"), *body])

    def switch(self, depth):
        parts = []
        labels = self.random.sample(range(0, 6), self.random.randint(1, 4))
        default = self.random.randint(0, len(labels)) if self.chance(0.6) else -1
        for n, label in enumerate([*labels, None]):
            if n == default:
                parts.append(Node("default: ", self.case_body(depth)))
                parts.append(Node(self.random.choice(["break;", "[[fallthrough]];"]) if label is not None else "break;"))
            if label is not None:
                parts.append(Node(f"case {label}: ", self.case_body(depth)))
                last = n == len(labels) - 1 and default != len(labels)
                parts.append(Node("break;" if last or self.chance(0.6) else "[[fallthrough]];"))
        awaits = "condition-awaits" in self.features and self.chance(0.3)
        return Node("switch ((", self.whole(INT, 2, pure=not awaits), ") % 6) ", parts)

    def case_body(self, depth):
        guard = [Node("if (", self.condition(), ") break;")] if self.chance(0.2) else []
        return guard + self.body(depth, 1, 2)

    def leave(self):
        """break, continue, co_return or throw, behind a condition."""
        what = ["co_return"]
        if self.loops:
            what += ["break", "continue"] * 2
        if self.chance(0.2):
            what.append("throw")
        kind = self.random.choice(what)
        guard = Node("if (", self.condition(), ") ", [])
        if kind == "co_return":
            self.awaits = 0
            statement = "co_return;" if self.result == "void" else None
            inner = Node(statement) if statement else Node("co_return ", self.whole(self.result, 2), ";")
        elif kind == "throw":
            self.throws = True
            inner = Node(f'throw std::runtime_error("{self.name("x")}");')
        else:
            inner = Node(kind + ";")
        guard.parts[-1].append(inner)
        return guard

    def statement(self, depth):
        if "more" in self.features and self.cost <= BUDGET and self.chance(0.3):
            return self.more_statement(depth)
        if depth <= 0 or self.cost > BUDGET:
            kind = self.pick((4, "declaration"), (3, "assignment"), (2, "log"), (3, "await"))
        else:
            kind = self.pick((6, "declaration"), (5, "assignment"), (2, "log"), (4, "await"), (3, "if"), (4, "loop"), (2, "switch"), (1, "block"), (2, "leave"), (2, "held"))
        return {
            "declaration": self.declaration, "assignment": self.assignment, "log": self.log, "await": self.await_statement,
            "if": lambda: self.branch(depth), "loop": lambda: self.loop(depth), "switch": lambda: self.switch(depth),
            "block": lambda: Node(self.body(depth)), "leave": self.leave, "held": self.held,
        }[kind]()

    # ---- functions

    def parameter(self, n):
        type_ = self.pick((5, INT), (3, STR), (2, VEC), (2, POINT), (1, TRACK), (1, OWNED))
        how = self.pick((4, ""), (3, "&"), (2, "const &"), (1, "&&"))
        if type_ in (TRACK, OWNED) and how != "&":
            how = ""
        if type_ == INT and how in ("const &", "&&"):
            how = ""
        const = how == "const &" or (how == "" and self.chance(0.1) and type_ in (INT, STR))
        return Variable(f"p{n}", type_, const, how)

    def parameters(self):
        """Values that cannot be moved over a later operand come last, and there is one at most."""
        all_ = [self.parameter(k) for k in range(self.random.randint(0, 3))]
        if "moved-operands" in self.features:
            return all_
        heavy = [p for p in all_ if p.type in (TRACK, OWNED, POINT, VEC) and not p.by_reference]
        return [p for p in all_ if p not in heavy] + heavy[:1]

    def spelled(self, p):
        if p.by_reference == "const &":
            return f"const {p.type} &{p.name}"
        return f"{'const ' if p.const else ''}{p.type} {p.by_reference}{p.name}"

    def use(self, f):
        """A statement that awaits f, so that no function is there in vain; None: it cannot be called here."""
        others, self.functions = self.functions, [f]
        self.awaits, self.effects = 1, False
        call = self.call(f.result, 2)
        self.functions = others
        if not call:
            return None
        return Node("co_await ", call, ";") if f.result == "void" else Node(f'log("{self.name("u")} ", co_await ', call, ");")

    def function(self, name, result, parameters, member=False):
        f = Function(name, result, parameters, member)
        f.template = self.template = "templates" in self.features and not member and name != "root" and self.chance(0.25)
        self.result, self.cost, self.multiplier, self.loops, self.throws = result, 0, 1, 0, False
        self.awaits, self.effects = 0, False
        scope = [*parameters]
        if member:
            scope += [Variable("x", INT), Variable("label", STR)]
        start = [Variable("i0", INT), Variable("s0", STR), Variable("pt0", POINT), Variable("v0", VEC)] if name == "root" else []
        if f.template:
            scope.append(Variable("(K + 0)", INT, True))  # a reference bound to K itself does not link
        self.scopes = [scope, start]
        depth = self.random.randint(1, 3)
        nodes = [self.statement(depth) for _ in range(self.random.randint(2, 5))]
        if name == "root":
            declared = 'int i0 = 4;', 'std::string s0 = "s";', 'point pt0 = point::of(2, s0);', 'std::vector<int> v0 = two(3, 5);'
            nodes = [Node(text, keep=True) for text in declared] + nodes
        for other in self.functions[-3 if name != "root" else 0 :]:
            if name == "root" or self.chance(0.4):
                used = self.use(other)
                nodes += [used] if used else []
        if result != "void":
            nodes.append(Node("co_return ", self.whole(result, 3), ";", keep=True))
        else:
            nodes.append(Node("co_return;", keep=True))
        f.cost, f.throws = max(1, self.cost), self.throws
        head = ("template <int K> " if f.template else "") + f"ser_ctx<{result if result != 'void' else ''}> {'point::' if member else ''}{name}({', '.join(self.spelled(p) for p in parameters)}) "
        self.functions.append(f)
        return Node(head, nodes)

    def program(self):
        """The namespace's name and its nodes."""
        nodes = []
        declared = []
        for n in range(self.random.randint(2, 5)):
            result = self.pick((5, INT), (2, STR), (2, "void"))
            member = self.chance(0.2)
            parameters = self.parameters()
            node = self.function(f"f{n}", result, parameters, member)
            if member:
                declared.append(f"    ser_ctx<{result if result != 'void' else ''}> f{n}({', '.join(self.spelled(p) for p in parameters)});\n")
            nodes.append(node)
        extra = self.extra(nodes) if "more" in self.features else []
        nodes.append(self.function("root", INT, []))
        nodes[-1].parts[1][-1:-1] = extra
        structure = "struct point {\n    int x = 0;\n    std::string label;\n" + "".join(declared)
        structure += "    static point of(int x, std::string label) { return {x, std::move(label)}; }\n"
        structure += "    std::string text() const { return e2e::text(x) + label; }\n};\n"
        space = f"{'strict' if self.strict else 'wide'}{self.seed}"
        scenario = f"VALOR_SCENARIO({space}, [] {{ return root(); }})"
        if "captures" in self.features and self.chance(0.2):
            closure = "[q = 3](int n) -> ser_ctx<int> { std::string s; n += q; int r = co_await root(); co_return log(n, q), r + n + q; }"
            scenario = f"VALOR_SCENARIO_IN(int, {space}, [](auto &w) {{ static const auto c = {closure}; return c(w); }})"
        return space, [Node(structure, keep=True), *nodes, Node(scenario, keep=True)]

    def extra(self, nodes):
        """Coroutines of special forms, put before the root; what the root does with them."""
        uses = []
        self.template, self.scopes, self.result, self.loops = False, [[]], INT, 0
        for kind in ("pack", "recursive", "box") if "templates" in self.features else ("recursive",):
            if not self.chance(0.3):
                continue
            self.cost, self.multiplier, self.awaits = 0, 4, 0
            name = self.name(kind)
            nodes.append(getattr(self, kind)(name))
            if kind == "pack":
                uses.append(Node(f'log("{name} ", co_await {name}(', self.random.choice(["", "1", "1, 2L, short(3)"]), "));"))
            elif kind == "recursive":
                uses.append(Node(f'log("{name} ", co_await {name}({self.random.randint(0, 3)}, s0), s0);'))
            else:
                uses.append(Node([Node(f'{name}<{self.random.choice(["int", "std::string", "double"])}> b{{i0, {{}}, "box"}};'), Node(f'log("{name} ", co_await b.run(2), b.kept, b.text);')]))
        return uses
