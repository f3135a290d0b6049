// Class temporaries with destructors that an operand makes before an await of the same full-expression.
// They die at its end, in reverse order.
// e2e: g++ differs: temporaries_die_late members_of_temporaries
#include "harness.h"

#include <vector>

namespace operand_temporaries {
using e2e::log, e2e::recv, e2e::recv_text, e2e::track, valor::ser_ctx;

int size(const track &t) { return t.size(); }
int both(const track &a, int n, const track &b) { return log("both ", a, b), a.size() + n + b.size(); }

ser_ctx<int> uses(const track &t, int n) {
    co_await recv{n};
    co_return log("uses ", t), t.size();
}

ser_ctx<int> temporaries() {
    int a = size(track("a")) + co_await recv{1};
    log("after a");
    int b = both(track("b1"), co_await recv{2}, track("b2"));
    log("after b");
    int c = both(track("c1"), co_await uses(track("c2"), co_await recv{3}), track("c3")) + size(track("c4"));
    log("after c");
    co_return a + b + c;
}
VALOR_SCENARIO(temporaries_die_late, [] { return temporaries(); })

struct counter {
    int n = 0;
    std::vector<std::string> words;
    counter &add(int by) { return log("add ", by), n += by, *this; }
    int combine(int a, int b) const { return n * 10000 + a * 100 + b; }
};
counter make(int n) { return log("make ", n), counter{n, {}}; }
ser_ctx<counter> child(int n) {
    counter c{n, {"child"}};
    c.n += co_await recv{n};
    co_return c;
}

ser_ctx<int> members() {
    int b = make(2).add(3).combine(co_await recv{5}, co_await recv{6});
    int c = (co_await child(2)).add(5).combine(1, co_await recv{3});
    std::string d = (co_await child(3)).words[0] + "/" + std::string(1, (co_await recv_text{4})[0]);
    std::vector<std::string> words;
    words.insert(words.begin(), std::string("front") + co_await recv_text{4});
    log(b, " ", c, d, words);
    co_return b + c;
}
VALOR_SCENARIO(members_of_temporaries, [] { return members(); })

ser_ctx<int> defaulted(int n, const std::string &text = "default " + std::to_string(e2e::seen("made", 4))) {
    co_await recv{n};
    co_return log(text), int(text.size());
}
ser_ctx<int> uses_defaults() {
    int n = co_await defaulted(1);
    co_return n + co_await defaulted(2, "given");
}
VALOR_SCENARIO(default_arguments, [] { return uses_defaults(); })
} // namespace operand_temporaries
