// Makes the coroutines of a snapshot again (first phase), then arms what they wait for (second phase).
//
//   a frame is made when the one that holds it stands, and those that its references lead into;
//   pointers are set when all frames stand, then operands of rule 4 are evaluated
//
// Invariant: nothing is armed before everything stands; on an error all that was made is destroyed by the root's owner.
// No recursion over coroutines. Work is linear in the snapshot, whatever it says.
#pragma once
#include <valor/at.h>
#include <valor/function_check.h>
#include <valor/links.h>
#include <valor/reference_index.h>

#include <set>
#include <string>

namespace valor::detail {

class builder final : session::finder, restored_links::finder {
public:
    builder(session &s, const expectation &e) : s_(s), expected_(e), frames_(s.memory()), ready_(s.memory()), places_(s.data.refs), operands_(s.memory())
    {
        s.locate = this;
        s.graph.roots = this;
        s.fresh = e.fresh;
    }

    void build()
    {
        function_check(s_.data, expected_).run();
        prepare();
        std::size_t done = 0;
        while (!ready_.empty() || !last_.empty()) {
            const std::size_t i = next();
            make(i);
            ++done;
            for (const std::int32_t held : s_.claimed_now)
                met(held);
            s_.claimed_now.clear();
            for (std::size_t w = waits_start_.empty() ? 0 : waits_start_[i]; !waits_start_.empty() && w < waits_start_[i + 1]; ++w)
                met(waits_[w]);
        }
        if (done != frames_.size())
            fail(errc::malformed, "bad snapshot: a coroutine that nobody holds");
        link();
        attach_held();
        evaluate();
        stand();
    }

    void arm()
    {
        for (const building &b : frames_)
            if (frame *const f = b.made; f && f->at && !f->at->given() && f->at->ops->arm)
                f->at->ops->arm(*f->at, *f);
    }

private:
    const frame_record &record(std::size_t i) const { return s_.data.frames[i]; }
    static std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

    // Counts what each frame waits for: its holder, and the frames that its references lead into.
    void prepare()
    {
        const std::size_t n = s_.data.frames.size();
        frames_.resize(n);
        ready_.push_back(0);
        if (s_.data.refs.empty())
            return;
        s_.reader().charge(n, sizeof(answer) + sizeof(std::size_t));
        s_.reader().charge(s_.data.refs.size(), sizeof(uf::incoming) + 4 * sizeof(void *));
        answers_.resize(n);
        waits_start_.assign(n + 1, 0);
        waits_.resize(s_.data.refs.size());
        for (const ref_record &r : s_.data.refs)
            if (r.target >= 0 && r.target != r.frame)
                ++waits_start_[at(r.target)], ++frames_[at(r.frame)].unmet;
        for (std::size_t i = 1; i <= n; ++i)
            waits_start_[i] += waits_start_[i - 1];
        for (const ref_record &r : s_.data.refs)
            if (r.target >= 0 && r.target != r.frame)
                waits_[--waits_start_[at(r.target)]] = r.frame;
    }

    void met(std::int32_t i)
    {
        if (--frames_[at(i)].unmet != 0)
            return;
        // References into shared objects come last: somebody who owns the object must stand.
        const frame_record &f = record(at(i));
        bool last = false;
        for (std::size_t r = f.first_ref; r < f.first_ref + f.refs; ++r)
            last |= s_.data.refs[r].target == uf::unit::object;
        last ? void(last_.insert(at(i))) : ready_.push_back(at(i));
    }
    std::size_t next()
    {
        if (ready_.empty())
            return last_.extract(last_.begin()).value();
        const std::size_t i = ready_.back();
        ready_.pop_back();
        return i;
    }

    void make(std::size_t i)
    {
        s_.begin(i);
        session::place &p = s_.vacancies[i];
        if (!p.standing)
            fail(errc::malformed, "bad snapshot: a coroutine was dropped on the way");
        check_depth(i, p.by);
        const frame_record &r = record(i);
        if (r.layout < 0) {
            fill(*p.standing, r);
            p = {nullptr, nullptr, true, p.by};
            return;
        }
        const entry &e = *s_.layout().what;
        if (p.standing->ops->result->context != e.context)
            s_.fail_at(errc::type_mismatch, {}, "the one who holds it expects another result");
        frame &f = *e.make(s_);
        frames_[i].made = &f;
        adopt(p, f);
        if (r.state != state::unstarted) {
            reenter(f);
            frames_[i].stands = true;
        }
        frames_[i].stands = true;
        claim_links(i, f);
        if (r.state != state::unstarted)
            s_.complete();
        if (s_.evaluate)
            operands_.emplace_back(i, std::exchange(s_.evaluate, {}));
        s_.end();
        if (p.by >= 0 && record(at(p.by)).child == static_cast<std::int32_t>(i))
            attach_child(at(p.by)); // at once: what is linked can be destroyed without recursion
    }

    // Coroutines held by coroutines that are not awaited nest like values.
    void check_depth(std::size_t i, std::int32_t by)
    {
        if (by < 0)
            return;
        frames_[i].depth = frames_[at(by)].depth + (record(at(by)).child != static_cast<std::int32_t>(i));
        if (frames_[i].depth > s_.reader().limit().depth)
            fail(errc::limit_exceeded, uf::detail::more_than("coroutines hold each other deeper", "depth", s_.reader().limit().depth));
    }

    // The coroutine takes the place that was kept for it.
    static void adopt(session::place &p, frame &f)
    {
        holder made(&f);
        if (!p.standing || !p.standing->owner)
            fail(errc::malformed, "bad snapshot: a coroutine was dropped on the way");
        holder *owner = p.standing->owner;
        p.link->in = nullptr;
        owner->reset();
        owner->hold(made.release());
        p.standing = nullptr;
        p.link = nullptr;
    }

    void reenter(frame &f)
    {
        f.interrupt = &s_;
        f.self.resume();
        f.interrupt = nullptr;
        if (s_.failure)
            std::rethrow_exception(std::exchange(s_.failure, nullptr));
        if (!s_.reached || !f.at)
            s_.fail_at(errc::malformed, {}, "the suspension point was not reached");
    }

    void fill(frame &f, const frame_record &r)
    {
        const result_ops &result = *f.ops->result;
        uf::reader in(s_.reader(), r.value.bytes, r.value.start), exact(s_.reader(), r.exact.bytes, r.exact.start);
        in.beside = &exact;
        in.graph = true;
        in.rooms = s_.rooms();
        try {
            if (r.state == state::failed) {
                if (r.value.type != "t2ss")
                    in.fail(uf::errc::malformed, "an exception of another type");
                const std::string type(in.string());
                result.error(f) = std::make_exception_ptr(saved_exception(type, std::string(in.string())));
            } else if (r.state == state::finished) {
                if (!result.persistable || r.value.type != result.type)
                    fail(errc::type_mismatch, "result of a held coroutine: " + session::mismatch(result.type, r.value.type));
                result.decode(f, in);
            }
            in.expect_done();
            exact.expect_done();
            if (result.links && result.links->claim && result.value(f))
                result.links->claim(result.value(f), s_.graph, links(s_.current));
            s_.graph.all_claimed(links(s_.current));
        } catch (const uf::error &e) {
            fail(translated(e.code()), std::string("result of a held coroutine: ") + e.what());
        }
        f.taken = r.state == state::taken;
        f.stage = phase::finished;
        f.index = -1;
        frames_[s_.current].finished = &f;
        s_.vacancies[s_.current].link->in = nullptr;
    }

    void attach_child(std::size_t i)
    {
        frame &parent = *frames_[i].made, &child = *frames_[at(record(i).child)].made;
        const await_ops &ops = *parent.at->ops;
        if (!ops.attach || ops.child_result->context != child.ops->result->context)
            fail(errc::type_mismatch, "bad snapshot: the awaited coroutine has another result");
        ops.attach(*parent.at, &child);
        attach(parent, child);
        child.owned = record(i).state == state::awaits_own;
    }

    // Those that are held elsewhere than where they are awaited.
    void attach_held()
    {
        for (std::size_t i = 0; i < frames_.size(); ++i)
            if (record(i).child >= 0 && !frames_[at(record(i).child)].made->parent)
                attach_child(i);
    }

    // --- pointers

    uf::link_range &links(std::size_t i) { return s_.data.frames[i].links; }

    // Says where the pointers of a frame are.
    void claim_links(std::size_t i, frame &f)
    {
        if (!s_.linked)
            return;
        const answer a = ask(f);
        in_graph([&] {
            for (std::size_t v = 0; v < a.addresses.size(); ++v)
                if (const variable_ops &o = *a.shape->variables[v]; o.what == variable_ops::kind::value && o.links->claim)
                    o.links->claim(const_cast<void *>(a.addresses[v]), s_.graph, links(i));
            if (const auto [l, object] = pending(f, record(i)); l && l->claim)
                l->claim(object, s_.graph, links(i));
            s_.graph.all_claimed(links(i));
        });
    }
    // The value at its co_await.
    static std::pair<const object_links *, void *> pending(frame &f, const frame_record &r)
    {
        if (r.state == state::supplied && f.at && f.at->supplied)
            return {f.at->supplied->links(), f.at->supplied->object()};
        if (r.state == state::awaits_value && f.at)
            return {f.at->ops->links, f.at->ops->operand(*f.at)};
        return {};
    }

    // Everything stands: shared objects are made, and all pointers are set.
    void link()
    {
        in_graph([&] { s_.graph.finish(); });
        if (const auto texts = s_.graph.texts())
            for (const building &b : frames_)
                if (b.made)
                    keep(*b.made, texts);
    }
    void evaluate()
    {
        for (auto &[i, operand] : operands_) {
            s_.current = i;
            operand();
        }
    }
    // Groups wait for their children again.
    void stand()
    {
        try {
            for (const building &b : frames_)
                if (frame *const f = b.made; f && f->at && !f->at->given() && f->at->ops->stand)
                    f->at->ops->stand(*f->at, *f);
        } catch (const error &e) {
            fail(errc::malformed, std::string("bad snapshot: ") + e.what());
        }
    }
    template <class F> static void in_graph(F f)
    {
        try {
            f();
        } catch (const uf::error &e) {
            fail(translated(e.code()), std::string("bad snapshot: ") + e.what());
        }
    }

    void find(std::int32_t unit, std::int32_t part, std::span<uf::incoming *> wanted) override
    {
        if (unit == outside && !expected_.fresh)
            fail(errc::not_persistable, "a pointer leads to what the outermost coroutine refers to; use continue_from or deserialize with a fresh call, which binds it");
        if ((unit < 0 && unit != outside) || (unit >= 0 && at(unit) >= frames_.size()))
            return;
        if (unit >= 0 && frames_[at(unit)].finished) {
            const result_ops &r = *frames_[at(unit)].finished->ops->result;
            if (part == pending_part && r.links && r.value(*frames_[at(unit)].finished))
                r.links->find(r.value(*frames_[at(unit)].finished), wanted, 0);
            return;
        }
        if (unit >= 0 && part == pending_part) {
            if (const auto [l, object] = pending(*frames_[at(unit)].made, record(at(unit))); l)
                l->find(object, wanted, 0);
            return;
        }
        answer asked;
        if (unit >= 0)
            asked = ask(*frames_[at(unit)].made);
        const answer &a = unit >= 0 ? asked : *expected_.fresh;
        if (part < 0 || at(part) >= a.addresses.size())
            return;
        const variable_ops &o = *a.shape->variables[at(part)];
        if (o.what == (unit >= 0 ? variable_ops::kind::value : variable_ops::kind::parameter))
            o.links->find(const_cast<void *>(a.addresses[at(part)]), wanted, 0);
    }

    const void *find(const ref_record &r, const void *tag) override
    {
        if (r.target == uf::unit::object) {
            if (s_.so_far.variables)
                in_graph([&] { foresee_so_far(); });
            in_graph([&] { s_.graph.make_objects(); });
            if (!s_.graph.has_object(r.variable))
                return nullptr;
            return places_.find(r, tag, [&](std::span<uf::incoming *> wanted) { s_.graph.find_in_object(r.variable, wanted); });
        }
        if (s_.so_far.variables && r.target == static_cast<std::int32_t>(s_.current))
            return find_so_far(r, tag);
        const answer *a = r.target < 0 ? expected_.fresh : &answers_[at(r.target)];
        if (!a)
            fail(errc::not_persistable, "refers to a reference of the outermost coroutine; use continue_from or deserialize with a fresh call, which binds it");
        if (r.target >= 0 && !frames_[at(r.target)].stands)
            return nullptr;
        if (r.target >= 0 && !a->shape)
            answers_[at(r.target)] = ask(*frames_[at(r.target)].made);
        if (at(r.variable) >= a->addresses.size())
            return nullptr;
        const variable_ops &ops = *a->shape->variables[at(r.variable)];
        if (ops.what != (r.target < 0 ? variable_ops::kind::parameter : variable_ops::kind::value))
            return nullptr;
        const auto look = [&](std::span<uf::incoming *> wanted) { ops.links->find(const_cast<void *>(a->addresses[at(r.variable)]), wanted, 0); };
        return places_.find(r, tag, look);
    }

    // What the frame that is being re-entered owns so far. Both lists have the order in which the variables were declared.
    void foresee_so_far()
    {
        const std::string_view names = s_.layout().names;
        const std::size_t count = s_.so_far.addresses.size();
        uf::link_range left = links(s_.current);
        s_.graph.foresees = true;
        for (std::size_t v = 0, next = 0; next < count; ++v) {
            const std::string_view name = nth_of(names, ',', v);
            if (name.empty())
                break;
            std::size_t i = next;
            while (i < count && nth_of(s_.so_far.names, ',', i) != name) // also: what is not saved at this point, or marked
                ++i;
            if (i == count)
                continue;
            next = i + 1;
            if (const variable_ops &o = *(*s_.so_far.variables)[i]; o.what == variable_ops::kind::value && o.links->claim)
                o.links->claim(const_cast<void *>(s_.so_far.addresses[i]), s_.graph, left);
        }
        s_.graph.foresees = false;
    }

    // In the frame that is being re-entered. Its variables are known by name; the layout says which one is meant.
    const void *find_so_far(const ref_record &r, const void *tag)
    {
        const std::string_view wanted = unmarked(nth_of(s_.layout().names, ',', at(r.variable)));
        std::size_t found = s_.so_far.addresses.size(), matches = 0;
        for (std::size_t i = 0; i < s_.so_far.addresses.size(); ++i)
            if (nth_of(s_.so_far.names, ',', i) == wanted)
                found = i, ++matches;
        if (matches > 1)
            s_.fail_at(errc::not_persistable, wanted, "a reference leads to it, and another variable has the same name");
        if (matches == 0 || wanted.empty())
            return nullptr;
        const variable_ops &ops = *(*s_.so_far.variables)[found];
        const auto look = [&](std::span<uf::incoming *> l) { ops.links->find(const_cast<void *>(s_.so_far.addresses[found]), l, 0); };
        return uf::graph_reader::find_one(look, r.where, tag);
    }

    session &s_;
    const expectation &expected_;
    struct building {
        frame *made = nullptr;
        frame *finished = nullptr; // made again with its result
        std::size_t depth = 0;
        std::int32_t unmet = 1; // what it waits for
        bool stands = false;    // re-entered, so references may lead into it
    };
    std::pmr::vector<building> frames_;
    std::pmr::vector<std::size_t> ready_;
    std::set<std::size_t> last_;           // those that hold others come before them
    std::vector<answer> answers_;           // of frames that references lead into
    reference_index places_;                // that references lead to
    std::vector<std::size_t> waits_start_;  // for frame i: waits_[waits_start_[i] .. waits_start_[i + 1])
    std::vector<std::int32_t> waits_;
    std::pmr::vector<std::pair<std::size_t, deferred>> operands_; // of rule 4
};

} // namespace valor::detail
