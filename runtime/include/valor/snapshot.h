// The bytes of a snapshot: a serialized ufser `any`, so other readers of ufser can print it. docs/runtime.md has the table.
//
//   version c, checksum I     (version 1: another checksum, see checksum.h; version 3: with rooms)
//   records  la, of the frames: each of (state c, then what the state and the number of fields tell, without what is empty):
//              layout     (point i, function s, fingerprint I, names s), or i, the number of one that came before
//              awaited    frame i, or value a
//              variables  of their own type, which is the rest of the record's; of a finished frame: its result
//            then, unless all are empty, the extras:
//              refs     l of (frame i, ordinal i, target frame i, variable i, path li)    references, relocated on restore
//              exact    l of (frame i, bytes s)                       bits that the wire types cannot hold
//              objects  l of (object a, bits s, links)                what shared_ptrs own
//              texts    ls                                            what views of other text lead to
//              links    l of (frame i, links)                         where its pointers lead: l of (unit i, part i, path li, count i)
//            and last, in version 3, what vectors and strings have room for (ufser/rooms.h): l of (offset i, spare i)
//
// Names are those of the variables, with commas between: & before a reference and . before a variable without state, which have no
// value among the variables; last, behind @, the name of the point if it has one.
// Invariant: parse() accepts only what write order produces; indexes are in range, the awaits form no cycle.
// Leaves to others: what the variables mean (session.h), which functions exist (restore.h).
#pragma once
#include <valor/checksum.h>
#include <valor/error.h>
#include <valor/limits.h>
#include <valor/registry.h>
#include <valor/variable.h>

#include <ufser/ufser.h>

#include <memory_resource>
#include <string>

namespace valor::detail {

inline constexpr std::string_view snapshot_type = "t3cIla";
inline constexpr std::string_view layout_fields = "sIs";
inline constexpr std::string_view extras_type = "t5lt5iiiililt2islt3aslt4iiliilslt2ilt4iilii";
inline constexpr std::string_view rooms_type = "lt2ii";
// What is written; version 1 has another checksum. Only what needs a new version has it: an older program reads the rest.
inline constexpr unsigned char version_without_rooms = 2, version_with_rooms = 3;
inline constexpr std::size_t value_start = 4 + snapshot_type.size() + 4; // of the any's value: the version stands there
inline constexpr std::size_t checksum_start = value_start + 1;
inline constexpr std::size_t checked_start = checksum_start + 8;

// The state of a frame.
namespace state {
inline constexpr char unstarted = 'u';
inline constexpr char awaits_own = 'c';   // a child that the await owns
inline constexpr char awaits_next = 'n';  // the same, where its record is the next; in memory awaits_own
inline constexpr char awaits_held = 'h';  // a child that is held by a variable
inline constexpr char awaits_value = 'v'; // the awaiter is in the snapshot
inline constexpr char awaits_empty = 'w'; // the same, where it has no state; in memory awaits_value
inline constexpr char awaits_again = 'e'; // the operand is evaluated again
inline constexpr char supplied = 's';     // the result is in the snapshot
inline constexpr char finished = 'f';     // with a result
inline constexpr char failed = 'x';       // with an exception: type and text
inline constexpr char taken = 't';        // the result was taken
} // namespace state

struct any_view {
    std::string_view type, bytes;
    std::size_t start = 0; // of the bytes, in the snapshot
};

struct frame_record {
    char state = 0;
    std::int32_t layout = -1;
    std::int32_t child = -1;
    bool has_value = false;
    any_view value, variables;
    any_view exact;
    std::size_t first_ref = 0, refs = 0;
    uf::link_range links; // where its pointers lead
};

struct ref_record {
    std::int32_t frame, ordinal, target, variable; // target -1: outside; -2: the variable is the number of a shared object
    uf::path where;
};

struct layout_record {
    std::int32_t point;
    std::string_view key;
    std::uint64_t fingerprint;
    std::string_view names;
    const entry *what = nullptr;
};

struct snapshot {
    explicit snapshot(std::pmr::memory_resource *memory = std::pmr::new_delete_resource()) : frames(memory), layouts(memory) {}
    std::pmr::vector<frame_record> frames;
    std::vector<ref_record> refs; // by frame, then ordinal
    std::pmr::vector<layout_record> layouts;
};

inline std::uint64_t snapshot_checksum(std::string_view bytes) noexcept
{
    const auto version = static_cast<unsigned char>(bytes[value_start]);
    return checksum(version, bytes.substr(checked_start), checksum(version, bytes.substr(0, checksum_start)));
}

inline errc translated(uf::errc code) noexcept
{
    switch (code) {
    case uf::errc::truncated: return errc::truncated;
    case uf::errc::limit_exceeded: return errc::limit_exceeded;
    case uf::errc::type_mismatch: return errc::type_mismatch;
    case uf::errc::too_long: return errc::limit_exceeded;
    default: return errc::malformed;
    }
}

// The name of a variable as the program knows it.
inline std::string_view unmarked(std::string_view name) noexcept
{
    return name.substr(!name.empty() && (name.front() == '&' || name.front() == '.'));
}

class snapshot_parser {
public:
    snapshot_parser(uf::reader &r, uf::graph_reader &g, const limits &l, std::pmr::memory_resource *memory = std::pmr::new_delete_resource())
        : in_(r), graph_(g), limits_(l), out_(memory)
    {
    }

    snapshot parse(std::string_view bytes)
    {
        check_envelope(bytes);
        parse_records();
        in_.expect_done();
        check_awaits();
        return std::move(out_);
    }

private:
    [[noreturn]] void malformed(const std::string &what) { in_.fail(uf::errc::malformed, what); }

    void check_envelope(std::string_view bytes)
    {
        const std::string_view type = in_.string();
        if (type.size() < 4 || type[0] != 't' || type.substr(2, 2) != "cI")
            malformed("this is no snapshot of a coroutine");
        const std::size_t size = in_.count(1);
        if (in_.remaining() > size)
            malformed(std::to_string(in_.remaining() - size) + " bytes left over");
        const unsigned version = in_.u8();
        if (version < 1 || version > version_with_rooms)
            fail(errc::unsupported_version, "the snapshot is of version " + std::to_string(version) + ", this program reads versions 1 to " + std::to_string(version_with_rooms));
        has_rooms_ = version == version_with_rooms;
        if (type != snapshot_type)
            malformed("this is no snapshot of a coroutine");
        if (in_.u64() != snapshot_checksum(bytes))
            malformed("the checksum does not fit: the snapshot is damaged");
    }

    std::int32_t index(std::size_t end, bool none_allowed)
    {
        const std::int32_t i = in_.i32();
        if (i < (none_allowed ? -1 : 0) || (i >= 0 && static_cast<std::size_t>(i) >= end))
            malformed("the number " + std::to_string(i) + " refers to nothing");
        return i;
    }

    any_view any()
    {
        any_view a;
        a.type = in_.string();
        const std::size_t size = in_.count(1);
        a.start = in_.offset();
        a.bytes = in_.bytes(size);
        return a;
    }

    void parse_records()
    {
        const std::size_t n = in_.count(10);
        if (n == 0)
            malformed("the snapshot has no coroutine");
        const std::size_t rooms = has_rooms_, before_rooms = n - rooms; // frames, and perhaps the extras
        check_number(before_rooms - (before_rooms > 0));
        in_.charge(n, sizeof(frame_record));
        out_.frames.resize(before_rooms);
        for (std::size_t i = 0; i < before_rooms; ++i) {
            const std::string_view type = in_.string();
            if (i + 1 == before_rooms && type == extras_type) {
                out_.frames.pop_back();
                parse_extras();
            } else {
                parse_frame(i, type);
            }
        }
        if (has_rooms_)
            parse_rooms();
        if (out_.frames.empty())
            malformed("the snapshot has no coroutine");
        check_number(out_.frames.size());
    }

    void check_number(std::size_t frames)
    {
        if (frames > limits_.frames)
            in_.fail(uf::errc::limit_exceeded, "the snapshot has " + std::to_string(frames) + " coroutines, limits::frames allows " + std::to_string(limits_.frames));
    }

    void parse_frame(std::size_t i, std::string_view type)
    {
        frame_record &f = out_.frames[i];
        const std::size_t size = in_.count(1), end = in_.offset() + size;
        std::size_t fields = take_tuple(type);
        const bool fresh = fields > 4; // it has a layout of its own
        take(type, fields, "c");
        f.state = static_cast<char>(in_.u8());
        const bool ended = f.state == state::finished || f.state == state::failed || f.state == state::taken;
        if (!ended)
            parse_layout(f, type, fields, fresh);
        parse_awaited(i, type, fields);
        if (fields != !type.empty() || in_.offset() > end)
            malformed("a coroutine whose record does not fit its type");
        any_view &rest = ended ? f.value : f.variables;
        rest.type = type;
        rest.start = in_.offset();
        rest.bytes = in_.bytes(end - in_.offset());
        f.has_value |= f.state == state::finished || f.state == state::failed;
        if ((f.state == state::taken || type.empty()) && !(type.empty() && rest.bytes.empty()))
            malformed("a coroutine with values that it cannot have");
    }

    // Takes "tN" off a type, or nothing where there is but one field.
    static std::size_t take_tuple(std::string_view &type)
    {
        if (type.size() < 2 || type[0] != 't')
            return 1;
        const char n = type[1];
        type.remove_prefix(2);
        return n >= '2' && n <= '9' ? static_cast<std::size_t>(n - '0') : 0;
    }
    void take(std::string_view &type, std::size_t &fields, std::string_view head)
    {
        if (type.substr(0, head.size()) != head || fields < head.size())
            malformed("a coroutine whose record has another type");
        type.remove_prefix(head.size());
        fields -= head.size();
    }

    void parse_layout(frame_record &f, std::string_view &type, std::size_t &fields, bool fresh)
    {
        take(type, fields, "i");
        f.layout = in_.i32();
        if (fresh) {
            take(type, fields, layout_fields);
            in_.charge(1, sizeof(layout_record));
            out_.layouts.push_back({f.layout, in_.string(), in_.u64(), {}});
            out_.layouts.back().names = in_.string();
            f.layout = static_cast<std::int32_t>(out_.layouts.size() - 1);
        }
        if (f.layout < 0 || at_index(f.layout) >= out_.layouts.size())
            malformed("a coroutine without a layout");
        if ((f.state == state::unstarted) != (out_.layouts[at_index(f.layout)].point == 0))
            malformed("a coroutine whose point does not fit its state");
    }

    void parse_awaited(std::size_t i, std::string_view &type, std::size_t &fields)
    {
        frame_record &f = out_.frames[i];
        switch (f.state) {
        case state::unstarted:
        case state::awaits_again:
        case state::finished:
        case state::failed:
        case state::taken: break;
        case state::awaits_own:
        case state::awaits_held:
            take(type, fields, "i");
            f.child = index(out_.frames.size(), false);
            break;
        case state::awaits_next:
            f.state = state::awaits_own;
            f.child = static_cast<std::int32_t>(i + 1);
            break;
        case state::awaits_value:
        case state::supplied:
            take(type, fields, "a");
            f.value = any();
            f.has_value = true;
            break;
        case state::awaits_empty:
            f.state = state::awaits_value;
            f.has_value = true;
            break;
        default: malformed("a coroutine in an unknown state");
        }
    }

    void parse_extras()
    {
        const std::size_t size = in_.count(1), end = in_.offset() + size;
        parse_refs();
        parse_exact();
        parse_objects();
        if (in_.offset() != end)
            malformed("extras of another length");
    }

    void parse_rooms()
    {
        if (in_.string() != rooms_type)
            malformed("a snapshot of version 3 without rooms");
        const std::size_t size = in_.count(1), end = in_.offset() + size;
        graph_.rooms.read(in_);
        if (in_.offset() != end || graph_.rooms.empty())
            malformed("rooms of another length");
    }

    void parse_refs()
    {
        const std::size_t n = in_.count(20), frames = out_.frames.size();
        in_.charge(n, sizeof(ref_record));
        out_.refs.reserve(n);
        for (std::size_t i = 0; i < n; ++i) {
            ref_record r;
            r.frame = index(frames, false);
            r.ordinal = in_.i32();
            r.target = target(frames);
            r.variable = in_.i32();
            const std::size_t length = in_.count(4);
            if (length > limits_.depth)
                in_.fail(uf::errc::limit_exceeded, "a path is too deep");
            in_.charge(length, 4);
            r.where.resize(length);
            for (std::uint32_t &step : r.where)
                step = in_.u32();
            frame_record &f = out_.frames[static_cast<std::size_t>(r.frame)];
            const bool sorted = out_.refs.empty() || out_.refs.back().frame <= r.frame;
            if (f.refs == 0)
                f.first_ref = i;
            if (!sorted || r.ordinal != static_cast<std::int32_t>(f.refs++) || r.variable < 0)
                malformed("a reference that cannot be");
            out_.refs.push_back(std::move(r));
        }
    }

    void parse_exact()
    {
        const std::size_t n = in_.count(8);
        for (std::size_t i = 0; i < n; ++i) {
            frame_record &f = out_.frames[static_cast<std::size_t>(index(out_.frames.size(), false))];
            const std::size_t size = in_.count(1);
            if (f.exact.start != 0)
                malformed("exact bits twice");
            f.exact.start = in_.offset();
            f.exact.bytes = in_.bytes(size);
        }
    }

    void parse_objects()
    {
        for (std::size_t n = in_.count(16); n > 0; --n)
            graph_.read_object(in_);
        graph_.read_texts(in_);
        std::int32_t last = -1;
        for (std::size_t n = in_.count(8); n > 0; --n) {
            const std::int32_t i = index(out_.frames.size(), false);
            if (i <= last)
                malformed("links out of order");
            out_.frames[at_index(last = i)].links = graph_.read_links(in_);
        }
    }

    static std::size_t at_index(std::int32_t i) { return static_cast<std::size_t>(i); }

    std::int32_t target(std::size_t frames)
    {
        const std::int32_t i = in_.i32();
        if (i < -2 || (i >= 0 && static_cast<std::size_t>(i) >= frames))
            malformed("a reference into a coroutine that is not there");
        return i;
    }

    // Each frame is awaited once at most, and nobody waits for himself in the end.
    void check_awaits()
    {
        const std::size_t n = out_.frames.size();
        std::pmr::vector<std::int32_t> waiting(n, -1, out_.frames.get_allocator());
        for (std::size_t i = 0; i < n; ++i)
            if (const std::int32_t c = out_.frames[i].child; c >= 0) {
                if (at_index(c) >= n) // the last record was no frame, or is this one
                    malformed("an awaited coroutine that is not there");
                const char child = out_.frames[static_cast<std::size_t>(c)].state;
                if (child == state::finished || child == state::failed || child == state::taken)
                    malformed("a finished coroutine is awaited");
                auto &by = waiting[static_cast<std::size_t>(c)];
                if (by >= 0 || c == 0)
                    malformed("a coroutine that is awaited twice");
                by = static_cast<std::int32_t>(i);
            }
        std::size_t seen = 0;
        for (std::size_t i = 0; i < n; ++i)
            if (waiting[i] < 0)
                for (std::int32_t f = static_cast<std::int32_t>(i); f >= 0; f = out_.frames[static_cast<std::size_t>(f)].child)
                    ++seen;
        if (seen != n)
            malformed("coroutines that await each other in a circle");
    }

    uf::reader &in_;
    uf::graph_reader &graph_;
    const limits &limits_;
    snapshot out_;
    bool has_rooms_ = false;
};

} // namespace valor::detail
