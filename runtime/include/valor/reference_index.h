// Where the references of a snapshot lead. A variable is walked once for all that lead into it, however many: walking a map for each of
// ten thousand references to its elements would take quadratic time.
// Invariant: find() gives an object of the asked type or null. Variables stand, and stay where they are, when they are asked for.
#pragma once
#include <valor/snapshot.h>

#include <algorithm>
#include <map>
#include <span>
#include <tuple>
#include <vector>

namespace valor::detail {

class reference_index {
public:
    explicit reference_index(const std::vector<ref_record> &refs) : refs_(refs) {}

    // `look` finds places in the variable that r names, as object_links::find does.
    template <class F> const void *find(const ref_record &r, const void *tag, F look)
    {
        sort();
        const auto [first, last] = std::equal_range(order_.begin(), order_.end(), &r, into_less);
        const auto [known, fresh] = found_.try_emplace({r.target, r.variable, tag});
        if (fresh)
            known->second = look_for_all({first, last}, tag, look);
        const auto i = std::lower_bound(first, last, r.where, [](const ref_record *a, const uf::path &where) { return a->where < where; });
        return known->second[static_cast<std::size_t>(i - first)];
    }

private:
    static bool into_less(const ref_record *a, const ref_record *b) { return std::tie(a->target, a->variable) < std::tie(b->target, b->variable); }

    void sort()
    {
        if (!order_.empty())
            return;
        order_.reserve(refs_.size());
        for (const ref_record &r : refs_)
            order_.push_back(&r);
        std::sort(order_.begin(), order_.end(), [](const ref_record *a, const ref_record *b) {
            return std::tie(a->target, a->variable, a->where) < std::tie(b->target, b->variable, b->where);
        });
    }

    template <class F> static std::vector<const void *> look_for_all(std::span<const ref_record *const> refs, const void *tag, F look)
    {
        std::vector<uf::incoming> places(refs.size());
        std::vector<uf::incoming *> wanted(refs.size());
        for (std::size_t i = 0; i < refs.size(); ++i) {
            places[i].where = refs[i]->where.data();
            places[i].steps = static_cast<std::uint32_t>(refs[i]->where.size());
            places[i].tag = tag;
            wanted[i] = &places[i];
        }
        look(std::span<uf::incoming *>(wanted));
        std::vector<const void *> found(refs.size());
        for (std::size_t i = 0; i < refs.size(); ++i)
            found[i] = places[i].room > 0 ? places[i].found : nullptr;
        return found;
    }

    const std::vector<ref_record> &refs_;
    std::vector<const ref_record *> order_; // by where they lead
    std::map<std::tuple<std::int32_t, std::int32_t, const void *>, std::vector<const void *>> found_; // by target, variable, type
};

} // namespace valor::detail
