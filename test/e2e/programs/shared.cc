// Shared ownership: what is one object stays one, whoever owns it and in whichever frame.
#include "harness.h"

#include <map>
#include <memory>
#include <vector>

namespace shared {
using e2e::log, e2e::recv, e2e::tick, valor::ser_ctx;

struct account {
    std::string owner;
    int balance = 0;
    std::vector<int> moves;
    std::string text() const { return e2e::text(std::tie(owner, balance, moves)); }
};

ser_ctx<int> deposit(std::shared_ptr<account> a, int n) {
    int before = a->balance;
    a->balance += co_await recv{n};
    a->moves.push_back(n);
    co_await tick{};
    log(a->owner, " has ", a->balance);
    co_return a->balance - before;
}

ser_ctx<int> two_owners() {
    auto a = std::make_shared<account>(account{"ann", 1, {}});
    std::shared_ptr<account> b = a, other = std::make_shared<account>(account{"bob", 2, {}});
    int sum = co_await deposit(b, 1);
    b->balance += 100;
    sum += co_await deposit(a, 2);
    other->balance = co_await recv{3};
    log(*a, *b, a == b, a == other, a.use_count(), other.use_count());
    co_return sum;
}
VALOR_SCENARIO(owners, [] { return two_owners(); })

ser_ctx<> aliases() {
    auto a = std::make_shared<account>(account{"ann", 1, {4, 5, 6}});
    std::shared_ptr<int> balance(a, &a->balance), move(a, &a->moves[1]);
    std::weak_ptr<account> watch = a;
    co_await tick{};
    *balance += co_await recv{1};
    *move += co_await recv{2};
    log(*a, watch.expired(), a.use_count());
    a.reset();
    log(watch.expired(), *balance, *move);
    balance.reset();
    move.reset();
    co_await tick{};
    log(watch.expired(), watch.lock() == nullptr);
}
VALOR_SCENARIO(parts_of_one, [] { return aliases(); })

struct node {
    int v = 0;
    std::shared_ptr<node> next;
    std::weak_ptr<node> previous;
    e2e::track alive{"node"};
};

// Cuts a ring when it ends, or when the coroutine is thrown away.
class cutter {
public:
    explicit cutter(std::shared_ptr<node> last = nullptr) : last_(std::move(last)) {}
    cutter(cutter &&) = default;
    cutter &operator=(cutter &&) = default;
    ~cutter() {
        if (last_) last_->next = nullptr;
    }
    auto tuple_for_serialization() const { return std::tie(last_); }
    auto tuple_for_serialization() { return std::tie(last_); }

private:
    std::shared_ptr<node> last_;
};

ser_ctx<int> ring(int n) {
    auto first = std::make_shared<node>();
    std::map<int, std::shared_ptr<node>> by_number{{0, first}};
    for (int i = 1; i < n; ++i) {
        auto fresh = std::make_shared<node>();
        fresh->v = co_await recv{i};
        fresh->next = first->next;
        fresh->previous = first;
        if (fresh->next) fresh->next->previous = fresh;
        first->next = fresh;
        by_number[i] = fresh;
    }
    auto last = by_number[1];
    last->next = first;
    first->previous = last;
    cutter cut(last);
    co_await tick{};
    int sum = 0;
    for (auto p = first->next; p != first; p = p->next) {
        log(p->v, p->previous.lock()->v, by_number[2] == p);
        sum = sum * 3 + p->v;
        co_await tick{};
    }
    by_number.clear();
    co_return sum;
}
VALOR_SCENARIO(circles, [] { return ring(4); })

class talker : public std::enable_shared_from_this<talker> {
public:
    auto tuple_for_serialization() const { return std::tie(said_, peer_); }
    auto tuple_for_serialization() { return std::tie(said_, peer_); }
    void meet(const std::shared_ptr<talker> &other) {
        peer_ = other;
        other->peer_ = shared_from_this();
    }
    void say(int n) {
        said_ += n;
        if (auto p = peer_.lock()) p->said_ -= n;
    }
    int said() const { return said_; }

private:
    int said_ = 0;
    std::weak_ptr<talker> peer_;
};

ser_ctx<int> talk() {
    auto a = std::make_shared<talker>(), b = std::make_shared<talker>();
    a->meet(b);
    co_await tick{};
    int n = co_await recv{1};
    a->say(n);
    n = co_await recv{2};
    b->say(n);
    b.reset();
    co_await tick{};
    n = co_await recv{3};
    a->say(n);
    co_return a->said();
}
VALOR_SCENARIO(from_this, [] { return talk(); })

// References into what is shared, and a child that is held.
ser_ctx<> adds(int &to, const std::string &why) {
    to += co_await recv{7};
    log(why, to);
    co_await tick{};
    ++to;
}
ser_ctx<int> refers() {
    auto a = std::make_shared<account>(account{"ann", 1, {4, 5, 6}});
    co_await adds(a->balance, a->owner);
    auto held = adds(a->moves[2], a->owner);
    held.resume();
    co_await tick{};
    a->moves[2] *= 2;
    held.resume();
    held.resume();
    log(*a);
    co_return a->balance + a->moves[2];
}
VALOR_SCENARIO(references_to_shared, [] { return refers(); })

// Local references into what a shared_ptr owns: of this frame, of one above, through others.
struct office {
    std::shared_ptr<account> main;
    std::vector<std::shared_ptr<account>> others;
};

ser_ctx<int> from_above(std::shared_ptr<office> o, account &given) {
    account &main = *o->main;
    std::vector<int> &moves = o->others.at(1)->moves;
    main.balance += co_await recv{1};
    moves.push_back(co_await recv{2});
    given.balance += main.balance;
    co_return main.balance + static_cast<int>(moves.size());
}

ser_ctx<int> references() {
    auto o = std::make_shared<office>();
    o->main = std::make_shared<account>(account{"ann", 1, {7}});
    account &ann = *o->main;
    for (int i = 0; i < 3; ++i)
        o->others.push_back(std::make_shared<account>(account{"bob", i, {i}}));
    auto &[owner, balance, moves] = *o->others[2];
    int sum = co_await recv{1};
    ann.balance += sum;
    for (auto &other : o->others) {
        account &x = *other;
        x.balance += co_await recv{2};
        balance += x.balance;
    }
    for (int &move : ann.moves)
        move += co_await recv{3};
    sum += co_await from_above(o, ann);
    auto copy = o;
    o.reset(); // kept by the copy, which comes later, and by nothing before: but nothing refers to it any more
    log(ann, owner, balance, moves, copy.use_count());
    co_return sum;
}
VALOR_SCENARIO(references_into, [] { return references(); })

} // namespace shared
