// One restore in progress, as the code under re-entry sees it: where to go, and the values to take on the way, in order.
//
//   vacancy   stands in a variable for a coroutine that is not made yet; knows where it is, however it is moved
//
// Invariant: values are taken only with the type that the snapshot gives them. Nothing here arms anything.
// Leaves to others: making the frames in an order that works, and arming (restore.h).
#pragma once
#include <valor/closure_type.h>
#include <valor/question.h>
#include <valor/result.h>
#include <valor/small_room.h>
#include <valor/snapshot.h>

#include <optional>
#include <variant>

namespace valor::detail {

struct vacancy_link {
    class session *in = nullptr;
};

// A call that comes later, of a copy of F. As std::function, but one instantiation for each F instead of dozens.
class deferred {
public:
    deferred() noexcept = default;
    template <class T, class F> deferred(T &object, const F &f, void (*call)(T &, F &))
        : all_(new kept<T, F>{object, f, call}), work_([](void *all, bool calls) {
              auto *const k = static_cast<kept<T, F> *>(all);
              calls ? k->call(k->object, k->f) : delete k;
          })
    {
    }
    deferred(deferred &&o) noexcept : all_(std::exchange(o.all_, nullptr)), work_(o.work_) {}
    deferred &operator=(deferred &&o) noexcept
    {
        std::swap(all_, o.all_);
        std::swap(work_, o.work_);
        return *this;
    }
    ~deferred()
    {
        if (all_)
            work_(all_, false);
    }
    explicit operator bool() const noexcept { return all_; }
    void operator()() { work_(all_, true); }

private:
    template <class T, class F> struct kept {
        T &object;
        F f;
        void (*call)(T &, F &);
    };
    void *all_ = nullptr;
    void (*work_)(void *, bool calls) = nullptr;
};

// The pointers of a snapshot; the frames are its roots.
class restored_links final : public uf::graph_reader {
public:
    using graph_reader::graph_reader;
    // Where the parts of a root stand; set by the one who makes the frames.
    class finder {
    public:
        virtual void find(std::int32_t unit, std::int32_t part, std::span<uf::incoming *>) = 0;

    protected:
        ~finder() = default;
    };
    finder *roots = nullptr;

protected:
    void find_in_root(std::int32_t unit, std::int32_t part, std::span<uf::incoming *> wanted) override { roots->find(unit, part, wanted); }
};

class session : public interruption {
public:
    session(std::string_view bytes, const limits &l)
        : interruption(kind::restore), data(&memory_), vacancies(&memory_), claimed_now(&memory_), limits_(l), all_(bytes, decoding_limits(l)), graph(all_)
    {
        all_.context = this;
        try {
            data = snapshot_parser(all_, graph, limits_, &memory_).parse(bytes);
        } catch (const uf::error &e) {
            fail(translated(e.code()), std::string("bad snapshot: ") + e.what());
        }
        all_.charge(data.frames.size(), sizeof(frame *) * 4);
        vacancies.resize(data.frames.size());
    }
    ~session()
    {
        for (auto &v : vacancies)
            if (v.link)
                v.link->in = nullptr;
    }
    session(const session &) = delete;

    static session &of(frame &f) noexcept { return *static_cast<session *>(f.interrupt); }

    // --- for the body under re-entry ---
    template <class T> T take()
    {
        const std::string_view name = next_name();
        consume(type_name<T>(), name);
        linked |= has_links<T>;
        try {
            return uf::decode<T>(*values_);
        } catch (const uf::error &e) {
            fail_at(translated(e.code()), name, e.what());
        }
    }
    // A reference parameter: what it leads to stands already.
    template <class T> T &refer()
    {
        const std::string_view name = next_name();
        if (current == 0)
            return *static_cast<T *>(const_cast<void *>(root_reference(parameters_++, name, type_tag<T>())));
        return *static_cast<T *>(const_cast<void *>(find_reference(ordinal_++, name, type_tag<T>())));
    }
    // A local reference: may lead into its own frame, so it is set when that stands.
    template <class T> void refer_later(T *&place)
    {
        later_.push_back({ordinal_++, next_name(), type_tag<T>(), const_cast<void *>(static_cast<const void *>(&place)), [](void *to, const void *target) {
            *static_cast<T **>(to) = static_cast<T *>(const_cast<void *>(target));
        }});
    }
    // A named local reference: leads to what stands already, or to what its own frame has so far.
    struct partial {
        std::string_view names;
        const std::vector<const variable_ops *> *variables = nullptr;
        std::vector<const void *> addresses;
    };
    partial so_far;
    template <class T> T &refer_now()
    {
        const std::string_view name = next_name();
        const void *target = find_reference(ordinal_++, name, type_tag<T>());
        so_far = {};
        return *static_cast<T *>(const_cast<void *>(target));
    }
    // Rule 4: evaluates the operand, when everything that it may refer or point to is there.
    deferred evaluate;
    // By-value parameters are taken, references found.
    template <class A> A parameter()
    {
        if constexpr (std::is_lvalue_reference_v<A>)
            return refer<std::remove_reference_t<A>>();
        else if constexpr (std::is_rvalue_reference_v<A>)
            return static_cast<A>(refer<std::remove_reference_t<A>>());
        else if constexpr (remade_closure<std::remove_cv_t<A>>)
            return take<std::monostate>(), A();
        else
            return take<std::remove_cv_t<A>>();
    }
    int point() const noexcept { return layout().point; }
    const frame_record &record() const noexcept { return data.frames[current]; }
    // The value of the pending await: an awaiter, or a result that was supplied.
    template <class T> T pending(std::string_view what)
    {
        const any_view &v = record().value;
        if (v.type != type_name<T>())
            fail_at(errc::type_mismatch, what, mismatch(type_name<T>(), v.type));
        uf::reader in(all_, v.bytes, v.start);
        in.beside = &*exact_;
        in.graph = true;
        in.rooms = rooms();
        if constexpr (!std::is_void_v<T>)
            linked |= has_links<T>;
        try {
            if constexpr (std::is_void_v<T>) {
                in.expect_done();
            } else {
                const finally_done check{in};
                return uf::decode<T>(in);
            }
        } catch (const uf::error &e) {
            fail_at(translated(e.code()), what, e.what());
        }
    }
    void pending_done() // after pending(): nothing may be left over
    {
        if (leftover_)
            fail_at(errc::malformed, "the pending co_await", "bytes left over");
    }
    [[noreturn]] void wrong_state() { fail_at(errc::malformed, "the pending co_await", "the snapshot's state does not fit the program"); }
    bool reached = false;
    std::exception_ptr failure; // escaped the body

    // --- for variables that hold coroutines ---
    struct place {
        frame *standing = nullptr;
        vacancy_link *link = nullptr;
        bool claimed = false;
        std::int32_t by = -1;
    };
    void claim(std::int32_t index, frame &f, vacancy_link &l)
    {
        if (index <= static_cast<std::int32_t>(current) - (starting_ ? 1 : 0) || static_cast<std::size_t>(index) >= vacancies.size() || vacancies[static_cast<std::size_t>(index)].claimed)
            fail(errc::malformed, "bad snapshot: a coroutine is held twice, or by itself");
        f.index = index;
        l.in = this;
        vacancies[static_cast<std::size_t>(index)] = {&f, &l, true, starting_ ? -1 : static_cast<std::int32_t>(current)};
        if (!starting_)
            claimed_now.push_back(index);
    }
    void dropped(std::int32_t index) noexcept { vacancies[static_cast<std::size_t>(index)].standing = nullptr, vacancies[static_cast<std::size_t>(index)].link = nullptr; }

    // --- for the one who makes the frames ---
    void begin(std::size_t i)
    {
        current = i;
        starting_ = false;
        const frame_record &f = data.frames[i];
        exact_.emplace(all_, f.exact.bytes, f.exact.start);
        values_.emplace(all_, f.variables.bytes, f.variables.start);
        values_->beside = &*exact_;
        values_->graph = true;
        values_->rooms = rooms();
        linked = f.links.count > 0;
        types_ = f.variables.type;
        fresh_types_ = true;
        names_ = f.layout >= 0 ? layout().names : std::string_view();
        ordinal_ = parameters_ = 0;
        later_.clear();
        evaluate = {};
        reached = leftover_ = false;
    }
    bool has_later() const noexcept { return !later_.empty(); }
    // The frame stands: its local references are set.
    void complete()
    {
        for (const later &l : std::exchange(later_, {}))
            l.set(l.place, find_reference(l.ordinal, l.name, l.tag));
    }
    void end()
    {
        if (!types_.empty() || !values_->done() || !exact_->done())
            fail_at(errc::layout_changed, {}, "the snapshot has more variables than this program");
    }
    // What a reference leads to; set by the one who makes the frames.
    class finder {
    public:
        virtual const void *find(const ref_record &, const void *tag) = 0;

    protected:
        ~finder() = default;
    };
    finder *locate = nullptr;
    const answer *fresh = nullptr; // of a call whose references the root takes
    uf::reader &reader() noexcept { return all_; }
    uf::room_list *rooms() noexcept { return graph.rooms.empty() ? nullptr : &graph.rooms; }
    const layout_record &layout() const noexcept { return data.layouts[static_cast<std::size_t>(record().layout)]; }

    [[noreturn]] void fail_at(errc code, std::string_view variable, const std::string &what) const
    {
        std::string text;
        if (record().layout >= 0)
            text = "in '" + std::string(layout().key) + "' at point " + std::to_string(layout().point) + ": ";
        if (!variable.empty())
            text += "'" + std::string(variable) + "': ";
        fail(code, text + what);
    }
    static std::string mismatch(std::string_view program, std::string_view bytes)
    {
        return "the program has type \"" + std::string(program) + "\", the snapshot \"" + std::string(bytes) + "\"";
    }

private:
    small_room<1024> memory_;

public:
    std::pmr::memory_resource *memory() noexcept { return &memory_; }
    snapshot data;
    std::size_t current = 0;
    std::pmr::vector<place> vacancies;
    std::pmr::vector<std::int32_t> claimed_now; // by the frame that is being made
    bool linked = false;                   // has the frame that is being made pointers, or the snapshot some for it?

private:
    struct later {
        std::size_t ordinal;
        std::string_view name;
        const void *tag;
        void *place;
        void (*set)(void *, const void *);
    };
    struct finally_done { // the value is made by elision, so the check comes after it
        uf::reader &in;
        session *s;
        explicit finally_done(uf::reader &r) : in(r), s(static_cast<session *>(r.context)) {}
        ~finally_done() { s->leftover_ |= !in.done(); }
    };

    std::string_view next_name() noexcept
    {
        const std::string_view name = names_.substr(0, names_.find(','));
        names_.remove_prefix(std::min(names_.size(), name.size() + 1));
        return unmarked(name);
    }

    // Types stand one after the other, behind "tN" when there is more than one.
    void consume(std::string_view type, std::string_view name)
    {
        if (type.empty())
            return;
        if (std::exchange(fresh_types_, false) && types_ != type && types_.substr(0, 1) == "t") {
            types_.remove_prefix(1);
            types_.remove_prefix(std::min(types_.find_first_not_of("0123456789"), types_.size()));
        }
        if (types_.substr(0, type.size()) != type)
            fail_at(errc::layout_changed, name, mismatch(type, types_.empty() ? "nothing" : types_));
        types_.remove_prefix(type.size());
    }

    const void *find_reference(std::size_t ordinal, std::string_view name, const void *tag)
    {
        if (ordinal >= record().refs)
            fail_at(errc::malformed, name, "the snapshot does not say what it refers to");
        const void *target = locate->find(data.refs[record().first_ref + ordinal], tag);
        if (!target)
            fail_at(errc::malformed, name, "refers to nothing of its type");
        return target;
    }

    const void *root_reference(std::size_t ordinal, std::string_view name, const void *tag)
    {
        if (!fresh)
            fail_at(errc::not_persistable, name, "a reference of the outermost coroutine; use continue_from or deserialize with a fresh call, which binds it");
        const auto &variables = fresh->shape->variables;
        for (std::size_t i = 0; i < variables.size(); ++i)
            if (variables[i]->what == variable_ops::kind::parameter && ordinal-- == 0 && variables[i]->tag == tag)
                return fresh->addresses[i];
        fail_at(errc::wrong_function, name, "the fresh call has no such reference");
    }

    static uf::limits decoding_limits(const limits &l)
    {
        uf::limits u;
        u.memory = l.memory;
        u.depth = l.depth;
        return u;
    }
    limits limits_;
    uf::reader all_;

public:
    restored_links graph;

private:
    std::optional<uf::reader> values_, exact_;
    std::string_view types_, names_;
    std::size_t ordinal_ = 0, parameters_ = 0;
    std::vector<later> later_;
    bool fresh_types_ = true, leftover_ = false, starting_ = true;
};

VALOR_DETAIL_KEEPING inline int VALOR_DETAIL_KEEPS::target_of_restore(frame &f) noexcept { return session::of(f).point(); }

} // namespace valor::detail
