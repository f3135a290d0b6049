// Coroutine templates: every instance is rewritten as the ordinary function that it is.
// e2e: g++ differs: function_templates parameter_packs references_in_templates (several awaits in one expression)
// e2e: no emit: instances of templates have no place in the text
#include "harness.h"

#include <array>
#include <concepts>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

namespace templates {
using e2e::log, e2e::recv, e2e::recv_text, valor::ser_ctx;

template <class T> ser_ctx<T> plus(T a, T b) {
    T sum = a + b;
    if constexpr (std::is_same_v<T, std::string>) sum += co_await recv_text{1};
    else sum += T(co_await recv{1});
    co_return log("plus ", sum), sum;
}
template <> ser_ctx<double> plus<double>(double a, double b) {
    double d = a - b;
    d -= co_await recv{2};
    co_return log("special ", d), d;
}
template ser_ctx<long> plus<long>(long, long); // instantiated here, used below

// `if constexpr`: only one branch is there, with its points; what is discarded need not even be valid.
template <class T, int N> ser_ctx<int> branches(T a) {
    int sum = 0;
    for (int i = 0; i < N; ++i) sum += co_await recv{i};
    if constexpr (std::is_integral_v<T>) {
        sum += co_await recv{int(a % 3)};
    } else if constexpr (requires { a.size(); }) {
        sum += int(a.size());
        if constexpr (N > 2) sum += co_await recv{N};
    } else {
        sum -= co_await recv{7};
    }
    if constexpr (N == 1) log("one");
    co_return log("branches ", sum), sum;
}

ser_ctx<int> abbreviated(const auto &v, auto by) {
    int n = co_await recv{int(v.size())};
    by += n;
    co_return log(by), int(by) + int(v.size()) + co_await recv{2};
}
template <std::integral I> ser_ctx<int> factorial(I n) {
    if (n <= 1) co_return co_await recv{1};
    co_return int(n) * co_await factorial(n - 1);
}
template <std::floating_point I> ser_ctx<int> factorial(I n) { co_return int(n) + co_await recv{3}; }

ser_ctx<int> functions() {
    int r = co_await plus(1, 2) + int(co_await plus(1.5, 2.0)) + int(co_await plus(4L, 5L));
    std::string text = co_await plus<std::string>("a", "b");
    r += co_await branches<int, 1>(8) + co_await branches<std::string, 3>("four") + co_await branches<double, 2>(2.5);
    std::vector<int> v{1, 2, 3};
    r += co_await abbreviated(v, 2) + co_await abbreviated(text, 3L);
    r += co_await factorial(4) + co_await factorial(3L) + co_await factorial(2.0);
    co_return r;
}
VALOR_SCENARIO(function_templates, [] { return functions(); })

template <class T, class Tag = void> struct box {
    using value_type = T;
    T value{};
    ser_ctx<T> add(T n) {
        value += n;
        value += T(co_await recv{3});
        co_return value;
    }
    template <class U> ser_ctx<T> convert(U u) const;
    static ser_ctx<int> apart(const value_type &t) {
        value_type copy = t;
        int k = co_await recv{4};
        co_return k + int(copy);
    }
    struct nested {
        T inner;
        ser_ctx<T> get() { co_return inner + T(co_await recv{6}); }
    };
};
template <class V, class W> template <class X> ser_ctx<V> box<V, W>::convert(X x) const {
    V v = V(co_await recv{2});
    co_return v + V(x) + value;
}
template <class T> struct box<T *, int> {
    T there;
    ser_ctx<T> get() { co_return there + co_await recv{1}; }
};
struct shape {
    int sides = 0;
    virtual ~shape() = default;
    virtual ser_ctx<int> area(int n) { co_return n + sides * co_await recv{1}; }
    auto tuple_for_serialization() { return std::tie(sides); }
    auto tuple_for_serialization() const { return std::tie(sides); }
};
template <class T> struct solid : shape {
    ser_ctx<int> area(int n) override { co_return n * sides + int(sizeof(T)) + co_await recv{2}; }
};
ser_ctx<int> classes() {
    box<long> b{10};
    int r = int(co_await b.add(4)) + int(co_await b.convert(2.5)) + co_await box<short>::apart(3);
    box<long>::nested n{5};
    box<int *, int> p{8};
    solid<char> s;
    s.sides = 4;
    r += int(co_await n.get()) + co_await p.get() + co_await s.area(2);
    co_return r + s.sides;
}
VALOR_SCENARIO(class_templates, [] { return classes(); })

// Packs are written out: a fold over awaits has a suspension point for each element.
template <class... Ts> ser_ctx<int> sum(Ts... ts) {
    std::tuple<Ts...> all{ts...};
    int s = (0 + ... + int(ts));
    int n = (co_await recv{int(ts)} + ... + 1);
    ((s += co_await recv{int(ts)}), ...);
    auto weigh = [=] { return int(sizeof...(Ts)) + (int(ts) * ... * 1); };
    int q = weigh();
    std::vector<long> v{long(ts)..., 5};
    int k = co_await recv{2};
    bool any = ((co_await recv{int(ts)} > 2) || ...);
    co_return log(s, " ", n, " ", q, " ", any), s + n + q + k + int(v.size()) + int(std::tuple_size_v<decltype(all)>) + any;
}
template <class F, class... A> ser_ctx<int> apply(F f, A &&...a) {
    int n = co_await recv{1};
    co_return n + f(static_cast<A &&>(a)...);
}
struct adder {
    int operator()(int a, int b) const { return a * 10 + b; }
    int operator()() const { return 7; }
};
template <class... Ts> struct several {
    std::tuple<Ts...> parts;
    ser_ctx<int> total() {
        int n = co_await recv{7};
        co_return n + std::apply([](const Ts &...p) { return (0 + ... + int(p)); }, parts);
    }
    ser_ctx<int> count() { co_return co_await recv{int(sizeof...(Ts))}; }
};
template <int... Ns> ser_ctx<int> constants() {
    int r = 0;
    ((r = r * 10 + co_await recv{Ns}), ...);
    co_return r;
}
template <class T, std::size_t N> ser_ctx<T> all_of(std::array<T, N> a) {
    T r{};
    for (std::size_t i = 0; i < N; ++i) r += a[i] * T(co_await recv{int(i)});
    co_return r;
}
ser_ctx<int> packs() {
    int a = 3, b = 4;
    int r = co_await sum(1, 2L, short(3)) + co_await sum() + co_await apply(adder{}, a, b) + co_await apply(adder{});
    several<int, long> m{{1, 2}};
    r += co_await m.total() + co_await m.count() + co_await constants<1, 2, 3>() + co_await constants<>();
    co_return r + int(co_await all_of(std::array<long, 3>{1, 2, 3}));
}
VALOR_SCENARIO(parameter_packs, [] { return packs(); })

VALOR_SCENARIO(instance_as_root, [] { return plus<int>(20, 22); })

template <class T> ser_ctx<int> grow(std::vector<T> &v, T by) {
    for (int i = 0; i < 2; ++i) v.push_back(by + T(co_await recv{i}));
    co_return int(v.size());
}
VALOR_SCENARIO_IN(std::vector<long>, instance_with_a_reference, [](auto &v) { return grow(v, 5L); })

// A type of the caller's own, with an awaited operator and a child by reference.
template <class M> ser_ctx<int> counts(M &m, std::string word) {
    m[word] += 1;
    for (int i = 0; i < 2; ++i) m[word + std::to_string(co_await recv{i})] += i;
    co_return int(m.size());
}
ser_ctx<int> references() {
    std::map<std::string, int> words;
    int n = co_await counts(words, "a") + co_await counts(words, co_await recv_text{1});
    co_return log(words), n;
}
VALOR_SCENARIO(references_in_templates, [] { return references(); })
} // namespace templates

// A name that a later declaration hides, were it looked up again: the meaning is that of the definition.
namespace templates::two_phases {
inline int weight(long) { return 1; }
template <class T> ser_ctx<int> weighs(T t) {
    int n = co_await recv{int(t)};
    co_return n + weight(t);
}
ser_ctx<int> weighs_long() { co_return co_await weighs(5L); }
VALOR_SCENARIO(looked_up_at_the_definition, [] { return weighs_long(); })

// The same loop over what comes back in its order and over what has iterators of its own.
struct countdown {
    struct iterator {
        int value = 0;
        int operator*() const { return value; }
        iterator &operator++() { return --value, *this; }
        bool operator==(const iterator &) const = default;
    };
    int from = 0;
    iterator begin() const { return {from}; }
    iterator end() const { return {}; }
};
struct row {
    int cells[3] = {1, 2, 3};
    int *begin() { return cells; }
    int *end() { return cells + 3; }
};
template <class Range> ser_ctx<int> sum_of(Range &range) {
    int sum = 0;
    for (auto &&x : range)
        sum += x + co_await recv{x};
    co_return sum;
}
ser_ctx<int> ranges() {
    countdown c{3};
    row r;
    std::vector<int> v{1, 2};
    co_return co_await sum_of(c) + co_await sum_of(r) + co_await sum_of(v);
}
VALOR_SCENARIO(over_ranges, [] { return ranges(); })

// The constraints are checked again by the calls in the instance's own body.
template <class T> concept small = sizeof(T) <= 4;
template <small T, int N, class... A> ser_ctx<int> countdown_of(T t, A... as) {
    int s = co_await recv{t};
    if constexpr (N > 1)
        s += co_await countdown_of<T, N - 1>(t, as...);
    else
        s += co_await recv{int(sizeof...(as))};
    s += (0 + ... + as);
    co_return s;
}
template <small T> ser_ctx<int> unnamed(T, int n) { co_return n + co_await recv{n}; }
ser_ctx<int> constraints() {
    int n = co_await countdown_of<int, 3>(4, 1, 2);
    n += co_await unnamed('c', 2);
    co_return n;
}
VALOR_SCENARIO(constrained_recursion, [] { return constraints(); })

} // namespace templates::two_phases

namespace templates::arrows {
using e2e::recv, valor::ser_ctx;

struct amount {
    int n = 3;
    int scaled(int by) { return n = n % 1000 * by; }
    ser_ctx<int> more(int by) {
        n += co_await recv{by};
        co_return n;
    }
};
template <class P> ser_ctx<int> through(P p) {
    int n = p->scaled(co_await recv{1});
    n += p->scaled(co_await p->more(2));
    co_return n % 1000 + p->n;
}
ser_ctx<int> all_arrows() {
    amount a;
    int n = co_await through(std::make_unique<amount>());
    n += co_await through(std::make_shared<amount>());
    n += co_await through(&a);
    co_return n + co_await through(std::optional<amount>(amount{}));
}
VALOR_SCENARIO(arrows_in_templates, [] { return all_arrows(); })
} // namespace templates::arrows

#if defined(__clang__) // g++ 12: "array used as initializer"
namespace templates::arguments {
using e2e::log, e2e::recv, valor::ser_ctx;

// Closures and local classes as arguments; what only the first parse of a body made must not be taken for them.
template <class F> ser_ctx<int> called(F f, int n) {
    int s = f(co_await recv{n});
    co_return s + f(co_await recv{n + 1});
}
template <class F> ser_ctx<int> referred(const F &f, int n) { co_return f(co_await recv{n}) + f(n); }
template <class T, class F> ser_ctx<std::vector<T>> transformed(std::vector<T> v, F &&f) {
    for (T &x : v)
        x = f(x, co_await recv{1});
    co_return v;
}
template <class F> ser_ctx<int> awaited(const F &f, int n) {
    int a = co_await f(n);
    co_return a + co_await f(n + 1);
}
struct object {
    int m = 4;
    ser_ctx<int> run(int n) {
        auto v = co_await transformed(std::vector<int>{1, n}, [this](int a, int b) { return a * b + m++; });
        v = co_await transformed(v, [&](int a, int b) { return m += n, a * b; });
        co_return v[0] + v[1] + m;
    }
};
ser_ctx<int> closures() {
    int k = 3;
    int s = co_await called([](int x) { return x * 2; }, 2);
    auto none = [](int x) { return x + 1; };
    s += co_await called(none, 3) + co_await referred(none, 4);
    auto copy = [k](int x) { return x * k; };
    s += co_await referred(copy, 2);
    auto counts = [&](int x) { return ++k + x; };
    s += co_await referred(counts, 1);
    auto v = co_await transformed(std::vector<int>{1, 2}, [](int a, int b) { return a + b; });
    v = co_await transformed(v, [&](auto a, int b) { return a * b + k++; });
    s += (co_await transformed(v, [&k](int a, int b) { return a - b + k++; }))[1] + co_await recv{k % 5};
    s += co_await awaited([](int n) -> ser_ctx<int> { co_return n + co_await recv{n}; }, 2);
    s += co_await awaited([&](int n) -> ser_ctx<int> { co_return n + k++ + co_await recv{n}; }, 3);
    s += co_await [&](int n) -> ser_ctx<int> { co_return n + k++ + co_await recv{1}; }(s % 10);
    object o;
    s += co_await o.run(5);
    co_return log(k, o.m), s;
}
VALOR_SCENARIO(closures_as_arguments, [] { return closures(); })

template <class T> ser_ctx<int> summed(std::vector<T> all) {
    int s = 0;
    for (T &x : all)
        s += x.k * co_await recv{x.k};
    co_return s;
}
template <class T> struct box {
    T t;
    ser_ctx<int> run(int n) { co_return t.k += co_await recv{n}; }
};
ser_ctx<int> one_local() {
    struct item {
        int k;
    };
    int s = co_await summed(std::vector<item>{{1}, {2}});
    box<item> b{{3}};
    co_return s + co_await b.run(4);
}
ser_ctx<int> other_local() {
    struct item {
        int k, more = 2;
    };
    co_return co_await summed(std::vector<item>{{5}, {6}});
}
ser_ctx<int> locals() { co_return co_await one_local() + co_await other_local(); }
VALOR_SCENARIO(local_classes_as_arguments, [] { return locals(); })
} // namespace templates::arguments
#endif
// e2e: g++ differs: closures_as_arguments local_classes_as_arguments (left out)
