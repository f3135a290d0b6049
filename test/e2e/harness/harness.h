// harness.h: what an end-to-end test program includes. A program is one file in a namespace of its own
// that defines a few coroutines and registers scenarios:
//
//     valor::ser_ctx<int> root(int n) { co_return n + co_await e2e::recv{1}; }
//     VALOR_SCENARIO(adds, [] { return root(4); })
//
// Invariant: a scenario is deterministic. The same source is built by several compilers, with and without
// the plugin, run straight through and saved at every suspension; harness.cc drives it and three_way.py
// compares the traces. A scenario whose root takes references lives in a world, a value that the harness
// keeps beside the coroutine and puts in the file when it changes process:
//
//     VALOR_SCENARIO_IN(std::vector<int>, appends, [](auto &v) { return root(v); })
#ifndef VALOR_TEST_E2E_HARNESS_H
#define VALOR_TEST_E2E_HARNESS_H

#include "leaves.h"
#include "session.h"
#include "text.h"
#include "trace.h"
#include "track.h"

#include <ufser/ufser.h>
#include <valor.h>

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace e2e {

struct nothing {};

// One per world and coroutine type, not per scenario: test programs are compiled many times over.
template <class World, class Context> class session_of final : public session {
    static constexpr bool alone = std::is_same_v<World, nothing>;
    using call_type = Context (*)(World &);

public:
    explicit session_of(call_type call) : call_(call), context_(call(world_)) {}

    bool done() const override { return context_.done(); }
    void resume() override { context_.resume(); }
    std::string save() const override { return context_.serialize(); }
    void drop() override { context_ = Context(); }
    void supply(int v) override { context_.set_aw_ret(std::move(v)); }
    void supply(std::string v) override { context_.set_aw_ret(std::move(v)); }
    std::string result() override { return outcome(context_); }

    void clone() override {
        Context copy = context_.clone();
        under u(phase::discarding);
        context_ = std::move(copy);
    }

    void take_up(std::string_view snapshot, how h, std::optional<int> fed) override {
        if (fed) {
            context_ = valor::continue_from(snapshot, [this] { return fresh(); }, std::move(*fed));
        } else if (h == how::continues) {
            context_ = valor::continue_from(snapshot, [this] { return fresh(); });
        } else if (h == how::restore && alone) {
            context_ = valor::restore<result_type>(snapshot);
        } else {
            Context c = fresh();
            c.deserialize(snapshot);
            context_ = std::move(c);
        }
    }

    std::string world() const override {
        if constexpr (alone) return {};
        else return uf::serialize(world_);
    }
    void set_world(std::string_view bytes) override {
        if constexpr (!alone) world_ = uf::deserialize_as<World>(bytes);
        else (void)bytes;
    }
    std::string world_text() const override {
        if constexpr (alone) return {};
        else return text(world_);
    }

private:
    using result_type = decltype(std::declval<Context &>().get());

    // The call whose body never runs: what its arguments do does not count.
    Context fresh() {
        under u(phase::discarding);
        return call_(world_);
    }

    static std::string outcome(Context &c) try {
        if constexpr (std::is_void_v<result_type>) return c.get(), "void";
        else return "value " + text(c.get());
    } catch (const std::exception &e) {
        return std::string("exception ") + e.what();
    } catch (int e) {
        return "exception int " + std::to_string(e);
    }

    World world_{};
    call_type call_;
    Context context_;
};

struct registration {
    template <class World, class Call> static registration of(const char *name, bool fed, Call) {
        // The call has no captures; made anew where it is used, it needs no place to be kept.
        static constexpr auto call = [](World &w) {
            if constexpr (std::is_same_v<World, nothing>) return (void)w, Call{}();
            else return Call{}(w);
        };
        using session_type = session_of<World, decltype(call(std::declval<World &>()))>;
        enlist({name, []() -> std::unique_ptr<session> { return std::make_unique<session_type>(call); }, fed});
        return {};
    }
};

} // namespace e2e

#define VALOR_SCENARIO(NAME, ...)                                                                            \
    static const ::e2e::registration NAME##_registration =                                                   \
        ::e2e::registration::of<::e2e::nothing>(#NAME, false, __VA_ARGS__);
#define VALOR_SCENARIO_IN(WORLD, NAME, ...)                                                                  \
    static const ::e2e::registration NAME##_registration =                                                   \
        ::e2e::registration::of<WORLD>(#NAME, false, __VA_ARGS__);
#define VALOR_SCENARIO_FED(NAME, ...)                                                                        \
    static const ::e2e::registration NAME##_registration =                                                   \
        ::e2e::registration::of<::e2e::nothing>(#NAME, true, __VA_ARGS__);

#endif
