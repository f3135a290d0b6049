// The protocol in SQL, for both databases. Each call of the interface is one transaction of the engine.
// Invariant: answers are those of one transaction. Leaves to others: the steps (protocol.h).
#include "protocol.h"
#include "schema.h"

#include <algorithm>
#include <atomic>

namespace valor::durable::sql {

namespace {

time_point moment(const cell &c) { return time_point(duration(number(c))); }
std::int64_t micros(duration d) { return d.count(); }
std::vector<std::string> split(std::string_view t)
{
    std::vector<std::string> out;
    for (std::size_t at = 0; at < t.size();) {
        const std::size_t end = std::min(t.find('\n', at), t.size());
        if (end > at)
            out.emplace_back(t.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

class store final : public backend {
public:
    explicit store(std::unique_ptr<engine> e) : engine_(std::move(e)), q_(engine_->words()) { migrate(*engine_); }

    std::string name() const override { return engine_->name(); }

    bool submit(const submission &s) override
    {
        return write<bool>([&](connection &c) { return in(c).add(s, "submitted"); });
    }
    bool send(const message &m) override
    {
        return write<bool>([&](connection &c) { return in(c).deliver(m); });
    }

    std::vector<claimed> claim(const claim_request &r) override
    {
        std::vector<argument> arguments{std::string_view(r.worker), micros(r.lease), static_cast<std::int64_t>(r.most)};
        for (const std::string &layout : r.except)
            arguments.emplace_back(std::string_view(layout));
        if (!busy_) { // an empty look costs no writing transaction
            bool any = false;
            engine_->read([&](connection &c) { any = !c.run(q_.due_now(r.except.size()), std::span(arguments).subspan(3)).rows.empty(); });
            if (!any)
                return {};
        }
        auto found = write<std::vector<claimed>>([&](connection &c) {
            std::vector<claimed> out;
            for (auto &row : c.run(q_.claim(r.except.size()), arguments).rows) {
                out.push_back({text(row[0]), text(row[1]), text(row[2]), text(row[3]), number(row[4]), number(row[5]), text(row[6]) == "running", moment(row[8])});
                if (out.back().taken_over)
                    in(c).note(out.back().id, "taken over", "from " + text(row[7]));
            }
            return out;
        });
        busy_ = found.size() == r.most; // then there is probably more
        return found;
    }

    std::vector<verdict> commit(std::span<step> steps) override
    {
        return write<std::vector<verdict>>([&](connection &c) { return in(c).put(steps); });
    }

    std::vector<verdict> renew(std::span<const lease> leases, duration d) override
    {
        return write<std::vector<verdict>>([&](connection &c) {
            std::vector<verdict> out;
            for (const lease &l : leases) {
                const bool ours = c.run(q_.renew, {std::string_view(l.id), l.generation, micros(d)}).affected || !c.run(q_.is_ours, {std::string_view(l.id), l.generation}).rows.empty();
                out.push_back(ours ? verdict::committed : verdict::lost);
            }
            return out;
        });
    }

    void announce(const announcement &a) override
    {
        write<bool>([&](connection &c) {
            c.run(q_.forget_workers);
            return c.run(q_.announce, {std::string_view(a.worker), std::string_view(a.functions)}).affected > 0;
        });
    }
    std::vector<announcement> announced() override
    {
        return rows<announcement>(q_.announced, {}, [](auto &row) { return announcement{text(row[0]), text(row[1]), moment(row[2])}; });
    }
    std::vector<std::string> stuck_layouts() override
    {
        return rows<std::string>(q_.stuck, {}, [](auto &row) { return text(row[0]); });
    }
    void unstick(const std::string &layout) override
    {
        write<bool>([&](connection &c) {
            if (c.run(q_.unstick, {std::string_view(layout)}).affected)
                engine_->tell(c);
            return true;
        });
    }

    std::optional<received> next_message(const std::string &id, const std::string &name, std::span<const std::int64_t> but) override
    {
        std::optional<received> out;
        engine_->read([&](connection &c) {
            const auto found = c.run(q_.inbox, {std::string_view(id), std::string_view(name), static_cast<std::int64_t>(but.size() + 1)});
            for (const auto &row : found.rows)
                if (std::find(but.begin(), but.end(), number(row[0])) == but.end()) {
                    out = received{number(row[0]), {text(row[1]), text(row[2])}};
                    return;
                }
        });
        return out;
    }
    std::optional<effect> find_effect(const std::string &id, const std::string &key) override
    {
        return first(rows<effect>(q_.effect, {std::string_view(id), std::string_view(key)}, to_effect));
    }
    std::vector<effect> effects(const std::string &id) override { return rows<effect>(q_.effects, {std::string_view(id)}, to_effect); }
    std::optional<ending> find_ending(const std::string &id) override
    {
        auto found = first(rows<ending>(q_.ending, {std::string_view(id)},
            [](auto &row) { return ending{status_from(text(row[0])), {text(row[1]), text(row[2])}, text(row[3])}; }));
        if (!found)
            throw no_such(id);
        return is_final(found->status) ? found : std::nullopt;
    }
    std::optional<record> find(const std::string &id) override { return first(rows<record>(q_.find, {std::string_view(id)}, to_record)); }
    std::optional<std::string> snapshot(const std::string &id) override
    {
        const auto found = rows<std::vector<cell>>(q_.snapshot, {std::string_view(id)}, [](auto &row) { return row; });
        if (found.empty())
            throw no_such(id);
        return std::holds_alternative<std::monostate>(found[0][0]) ? std::nullopt : std::optional(text(found[0][0]));
    }
    std::vector<record> list(const list_filter &f) override
    {
        const std::string_view wanted = f.status ? to_string(*f.status) : std::string_view();
        return rows<record>(q_.list, {std::string_view(f.after), wanted, static_cast<std::int64_t>(f.most)}, to_record);
    }
    std::vector<history_entry> history(const std::string &id) override
    {
        if (!find(id))
            throw no_such(id);
        return rows<history_entry>(q_.history, {std::string_view(id)}, [](auto &row) { return history_entry{moment(row[0]), text(row[1]), text(row[2])}; });
    }

    void cancel(const std::string &id) override
    {
        write<bool>([&](connection &c) {
            in(c).lock_end(id);
            protocol::refuse_final(id, in(c).status_of(id));
            c.run(q_.cancel, {std::string_view(id)});
            in(c).end(id, status::cancelled);
            return true;
        });
    }
    void retry(const std::string &id) override
    {
        write<bool>([&](connection &c) {
            const status s = in(c).status_of(id);
            if (s != status::failed && s != status::stuck)
                throw not_retryable(id, s);
            c.run(q_.retry, {std::string_view(id)});
            in(c).note(id, "retried");
            engine_->tell(c);
            return true;
        });
    }
    void fork(const std::string &id, const std::string &as) override
    {
        write<bool>([&](connection &c) {
            protocol::refuse_final(id, in(c).status_of(id));
            if (!c.run(q_.fork, {std::string_view(id), std::string_view(as)}).affected)
                throw already_there(as);
            c.run(q_.fork_effects, {std::string_view(id), std::string_view(as)});
            in(c).note(as, "forked from " + id);
            engine_->tell(c);
            return true;
        });
    }
    void forget(const std::string &id) override
    {
        write<bool>([&](connection &c) {
            if (!is_final(in(c).status_of(id)))
                throw not_ended(id);
            for (const std::string *statement : {&q_.forget_effects, &q_.forget_history, &q_.forget_inbox, &q_.forget_watch, &q_.forget})
                c.run(*statement, {std::string_view(id)});
            return true;
        });
    }

    void transaction(const std::function<void(database &)> &f) override
    {
        engine_->write([&](connection &c) { f(c); });
    }

    time_point now() override
    {
        time_point out;
        engine_->read([&](connection &c) { out = moment(c.run(q_.now).rows.at(0).at(0)); });
        return out;
    }
    void wait(duration most, std::span<const std::string> except, std::stop_token stop) override
    {
        const std::uint64_t seen = engine_->changes();
        engine_->read([&](connection &c) {
            std::vector<argument> arguments;
            for (const std::string &layout : except)
                arguments.emplace_back(std::string_view(layout));
            const auto found = c.run(q_.next_due(except.size()), arguments);
            if (!found.rows.empty())
                most = std::min(most, duration(std::max<std::int64_t>(0, number(found.rows[0][0]))));
        });
        if (most.count() > 0)
            engine_->sleep(most, seen, std::move(stop));
    }
    void wake() override { engine_->wake(); }

private:
    protocol in(connection &c) { return {c, *engine_, q_}; }
    // One transaction; its answer is that of the run that was committed.
    template <class T, class F> T write(F f)
    {
        std::optional<T> out;
        engine_->write([&](connection &c) { out.emplace(f(c)); });
        return *std::move(out);
    }
    template <class T, class F> std::vector<T> rows(const std::string &statement, std::initializer_list<argument> arguments, F make)
    {
        std::vector<T> out;
        engine_->read([&](connection &c) {
            out.clear();
            for (auto &row : c.run(statement, arguments).rows)
                out.push_back(make(row));
        });
        return out;
    }
    template <class T> static std::optional<T> first(std::vector<T> v) { return v.empty() ? std::nullopt : std::optional<T>(std::move(v[0])); }

    static effect to_effect(std::vector<cell> &row) { return {text(row[0]), {text(row[1]), text(row[2])}, number(row[3]) != 0, number(row[4])}; }
    static record to_record(std::vector<cell> &row)
    {
        record r;
        r.id = text(row[0]);
        r.function = text(row[1]);
        r.layout = text(row[2]);
        r.status = status_from(text(row[3]));
        r.generation = number(row[4]);
        r.attempts = number(row[5]);
        r.steps = number(row[6]);
        r.worker = text(row[7]);
        r.error = text(row[8]);
        r.names = split(text(row[9]));
        if (!std::holds_alternative<std::monostate>(row[10]))
            r.due = moment(row[10]);
        r.created = moment(row[11]);
        r.changed = moment(row[12]);
        return r;
    }

    std::atomic<bool> busy_ = false;
    std::unique_ptr<engine> engine_;
    statements q_;
};

} // namespace

std::string dialect::operator()(std::string_view from) const
{
    std::string out(from);
    for (const auto &[word, own] : words)
        for (std::size_t at = 0; (at = out.find(word, at)) != std::string::npos; at += own.size())
            out.replace(at, word.size(), own);
    return out;
}

std::vector<std::vector<cell>> connection::execute(const std::string &statement, std::span<const cell> parameters)
{
    std::vector<argument> arguments;
    for (const cell &p : parameters)
        arguments.push_back(std::visit([](const auto &v) -> argument {
            if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string>)
                return std::string_view(v);
            else
                return v;
        }, p));
    return run(statement, arguments).rows;
}

std::vector<answer> connection::run_each(const std::string &statement, std::span<const std::vector<argument>> each)
{
    std::vector<answer> out;
    for (const std::vector<argument> &arguments : each)
        out.push_back(run(statement, arguments));
    return out;
}

std::unique_ptr<backend> make_store(std::unique_ptr<engine> e) { return std::make_unique<store>(std::move(e)); }

} // namespace valor::durable::sql
