// The order in which a restore makes frames (restore.h), foreseen when they are saved: a frame comes when the one that holds it stands,
// and those that its references lead into; one with references into shared objects comes after all others, and then one that stands
// must own them.
// Invariant: linear in frames, references and what shared objects own.
#pragma once
#include <valor/links.h>

#include <optional>
#include <set>
#include <span>
#include <vector>

namespace valor::detail {

struct foreseen_reference {
    std::int32_t frame;
    std::int32_t into;   // a frame, or -1
    std::int32_t object; // a shared object, or -1
    bool is_parameter;   // bound when the frame is made; others are when its body is entered again
};

class restore_order {
public:
    // holders[i]: the frame that holds frame i; of the first one: none. References in the order of their frames.
    restore_order(std::span<const std::int32_t> holders, std::span<const foreseen_reference> references, const saved_links &links)
        : references_(references), links_(links), frames_(holders.size()), kept_(links.objects(), none)
    {
        for (std::size_t i = 1; i < holders.size(); ++i)
            frames_[static_cast<std::size_t>(holders[i])].before.push_back(i);
        for (std::size_t r = 0; r < references.size(); ++r) {
            state &f = of(references[r].frame);
            f.first = f.references++ ? f.first : r;
            f.is_late |= references[r].object >= 0;
            if (references[r].into >= 0 && references[r].into != references[r].frame) {
                ++f.unmet;
                of(references[r].into).before.push_back(static_cast<std::size_t>(references[r].frame));
            }
        }
        for (std::size_t u = 0; u < links.frames.size(); ++u)
            frames_[links.frames[u]].units.push_back(u);
    }

    // The first reference that leads to nothing yet when its frame is made.
    std::optional<std::size_t> impossible()
    {
        ready_.push_back(0);
        while (!ready_.empty() || !late_.empty()) {
            state &f = frames_[next()];
            for (std::size_t r = f.first; r < f.first + f.references; ++r)
                if (references_[r].is_parameter && !stands(references_[r]))
                    return r;
            f.stands = true;
            for (const std::size_t u : f.units)
                links_.mark_kept(u, kept_);
            for (const std::size_t i : f.before)
                met(i);
        }
        for (std::size_t r = 0; r < references_.size(); ++r)
            if (!of(references_[r].frame).stands && references_[r].into >= 0)
                return r;
        return std::nullopt;
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    struct state {
        std::vector<std::size_t> before; // these frames
        std::vector<std::size_t> units;  // of the graph
        std::size_t unmet = 1, first = 0, references = 0;
        bool is_late = false, stands = false;
    };

    state &of(std::int32_t frame) { return frames_[static_cast<std::size_t>(frame)]; }
    bool stands(const foreseen_reference &r)
    {
        return (r.object < 0 || kept_[static_cast<std::size_t>(r.object)] != none) && (r.into < 0 || of(r.into).stands);
    }
    void met(std::size_t i)
    {
        if (--frames_[i].unmet == 0)
            frames_[i].is_late ? void(late_.insert(i)) : ready_.push_back(i);
    }
    std::size_t next()
    {
        if (ready_.empty())
            return late_.extract(late_.begin()).value();
        const std::size_t i = ready_.back();
        ready_.pop_back();
        return i;
    }

    std::span<const foreseen_reference> references_;
    const saved_links &links_;
    std::vector<state> frames_;
    std::vector<std::size_t> kept_; // by frames that stand
    std::vector<std::size_t> ready_;
    std::set<std::size_t> late_;
};

} // namespace valor::detail
