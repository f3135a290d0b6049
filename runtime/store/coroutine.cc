#include "coroutine.h"

#include <valor/restore.h>
#include <valor/save.h>

#include <charconv>
#include <set>

namespace valor::durable::detail {

namespace {

using namespace valor::detail;

// Stands where the root will stand.
struct vacant_root final : frame, vacancy_link {
    explicit vacant_root(const frame_ops *o) : frame(o)
    {
        self = std::noop_coroutine();
        stage = phase::vacant;
    }
    ~vacant_root()
    {
        if (in)
            in->dropped(index);
    }
};

// The entry of the outermost function, so that its own result is what is expected.
const entry *root_entry(const snapshot &s)
{
    const frame_record &r = s.frames[0];
    return r.layout < 0 ? nullptr : find_entry(s.layouts[static_cast<std::size_t>(r.layout)].key).one;
}

template <class F> auto translating(F f) -> decltype(f())
{
    try {
        return f();
    } catch (const uf::error &e) {
        fail(translated(e.code()), e.what());
    }
}

void make(holder &root, std::string_view bytes)
{
    session s(bytes, limits{});
    const entry *const e = root_entry(s.data);
    // Without an entry the builder says what is missing; it never comes to ask for the result.
    const result_ops any_result{e ? e->context : nullptr, e ? e->result : std::string_view(), false, nullptr, nullptr, nullptr, nullptr, nullptr};
    const frame_ops ops{[](frame &f) noexcept { delete static_cast<vacant_root *>(&f); }, &any_result, nullptr};
    const expectation expected{&any_result, nullptr, nullptr, nullptr};
    builder b(s, expected);
    auto vacancy = std::make_unique<vacant_root>(&ops);
    s.claim(0, *vacancy, *vacancy);
    root.hold(vacancy.release());
    try {
        b.build();
        b.arm();
    } catch (...) {
        root.reset(); // while `ops` and the session are there
        throw;
    }
}

bool can_go_on(const frame &root) noexcept
{
    const frame &leaf = *root.leaf;
    if (leaf.awaits) {
        for (const membership &m : leaf.awaits->members())
            if (m.who && can_go_on(*m.who))
                return true;
        return false;
    }
    return !leaf.blocked || (leaf.rare && leaf.rare->next);
}

std::string line(std::uint64_t fingerprint, std::string_view key)
{
    char digits[17] = {};
    std::to_chars(digits, digits + 16, fingerprint, 16);
    return std::string(digits) + " " + std::string(key) + "\n";
}

} // namespace

coroutine::coroutine(std::string_view bytes)
{
    translating([&] { make(root_, bytes); });
}

bool coroutine::done() const noexcept { return root_.held->stage == phase::finished; }
bool coroutine::started() const noexcept { return root_.held->stage != phase::unstarted; }
bool coroutine::runnable() const noexcept { return !done() && can_go_on(*root_.held->root); }

void coroutine::resume()
{
    frame &leaf = *root_.held->root->leaf;
    if (leaf.at && !leaf.blocked)
        leaf.self.resume();
    else
        resume_slowly(leaf);
}

std::string coroutine::save() const
{
    std::string out;
    valor::detail::save(root_.held, out);
    return out;
}

value coroutine::result() const
{
    frame &f = *root_.held;
    const result_ops &ops = *f.ops->result;
    if (const std::exception_ptr &e = ops.error(f))
        std::rethrow_exception(e);
    value out{std::string(ops.type), {}};
    if (!ops.persistable)
        fail(valor::errc::not_persistable, "the result of '" + std::string(f.what ? f.what->id.key : "") + "' has a type that cannot be saved");
    if (out.type.empty())
        return out;
    std::string exact;
    {
        uf::writer beside(exact), w(out.bytes);
        w.beside = &beside;
        ops.encode(f, w);
        w.finish();
        beside.finish();
    }
    if (!exact.empty())
        throw error(durable::errc::bad_argument, "the result has more bits than a stored value keeps (long double); use double, or text");
    return out;
}

std::string function_of(std::string_view bytes)
{
    return translating([&] {
        const session s(bytes, limits{});
        const frame_record &r = s.data.frames[0];
        return r.layout < 0 ? std::string() : std::string(s.data.layouts[static_cast<std::size_t>(r.layout)].key);
    });
}

std::string layout_of(std::string_view bytes)
{
    return translating([&] {
        const session s(bytes, limits{});
        std::set<std::string> lines;
        for (const layout_record &l : s.data.layouts)
            lines.insert(line(l.fingerprint, l.key));
        std::string out;
        for (const std::string &l : lines)
            out += l;
        return out;
    });
}

std::string functions_of_program()
{
    std::set<std::string> lines;
    {
        const std::lock_guard lock(entries.guard);
        for (const entry *e = entries.first; e; e = e->next)
            lines.insert(line(e->id.fingerprint, e->id.key));
    }
    std::string out;
    for (const std::string &l : lines)
        out += l;
    return out;
}

bool has_layout(std::string_view layout)
{
    while (!layout.empty()) {
        const std::string_view one = layout.substr(0, layout.find('\n'));
        layout.remove_prefix(std::min(layout.size(), one.size() + 1));
        const std::size_t space = one.find(' ');
        if (space == std::string_view::npos)
            return false;
        std::uint64_t fingerprint = 0;
        std::from_chars(one.data(), one.data() + space, fingerprint, 16);
        const found_entry found = find_entry(one.substr(space + 1));
        if (!found.one || found.ambiguous || found.one->id.fingerprint != fingerprint)
            return false;
    }
    return true;
}

} // namespace valor::durable::detail
