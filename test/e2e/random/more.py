"""The larger half of the constructs of a random program: a mix-in of make.Maker, for `wide` programs.

Each method gives one statement, or None when it does not fit where it would stand. What it declares may be used by
everything behind it in the same scope: a variable's name may be any expression that names an object, such as `(*q)`.
"""
from tree import Expr, Node

INT, STR, VEC, POINT, TRACK = "int", "std::string", "std::vector<int>", "point", "track"


class More:
    # ---- expressions

    def leaf(self):
        """An await of an int that makes no temporary with a destructor: it may stand on a conditional side."""
        self.awaits -= 1
        self.cost += self.multiplier
        return Expr("1", "co_await e2e::", self.random.choice(["recv", "echo", "at_once"]), "{", self.integer(0, True), "}")

    def side(self):
        return self.leaf() if self.can_await(False) and self.chance(0.7) else self.integer(1, True)

    def more_integer(self, depth, pure):
        kind = self.pick((3, "logic"), (3, "choice"), (2, "comma"), (1, "new"), (1, "closure"), (1, "owner"), (1, "bits"))
        if pure or (self.strict and kind in ("owner", "bits")) or (self.template and kind == "bits"):  # Clang promotes them differently there
            kind = "closure"
        if kind == "logic":
            left = self.integer(depth - 1, pure)
            return Expr("1", "((", left, f") > 2 {self.random.choice(['&&', '||'])} (", self.side(), ") < 60)")
        if kind == "choice":
            return Expr("1", "((", self.integer(depth - 1, pure), ") > 3 ? ", self.side(), " : ", self.side(), ")")
        if kind == "comma":
            return Expr("1", f'(seen("{self.name("c")}", ', self.integer(depth - 1, pure), "), ", self.integer(depth - 1, pure), ")")
        if kind == "owner":
            return Expr("1", f'(std::make_unique<track>("{self.name("o")}")->size() + ', self.integer(depth - 1, pure), ")")
        if kind == "bits":
            return Expr("1", "((three_bits(", self.integer(depth - 1, pure), ").low - (", self.integer(depth - 1, pure), ")) / 2)")
        if kind == "new":
            return Expr("1", "*std::unique_ptr<int>(new int(", self.integer(depth - 1, pure), "))")
        return Expr("1", "[](int a, int b) { return small(a) * 3 - b; }(", self.integer(depth - 1, pure), ", 2)")

    # ---- statements

    def see(self, type_, name, const=False):
        self.scopes[-1].append(self.variable_of(name, type_, const))

    def without_awaits(self, make):
        """A handler must not await."""
        before, self.multiplier = self.multiplier, 10**6
        cost, loops = self.cost, self.loops
        out = make()
        self.multiplier, self.cost, self.loops = before, cost, loops
        return out

    def try_(self, depth):
        inner = [Node(self.body(depth, 1, 3))]  # a block: what it declares must not hide names from the throw
        if self.chance(0.6):
            thrown = self.pick((3, "runtime"), (2, "awaited"), (1, "int"))
            value = self.whole(INT, 2) if thrown == "awaited" else Expr("1", "7")
            text = Expr("1", "std::runtime_error(", self.whole(STR, 2), ")") if thrown == "runtime" else Expr("1", "int(", value, ")")
            inner.append(Node("if (", self.condition(), ") ", [Node("throw ", text, ";")]))
        again = lambda: [Node("if (", self.without_awaits(self.condition), ") ", [Node("throw;")])] if self.chance(0.4) else []
        handler = lambda: [Node(self.without_awaits(lambda: self.body(min(depth, 1), 0, 2)))]
        e = self.name("e")
        parts = ["try ", inner]
        if self.chance(0.7):
            parts += [f" catch (const std::exception &{e}) ", [Node(f"log({e}.what());"), *handler(), *again()]]
        if self.chance(0.4):
            parts += [f" catch (int {e}) ", [Node(f'log("int ", {e});'), *handler(), *again()]]
        if len(parts) == 2 or self.chance(0.3):
            parts += [" catch (...) ", [Node(f'log("caught {e}");'), *handler(), *again()]]
        self.throws = True
        return Node(*parts)

    def range_for(self, depth):
        kind = self.pick((3, "vector"), (2, "value"), (2, "map"), (2, "string"), (2, "array"), (1, "list"), (2, "referred"), (2, "bag"), (2, "upto"))
        if self.strict and kind in ("map", "array", "list", "referred", "bag", "upto"):
            kind = "vector"  # g++ 12 gets awaits in braces wrong
        x, out = self.name("x"), []
        how = self.pick((2, "int "), (2, "int &"), (1, "const int &"), (1, "auto "), (1, "auto &&"))
        variables = [self.variable_of(x, INT, "const" in how)]
        if kind == "vector":
            v = self.variable(VEC)
            if not v:
                return None
            if v.const and "&" in how:
                how, variables = "const auto &", [self.variable_of(x, INT, True)]
            source = Expr(v.name, v.name)
        elif kind == "value":
            if how == "int &":
                how = "auto &"
            source = self.whole(VEC, 2)
        elif kind == "list":
            source, how = Expr("{1, 2}", "{" + ", ".join(str(k) for k in range(self.random.randint(1, 3))) + "}"), "int "
            variables = [self.variable_of(x, INT)]
        elif kind == "referred":
            a = self.name("rows")
            out.append(Node(f"std::vector<std::vector<int>> {a}{{two(", self.whole(INT, 1), ", 2)};"))
            source = Expr(a + "[0]", a + self.random.choice(["[0]", ".at(0)", ".back()"]))
        elif kind == "bag":
            source = Expr("bag()", "bag(", self.whole(VEC, 1), ")")
            if self.chance(0.5):
                b = self.name("b")
                out.append(Node(f"bag {b}(", self.whole(VEC, 1), ");"))
                source = Expr(b, b)
        elif kind == "upto":
            if how == "int &":
                how = "int "
            variables = [self.variable_of(x, INT, "const" in how)]
            source = Expr("upto{1}", "upto{small(", self.whole(INT, 1), ") & 3}")
        elif kind == "array":
            a = self.name("a")
            out.append(Node(f"std::array<int, 3> {a}{{", self.whole(INT, 2), ", 2, 3};"))
            source = Expr(a, a)
        elif kind == "map":
            m, y = self.name("m"), self.name("y")
            out.append(Node(f'std::map<std::string, int> {m}{{{{"a", ', self.whole(INT, 1), '}, {"bb", 2}};'))
            how = self.random.choice(["auto &", "const auto &", "auto "])
            variables = [self.variable_of(x, STR, True), self.variable_of(y, INT, "const" in how)]
            source, x = Expr(m, m), f"[{x}, {y}]"
        else:
            s = self.name("w")
            out.append(Node(f"std::string {s} = (", self.whole(STR, 2), ").substr(0, 0);"))
            out.append(Node(f'{s} += "xy";'))
            source, how, variables = Expr(s, s), "char ", [self.variable_of(f"({x} + 0)", INT, True)]
        loop = Node(f"for ({how}{x} : ", source, ") ", self.in_loop(depth, 3, variables))
        return Node([*out, loop]) if out else loop

    def reference(self):
        kind = self.pick((3, "int"), (2, "element"), (2, "string"), (2, "label"), (2, "extended"), (2, "pointer"), (1, "to_point"))
        r = self.name("r")
        if kind in ("int", "pointer"):
            v = self.variable(INT, writable=True)
            if not v:
                return None
            self.see(INT, r if kind == "int" else f"(*{r})")
            return Node(f"int &{r} = {v.name};" if kind == "int" else f"int *{r} = &{v.name};")
        if kind == "element":
            v = self.variable(VEC, writable=True)
            if not v:
                return None
            init = Expr("0", self.whole(INT, 1))
            self.see(INT, r)
            return Node(f"int &{r} = {v.name}[index({v.name}, ", init, ")];")
        if kind == "string":
            v = self.variable(STR, writable=True)
            if not v:
                return None
            self.see(STR, r)
            return Node(f"auto &{r} = {v.name};")
        if kind == "extended":
            init = self.whole(STR, 2)
            self.see(STR, r, True)
            return Node(f"const std::string &{r} = cut(", init, ");")
        p = self.variable(POINT, writable=True)
        if not p:
            return None
        self.see(STR if kind == "label" else POINT, r if kind == "label" else f"(*{r})")
        return Node(f"std::string &{r} = {p.name}.label;" if kind == "label" else f"point *{r} = &{p.name};")

    def aggregate(self):
        kind = self.pick((2, "c_array"), (2, "array"), (2, "binding"), (1, "pair"), (2, "shared"), (1, "view"), (1, "moved"))
        if self.strict and kind in ("c_array", "array"):
            kind = "binding"
        a, b = self.name("a"), self.name("b")
        if kind in ("c_array", "array"):
            first, second = self.whole(INT, 2), self.whole(INT, 1, pure=True)
            for k in range(3):
                self.see(INT, f"{a}[{k}]")
            return Node(f"int {a}[3] = {{" if kind == "c_array" else f"std::array<int, 3> {a} = {{", first, ", ", second, "};")
        if kind in ("binding", "pair"):
            init = self.whole(POINT, 2)
            if kind == "pair":
                init = Expr("std::pair<int, std::string>()", "std::pair<int, std::string>(", self.whole(INT, 2), ", ", self.whole(STR, 1, pure=True), ")")
            self.see(INT, a)
            self.see(STR, b)
            return Node(f"auto [{a}, {b}] = ", init, ";")
        if kind == "shared":
            init = self.whole(INT, 2)
            self.see(INT, f"(*{a})")
            self.see(INT, f"(*{b})")
            return Node(f"std::shared_ptr<int> {a} = std::make_shared<int>(", init, f"), {b} = {a};")
        if kind == "view":
            return Node([Node(f"const std::string {a} = ", self.whole(STR, 2), ";"), Node(f"std::string_view {b} = {a};"),
                         *self.body(1, 1, 3), Node(f"log(std::string({b}));")])
        s = self.variable(STR, writable=True)
        if not s:
            return None
        self.see(STR, a)
        return Node(f"std::string {a} = std::move({s.name});")

    def roomy(self):
        """Containers that grow into what was reserved, while something leads into them."""
        g, r, i, pushes = self.name("g"), self.name("r"), self.name("i"), self.random.randint(1, 4)
        if self.chance(0.3):
            k = self.name("k")
            out = [Node(f"std::unordered_map<int, int> {g};"), Node(f"{g}.reserve({self.random.randint(5, 40)});"),
                   Node(f"{g}[1] = ", self.whole(INT, 2), ";"), Node(self.body(1, 0, 2)), Node(f"auto &{r} = {g}[1];")]
            out += [Node(f"{g}[small(", self.whole(INT, 2), ")] += 1;") for _ in range(pushes)]
            out.append(Node(self.body(1, 0, 2, [self.variable_of(r, INT)])))
            out.append(Node(f'for (const auto &[{k}, {i}] : {g}) log("{g} ", {k}, " ", {i}, " ", {g}.bucket_count());'))
            return Node(out)
        lead = self.random.choice([f"int &{r} = {g}[0];", f"int *{r} = {g}.data();", f"auto {r} = {g}.begin();"])
        out = [Node(f"std::vector<int> {g};"), Node(f"{g}.reserve({pushes + self.random.randint(1, 3)});"),
               Node(f"{g}.push_back(", self.whole(INT, 2), ");"), Node(self.body(1, 0, 2)), Node(lead)]
        name = r if "&" in lead.split("=")[0] else f"(*{r})"
        for _ in range(pushes):
            out += [Node(f"{g}.push_back(", self.whole(INT, 2), ");"), Node(self.body(1, 0, 1, [self.variable_of(name, INT)]))]
        out += [Node(f"{name} += 1;"), Node(f'log("{g} ", {g}[0], " ", {g}.capacity());')]
        return Node(out)

    def heads(self, depth):
        """Awaits in the heads of loops, init-statements and declarations in conditions."""
        i, turns = self.name("i"), self.random.randint(1, 3)
        counter = [self.variable_of(i, INT, True)]
        kind = self.pick((2, "for"), (2, "while"), (2, "do"), (2, "if"), (1, "switch"), (1, "declared"))
        some = lambda: self.whole(INT, 2, awaits=1)
        if kind in ("if", "switch", "declared"):
            init = some()
            if kind == "declared":
                return Node(f"if (int {i} = ", init, ") ", self.body(depth, 1, 2, counter), " else ", self.body(depth, 1, 2, counter))
            if kind == "if":
                return Node(f"if (int {i} = ", init, f"; {i} % 3 != 0) ", self.body(depth, 1, 2, counter), " else ", self.body(depth, 1, 1, counter))
            cases = [Node("case 0: ", self.body(depth, 1, 1, counter)), Node("[[fallthrough]];"), Node("default: ", self.body(depth, 1, 1, counter))]
            return Node(f"switch (int {i} = ", init, f"; {i} % 2) ", cases)
        self.multiplier *= turns
        self.cost += 2 * self.multiplier
        condition, step = some(), some()
        self.multiplier //= turns
        inner = self.in_loop(depth, turns, counter)
        if kind == "for":
            return Node(f"for (int {i} = 0 * small(", some(), f"); {i} < {turns} && (", condition, f") % 7 != 6; {i} += 1 + 0 * small(", step, ")) ", inner)
        if kind == "while":
            return Node([Node(f"int {i} = 0;"), Node(f"while ({i}++ < {turns} && (", condition, ") % 7 != 6) ", inner)])
        return Node([Node(f"int {i} = 0;"), Node("do ", inner, f" while (++{i} < {turns} && (", condition, ") % 7 != 6);")])

    def held_many(self):
        h, calls = self.name("hs"), []
        everything = self.functions
        # A finished child is saved with its result: the end of its parameters cannot be seen after a restore.
        self.functions = [f for f in everything if not any(p.type == TRACK and not p.by_reference for p in f.parameters)]
        for _ in range(self.random.randint(1, 3)):
            self.awaits = 0
            call = self.call(INT, 1, held=True)
            if call:
                calls.append(Node(f"{h}.push_back(", call, ");"))
        self.functions = everything
        if not calls:
            return None
        between = self.body(1, 0, 2)
        return Node([Node(f"std::vector<ser_ctx<int>> {h};"), *calls, *between,
                     Node(f"for (auto &h : {h}) ", [Node('log("many ", co_await h);')])])

    def nested_function(self, head, variables, tail, result=INT, loops=0):
        """The body of a coroutine inside this one: nothing of it is visible there."""
        kept = self.scopes, self.loops, self.multiplier, self.result, self.throws, self.cost
        self.scopes, self.loops, self.result = [variables, []], 0, result
        nodes = [self.statement(self.random.randint(0, 1)) for _ in range(self.random.randint(1, 3))]
        nodes.append(Node("co_return ", self.whole(result, 2), ";", keep=True))
        cost = self.cost
        self.scopes, self.loops, self.multiplier, self.result, self.throws, _ = kept
        self.cost = cost
        return Node(head, nodes, tail)

    def lambda_(self):
        if self.in_lambda or self.cost + 30 * self.multiplier > self.budget:
            return None
        name, self.in_lambda = self.name("lam"), True
        seen, held = [self.variable_of("n", INT), self.variable_of("s", STR)], ""
        if self.chance(0.5):  # captures by reference and by copy
            plain = lambda v: v.name.isidentifier() and v.name not in ("n", "s", "x", "label", "kept", "text")  # members
            refers = [v for v in self.visible(INT) if plain(v)][:1]
            copies = [v for v in self.visible(STR) if plain(v)][:1]
            held = ", ".join([f"&{v.name}" for v in refers] + [v.name for v in copies])
            seen = refers + [self.variable_of(v.name, STR, True) for v in copies] + seen
        node = self.nested_function(f"auto {name} = [{held}](int n, std::string s) -> ser_ctx<int> ", seen, ";")
        self.in_lambda = False
        call = Expr("1", "co_await ", name, "(", self.whole(INT, 1), ', std::string("lam"))')
        return Node([node, Node(f'log("{name} ", ', call, ");"), *self.body(0, 0, 1)])

    def referred_constant(self):
        """Something leads to a constant."""
        c, p = self.name("c"), self.name("to")
        lead = self.random.choice([f"const int *{p} = &{c};", f"const int &{p} = {c};", f"const auto *{p} = &{c};"])
        seen = f"(*{p})" if "*" in lead else p
        out = [Node(f"{self.random.choice(['const', 'constexpr'])} int {c} = {self.random.randint(1, 9)};"), Node(lead)]
        out.append(Node(self.body(1, 0, 2, [self.variable_of(seen, INT, True), self.variable_of(c, INT, True)])))
        out.append(Node(f'log("{c} ", {c} + {seen});'))
        return Node(out)

    def lasting(self):
        """A temporary with a destructor, left of what is evaluated conditionally or of a comma."""
        if self.strict or not self.can_await(False):
            return None
        n, least = self.name("lasts"), self.random.randint(1, 9)
        made = self.pick((2, f'track("{n}")'), (1, f'std::make_unique<track>("{n}")'))
        seen = made + ("." if made.startswith("track") else "->") + f"size() > {least}"
        kind = self.random.choice(["&&", "||", "?:", ","])
        if kind == ",":
            value = Expr("1", f"({made}, ", self.leaf(), ")")
        elif kind == "?:":
            value = Expr("1", f"({seen} ? ", self.leaf(), " : ", self.integer(0, True), ")")
        else:
            value = Expr("1", f"({seen} {kind} ", self.leaf(), " > 30)")
        return Node(f'log("{n} ", ', value, ");")

    def copied_array(self):
        """Names for the elements of a copy."""
        if self.strict:
            return None
        a, b, c = self.name("from"), self.name("b"), self.name("c")
        out = [Node(f"int {a}[2] = {{", self.whole(INT, 2), ", ", self.whole(INT, 1, pure=True), "};"), Node(f"auto [{b}, {c}] = {a};")]
        out.append(Node(self.body(1, 0, 2, [self.variable_of(name, INT) for name in (f"{a}[0]", b, c)])))
        out.append(Node(f'log("{a} ", {a}[0], " ", {b}, " ", {c});'))
        return Node(out)

    def chained(self):
        """Calls on an object with static storage, each of which gives it again."""
        if self.strict:
            return None
        n, some = self.name("line"), [f' << "{self.name("part")}"', Expr(" << 1", " << ", self.whole(INT, 2))]
        if self.can_await(False):
            some.append(Expr(" << 2", " << ", self.leaf()))
        self.random.shuffle(some)
        return Node(f'journal << "{n} "', *some, " << std::string(1, 'e');")

    def constant(self):
        """In a template with a parameter K."""
        if not self.template:
            return None
        return Node("if constexpr (K > 1) ", self.body(1, 1, 2), " else ", self.body(1, 1, 2))

    def more_statement(self, depth):
        kind = self.pick((3, "try"), (3, "range"), (4, "reference"), (4, "aggregate"), (3, "heads"), (1, "held_many"), (1, "lambda"), (2, "constant"), (2, "roomy"), (2, "referred"), (2, "lasting"), (1, "copied"), (1, "chained"))
        if self.strict and kind == "heads":
            kind = "try"
        if depth <= 0 and kind in ("try", "range", "heads", "lambda", "constant"):
            kind = "aggregate"
        made = {
            "try": lambda: self.try_(depth), "range": lambda: self.range_for(depth), "reference": self.reference, "aggregate": self.aggregate,
            "heads": lambda: self.heads(depth), "held_many": self.held_many, "roomy": self.roomy, "referred": self.referred_constant, "lasting": self.lasting, "copied": self.copied_array, "chained": self.chained,
            "lambda": self.lambda_, "constant": self.constant,
        }[kind]()
        return made or self.declaration()

    # ---- functions

    def pack(self, name):
        text = "int r = 0;", "((r += co_await e2e::recv{int(ts)}), ...);", 'log("pack ", r);', "r += (co_await e2e::echo{int(ts)} + ... + 1);"
        return Node(f"template <class... Ts> ser_ctx<int> {name}(Ts... ts) ", [*(Node(t) for t in text), Node("co_return r + int(sizeof...(Ts));", keep=True)])

    def recursive(self, name):
        inner = self.nested_function(f"ser_ctx<int> {name}(int n, std::string &s) ", [self.variable_of("n", INT, True), self.variable_of("s", STR)], "")
        block = inner.parts[1]
        block.insert(0, Node("if (n <= 0) co_return small(", Expr("1", "co_await e2e::recv{1}"), ");", keep=True))
        block[-1] = Node(f"co_return small(co_await {name}(n - 1, s) + ", block[-1].parts[1], ");", keep=True)
        return inner

    def box(self, name):
        inner = self.nested_function("    ser_ctx<int> run(int n) ", [self.variable_of("n", INT), self.variable_of("kept", INT), self.variable_of("text", STR)], "")
        return Node(f"template <class T> struct {name} ", [Node("int kept; T more; std::string text;", keep=True), inner], ";", keep=True)
