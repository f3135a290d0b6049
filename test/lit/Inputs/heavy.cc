// Header-heavy code without a coroutine: in-class bodies, templates, lambdas, a function-try-block.
#include <regex>
#include <filesystem>
#include <ranges>
#include <iostream>
#include <map>
struct B { virtual ~B() = default; virtual int f(int a = 3) const { return [this, a](auto x) { return x + a; }(4); } static int g() { static int n = 0; return ++n; } };
template<class T> struct V { T t; T get() { auto l = [&] { return t; }; return l(); } template<class U> U as() const { return U(t); } };
int k() try { return 1; } catch (...) { return 2; }
int main(int c, char **v) { std::regex r("a+b"); std::cout << std::regex_match(v[0], r) << std::filesystem::path(v[0]) << V<int>{c}.get() << V<int>{c}.as<long>() << B::g(); for (int i : std::views::iota(0, c)) std::cout << i; return k() + B().f(); }
