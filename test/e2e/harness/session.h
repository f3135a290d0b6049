// session.h: a coroutine of any result type and its scenario, as the driver handles them.
//
// Invariant: nothing here or in the driver depends on how ser_ctx is compiled, so the driver is built once
// and linked with programs that were built with and without the plugin.
#ifndef VALOR_TEST_E2E_SESSION_H
#define VALOR_TEST_E2E_SESSION_H

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace e2e {

// How a suspended coroutine is put down and taken up again.
enum class how { none, peek, restore, deserialize, clone, continues, supply };

class session {
public:
    virtual ~session() = default;
    virtual bool done() const = 0;
    virtual void resume() = 0;
    virtual std::string save() const = 0;
    virtual void drop() = 0;
    // `fed`: the value for a pending receive<int>(), if the way to take it up is one that supplies it.
    virtual void take_up(std::string_view snapshot, how, std::optional<int> fed) = 0;
    virtual void clone() = 0;
    virtual void supply(int) = 0;
    virtual void supply(std::string) = 0;
    virtual std::string result() = 0;
    virtual std::string world() const = 0; // the state beside the coroutine
    virtual void set_world(std::string_view) = 0;
    virtual std::string world_text() const = 0;
};

struct scenario {
    const char *name;
    std::unique_ptr<session> (*make)();
    bool fed; // every suspension is a receive<int>() that the driver must feed
};

void enlist(scenario);

} // namespace e2e

#endif
