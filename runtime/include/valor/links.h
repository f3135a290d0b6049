// The graph of a snapshot: shared objects, pointers, views and references, by ufser's machinery (ufser/graph.h).
//
//   units   the frames by number; a part is a variable by ordinal, or `pending`, the value at its co_await or its result
//   outside what the references of the outermost coroutine are bound to; a part is a variable of that one
//
// Invariant: an error names the function and the variable. Leaves to others: encoding (save.h), making frames (restore.h).
#pragma once
#include <valor/at.h>
#include <valor/question.h>
#include <valor/snapshot.h>

#include <string>
#include <vector>

namespace valor::detail {

inline constexpr std::int32_t outside = -4;
inline constexpr std::int32_t pending_part = -1;

// The value at the co_await of a suspended frame, or the result of one that has finished.
struct pending_value {
    const object_links *links = nullptr;
    void *object = nullptr;
};
inline pending_value pending_of(frame &f, bool suspended)
{
    if (!suspended) {
        void *const value = f.taken || f.ops->result->error(f) ? nullptr : f.ops->result->value(f);
        return value ? pending_value{f.ops->result->links, value} : pending_value{};
    }
    if (!f.at)
        return {};
    if (supplied_base *const given = f.at->given(); given)
        return {given->links(), given->object()};
    if (f.at->ops->state == state::awaits_value)
        return {f.at->ops->links, f.at->ops->operand(*f.at)};
    return {};
}

class saved_links final : public uf::graph_writer {
public:
    // Whose links are noted from here on.
    void look_at(const shape &s, std::size_t variable, std::size_t frame)
    {
        origin = origins_.size();
        origins_.push_back({&s, variable, frame});
    }
    // Is that shared object kept by a frame before this one, or by a variable of this one before that?
    bool is_kept_before(std::int32_t object, std::size_t frame, std::size_t variable) const
    {
        if (keepers_.empty())
            keepers_ = first_keepers();
        const std::size_t keeper = keepers_[static_cast<std::size_t>(object)];
        if (keeper >= origins_.size())
            return false;
        const from &f = origins_[keeper];
        return f.frame < frame || (f.frame == frame && f.variable < variable);
    }
    std::string name_of(std::size_t i) const override
    {
        if (i >= origins_.size())
            return "a finished coroutine's result";
        const auto &[s, variable, frame] = origins_[i];
        const std::string_view name = variable < s->variables.size() ? s->name(variable) : "the value at its co_await";
        return "in '" + std::string(s->what->id.key) + "': '" + std::string(name) + "'";
    }
    // The links of one frame.
    void frame_links(std::size_t frame, const answer &a, const object_links *pending, const void *object)
    {
        if (!a.shape || !(a.shape->links || (pending && pending->collect)))
            return;
        begin(frame);
        for (std::size_t v = 0; v < a.addresses.size(); ++v) {
            const variable_ops &o = *a.shape->variables[v];
            if (o.what != variable_ops::kind::value || !o.links->collect)
                continue;
            look_at(*a.shape, v, frame);
            o.links->collect(a.addresses[v], *this);
        }
        look_at(*a.shape, a.addresses.size(), frame);
        if (pending && pending->collect)
            pending->collect(object, *this);
    }
    void result_links(std::size_t frame, const object_links &result, const void *object)
    {
        if (!result.collect)
            return;
        begin(frame);
        origin = static_cast<std::size_t>(-1);
        result.collect(object, *this);
    }
    void want(const variable_ops &ops, const void *address, std::size_t frame, const shape &s, std::size_t variable)
    {
        look_at(s, variable, frame);
        const bool own = ops.what != variable_ops::kind::parameter; // a parameter cannot lead into its own frame
        references.push_back({address, ops.tag, own ? uf::unit::none : static_cast<std::int32_t>(frame), origin});
    }
    std::vector<std::size_t> frames; // that have links, in the order of the graph's units

    static void walk(const answer &a, variable_ops::kind what, auto &&root, std::int32_t unit)
    {
        for (std::size_t v = 0; v < a.addresses.size(); ++v)
            if (const variable_ops &o = *a.shape->variables[v]; o.what == what)
                root(unit, static_cast<std::int32_t>(v), [&](uf::address_walker &w) { o.links->walk(a.addresses[v], w); });
    }

protected:
    [[noreturn]] void nowhere(std::size_t who) const override
    {
        fail(errc::not_persistable, name_of(who) + " leads to an object that is not in the snapshot");
    }

private:
    void begin(std::size_t frame)
    {
        frames.push_back(frame);
        begin_unit();
    }
    struct from {
        const detail::shape *shape;
        std::size_t variable, frame;
    };
    std::vector<from> origins_;
    mutable std::vector<std::size_t> keepers_; // of the shared objects, found when asked for
};

} // namespace valor::detail
