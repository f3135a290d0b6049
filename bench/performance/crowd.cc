// The crowds of memory.cc. Compiled twice, as plain coroutines and as ser_ctx.
#include "crowd.h"

#ifdef BENCH_SAVABLE
#include "savable.h"
#else
#include "plain.h"
#endif

#include <cstdint>

namespace performance {
namespace {

// A small state: what somebody has to remember while an answer is awaited.
context<int> member(int id)
{
    double balance = id * 0.5;
    std::uint64_t seen = 0;
    std::string name = "member";
    for (int i = 0; i < 10; ++i) {
        seen += static_cast<std::uint64_t>(co_await receive<int>());
        balance += static_cast<double>(seen + name.size());
    }
    co_return id + static_cast<int>(balance);
}

class separate final : public crowd {
public:
    void start(std::size_t members) override
    {
        all_.reserve(members);
        for (std::size_t i = 0; i < members; ++i)
            all_.push_back(performance::start(member(static_cast<int>(i))));
    }
    void end() override { std::vector<context<int>>().swap(all_); } // gives its memory back

#ifdef BENCH_SAVABLE
    void save_each(std::vector<std::string> &out) const override
    {
        out.resize(all_.size());
        for (std::size_t i = 0; i < all_.size(); ++i)
            all_[i].serialize(out[i]);
    }
    void restore_each(const std::vector<std::string> &from) override
    {
        all_.reserve(from.size());
        for (const std::string &bytes : from)
            all_.push_back(valor::restore<int>(bytes));
    }
#else
    void save_each(std::vector<std::string> &) const override {}
    void restore_each(const std::vector<std::string> &) override {}
#endif

private:
    std::vector<context<int>> all_;
};

#ifdef BENCH_SAVABLE

valor::ser_ctx<int> holder(std::size_t members)
{
    std::vector<valor::ser_ctx<int>> all;
    all.reserve(members);
    for (std::size_t i = 0; i < members; ++i)
        all.push_back(valor::start(member(static_cast<int>(i))));
    co_await turn{};
    co_return static_cast<int>(all.size());
}

class family final : public crowd {
public:
    void start(std::size_t members) override { root_ = valor::start(holder(members)); }
    void end() override { root_ = {}; }
    void save_each(std::vector<std::string> &out) const override
    {
        out.resize(1);
        root_.serialize(out[0]);
    }
    void restore_each(const std::vector<std::string> &from) override
    {
        constexpr valor::limits enough{.memory = std::size_t{16} << 30, .frames = 2'000'000};
        root_ = valor::restore<int>(from.at(0), enough);
    }

private:
    valor::ser_ctx<int> root_;
};

#endif

} // namespace

std::unique_ptr<crowd> BENCH_NAME(crowd)() { return std::make_unique<separate>(); }
#ifdef BENCH_SAVABLE
std::unique_ptr<crowd> savable_family() { return std::make_unique<family>(); }
#endif

} // namespace performance
