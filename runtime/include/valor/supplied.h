// The result of a co_await that is given from outside instead of by the awaiter.
// Invariant: has the awaited type, decayed; what is offered has it too, or the same typestring.
#pragma once
#include <valor/session.h>

#include <memory>
#include <string>

namespace valor::detail {

class supplied_base {
public:
    virtual ~supplied_base() = default;
    // In the place of delete.
    void end() noexcept
    {
        if (supplied_room *const r = room) {
            this->~supplied_base();
            r->taken = false;
        } else {
            delete this;
        }
    }
    supplied_room *room = nullptr; // in which it stands, or null: on the heap
    virtual std::string_view type() const = 0;
    virtual bool can_encode() const = 0;
    virtual void encode(uf::writer &) const = 0;
    virtual const object_links *links() const = 0; // null: none
    virtual void *object() = 0;
    bool kept = false; // by the frame, because the one who awaits gets a reference to it
};

struct end_supplied {
    void operator()(supplied_base *s) const noexcept { s->end(); }
};
using supplied_ptr = std::unique_ptr<supplied_base, end_supplied>;

// Keeps something alive as long as a frame.
inline void keep(frame &f, std::shared_ptr<const void> what)
{
    auto &kept = f.with_rare().kept;
    if (kept)
        what = std::make_shared<std::pair<std::shared_ptr<const void>, std::shared_ptr<const void>>>(kept, std::move(what));
    kept = std::move(what);
}

template <class T> class supplied_value final : public supplied_base {
public:
    template <class F> supplied_value(std::in_place_t, F make) : value(make()) {}
    std::string_view type() const override { return type_name<T>(); }
    bool can_encode() const override { return persistable<T>; }
    void encode([[maybe_unused]] uf::writer &w) const override
    {
        if constexpr (persistable<T>)
            uf::encode(w, value);
    }
    const object_links *links() const override
    {
        if constexpr (persistable<T>)
            return &links_of<T>;
        else
            return nullptr;
    }
    void *object() override { return std::addressof(value); }
    T value;
};

template <> class supplied_value<void> final : public supplied_base {
public:
    std::string_view type() const override { return {}; }
    bool can_encode() const override { return true; }
    void encode(uf::writer &) const override {}
    const object_links *links() const override { return nullptr; }
    void *object() override { return nullptr; }
};

// Something that a caller wants to supply.
struct offer {
    const void *tag;
    std::string_view type;
    void *value; // may be moved from
    void (*encode)(uf::writer &, const void *);
};

[[noreturn, gnu::cold]] inline void fail_offer(std::string_view awaited, std::string_view given)
{
    fail(errc::type_mismatch, "the pending co_await is for type \"" + std::string(awaited) + "\", a result of type \"" + std::string(given) + "\" was supplied");
}

template <class T> void drop_supplied(T *&supplied) noexcept
{
    if (T *const s = std::exchange(supplied, nullptr); s && !s->kept)
        s->end();
}
inline supplied_base *keep_supplied(frame &f, supplied_base *s)
{
    keep(f, std::shared_ptr<supplied_base>(s, end_supplied())); // which ends it when that fails
    s->kept = true;
    return s;
}

// In the frame's room if that is free and large enough. What make() throws leaves nothing behind.
template <class T, class... Make> supplied_ptr make_supplied(frame &f, Make... make)
{
    using value = supplied_value<T>;
    if constexpr (sizeof(value) <= sizeof(supplied_room::bytes) && alignof(value) <= alignof(std::max_align_t))
        if (supplied_room &room = f.with_rare().room; !room.taken) {
            supplied_ptr made(::new (static_cast<void *>(room.bytes)) value(make...));
            made->room = &room;
            room.taken = true;
            return made;
        }
    return supplied_ptr(new value(make...));
}

template <class T> supplied_ptr accept(frame &f, const offer &o)
{
    if constexpr (std::is_void_v<T>) {
        if (!o.type.empty())
            fail_offer({}, o.type);
        return make_supplied<void>(f);
    } else {
        if constexpr (std::is_move_constructible_v<T>)
            if (o.tag == type_tag<T>())
                return make_supplied<T>(f, std::in_place, [&]() -> T { return std::move(*static_cast<T *>(o.value)); });
        if constexpr (uf::serializable<T>)
            if (o.encode && o.type == type_name<T>()) {
                std::string bytes, exact;
                {
                    uf::writer beside(exact), out(bytes);
                    out.beside = &beside;
                    o.encode(out, o.value);
                }
                uf::reader beside(exact), in(bytes);
                in.beside = &beside;
                try {
                    return make_supplied<T>(f, std::in_place, [&]() -> T { return uf::decode<T>(in); });
                } catch (const uf::error &e) {
                    fail(errc::type_mismatch, e.what());
                }
            }
        fail_offer(type_name<T>(), o.type);
    }
}

} // namespace valor::detail
