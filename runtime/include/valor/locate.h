// Where do references lead? Finds the wanted addresses in the variables of all frames of a snapshot, in one walk.
// Invariant: a place is found only for an object of exactly the type that the reference has.
#pragma once
#include <valor/question.h>
#include <valor/snapshot.h>

#include <functional>
#include <optional>
#include <unordered_map>

namespace valor::detail {

struct wanted {
    std::int32_t frame, ordinal; // whose reference
    bool parameter;              // cannot lead into its own frame
    const void *address, *tag;
    std::string_view function, name;
};

class locator final : public walker {
public:
    explicit locator(const std::vector<wanted> &w) : wanted_(w), found_(w.size())
    {
        for (std::size_t i = 0; i < w.size(); ++i) {
            by_address_.emplace(w[i].address, i);
            low_ = i && std::less<>()(low_, w[i].address) ? low_ : w[i].address;
            high_ = i && std::less<>()(w[i].address, high_) ? high_ : w[i].address;
        }
    }
    // The variables of one frame; of the root's references when `frame` is -1.
    void search(std::int32_t frame, const answer &a)
    {
        frame_ = frame;
        for (std::size_t i = 0; i < a.addresses.size(); ++i) {
            const variable_ops &ops = *a.shape->variables[i];
            variable_ = static_cast<std::int32_t>(i);
            if (ops.what == (frame == -1 ? variable_ops::kind::parameter : variable_ops::kind::value))
                ops.walk(a.addresses[i], *this);
        }
    }
    void at(const void *address, const void *tag) override
    {
        if (std::less<>()(address, low_) || std::less<>()(high_, address))
            return;
        for (auto [i, end] = by_address_.equal_range(address); i != end; ++i) {
            const wanted &w = wanted_[i->second];
            std::optional<ref_record> &f = found_[i->second];
            if (!f && w.tag == tag && !(w.parameter && w.frame == frame_))
                f = ref_record{w.frame, w.ordinal, frame_, variable_, where};
        }
    }
    // In the order in which they were wanted.
    std::vector<ref_record> take()
    {
        std::vector<ref_record> all;
        for (std::size_t i = 0; i < found_.size(); ++i) {
            if (!found_[i])
                fail(errc::not_persistable, "in '" + std::string(wanted_[i].function) + "': '" + std::string(wanted_[i].name) + "' refers to an object that is not in the snapshot");
            all.push_back(std::move(*found_[i]));
        }
        return all;
    }

private:
    const std::vector<wanted> &wanted_;
    std::vector<std::optional<ref_record>> found_;
    std::unordered_multimap<const void *, std::size_t> by_address_;
    const void *low_ = nullptr, *high_ = nullptr;
    std::int32_t frame_ = 0, variable_ = 0;
};

} // namespace valor::detail
