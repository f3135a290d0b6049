// The functions that a snapshot names: does this program have them, the same, and is the outermost the one that is asked for?
// Invariant: throws, or every layout knows its function, which has the point, with the same names.
#pragma once
#include <valor/layout_diff.h>
#include <valor/result.h>

#include <string>

namespace valor::detail {

// What the caller knows of the root.
struct expectation {
    const result_ops *result = nullptr;
    const entry *function = nullptr;   // the snapshot must be of this one
    const void *signature = nullptr;   // or, if that is not known, of one with this signature
    const answer *fresh = nullptr;     // of a fresh call, whose references the root takes
};

class function_check {
public:
    function_check(snapshot &s, const expectation &e) : data_(s), expected_(e) {}

    void run()
    {
        find_functions();
        check_root();
    }

private:
    static std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

    void find_functions()
    {
        for (layout_record &l : data_.layouts) {
            const auto [e, ambiguous] = find_entry(l.key);
            if (ambiguous)
                fail(errc::unknown_function, "'" + std::string(l.key) + "' is ambiguous: this program has two coroutines of that name");
            l.what = e;
        }
    }

    void check_root()
    {
        const frame_record &r = data_.frames[0];
        if (r.layout < 0)
            fail(errc::malformed, "bad snapshot: it is of a finished coroutine");
        const layout_record &root = data_.layouts[at(r.layout)];
        const entry *e = root.what;
        if (expected_.function && expected_.function->id.key != root.key)
            fail(errc::wrong_function, "the snapshot is of '" + std::string(root.key) + "', not of '" + std::string(expected_.function->id.key) + "'");
        if (expected_.function && !is_same_function(*e, *expected_.function))
            fail(errc::unknown_function, "'" + std::string(root.key) + "' is another function of that name");
        if (e && expected_.signature && e->signature != expected_.signature)
            fail(errc::wrong_function, "the snapshot is of '" + std::string(root.key) + "', which has another signature");
        for (const layout_record &l : data_.layouts)
            check_layout(l);
        if (e->context != expected_.result->context)
            fail(errc::type_mismatch, "the result of '" + std::string(root.key) + "' has type \"" + std::string(e->result) + "\", type \"" + std::string(expected_.result->type) + "\" was asked for");
    }

    void check_layout(const layout_record &l) const
    {
        const std::string name = "'" + std::string(l.key) + "'";
        if (!l.what)
            fail(errc::unknown_function, "this program has no coroutine " + name);
        if (l.what->id.fingerprint != l.fingerprint)
            changed(l, " has other variables or suspension points than when the snapshot was taken: ");
        if (l.point < 0 || l.point > l.what->id.points)
            fail(errc::malformed, name + " has no suspension point " + std::to_string(l.point));
        if (const std::string_view all = l.what->id.names; !all.empty() && !same_names(l.names, nth_of(all, ';', at(l.point)))) // which of them are saved may differ
            changed(l, " saves other variables than when the snapshot was taken: ");
    }

    [[noreturn]] void changed(const layout_record &l, const char *what) const
    {
        fail(errc::layout_changed, "'" + std::string(l.key) + "'" + what + layout_diff(l, first_frame(l), *l.what).text());
    }
    const frame_record *first_frame(const layout_record &l) const
    {
        for (const frame_record &f : data_.frames)
            if (f.layout >= 0 && &data_.layouts[at(f.layout)] == &l)
                return &f;
        return nullptr;
    }

    snapshot &data_;
    const expectation &expected_;
};

} // namespace valor::detail
