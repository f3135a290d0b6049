// Writes a snapshot: asks every frame in turn, and numbers the coroutines it meets in their variables.
// Invariant: no recursion over coroutines, whoever holds whom; frames appear after the one that holds them.
// On an exception the output is as it was.
#pragma once
#include <valor/at.h>
#include <valor/links.h>
#include <valor/restore_order.h>
#include <valor/small_room.h>

#include <functional>
#include <string>
#include <unordered_map>

namespace valor::detail {

class saver {
public:
    explicit saver(std::string &out) : beside_(exact_), w_(out), out_(out), start_(out.size())
    {
        prepare(w_);
    }
    saver(const saver &) = delete;
    ~saver()
    {
        for (frame *f : frames_)
            f->index = -1;
    }

    void run(frame &root)
    {
        number(root);
        w_.string(snapshot_type);
        const std::size_t length = w_.open_length();
        w_.u8(version_without_rooms);
        w_.u64(0);
        const std::size_t count = w_.open_length();
        for (; writing_ < frames_.size(); ++writing_)
            write_frame(writing_);
        for (const auto &[position, child] : held_) {
            if (child->index < 0)
                fail(errc::not_persistable, "awaits a ser_ctx that is held outside of the snapshot");
            w_.patch_u32(position, static_cast<std::uint32_t>(child->index));
        }
        gather_links();
        const std::size_t more = write_extras(), rooms = write_rooms();
        w_.patch_u32(count, static_cast<std::uint32_t>(frames_.size() + more + rooms));
        w_.close_length(length);
        w_.finish();
        if (rooms)
            out_[start_ + value_start] = static_cast<char>(version_with_rooms);
        sign();
    }

    // The number of a coroutine that a variable holds; also called by the codec of ser_ctx.
    std::int32_t number(frame &f)
    {
        if (closed_)
            fail(errc::not_persistable, "a ser_ctx that a shared_ptr owns cannot be saved");
        f.index = static_cast<std::int32_t>(frames_.size());
        frames_.push_back(&f);
        holders_.push_back(static_cast<std::int32_t>(writing_));
        return f.index;
    }

private:
    void prepare(uf::writer &w)
    {
        w.context = this;
        w.beside = &beside_;
        w.graph = true;
        w.rooms = &rooms_;
    }

    void write_frame(std::size_t i)
    {
        frame &f = *frames_[i];
        if (f.stage == phase::finished && i > 0) {
            write_finished(f);
            return;
        }
        answers_.push_back(ask(f, &memory_));
        const answer &a = answers_.back();
        asked_.push_back(static_cast<std::int32_t>(i));
        const bool started = a.shape->point != 0;
        const supplied_base *given = started ? f.at->given() : nullptr;
        frame *child = started && f.at->ops->child ? f.at->ops->child(*f.at) : nullptr;
        char s = !started ? state::unstarted : given ? state::supplied : f.at->ops->state;
        if (s == state::awaits_value && f.at->ops->type.empty())
            s = state::awaits_empty;
        if (s == state::awaits_own && number(*child) == static_cast<std::int32_t>(i) + 1)
            s = state::awaits_next;
        const bool group = s == state::awaits_value && f.at->ops->stand;
        const std::size_t rooms_before = rooms_.all.size();
        if (group) // its children are numbered, and so armed, behind those that variables hold
            set_aside(i, a);
        const std::size_t rooms_aside = rooms_.all.size();
        const std::size_t length = open_record(s, *a.shape);
        if (s == state::awaits_own || s == state::awaits_held)
            write_child(*child);
        else if (given)
            write_supplied(a, *given);
        else if (s == state::awaits_value || s == state::awaits_empty)
            write_awaiter(f, s);
        const std::string awaited = exact_bits();
        for (std::size_t r = rooms_before; r < rooms_aside; ++r)
            rooms_.all[r].offset += w_.size();
        group ? w_.bytes(aside_) : write_variables(w_, i, a);
        w_.close_length(length);
        keep_exact(i, awaited); // in the order in which a re-entry reads
    }

    void write_finished(frame &f)
    {
        const result_ops &result = *f.ops->result;
        const std::exception_ptr &error = result.error(f);
        const char s = error ? state::failed : f.taken ? state::taken : state::finished;
        if (s == state::finished && !result.persistable)
            fail(errc::not_persistable, "a finished coroutine is held, and its result cannot be saved");
        write_type("c", error ? "t2ss" : f.taken ? std::string_view() : result.type);
        const std::size_t length = w_.open_length();
        w_.u8(static_cast<std::uint8_t>(s));
        if (error) {
            const exception_text text = text_of(error);
            w_.string(text.type);
            w_.string(text.what);
        } else if (!f.taken) {
            encoded([&] { result.encode(f, w_); });
        }
        w_.close_length(length);
        keep_exact(static_cast<std::size_t>(f.index), {});
    }

    // The type of a record: fields of one letter each, and the type of its values.
    void write_type(std::string_view fields, std::string_view values)
    {
        const std::size_t n = fields.size() + !values.empty();
        w_.count((n > 1 ? 2 : 0) + fields.size() + values.size());
        if (n > 1) {
            w_.u8('t');
            w_.u8(static_cast<std::uint8_t>('0' + n));
        }
        w_.bytes(fields);
        w_.bytes(values);
    }

    // Up to its layout.
    std::size_t open_record(char s, const detail::shape &shape)
    {
        const std::size_t known = layouts_.size();
        const std::int32_t layout = layout_of(&shape);
        const bool fresh = layouts_.size() > known;
        std::string_view fields = fresh ? "cisIs" : "ci";
        if (s == state::awaits_own || s == state::awaits_held)
            fields = fresh ? "cisIsi" : "cii";
        else if (s == state::awaits_value || s == state::supplied)
            fields = fresh ? "cisIsa" : "cia";
        write_type(fields, shape.types);
        const std::size_t length = w_.open_length();
        w_.u8(static_cast<std::uint8_t>(s));
        w_.i32(fresh ? shape.point : layout);
        if (fresh) {
            w_.string(shape.what->id.key);
            w_.u64(shape.what->id.fingerprint);
            w_.string(shape.marked_names);
        }
        return length;
    }

    void set_aside(std::size_t i, const answer &a)
    {
        aside_.clear();
        uf::writer w(aside_);
        prepare(w);
        write_variables(w, i, a);
        w.finish();
    }
    void write_variables(uf::writer &w, std::size_t i, const answer &a)
    {
        std::int32_t ordinal = 0;
        for (std::size_t v = 0; v < a.addresses.size(); ++v) {
            const variable_ops &ops = *a.shape->variables[v];
            if (ops.what == variable_ops::kind::value)
                in_variable(a, v, [&] { ops.encode(w, a.addresses[v]); });
            else if (i > 0 || ops.what != variable_ops::kind::parameter) // the root's parameters are bound by a fresh call
                note_reference(i, ordinal++, a, v);
        }
    }

    void note_reference(std::size_t frame, std::int32_t ordinal, const answer &a, std::size_t v)
    {
        const variable_ops &ops = *a.shape->variables[v];
        const std::int32_t named = ops.what == variable_ops::kind::named ? static_cast<std::int32_t>(v) : -1;
        refs_.push_back({static_cast<std::int32_t>(frame), ordinal, named, ops.what == variable_ops::kind::parameter});
        links_.want(ops, a.addresses[v], frame, *a.shape, v);
    }

    // Errors of codecs, with the place.
    template <class F> static void in_variable(const answer &a, std::size_t v, F f)
    {
        try {
            f();
        } catch (const uf::error &e) {
            fail(e.code() == uf::errc::too_long ? errc::limit_exceeded : errc::not_persistable,
                 "in '" + std::string(a.shape->what->id.key) + "': '" + std::string(a.shape->name(v)) + "': " + e.what());
        }
    }

    void write_child(const frame &child)
    {
        if (child.index < 0) // it may be met later
            held_.emplace_back(w_.size(), &child);
        w_.i32(child.index);
    }

    void write_awaiter(frame &f, char s)
    {
        const auto encode = [&] { f.at->ops->encode(*f.at, w_); };
        s == state::awaits_empty ? encoded(encode) : write_any(f.at->ops->type, encode);
    }

    void write_supplied(const answer &a, const supplied_base &s)
    {
        if (!s.can_encode())
            fail(errc::not_persistable, "in '" + std::string(a.shape->what->id.key) + "': the supplied result cannot be saved");
        write_any(s.type(), [&] { s.encode(w_); });
    }

    template <class F> void write_any(std::string_view type, F value)
    {
        w_.string(type);
        const std::size_t length = w_.open_length();
        encoded(value);
        w_.close_length(length);
    }
    template <class F> static void encoded(F value)
    {
        try {
            value();
        } catch (const uf::error &e) {
            fail(errc::not_persistable, e.what());
        }
    }

    std::string exact_bits()
    {
        beside_.finish();
        return exact_.empty() ? std::string() : std::exchange(exact_, {});
    }
    void keep_exact(std::size_t i, const std::string &more)
    {
        beside_.finish();
        if (!exact_.empty() || !more.empty())
            exacts_.emplace_back(i, exact_bits() + more);
    }

    std::int32_t layout_of(const detail::shape *s)
    {
        for (std::size_t i = layouts_.size(); i > 0 && i + few_layouts > layouts_.size(); --i) // mostly one of the last
            if (layouts_[i - 1] == s)
                return static_cast<std::int32_t>(i - 1);
        if (layouts_.size() < few_layouts)
            return layouts_.push_back(s), static_cast<std::int32_t>(layouts_.size() - 1);
        if (layout_index_.empty())
            for (std::size_t i = 0; i < layouts_.size(); ++i)
                layout_index_.emplace(layouts_[i], static_cast<std::int32_t>(i));
        const auto [i, fresh] = layout_index_.emplace(s, static_cast<std::int32_t>(layouts_.size()));
        if (fresh)
            layouts_.push_back(s);
        return i->second;
    }

    // Where references and links lead.
    void gather_links()
    {
        in_graph([&] {
            std::size_t next = 0; // of the answers
            for (std::size_t i = 0; i < frames_.size(); ++i) {
                const bool answered = next < asked_.size() && asked_[next] == static_cast<std::int32_t>(i);
                const pending_value p = pending_of(*frames_[i], answered);
                if (answered)
                    links_.frame_links(i, answers_[next++], p.links, p.object);
                else if (p.links)
                    links_.result_links(i, *p.links, p.object);
            }
            links_.close();
            links_.locate([&](auto &&root) {
                for (std::size_t i = 0; i < answers_.size(); ++i) {
                    saved_links::walk(answers_[i], variable_ops::kind::value, root, asked_[i]);
                    if (const pending_value p = pending_of(*frames_[static_cast<std::size_t>(asked_[i])], true); p.links)
                        root(asked_[i], pending_part, [&](uf::address_walker &w) { p.links->walk(p.object, w); });
                }
                saved_links::walk(answers_.front(), variable_ops::kind::parameter, root, outside);
            });
        });
    }

    template <class F> static void in_graph(F f)
    {
        try {
            f();
        } catch (const uf::error &e) {
            fail(e.code() == uf::errc::too_long || e.code() == uf::errc::limit_exceeded ? errc::limit_exceeded : errc::not_persistable, e.what());
        }
    }

    std::size_t write_extras()
    {
        if (refs_.empty() && exacts_.empty() && links_.frames.empty())
            return 0;
        write_any(extras_type, [&] {
            write_refs();
            write_exact();
            closed_ = true; // frames are numbered no more
            write_objects();
        });
        return 1;
    }

    std::size_t write_rooms()
    {
        auto &rooms = rooms_.all;
        if (rooms.empty())
            return 0;
        std::sort(rooms.begin(), rooms.end(), [](const uf::room &a, const uf::room &b) { return a.offset < b.offset; }); // what was set aside comes later
        write_any(rooms_type, [&] {
            w_.count(rooms.size());
            for (const uf::room &r : rooms) {
                w_.count(r.offset - start_);
                w_.count(r.spare);
            }
        });
        return 1;
    }

    void write_refs()
    {
        check_order();
        w_.count(refs_.size());
        for (std::size_t i = 0; i < refs_.size(); ++i) {
            const uf::place &to = links_.references[i].found;
            if (to.unit == uf::unit::none)
                fail(errc::not_persistable, links_.name_of(links_.references[i].origin) + " refers to an object that is not in the snapshot");
            if (!is_there_in_time(refs_[i], to))
                fail_too_early(i);
            for (const std::int32_t n : {refs_[i].frame, refs_[i].ordinal, to.unit == outside ? -1 : to.unit, to.part})
                w_.i32(n);
            w_.count(to.where.size());
            for (const std::uint32_t step : to.where)
                w_.u32(step);
        }
    }

    [[noreturn]] void fail_too_early(std::size_t reference)
    {
        fail(errc::not_persistable, links_.name_of(links_.references[reference].origin) +
            " refers to what a restore makes after it: a later variable, or what only that or a coroutine below owns; use a pointer");
    }

    // References lead to frames before them, mostly: nothing has to be foreseen then.
    void check_order()
    {
        bool is_plain = true;
        std::vector<foreseen_reference> foreseen;
        for (std::size_t i = 0; i < refs_.size(); ++i) {
            const uf::place &to = links_.references[i].found;
            const bool into_object = to.unit == uf::unit::object;
            is_plain &= !refs_[i].is_parameter || (!into_object && to.unit < refs_[i].frame);
            foreseen.push_back({refs_[i].frame, to.unit >= 0 ? to.unit : -1, into_object ? to.part : -1, refs_[i].is_parameter});
        }
        if (is_plain)
            return;
        if (const auto early = restore_order(holders_, foreseen, links_).impossible())
            fail_too_early(*early);
    }

    struct ref_owner {
        std::int32_t frame, ordinal;
        std::int32_t named; // its place among the variables, or -1
        bool is_parameter;
    };
    // A reference with a name is bound when the re-entry comes to it.
    bool is_there_in_time(const ref_owner &r, const uf::place &to) const
    {
        if (r.named >= 0 && to.unit == uf::unit::object)
            return links_.is_kept_before(to.part, static_cast<std::size_t>(r.frame), static_cast<std::size_t>(r.named));
        return r.named < 0 || to.unit == outside || (to.unit >= 0 && to.unit < r.frame) || (to.unit == r.frame && to.part >= 0 && to.part < r.named);
    }

    void write_objects()
    {
        w_.count(links_.objects());
        for (std::size_t i = 0; i < links_.objects(); ++i) {
            links_.write_object(i, w_);
            w_.string(exact_bits());
            links_.write_object_links(i, w_);
        }
        links_.write_texts(w_);
        w_.count(links_.roots());
        for (std::size_t i = 0; i < links_.roots(); ++i) {
            w_.u32(static_cast<std::uint32_t>(links_.frames[i]));
            links_.write_root_links(i, w_);
        }
    }

    void write_exact()
    {
        w_.count(exacts_.size());
        for (const auto &[i, bits] : exacts_) {
            w_.u32(static_cast<std::uint32_t>(i));
            w_.string(bits);
        }
    }

    void sign()
    {
        const std::uint64_t sum = snapshot_checksum(std::string_view(out_).substr(start_));
        for (std::size_t i = 0; i < 8; ++i)
            out_[start_ + checksum_start + i] = static_cast<char>(sum >> (56 - 8 * i));
    }

    static constexpr std::size_t few_layouts = 4; // that are found without an index
    small_room<768> memory_;
    uf::room_notes rooms_{&memory_};
    std::string exact_, aside_;
    uf::writer beside_, w_;
    std::string &out_;
    std::size_t start_;
    std::pmr::vector<frame *> frames_{&memory_};
    std::pmr::vector<std::int32_t> holders_{&memory_}; // of frames
    std::size_t writing_ = 0; // a frame
    std::pmr::vector<answer> answers_{&memory_}; // of those that have not finished
    std::pmr::vector<std::int32_t> asked_{&memory_};
    std::vector<ref_owner> refs_; // in the order of the graph's references
    saved_links links_;
    bool closed_ = false;
    std::vector<std::pair<std::size_t, const frame *>> held_;
    std::vector<std::pair<std::size_t, std::string>> exacts_;
    std::pmr::vector<const detail::shape *> layouts_{&memory_};
    std::unordered_map<const detail::shape *, std::int32_t> layout_index_;
};

// The snapshot of a suspended chain replaces what is in `out`.
inline void save(frame *root, std::string &out)
{
    if (!root)
        fail(errc::not_suspended, "serialize() of an empty ser_ctx");
    const frame &leaf = *root->root->leaf;
    if (root->stage == phase::finished || root->stage == phase::vacant)
        fail(errc::not_suspended, "serialize() of a coroutine that has finished");
    if (is_running(leaf))
        fail(errc::not_suspended, "serialize() of a coroutine that is running");
    const std::size_t before = out.size();
    try {
        saver(out).run(*root);
    } catch (const uf::error &e) {
        out.resize(before);
        fail(errc::limit_exceeded, e.what()); // a length over 2^32-1
    } catch (...) {
        out.resize(before);
        throw;
    }
    out.erase(0, before);
}

} // namespace valor::detail
