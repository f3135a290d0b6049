// What a worker counts. Invariant: any thread may count or read at any time.
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace valor::durable::detail {

class metrics {
public:
    std::atomic<std::uint64_t> claimed{0}, taken_over{0}, steps{0}, finished{0}, failed{0}, set_aside{0}, stuck{0}, leases_lost{0}, bodies_run{0}, store_errors{0};

    // From the claim to the commit of the step.
    void took(std::chrono::steady_clock::duration d) noexcept
    {
        const double s = std::chrono::duration<double>(d).count();
        for (std::size_t i = 0; i < bounds.size(); ++i)
            if (s <= bounds[i])
                ++buckets_[i];
        ++count_;
        micros_ += static_cast<std::uint64_t>(s * 1e6);
    }
    std::string text(const std::string &worker) const;

private:
    static constexpr std::array bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0};
    std::array<std::atomic<std::uint64_t>, bounds.size()> buckets_{};
    std::atomic<std::uint64_t> count_{0}, micros_{0};
};

} // namespace valor::durable::detail
