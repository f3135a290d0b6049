// ser_ctx<R>: the owner of one coroutine, and that coroutine's promise. The same class in both modes; without the plugin a frame
// cannot describe itself ("opaque"), so saving throws errc::no_plugin.
// Invariant: holds one frame or none; the frame knows its holder. A call that throws leaves it as it was.
#pragma once
#include <valor/enter.h>
#include <valor/restore.h>
#include <valor/save.h>

namespace valor {
namespace detail {

template <class T> inline constexpr bool is_ser_ctx = false;
template <class R, bool B> inline constexpr bool is_ser_ctx<ser_ctx<R, B>> = true;

inline namespace VALOR_DETAIL_KEEPS {
template <class P> VALOR_DETAIL_KEEPING void keep_exception(void *coroutine) noexcept
{
    P &p = std::coroutine_handle<P>::from_address(coroutine).promise();
    if (p.interrupt) [[unlikely]]
        session::of(p).failure = std::current_exception();
    else
        p.error = std::current_exception();
}
}

template <class R, bool Rewritten> struct promise : result_frame<R> {
    static constexpr frame_ops operations{[](frame &f) noexcept { f.self.destroy(); }, &result_ops_of<R, Rewritten>, mark_mode<Rewritten>};

    promise() noexcept : result_frame<R>(&operations)
    {
        this->self = std::coroutine_handle<promise>::from_promise(*this);
        this->is_opaque = !Rewritten;
    }
    ser_ctx<R, Rewritten> get_return_object() noexcept { return ser_ctx<R, Rewritten>(static_cast<frame *>(this)); }

    struct begin {
        promise &p;
        static constexpr bool await_ready() noexcept { return false; }
        static constexpr void await_suspend(std::coroutine_handle<>) noexcept {}
        void await_resume() const noexcept
        {
            if constexpr (!Rewritten)
                p.stage = phase::started;
        }
    };
    begin initial_suspend() noexcept { return {*this}; }

    struct end {
        static constexpr bool await_ready() noexcept { return false; }
        template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) const noexcept { return finish(h); }
        static constexpr void await_resume() noexcept {}
    };
    end final_suspend() noexcept { return {}; }

    // Called with the handle's address, which the coroutine has at hand, not with the promise's.
    void unhandled_exception() noexcept { VALOR_DETAIL_KEEPS::keep_exception<promise>(std::coroutine_handle<promise>::from_promise(*this).address()); }
};

// Stands for a coroutine until it is made again; for one that had finished, for good.
template <class R, bool Rewritten> struct vacancy final : result_frame<R>, vacancy_link {
    static constexpr frame_ops operations{[](frame &f) noexcept { delete static_cast<vacancy *>(&f); }, &result_ops_of<R, Rewritten>, mark_mode<Rewritten>};

    vacancy() : result_frame<R>(&operations)
    {
        this->self = std::noop_coroutine();
        this->stage = phase::vacant;
    }
    ~vacancy()
    {
        if (this->in)
            this->in->dropped(this->index);
    }
};

template <class C> struct vacancy_of;
template <class R, bool B> struct vacancy_of<ser_ctx<R, B>> {
    using type = vacancy<R, B>;
};

template <class C> frame *make_vacancy(session &s, std::int32_t index)
{
    auto v = std::make_unique<typename vacancy_of<C>::type>();
    s.claim(index, *v, *v);
    return v.release();
}

} // namespace detail

template <class R, bool Rewritten> class [[nodiscard]] ser_ctx : private detail::holder {
public:
    using result_type = R;
    using promise_type = detail::promise<R, Rewritten>;
    static constexpr bool rewritten = Rewritten;

    ser_ctx() noexcept = default;
    ser_ctx(ser_ctx &&) noexcept = default;
    ser_ctx &operator=(ser_ctx &&) noexcept = default;

    // Runs the whole call chain to its next suspension.
    void operator()() { resume(); }
    void resume()
    {
        if (!held)
            return;
        detail::frame &leaf = *held->root->leaf;
        if (leaf.at && !leaf.blocked) [[likely]]
            leaf.self.resume();
        else
            resume_slowly(leaf);
    }
    explicit operator bool() const noexcept { return held && (held->root->leaf->at || !done()); } // at first what resume() asks next

    bool done() const noexcept { return held && held->stage == detail::phase::finished; }

    // The result, or what escaped the coroutine. From an lvalue it is copied when it can be, so it can be asked for again.
    R get() &
    {
        check_finished();
        return result().look();
    }
    R get() &&
    {
        check_finished();
        held->taken = true;
        return result().take();
    }

    std::string serialize() const
    {
        std::string out;
        serialize(out);
        return out;
    }
    void serialize(std::string &out) const
    {
        need_plugin("serialize");
        detail::save(held, out);
    }
    void deserialize(std::string_view bytes, const limits &l = {});
    ser_ctx clone() const;

    // The result of the pending co_await, instead of the awaiter's.
    template <class T> void set_aw_ret(T &&value);
    void set_aw_ret() { supply_offer({detail::type_tag<void>(), {}, nullptr, nullptr}); }
    template <class... T> requires(sizeof...(T) <= 1) void supply(T &&...value) { set_aw_ret(std::forward<T>(value)...); }

    auto operator co_await() &;
    auto operator co_await() &&;

    // --- for the library and rewritten text ---
    explicit ser_ctx(detail::frame *f) noexcept : holder(f) {}
    detail::frame *release_frame() noexcept { return release(); }
    detail::frame *standing() const noexcept { return held; }
    static void need_plugin(const char *what)
    {
        if constexpr (!Rewritten)
            detail::fail(errc::no_plugin, std::string(what) + ": this file was compiled without the valet plugin (-fplugin=libvalet.so)");
    }
    // First phase of a restore.
    static ser_ctx build(detail::builder &b, detail::session &s)
    {
        ser_ctx root(detail::make_vacancy<ser_ctx>(s, 0));
        b.build();
        return root;
    }

private:
    [[gnu::cold, gnu::noinline]] static void resume_slowly(detail::frame &leaf)
    {
        detail::mark_mode<Rewritten>();
        detail::resume_slowly(leaf);
    }
    detail::result_frame<R> &result() const noexcept { return static_cast<detail::result_frame<R> &>(*held); }
    void check_finished() const
    {
        if (!done())
            detail::fail(errc::not_finished, held ? "get() of a coroutine that has not finished" : "get() of an empty ser_ctx");
        if (result().error)
            std::rethrow_exception(result().error);
        if (held->taken)
            detail::fail(errc::not_finished, "get() of a result that was taken already");
    }
    void supply_offer(const detail::offer &o);
};

} // namespace valor

// A ser_ctx in a variable: the number of its coroutine in the snapshot, -1 when empty.
template <class R, bool Rewritten> struct uf::codec<valor::ser_ctx<R, Rewritten>> {
    using context = valor::ser_ctx<R, Rewritten>;
    static constexpr auto type() { return uf::typestring("i"); }
    static void encode(uf::writer &w, const context &c)
    {
        context::need_plugin("serialize");
        auto *saver = static_cast<valor::detail::saver *>(w.context);
        if (!saver)
            valor::detail::fail(valor::errc::not_persistable, "a ser_ctx can be saved inside another ser_ctx only; use its serialize()");
        w.i32(c.standing() ? saver->number(*c.standing()) : -1);
    }
    static context decode(uf::reader &r)
    {
        auto *session = static_cast<valor::detail::session *>(r.context);
        if (!session)
            valor::detail::fail(valor::errc::not_persistable, "a ser_ctx can be read inside a snapshot only");
        const std::int32_t index = r.i32();
        return context(index == -1 ? nullptr : valor::detail::make_vacancy<context>(*session, index));
    }
    template <class V, class F> static void visit(V &, F &&) {}
};
