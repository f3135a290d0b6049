// The coroutine functions of this program, by name. A record exists from before main(), called or not.
// Invariant: every record of the list is alive; two records with one key are one function that two files registered (a named module and
// its importer both do), or two functions that cannot be told apart.
#pragma once
#include <atomic>
#include <valor/frame.h>

#include <cstdint>
#include <mutex>
#include <string_view>

namespace valor::gen {

struct identity {
    std::string_view key;      // as spelled in the source
    std::uint64_t fingerprint; // of the layout
    int points;
    std::string_view names = {}; // of the variables of each point, from 0: "n;n,i"
};

} // namespace valor::gen

namespace valor::detail {

using function_address = void (*)();
struct variable_ops;

// The types of the variables of one point.
struct point_types {
    int point;
    std::size_t count;
    const variable_ops &(*const *all)();
    const point_types *next;
    mutable std::atomic<const struct shape *> known = nullptr; // once a frame was asked there (question.h)

    point_types(int p, std::size_t n, const variable_ops &(*const *a)(), const point_types *&first) : point(p), count(n), all(a), next(std::exchange(first, this)) {}
};
template <class F> struct points_of {
    static inline constinit const point_types *first = nullptr;
};

struct entry {
    gen::identity id;
    const void *signature;    // type_tag of R(A...)
    const void *context;      // type_tag of ser_ctx<R>
    std::string_view result;  // typestring of R
    function_address address; // null where the function cannot be named
    frame *(*make)(session &); // calls the function with the parameters that the session holds
    const point_types *const *points; // as they are met: only for messages
    const entry *next = nullptr;

    entry(const gen::identity &i, const void *s, const void *c, std::string_view r, function_address a, frame *(*m)(session &),
        const point_types *const *p = nullptr);
    ~entry();
    entry(const entry &) = delete;
};

struct entry_list {
    std::mutex guard;
    const entry *first = nullptr;
};
inline constinit entry_list entries;

inline entry::entry(const gen::identity &i, const void *s, const void *c, std::string_view r, function_address a, frame *(*m)(session &),
    const point_types *const *p)
    : id(i), signature(s), context(c), result(r), address(a), make(m), points(p)
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

inline bool is_same_function(const entry &a, const entry &b)
{
    return &a == &b || (a.address && a.address == b.address && a.id.key == b.id.key && a.id.fingerprint == b.id.fingerprint);
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
            found.ambiguous |= found.one && !is_same_function(*e, *found.one);
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
