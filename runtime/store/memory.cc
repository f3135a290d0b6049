// "memory:", a store that lives as long as its object: for tests, and for programs that need the waiting but not the survival.
// Invariant: one mutex guards all. The model that other backends are compared with.
#include "backends.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

namespace valor::durable {

namespace {

struct mail {
    std::int64_t number;
    message m;
    bool consumed = false; // kept for its key
};

struct task {
    record r;
    std::string snapshot;
    value result;
    std::vector<std::string> results; // whose end it waits for
    std::vector<mail> inbox;
    std::vector<effect> effects;
    std::vector<history_entry> history;
};

class memory final : public backend {
public:
    std::string name() const override { return "memory:"; }

    bool submit(const submission &s) override
    {
        const std::lock_guard lock(guard_);
        return add(s, "submitted");
    }

    bool send(const message &m) override
    {
        const std::lock_guard lock(guard_);
        check_deliverable(m);
        return deliver(m);
    }

    std::vector<claimed> claim(const claim_request &q) override
    {
        const std::lock_guard lock(guard_);
        const time_point now = clock();
        std::vector<task *> found;
        for (auto d = due_.begin(); d != due_.end() && d->first <= now && found.size() < q.most; ++d)
            if (task &t = tasks_.at(d->second); std::find(q.except.begin(), q.except.end(), t.r.layout) == q.except.end())
                found.push_back(&t);
        std::vector<claimed> out;
        for (task *t : found)
            out.push_back(take(*t, q, now));
        return out;
    }

    std::vector<verdict> commit(std::span<step> steps) override
    {
        const std::lock_guard lock(guard_);
        for (const step &s : steps)
            if (held(s.id, s.generation))
                check(s);
        std::vector<verdict> out;
        for (const step &s : steps)
            out.push_back(write(s));
        return out;
    }

    std::vector<verdict> renew(std::span<const lease> leases, duration d) override
    {
        const std::lock_guard lock(guard_);
        std::vector<verdict> out;
        for (const lease &l : leases) {
            task *const t = held(l.id, l.generation);
            if (t)
                schedule(*t, clock() + d);
            out.push_back(t ? verdict::committed : verdict::lost);
        }
        return out;
    }

    void announce(const announcement &a) override
    {
        const std::lock_guard lock(guard_);
        announced_[a.worker] = {a.worker, a.functions, clock()};
    }
    std::vector<announcement> announced() override
    {
        const std::lock_guard lock(guard_);
        std::vector<announcement> out;
        for (const auto &[w, a] : announced_)
            out.push_back(a);
        return out;
    }
    std::vector<std::string> stuck_layouts() override
    {
        const std::lock_guard lock(guard_);
        std::set<std::string> out;
        for (const auto &[id, t] : tasks_)
            if (t.r.status == status::stuck)
                out.insert(t.r.layout);
        return {out.begin(), out.end()};
    }
    void unstick(const std::string &layout) override
    {
        const std::lock_guard lock(guard_);
        for (auto &[id, t] : tasks_)
            if (t.r.status == status::stuck && t.r.layout == layout)
                set(t, status::ready, clock());
    }

    std::optional<received> next_message(const std::string &id, const std::string &name, std::span<const std::int64_t> but) override
    {
        const std::lock_guard lock(guard_);
        for (const mail &m : at(id).inbox)
            if (!m.consumed && m.m.name == name && std::find(but.begin(), but.end(), m.number) == but.end())
                return received{m.number, m.m.value};
        return std::nullopt;
    }
    std::optional<effect> find_effect(const std::string &id, const std::string &key) override
    {
        const std::lock_guard lock(guard_);
        for (const effect &e : at(id).effects)
            if (e.key == key)
                return e;
        return std::nullopt;
    }
    std::vector<effect> effects(const std::string &id) override
    {
        const std::lock_guard lock(guard_);
        return at(id).effects;
    }
    std::optional<ending> find_ending(const std::string &id) override
    {
        const std::lock_guard lock(guard_);
        const task &t = at(id);
        if (!is_final(t.r.status))
            return std::nullopt;
        return ending{t.r.status, t.result, t.r.error};
    }
    std::optional<record> find(const std::string &id) override
    {
        const std::lock_guard lock(guard_);
        const auto t = tasks_.find(id);
        return t == tasks_.end() ? std::nullopt : std::optional(t->second.r);
    }
    std::optional<std::string> snapshot(const std::string &id) override
    {
        const std::lock_guard lock(guard_);
        const task &t = at(id);
        return is_final(t.r.status) ? std::nullopt : std::optional(t.snapshot);
    }
    std::vector<record> list(const list_filter &f) override
    {
        const std::lock_guard lock(guard_);
        std::vector<record> out;
        for (auto t = tasks_.upper_bound(f.after); t != tasks_.end() && out.size() < f.most; ++t)
            if (!f.status || t->second.r.status == *f.status)
                out.push_back(t->second.r);
        return out;
    }
    std::vector<history_entry> history(const std::string &id) override
    {
        const std::lock_guard lock(guard_);
        return at(id).history;
    }

    void cancel(const std::string &id) override
    {
        const std::lock_guard lock(guard_);
        task &t = at(id);
        refuse_final(t);
        ++t.r.generation;
        end(t, status::cancelled);
    }
    void retry(const std::string &id) override
    {
        const std::lock_guard lock(guard_);
        task &t = at(id);
        if (t.r.status != status::failed && t.r.status != status::stuck)
            throw not_retryable(id, t.r.status);
        t.r.attempts = 0;
        note(t, "retried");
        set(t, status::ready, clock());
    }
    void fork(const std::string &id, const std::string &as) override
    {
        const std::lock_guard lock(guard_);
        const task &t = at(id);
        refuse_final(t);
        if (tasks_.contains(as))
            throw already_there(as);
        add({as, t.r.function, t.r.layout, t.snapshot}, "forked from " + id);
        tasks_[as].effects = t.effects;
    }
    void forget(const std::string &id) override
    {
        const std::lock_guard lock(guard_);
        if (!is_final(at(id).r.status))
            throw not_ended(id);
        tasks_.erase(id);
    }

    void transaction(const std::function<void(database &)> &) override { throw error(errc::unsupported, "memory: is no SQL database, and has no tables"); }

    time_point now() override { return clock(); }

    void wait(duration most, std::span<const std::string> except, std::stop_token stop) override
    {
        std::unique_lock lock(guard_);
        time_point until = clock() + most;
        for (const auto &[t, id] : due_)
            if (std::find(except.begin(), except.end(), tasks_.at(id).r.layout) == except.end()) {
                until = std::min(until, t);
                break;
            }
        const auto seen = changes_;
        changed_.wait_until(lock, stop, until, [&] { return changes_ != seen; });
    }
    void wake() override
    {
        const std::lock_guard lock(guard_);
        woken();
    }

private:
    static time_point clock() { return std::chrono::time_point_cast<duration>(std::chrono::system_clock::now()); }

    task &at(const std::string &id)
    {
        const auto t = tasks_.find(id);
        if (t == tasks_.end())
            throw no_such(id);
        return t->second;
    }
    task *held(const std::string &id, std::int64_t generation)
    {
        const auto t = tasks_.find(id);
        return t == tasks_.end() || t->second.r.generation != generation || t->second.r.status != status::running ? nullptr : &t->second;
    }
    void refuse_final(const task &t) const
    {
        if (is_final(t.r.status))
            throw has_ended(t.r.id, t.r.status);
    }
    void woken()
    {
        ++changes_;
        changed_.notify_all();
    }
    void schedule(task &t, std::optional<time_point> due)
    {
        if (t.r.due)
            due_.erase({*t.r.due, t.r.id});
        t.r.due = due;
        if (due)
            due_.emplace(*due, t.r.id);
    }
    void set(task &t, status s, std::optional<time_point> due)
    {
        t.r.status = s;
        schedule(t, due);
        t.r.changed = clock();
        if (due)
            woken();
    }
    void note(task &t, std::string what, std::string text = {}) { t.history.push_back({clock(), std::move(what), std::move(text)}); }

    bool add(const submission &s, const std::string &how)
    {
        const auto [t, fresh] = tasks_.try_emplace(s.id);
        if (!fresh)
            return false;
        t->second.r.id = s.id;
        t->second.r.function = s.function;
        t->second.r.layout = s.layout;
        t->second.r.created = clock();
        t->second.snapshot = s.snapshot;
        note(t->second, how);
        set(t->second, status::ready, clock());
        return true;
    }

    static bool has_key(const task &t, const std::string &key)
    {
        return !key.empty() && std::any_of(t.inbox.begin(), t.inbox.end(), [&](const mail &o) { return o.m.key == key; });
    }
    void check_deliverable(const message &m)
    {
        if (const task &t = at(m.to); !has_key(t, m.key))
            refuse_final(t);
    }
    bool deliver(const message &m)
    {
        task &t = at(m.to);
        if (has_key(t, m.key))
            return false;
        t.inbox.push_back({++numbers_, m});
        if (t.r.status == status::waiting && std::find(t.r.names.begin(), t.r.names.end(), m.name) != t.r.names.end())
            set(t, status::ready, clock());
        return true;
    }

    claimed take(task &t, const claim_request &q, time_point now)
    {
        const bool taken_over = t.r.status == status::running;
        if (taken_over) {
            ++t.r.attempts;
            note(t, "taken over", "from " + t.r.worker);
        }
        ++t.r.generation;
        t.r.worker = q.worker;
        t.r.status = status::running;
        schedule(t, now + q.lease);
        t.r.changed = now;
        return {t.r.id, t.r.function, t.r.layout, t.snapshot, t.r.generation, t.r.attempts, taken_over, now};
    }

    // Before anything is changed.
    void check(const step &s)
    {
        if (s.inside)
            throw error(errc::unsupported, "transact() needs a store that is an SQL database, not memory:");
        for (const message &m : s.sent)
            if (std::none_of(s.children.begin(), s.children.end(), [&](const submission &c) { return c.id == m.to; }))
                check_deliverable(m);
        for (const std::string &id : s.results)
            if (std::none_of(s.children.begin(), s.children.end(), [&](const submission &c) { return c.id == id; }))
                at(id);
    }

    verdict write(const step &s)
    {
        task *const t = held(s.id, s.generation);
        if (!t)
            return verdict::lost;
        if (s.snapshot) {
            t->snapshot = *s.snapshot;
            t->r.layout = s.layout;
        }
        if (s.snapshot || s.what == step::outcome::done) {
            ++t->r.steps;
            t->r.attempts = 0;
            t->r.error.clear();
        }
        consume(*t, s);
        record_effects(*t, s);
        for (const submission &c : s.children)
            add(c, "submitted by " + s.id);
        settle(*t, s);
        for (const message &m : s.sent)
            deliver(m);
        return verdict::committed;
    }

    void consume(task &t, const step &s)
    {
        for (const std::int64_t n : s.consumed)
            for (mail &m : t.inbox)
                if (m.number == n) {
                    m.consumed = true;
                    m.m.value = {};
                }
        std::erase_if(t.inbox, [](const mail &m) { return m.consumed && m.m.key.empty(); });
    }

    void record_effects(task &t, const step &s)
    {
        for (const effect &e : s.effects) {
            auto known = std::find_if(t.effects.begin(), t.effects.end(), [&](const effect &k) { return k.key == e.key; });
            if (known == t.effects.end())
                known = t.effects.insert(known, {e.key, {}, false, 0});
            known->attempts += !e.done && !known->done;
            if (e.done && !known->done) {
                known->value = e.value;
                known->done = true;
            }
        }
    }

    void settle(task &t, const step &s)
    {
        using enum step::outcome;
        if (s.what == goes_on)
            return;
        t.r.worker.clear();
        t.r.names = s.names;
        t.results = s.results;
        switch (s.what) {
        case goes_on: return;
        case handed_back:
        case ready: return set(t, status::ready, clock());
        case waiting: return is_met(t) ? set(t, status::ready, clock()) : set(t, status::waiting, s.wake);
        case done:
            t.result = s.result;
            return end(t, status::done);
        case retry:
            ++t.r.attempts;
            t.r.error = s.error;
            note(t, "failed", s.error);
            return set(t, status::ready, clock() + s.delay);
        case set_aside:
            ++t.r.attempts;
            t.r.error = s.error;
            note(t, "set aside", s.error);
            return set(t, status::failed, std::nullopt);
        case stuck:
            t.r.error = s.error;
            note(t, "stuck", s.error);
            return set(t, status::stuck, std::nullopt);
        }
    }

    bool is_met(const task &t)
    {
        const auto named = [&](const mail &m) { return !m.consumed && std::find(t.r.names.begin(), t.r.names.end(), m.m.name) != t.r.names.end(); };
        return std::any_of(t.inbox.begin(), t.inbox.end(), named) ||
            std::any_of(t.results.begin(), t.results.end(), [&](const std::string &id) { return is_final(at(id).r.status); });
    }

    void end(task &t, status s)
    {
        note(t, std::string(to_string(s)));
        set(t, s, std::nullopt);
        t.r.worker.clear();
        t.r.names.clear();
        std::erase_if(t.inbox, [](const mail &m) { return m.m.key.empty(); });
        for (mail &m : t.inbox) { // their keys are still known
            m.consumed = true;
            m.m.value = {};
        }
        t.snapshot.clear();
        for (auto &[id, o] : tasks_)
            if (o.r.status == status::waiting && std::find(o.results.begin(), o.results.end(), t.r.id) != o.results.end())
                set(o, status::ready, clock());
        woken();
    }

    std::mutex guard_;
    std::condition_variable_any changed_;
    std::map<std::string, task> tasks_;
    std::set<std::pair<time_point, std::string>> due_;
    std::map<std::string, announcement> announced_;
    std::int64_t numbers_ = 0;
    std::uint64_t changes_ = 0;
};

} // namespace

std::unique_ptr<backend> open_memory() { return std::make_unique<memory>(); }

} // namespace valor::durable
