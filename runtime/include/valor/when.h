// when_all and when_any: one co_await of several children. They are saved, restored and armed like any awaiter that can be saved; the
// children in them like those in variables. An lvalue child stays where it is (a pointer into the snapshot), any other is owned.
// Invariant: owned children end when the results are taken, or with the awaiter, the last first; what loses in a when_any ends wherever it
// is kept, before the result is taken. Results are taken in order.
#pragma once
#include <valor/at_child.h>

#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace valor::detail {

template <class R> struct result_element { using type = std::remove_cv_t<R>; };
template <class R> struct result_element<R &> { using type = std::reference_wrapper<R>; };
template <> struct result_element<void> { using type = std::monostate; };
template <class R> using element_of = typename result_element<R>::type;

// Where a child is kept: in place, or elsewhere.
template <class C> frame *child_in(const C &c) noexcept { return c.standing(); }
template <class C> frame *child_in(C *c) noexcept { return c ? c->standing() : nullptr; }
template <class C> void end_child(C &c) noexcept { c = {}; }
template <class C> void end_child(C *) noexcept {}
template <class C> void end_loser(C &c) noexcept { c = {}; }
template <class C> void end_loser(C *c) noexcept { if (c) *c = {}; }

template <class C> struct kept {
    using slot = std::remove_cvref_t<C>;
    using result = typename slot::result_type;
    static slot &&keep(slot &c) noexcept { return std::move(c); }
};
template <class C> struct kept<C &> {
    static_assert(!std::is_const_v<C>, "co_await of a const ser_ctx");
    using slot = C *;
    using result = typename C::result_type;
    static slot keep(C &c) noexcept { return std::addressof(c); }
};

inline void rethrow_error(frame &f)
{
    if (const std::exception_ptr &e = f.ops->result->error(f))
        std::rethrow_exception(e);
}

template <class R> using in_tuple = std::conditional_t<std::is_reference_v<R>, R, element_of<R>>;

template <class R> in_tuple<R> take_result(frame *f)
{
    if (!f || f->taken || f->stage != phase::finished)
        fail_lost();
    if constexpr (std::is_void_v<R>)
        return child_result<R>(*f), std::monostate();
    else
        return child_result<R>(*f);
}

// A number of different children. Results: R...
template <class Slots, class... R> class several : public group {
public:
    using all_results = std::tuple<in_tuple<R>...>;
    using one_result = std::variant<element_of<R>...>;

    several(bool any, Slots s) noexcept : group(any), slots_(std::move(s)) {}
    several(several &&) noexcept = default;
    ~several()
    {
        part();
        end();
    }
    std::size_t size() const noexcept final { return sizeof...(R); }
    frame *child(std::size_t i) const noexcept final
    {
        frame *found = nullptr;
        std::apply([&](const auto &...s) { ((i-- == 0 && (found = child_in(s))), ...); }, slots_);
        return found;
    }
    Slots &slots() noexcept { return slots_; }
    const Slots &slots() const noexcept { return slots_; }

protected:
    void end() noexcept { each(std::index_sequence_for<R...>(), [](auto &s) { end_child(s); }); }
    void end_all_but(std::size_t winner) noexcept
    {
        std::size_t i = sizeof...(R);
        each(std::index_sequence_for<R...>(), [&](auto &s) {
            if (--i != winner)
                end_loser(s);
        });
    }
    all_results take_all() { return take_all(std::index_sequence_for<R...>()); }
    one_result take(std::size_t winner) { return take(winner, std::index_sequence_for<R...>()); }

private:
    template <std::size_t... I, class F> void each(std::index_sequence<I...>, [[maybe_unused]] F f) noexcept { (f(std::get<sizeof...(I) - 1 - I>(slots_)), ...); }
    template <std::size_t... I> all_results take_all(std::index_sequence<I...>) { return all_results{take_result<R>(child(I))...}; }
    template <std::size_t... I> one_result take(std::size_t winner, std::index_sequence<I...>)
    {
        using maker = one_result (*)(frame *);
        static constexpr maker all[] = {[](frame *f) { return one_result(std::in_place_index<I>, take_result<R>(f)); }...};
        return all[winner](child(winner));
    }
    Slots slots_;
};

// Any number of children of one type. Slots: a vector, or a pointer to one.
template <class Slots, class R> class many : public group {
public:
    using all_results = std::vector<element_of<R>>;
    using one_result = element_of<R>;

    many(bool any, Slots s) noexcept : group(any), slots_(std::move(s)) {}
    many(many &&) noexcept = default;
    ~many()
    {
        part();
        end();
    }
    std::size_t size() const noexcept final { return vector() ? vector()->size() : 0; }
    frame *child(std::size_t i) const noexcept final { return (*vector())[i].standing(); }
    Slots &slots() noexcept { return slots_; }
    const Slots &slots() const noexcept { return slots_; }

protected:
    void end() noexcept
    {
        if constexpr (!std::is_pointer_v<Slots>)
            end_all_but(none);
    }
    void end_all_but(std::size_t winner) noexcept
    {
        auto &all = [this]() -> auto & {
            if constexpr (std::is_pointer_v<Slots>)
                return *slots_;
            else
                return slots_;
        }();
        for (std::size_t i = all.size(); i-- > 0;)
            if (i != winner)
                end_loser(all[i]);
    }
    all_results take_all()
    {
        all_results all;
        all.reserve(size());
        for (std::size_t i = 0; i < size(); ++i)
            all.push_back(take_result<R>(child(i)));
        return all;
    }
    one_result take(std::size_t winner) { return take_result<R>(child(winner)); }

private:
    auto *vector() const noexcept
    {
        if constexpr (std::is_pointer_v<Slots>)
            return slots_;
        else
            return &slots_;
    }
    Slots slots_;
};

template <class Children> class group_await : public Children {
public:
    using Children::Children;
    bool await_ready() { return this->ready(); }
    template <class P> requires std::is_base_of_v<frame, P> bool await_suspend(std::coroutine_handle<P> h) { return this->start(h.promise()); }
    void await_restore(std::coroutine_handle<>) const noexcept {} // it stands already
};

// Calls end() when the results were made, or not.
template <class G> struct ends_group {
    G &group;
    ~ends_group() { group.end(); }
};

template <class Children, class Slots> class all_of final : public group_await<Children> {
public:
    explicit all_of(Slots s) noexcept : group_await<Children>(false, std::move(s)) {}
    typename Children::all_results await_resume()
    {
        const ends_group<all_of> after{*this};
        this->check_complete();
        for (std::size_t i = 0; i < this->size(); ++i)
            if (frame *f = this->child(i))
                rethrow_error(*f);
        return this->take_all();
    }

private:
    friend ends_group<all_of>;
};

template <class Children, class Slots> class any_of final : public group_await<Children> {
public:
    explicit any_of(Slots s) noexcept : group_await<Children>(true, std::move(s)) {}
    std::pair<std::size_t, typename Children::one_result> await_resume()
    {
        const ends_group<any_of> after{*this};
        this->check_complete(); // or the index would be of another, and what was added would end with the losers
        const std::size_t i = this->winner();
        this->end_all_but(i);
        return {i, this->take(i)};
    }

private:
    friend ends_group<any_of>;
};

// A group is saved as what keeps its children; who has finished shows in them.
template <class G, class Slots> struct group_codec {
    using parts = uf::parts<Slots>;
    static constexpr auto type() { return uf::type_v<Slots>; }
    static void encode(uf::writer &w, const G &g) { uf::encode(w, g.slots()); }
    static G decode(uf::reader &r) { return G(uf::decode<Slots>(r)); }
    template <class V, class F> static void visit(V &v, F &&f) { f(v.slots()); }
};

template <class C> concept child_context = is_ser_ctx<std::remove_cvref_t<C>>;
template <template <class, class> class G, class... C> auto group_of(C &&...c)
{
    using slots = std::tuple<typename kept<C>::slot...>;
    return G<several<slots, typename kept<C>::result...>, slots>(slots(kept<C>::keep(c)...));
}
template <template <class, class> class G, class Slots, class C> auto group_of_many(Slots s) { return G<many<Slots, typename C::result_type>, Slots>(std::move(s)); }

} // namespace valor::detail

namespace valor {

// co_await when_all(a, b): a tuple of the results (void as monostate), when all have finished; the first exception in order is rethrown.
// Each resume() of the whole resumes each unfinished child once, in order.
template <detail::child_context... C> auto when_all(C &&...children) { return detail::group_of<detail::all_of>(std::forward<C>(children)...); }

// The same of a vector: a vector of the results.
template <class R, bool B, class A> auto when_all(std::vector<ser_ctx<R, B>, A> &&children)
{
    return detail::group_of_many<detail::all_of, std::vector<ser_ctx<R, B>, A>, ser_ctx<R, B>>(std::move(children));
}
template <class R, bool B, class A> auto when_all(std::vector<ser_ctx<R, B>, A> &children)
{
    return detail::group_of_many<detail::all_of, std::vector<ser_ctx<R, B>, A> *, ser_ctx<R, B>>(&children);
}

// co_await when_any(a, b): the index of the first that finishes and a variant of its result; its exception is rethrown. The others are
// destroyed before that, wherever they are kept: an lvalue that did not win is empty afterwards.
template <detail::child_context... C> requires(sizeof...(C) > 0) auto when_any(C &&...children)
{
    return detail::group_of<detail::any_of>(std::forward<C>(children)...);
}

// The same of a vector: the index and the result.
template <class R, bool B, class A> auto when_any(std::vector<ser_ctx<R, B>, A> &&children)
{
    return detail::group_of_many<detail::any_of, std::vector<ser_ctx<R, B>, A>, ser_ctx<R, B>>(std::move(children));
}
template <class R, bool B, class A> auto when_any(std::vector<ser_ctx<R, B>, A> &children)
{
    return detail::group_of_many<detail::any_of, std::vector<ser_ctx<R, B>, A> *, ser_ctx<R, B>>(&children);
}

} // namespace valor

template <class Children, class Slots>
struct uf::codec<valor::detail::all_of<Children, Slots>> : valor::detail::group_codec<valor::detail::all_of<Children, Slots>, Slots> {};
template <class Children, class Slots>
struct uf::codec<valor::detail::any_of<Children, Slots>> : valor::detail::group_codec<valor::detail::any_of<Children, Slots>, Slots> {};
