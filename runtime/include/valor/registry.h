// The coroutine functions of this program, by name. A record exists from before main(), called or not.
// Invariant: every record of the list is alive; two records with one key are two functions that cannot be told apart.
#pragma once
#include <valor/frame.h>

#include <cstdint>
#include <mutex>
#include <string_view>

namespace valor::gen {

struct identity {
    std::string_view key;      // as spelled in the source
    std::uint64_t fingerprint; // of the layout
    int points;
};

} // namespace valor::gen

namespace valor::detail {

using function_address = void (*)();

struct entry {
    gen::identity id;
    const void *signature;    // type_tag of R(A...)
    const void *context;      // type_tag of ser_ctx<R>
    std::string_view result;  // typestring of R
    function_address address; // null where the function cannot be named
    frame *(*make)(session &); // calls the function with the parameters that the session holds
    const entry *next = nullptr;

    entry(const gen::identity &i, const void *s, const void *c, std::string_view r, function_address a, frame *(*m)(session &));
    ~entry();
    entry(const entry &) = delete;
};

struct entry_list {
    std::mutex guard;
    const entry *first = nullptr;
};
inline constinit entry_list entries;

inline entry::entry(const gen::identity &i, const void *s, const void *c, std::string_view r, function_address a, frame *(*m)(session &))
    : id(i), signature(s), context(c), result(r), address(a), make(m)
{
    const std::lock_guard lock(entries.guard);
    next = std::exchange(entries.first, this);
}

inline entry::~entry() // a library is unloaded
{
    const std::lock_guard lock(entries.guard);
    for (const entry **p = &entries.first; *p; p = const_cast<const entry **>(&(*p)->next))
        if (*p == this) {
            *p = next;
            return;
        }
}

struct found_entry {
    const entry *one = nullptr;
    bool ambiguous = false;
};

inline found_entry find_entry(std::string_view key)
{
    found_entry found;
    const std::lock_guard lock(entries.guard);
    for (const entry *e = entries.first; e; e = e->next)
        if (e->id.key == key) {
            found.ambiguous = found.one;
            found.one = e;
        }
    return found;
}

inline const entry *find_entry(function_address address)
{
    const std::lock_guard lock(entries.guard);
    for (const entry *e = entries.first; e; e = e->next)
        if (e->address == address)
            return e;
    return nullptr;
}

} // namespace valor::detail
