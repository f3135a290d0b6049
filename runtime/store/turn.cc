#include "turn.h"

#include <valor/result.h>

#include <algorithm>

namespace valor::durable::detail {

namespace {

thread_local turn *running = nullptr;

[[noreturn]] void fail_outside(const char *what)
{
    throw error(errc::outside, std::string("valor::durable::") + what + ": only a coroutine that a worker runs can do this");
}

} // namespace

// --- waits

void wait::arm(valor::detail::frame &f)
{
    turn *const t = turn::current();
    if (!t)
        fail_outside("co_await");
    t->arrived(*this);
    in_ = t;
    frame_ = &f;
    f.blocked = true;
}

void wait::leave() noexcept
{
    if (in_)
        std::exchange(in_, nullptr)->left(*this);
}

void wait::meet(std::optional<ending> with) noexcept
{
    with_ = std::move(with);
    met_ = true;
    frame_->blocked = false;
}

void wait::fail(std::exception_ptr e) noexcept
{
    failure_ = std::move(e);
    met_ = true;
    frame_->blocked = false;
}

value wait::perform(const std::string &, database *) { return {}; }

const std::optional<ending> &wait::outcome() const
{
    if (failure_)
        std::rethrow_exception(failure_);
    return with_;
}

std::int64_t microseconds(std::chrono::system_clock::time_point t) noexcept
{
    return std::chrono::duration_cast<duration>(t.time_since_epoch()).count();
}

std::int64_t from_now(std::chrono::nanoseconds d)
{
    turn *const t = turn::current();
    if (!t)
        fail_outside("sleep_for, receive");
    const std::int64_t now = t->now(), more = std::chrono::ceil<duration>(d).count();
    return more > wait::never - now ? wait::never : now + more;
}

const std::string &checked_name(const std::string &name, const char *what)
{
    const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
    if (name.empty() || name.size() > 500)
        throw error(errc::bad_argument, std::string(what) + " has " + std::to_string(name.size()) + " bytes; 1 to 500 are allowed");
    if (std::any_of(name.begin(), name.end(), is_control))
        throw error(errc::bad_argument, std::string(what) + " has a control character");
    for (std::size_t i = 0; i < name.size();) { // UTF-8, as databases want it
        const auto c = static_cast<unsigned char>(name[i]);
        const std::size_t length = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
        bool good = length > 0 && i + length <= name.size();
        for (std::size_t k = 1; good && k < length; ++k)
            good = (static_cast<unsigned char>(name[i + k]) & 0xc0) == 0x80;
        if (good && length > 2) { // no overlong forms, no surrogates, not beyond the last
            const auto d = static_cast<unsigned char>(name[i + 1]);
            good = !(c == 0xe0 && d < 0xa0) && !(c == 0xed && d > 0x9f) && !(c == 0xf0 && d < 0x90) && !(c == 0xf4 && d > 0x8f);
        }
        if (!good)
            throw error(errc::bad_argument, std::string(what) + " is not UTF-8");
        i += length;
    }
    return name;
}

std::string own_id()
{
    turn *const t = turn::current();
    if (!t)
        fail_outside("self");
    return t->claim().id;
}

std::string function_and_layout(const std::string &snapshot, std::string &layout)
{
    layout = layout_of(snapshot);
    return function_of(snapshot);
}

void stage(submission s)
{
    turn *const t = turn::current();
    if (!t)
        fail_outside("submit");
    t->stage(std::move(s));
}

void stage(message m)
{
    turn *const t = turn::current();
    if (!t)
        fail_outside("send");
    t->stage(std::move(m));
}

// --- turns

class turn::scope {
public:
    explicit scope(turn *t) : before_(std::exchange(running, t)) {}
    scope(const scope &) = delete;
    ~scope() { running = before_; }

private:
    turn *before_;
};

turn *turn::current() noexcept { return running; }

turn::~turn()
{
    for (wait *w : waits_)
        w->in_ = nullptr;
    const scope nobody(nullptr);
    body_.reset();
}

void turn::left(wait &w) noexcept
{
    std::erase(waits_, &w);
    std::erase(intents_, &w);
}

// The store's clock, as it was told with the claim.
std::int64_t turn::now()
{
    const time_point t = claim_.now + std::chrono::duration_cast<duration>(std::chrono::steady_clock::now() - since_);
    return t.time_since_epoch().count();
}

step turn::plain(step::outcome what) const
{
    step s;
    s.id = claim_.id;
    s.generation = claim_.generation;
    s.what = what;
    return s;
}

step turn::go()
{
    const scope here(this);
    if (!body_)
        body_ = std::make_unique<coroutine>(claim_.snapshot);
    if (body_->runnable()) // not started, or a plain suspension
        body_->resume();
    while (!body_->done() && meet_each())
        ;
    if (body_->done())
        return finished();
    step s = waiting();
    take_staged(s);
    return s;
}

// One after the other, since the first may destroy others (when_any). True if the coroutine went on.
bool turn::meet_each()
{
    intents_.clear();
    bool any = false;
    for (wait *w : std::vector<wait *>(waits_))
        if (!body_->done() && is_here(w) && !w->met_ && meet_one(*w)) {
            any = true;
            body_->resume();
        }
    return any;
}

bool turn::is_here(const wait *w) const { return std::find(waits_.begin(), waits_.end(), w) != waits_.end(); }

bool turn::meet_one(wait &w)
{
    switch (w.kind_) {
    case wait::kind::message:
        if (consumed_.size() >= most_messages) // the others in the next step
            return false;
        if (auto m = store_.next_message(claim_.id, w.name_, consumed_)) {
            consumed_.push_back(m->number);
            w.meet(ending{status::done, std::move(m->value), {}});
            return true;
        }
        [[fallthrough]];
    case wait::kind::timer:
        if (w.until_ == wait::never || w.until_ > now())
            return false;
        w.meet();
        return true;
    case wait::kind::ending:
        if (is_staged(w.name_))
            return false;
        if (w.name_ == claim_.id) {
            w.fail(std::make_exception_ptr(error(errc::bad_argument, "'" + w.name_ + "' waits for its own result")));
            return true;
        }
        try {
            if (auto e = store_.find_ending(w.name_)) {
                w.meet(std::move(e));
                return true;
            }
        } catch (const error &e) {
            if (e.code() != errc::not_found)
                throw;
            w.fail(std::current_exception());
            return true;
        }
        return false;
    case wait::kind::effect:
    case wait::kind::transaction:
        if (auto e = store_.find_effect(claim_.id, w.name_); e && e->done) {
            w.meet(ending{status::done, std::move(e->value), {}});
            return true;
        }
        intents_.push_back(&w);
        return false;
    }
    return false;
}

bool turn::is_staged(const std::string &id) const
{
    return std::any_of(children_.begin(), children_.end(), [&](const submission &s) { return s.id == id; });
}

step turn::waiting() const
{
    step s = plain(step::outcome::waiting);
    s.snapshot = body_->save();
    s.layout = layout_of(*s.snapshot);
    if (!intents_.empty()) {
        s.what = step::outcome::goes_on;
        for (const wait *w : intents_)
            if (w->kind_ == wait::kind::effect)
                s.effects.push_back({w->name_, {}, false, 0});
        return s;
    }
    if (body_->runnable()) {
        s.what = step::outcome::goes_on;
        return s;
    }
    const auto unmet = [](const wait *w) { return !w->met_; };
    if (std::none_of(waits_.begin(), waits_.end(), unmet))
        throw escaped{"it is suspended in something that the store knows nothing of, such as valor::receive; use valor::durable::receive"};
    std::int64_t wake = wait::never;
    for (const wait *w : waits_) {
        if (w->met_)
            continue;
        if (w->kind_ == wait::kind::message)
            s.names.push_back(w->name_);
        else if (w->kind_ == wait::kind::ending)
            s.results.push_back(w->name_);
        wake = std::min(wake, w->until_);
    }
    if (wake != wait::never)
        s.wake = time_point(duration(wake));
    return s;
}

step turn::finished()
{
    step s = plain(step::outcome::done);
    try {
        s.result = body_->result();
    } catch (...) {
        const auto text = valor::detail::text_of(std::current_exception());
        throw escaped{text.what.empty() ? text.type : text.what + " (" + text.type + ")"};
    }
    take_staged(s);
    return s;
}

void turn::take_staged(step &s)
{
    s.consumed = std::exchange(consumed_, {});
    s.children = std::exchange(children_, {});
    s.sent = std::exchange(sent_, {});
}

std::optional<step> turn::perform()
{
    wait &w = *intents_.front();
    const std::string key = idempotency_key(w.name_);
    step s = plain(step::outcome::goes_on);
    if (w.kind_ == wait::kind::transaction) {
        // Runs where its record is written; what it throws undoes both, and is the coroutine's.
        s.inside = [&w, key](database &db, step &own) {
            const scope nobody(nullptr);
            own.effects = {{w.name_, w.perform(key, &db), true, 0}};
        };
        return s;
    }
    try {
        const scope nobody(nullptr);
        s.effects.push_back({w.name_, w.perform(key, nullptr), true, 0});
    } catch (...) {
        reject(std::current_exception());
        return std::nullopt;
    }
    return s;
}

void turn::reject(std::exception_ptr e)
{
    intents_.front()->fail(std::move(e));
    intents_.erase(intents_.begin());
}

} // namespace valor::durable::detail
