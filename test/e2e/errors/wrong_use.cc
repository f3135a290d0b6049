// Wrong uses of a rewritten program: each gives the error that the contract names, and changes nothing.
#include "check.h"

#include <span>
#include <string_view>
#include <vector>

namespace {
using valor::ser_ctx;

ser_ctx<int> one(int n) { co_return n + co_await check::wait{1}; }
ser_ctx<int> two(int n) { co_return n + co_await check::wait{2}; }
ser_ctx<std::string> text(std::string s) {
    co_await check::wait{0};
    co_return s + "!";
}
ser_ctx<> throws() {
    co_await check::wait{0};
    throw 5;
}

void another_function() {
    const auto bytes = valor::start(one(1)).serialize();
    auto target = two(5);
    CHECK_ERROR(wrong_function, target.deserialize(bytes));
    CHECK(check::finish(target) == 7);
    CHECK_ERROR(wrong_function, (void)valor::continue_from(bytes, two));
    const auto o = check::of([&] { two(0).deserialize(bytes); });
    CHECK(o.names("one") && o.names("two"));
    auto right = valor::continue_from(bytes, one);
    CHECK(check::finish(right) == 2);
}

void another_result() {
    const auto bytes = valor::start(one(1)).serialize();
    CHECK_ERROR(type_mismatch, (void)valor::restore<std::string>(bytes));
    CHECK_ERROR(type_mismatch, (void)valor::restore<>(bytes));
    CHECK_ERROR(type_mismatch, (void)valor::restore<int>(valor::start(text("t")).serialize()));
}

void nothing_to_save() {
    ser_ctx<int> empty;
    CHECK_ERROR(not_suspended, (void)empty.serialize());
    auto finished = one(1);
    CHECK_ERROR(not_finished, (void)finished.get());
    CHECK(check::finish(finished) == 2);
    CHECK_ERROR(not_suspended, (void)finished.serialize());
    CHECK_ERROR(not_suspended, finished.set_aw_ret(1));
    auto ended = throws();
    while (!ended.done()) ended.resume();
    CHECK_ERROR(not_suspended, (void)ended.serialize());
    bool thrown = false;
    try {
        ended.get();
    } catch (int e) {
        thrown = e == 5;
    }
    CHECK(thrown);
    CHECK_ERROR(not_finished, (void)empty.get());
}

// Saving and restoring from inside the coroutine that runs.
ser_ctx<int> *self = nullptr;
std::string snapshot;
ser_ctx<int> looks_at_itself() {
    CHECK_ERROR(not_suspended, (void)self->serialize());
    CHECK_ERROR(not_suspended, self->set_aw_ret(3));
    int n = co_await check::wait{4};
    CHECK_ERROR(not_suspended, (void)self->serialize());
    auto other = valor::restore<int>(snapshot); // a restore inside a running coroutine is a restore like any other
    n += check::finish(other);
    co_return n;
}
void while_running() {
    snapshot = valor::start(one(1)).serialize();
    auto c = looks_at_itself();
    self = &c;
    CHECK(check::finish(c) == 6);
}

void supplied() {
    auto c = valor::start(one(1));
    CHECK_ERROR(type_mismatch, c.set_aw_ret(std::string("no")));
    CHECK_ERROR(type_mismatch, c.set_aw_ret(std::vector<int>{1}));
    const auto o = check::of([&] { c.set_aw_ret(std::string("no")); });
    CHECK(o.names("\"i\"") && o.names("\"s\""));
    c.set_aw_ret(40);
    auto copy = c.clone();
    CHECK(check::finish(c) == 41);
    CHECK(check::finish(copy) == 41);
    const auto bytes = valor::start(one(1)).serialize();
    auto d = valor::continue_from(bytes, one, 50);
    CHECK(d.done() && d.get() == 51);
    CHECK_ERROR(type_mismatch, (void)valor::continue_from(bytes, one, std::string("no")));
    const auto unstarted = one(1).serialize();
    CHECK(!valor::restore<int>(unstarted).done());
}

ser_ctx<int> by_reference(std::vector<int> &v, const std::string &name) {
    v.push_back(co_await check::wait{int(name.size())});
    co_return v.back();
}
void root_with_references() {
    std::vector<int> v;
    std::string name = "name";
    const auto bytes = valor::start(by_reference(v, name)).serialize();
    CHECK_ERROR(not_persistable, (void)valor::restore<int>(bytes));
    CHECK(check::of([&] { (void)valor::restore<int>(bytes); }).names("continue_from"));
    std::vector<int> w;
    std::string other = "longer";
    auto c = by_reference(w, other);
    c.deserialize(bytes);
    CHECK(check::finish(c) == 4); // the awaiter came from the snapshot, the targets from the call
    CHECK(v.empty() && w.size() == 1);
}

int global = 3;
ser_ctx<int> reads(const int &n) { co_return n + co_await check::wait{1}; }
ser_ctx<int> refers_outside() { co_return co_await reads(global); }
void reference_to_elsewhere() {
    auto c = valor::start(refers_outside());
    const auto o = check::of([&] { (void)c.serialize(); });
    CHECK(o.is(valor::errc::not_persistable) && o.names("n") && o.names("reads"));
    CHECK(check::finish(c) == 4);
}

// A re-entry binds a reference when it comes to it: what stands only later must be refused when it is saved, not when it is read.
ser_ctx<int> owner_moved(int n) {
    auto p = std::make_unique<int>(n);
    int &value = *p;
    auto q = std::move(p);
    int got = co_await check::wait{1};
    co_return value + got + *q;
}
ser_ctx<int> owner_shared(int n) {
    auto p = std::make_shared<int>(n);
    int &value = *p;
    auto q = std::move(p);
    int got = co_await check::wait{1};
    co_return value + got + *q;
}
// A parameter is bound when its coroutine is made, before there is any owner.
ser_ctx<int> shares(std::shared_ptr<int> owner, int &value) { co_return *owner + value + co_await check::wait{1}; }
ser_ctx<int> owner_passed(int n) {
    auto p = std::make_shared<int>(n);
    ser_ctx<int> child = shares(p, *p);
    p.reset();
    int got = co_await check::wait{1};
    co_return got + co_await child;
}
ser_ctx<int> owners_crossed(int n) {
    auto p = std::make_shared<int>(n), q = std::make_shared<int>(n);
    ser_ctx<int> a = shares(p, *q), b = shares(q, *p);
    p.reset(), q.reset();
    int got = co_await check::wait{1};
    co_return got + co_await a + co_await b;
}
void references_to_what_comes_later() {
    const std::pair<ser_ctx<int> (*)(int), int> cases[] = {{owner_moved, 11}, {owner_shared, 11}, {owner_passed, 12}, {owners_crossed, 23}};
    for (const auto &[f, result] : cases) {
        auto c = valor::start(f(5));
        const auto o = check::of([&] { (void)c.serialize(); });
        CHECK(o.is(valor::errc::not_persistable) && o.names("value") && o.names("use a pointer"));
        CHECK(check::finish(c) == result);
    }
}

// A view that reaches behind the end could not be set again.
ser_ctx<int> stale_text(std::string text) {
    std::string_view view = text;
    text = "q";
    int got = co_await check::wait{1} + int(view.size());
    view = text;
    co_return got + int(view.size());
}
ser_ctx<int> stale_numbers(std::vector<int> numbers) {
    std::span<int> view = numbers;
    numbers.pop_back();
    int got = co_await check::wait{1} + int(view.size());
    view = numbers;
    co_return got + int(view.size());
}
void views_behind_the_end() {
    ser_ctx<int> all[] = {valor::start(stale_text("abc")), valor::start(stale_numbers({1, 2, 3}))};
    for (int expected : {5, 6}) {
        auto &c = all[expected - 5];
        const auto o = check::of([&] { (void)c.serialize(); });
        CHECK(o.is(valor::errc::not_persistable) && o.names("view") && o.names("behind the end"));
        CHECK(check::finish(c) == expected);
    }
}

void bounds() {
    const auto bytes = valor::start(text(std::string(10'000, 'x'))).serialize();
    valor::limits narrow;
    narrow.memory = 1'000;
    CHECK_ERROR(limit_exceeded, (void)valor::restore<std::string>(bytes, narrow));
    auto c = valor::restore<std::string>(bytes);
    CHECK(check::finish(c).size() == 10'001);
}

void nothing_to_resume() {
    ser_ctx<int> empty;
    empty.resume();
    empty();
    CHECK(!empty && !empty.done());
    auto c = one(1);
    CHECK(check::finish(c) == 2);
    c.resume();
    CHECK(c.done());
}

ser_ctx<int> awaits(ser_ctx<int> &held) { co_return co_await held; }
void awaits_nothing() {
    ser_ctx<int> empty;
    auto c = awaits(empty);
    c.resume();
    CHECK_ERROR(not_suspended, (void)c.get());
}
} // namespace

int main() {
    another_function();
    another_result();
    nothing_to_save();
    while_running();
    supplied();
    root_with_references();
    reference_to_elsewhere();
    references_to_what_comes_later();
    views_behind_the_end();
    bounds();
    nothing_to_resume();
    awaits_nothing();
    return check::report();
}
