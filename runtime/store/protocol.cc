#include "protocol.h"

#include <algorithm>

namespace valor::durable::sql {

namespace {

argument nothing_or(const std::string &t) { return t.empty() ? argument() : argument(std::string_view(t)); }
std::int64_t micros(duration d) { return d.count(); }

// What databases accept as text.
std::string clean(std::string_view t)
{
    std::string out(t.substr(0, 4000));
    for (char &c : out)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || static_cast<unsigned char>(c) >= 0x7f)
            c = '?';
    return out;
}

std::string joined(const std::vector<std::string> &names)
{
    std::string out = names.empty() ? "" : "\n";
    for (const std::string &n : names)
        out += n + "\n";
    return out;
}

} // namespace

std::int64_t number(const cell &c)
{
    if (const auto *n = std::get_if<std::int64_t>(&c))
        return *n;
    throw error(errc::damaged, "the store has no number where one should be");
}
std::string text(const cell &c)
{
    if (const auto *t = std::get_if<std::string>(&c))
        return *t;
    if (std::holds_alternative<std::monostate>(c))
        return {};
    throw error(errc::damaged, "the store has no text where one should be");
}

status protocol::status_of(const std::string &id)
{
    const auto found = c_.run(q_.status_of, {std::string_view(id)});
    if (found.rows.empty())
        throw no_such(id);
    return status_from(text(found.rows[0][0]));
}

void protocol::refuse_final(const std::string &id, status s)
{
    if (is_final(s))
        throw has_ended(id, s);
}

void protocol::note(const std::string &id, const std::string &what, const std::string &more)
{
    c_.run(q_.note, {std::string_view(id), std::string_view(what), std::string_view(clean(more))});
}

bool protocol::add(const submission &s, const std::string &how)
{
    if (!c_.run(q_.add, {std::string_view(s.id), std::string_view(s.function), std::string_view(s.layout), bytes{s.snapshot}}).affected)
        return false;
    note(s.id, how);
    engine_.tell(c_);
    return true;
}

bool protocol::deliver(const message &m)
{
    const status s = status_of(m.to);
    if (is_final(s) && !m.key.empty() && !c_.run(q_.has_key, {std::string_view(m.to), std::string_view(m.key)}).rows.empty())
        return false;
    refuse_final(m.to, s);
    if (!c_.run(q_.post, {std::string_view(m.to), std::string_view(m.name), std::string_view(m.value.type), bytes{m.value.bytes}, nothing_or(m.key)}).affected)
        return false;
    if (s == status::waiting && c_.run(q_.wake_for, {std::string_view(m.to), std::string_view("\n" + m.name + "\n")}).affected)
        engine_.tell(c_);
    return true;
}

void protocol::make_set(std::vector<std::string> &ids)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

void protocol::lock(std::span<const step> steps)
{
    std::vector<std::string> endings, rows;
    for (const step &s : steps) {
        rows.push_back(s.id);
        if (s.what == step::outcome::done)
            endings.push_back(s.id);
        endings.insert(endings.end(), s.results.begin(), s.results.end());
        for (const message &m : s.sent)
            rows.push_back(m.to);
    }
    make_set(endings);
    if (!endings.empty())
        engine_.lock_endings(c_, endings);
    for (const step &s : steps)
        if (s.what == step::outcome::done)
            for (const auto &row : c_.run(q_.watchers, {std::string_view(s.id)}).rows)
                rows.push_back(text(row[0]));
    make_set(rows);
    if (rows.size() > 1)
        engine_.lock_rows(c_, rows);
}

// The same for one that is ended from outside.
void protocol::lock_end(const std::string &id)
{
    engine_.lock_endings(c_, {&id, 1});
    std::vector<std::string> rows{id};
    for (const auto &row : c_.run(q_.watchers, {std::string_view(id)}).rows)
        rows.push_back(text(row[0]));
    make_set(rows);
    engine_.lock_rows(c_, rows);
}

std::vector<verdict> protocol::put(std::span<step> steps)
{
    lock(steps);
    std::vector<fence> fences;
    for (const step &s : steps)
        fences.push_back(fence_of(s));
    std::vector<verdict> out;
    while (out.size() < fences.size()) { // those in a row with one statement, together
        const std::size_t first = out.size();
        std::vector<std::vector<argument>> each;
        for (std::size_t i = first; i < fences.size() && fences[i].statement == fences[first].statement; ++i)
            each.push_back(std::move(fences[i].arguments));
        for (const answer &a : c_.run_each(*fences[first].statement, each))
            out.push_back(a.affected ? verdict::committed : verdict::lost);
    }
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (out[i] == verdict::committed)
            complete(steps[i]);
    return out;
}

void protocol::complete(step &s)
{
    using enum step::outcome;
    if (s.what == retry || s.what == set_aside || s.what == stuck)
        note(s.id, s.what == retry ? "failed" : s.what == stuck ? "stuck" : "set aside", s.error);
    if (s.inside)
        run_inside(s);
    for (const std::int64_t n : s.consumed) {
        c_.run(q_.consume, {n});
        c_.run(q_.keep_key, {n});
    }
    for (const effect &e : s.effects)
        c_.run(e.done ? q_.effect_done : q_.effect_intent, {std::string_view(s.id), std::string_view(e.key), std::string_view(e.value.type), bytes{e.value.bytes}});
    for (const submission &child : s.children)
        add(child, "submitted by " + s.id);
    if (s.what == waiting && is_met(s)) {
        c_.run(q_.make_ready, {std::string_view(s.id)});
        engine_.tell(c_);
    }
    if (s.what == handed_back || s.what == ready)
        engine_.tell(c_);
    if (s.what == done)
        end(s.id, status::done);
    for (const message &m : s.sent)
        deliver(m);
}

protocol::fence protocol::fence_of(const step &s)
{
    using enum step::outcome;
    const argument id = std::string_view(s.id);
    switch (s.what) {
    case goes_on:
        if (!s.snapshot)
            return {&q_.touch, {id, s.generation}};
        return {&q_.checkpoint, {id, s.generation, bytes{*s.snapshot}, std::string_view(s.layout)}};
    case waiting:
        if (!s.snapshot)
            throw error(errc::bad_argument, "a step that waits has no snapshot");
        return {&q_.waiting, {id, s.generation, bytes{*s.snapshot}, std::string_view(s.layout), std::string_view(kept(joined(s.names))),
            s.wake ? argument(s.wake->time_since_epoch().count()) : argument()}};
    case handed_back:
    case ready: return {&q_.hand_back, {id, s.generation}};
    case done: return {&q_.done, {id, s.generation, std::string_view(s.result.type), bytes{s.result.bytes}}};
    case retry: return {&q_.failed, {id, s.generation, std::string_view(kept(clean(s.error))), micros(s.delay)}};
    case set_aside:
    case stuck: break;
    }
    return {&q_.set_aside, {id, s.generation, std::string_view(kept(clean(s.error))), to_string(s.what == stuck ? status::stuck : status::failed), std::int64_t{s.what != stuck}}};
}


void protocol::run_inside(step &s)
{
    try {
        s.inside(c_, s);
    } catch (const error &e) {
        if (e.code() == errc::unavailable)
            throw;
        throw inside_error{std::current_exception()};
    } catch (...) {
        throw inside_error{std::current_exception()};
    }
}

bool protocol::is_met(const step &s)
{
    bool met = false;
    for (const std::string &name : s.names)
        met = met || !c_.run(q_.has_message, {std::string_view(s.id), std::string_view(name)}).rows.empty();
    if (s.results.empty())
        return met;
    c_.run(q_.unwatch, {std::string_view(s.id)});
    for (const std::string &target : s.results) {
        const auto found = c_.run(q_.peek_status, {std::string_view(target)});
        if (found.rows.empty())
            throw no_such(target);
        met = met || is_final(status_from(text(found.rows[0][0])));
        c_.run(q_.watch, {std::string_view(target), std::string_view(s.id)});
    }
    return met;
}

void protocol::end(const std::string &id, status s)
{
    note(id, std::string(to_string(s)));
    c_.run(q_.drop_messages, {std::string_view(id)});
    c_.run(q_.keep_keys, {std::string_view(id)});
    c_.run(q_.unwatch, {std::string_view(id)});
    bool any = false;
    for (const auto &row : c_.run(q_.watchers, {std::string_view(id)}).rows)
        any |= c_.run(q_.wake_waiter, {std::string_view(text(row[0]))}).affected > 0;
    c_.run(q_.unwatched, {std::string_view(id)});
    if (any)
        engine_.tell(c_);
}

} // namespace valor::durable::sql
