// Whatever the bytes are, the command says something or gives an error; and what it says as JSON is JSON.
#include "diff.h"
#include "document.h"
#include "inspect.h"

#include <valor/snapshot.h>

#include <catch2/catch.hpp>

#include <random>

using namespace command;

namespace {

std::string sign(std::string bytes)
{
    const std::uint64_t sum = valor::detail::snapshot_checksum(bytes);
    for (std::size_t i = 0; i < 8; ++i)
        bytes[valor::detail::checksum_start + i] = static_cast<char>(sum >> (56 - 8 * i));
    return bytes;
}

struct layout {
    std::string function;
    std::int64_t fingerprint;
    int point;
    std::string names;
};
struct frame {
    char state;
    int layout; // whose first frame has it in its record
    uf::any variables;
    std::optional<int> child;
    std::optional<uf::any> value;
};
struct forged {
    std::vector<frame> frames;
    std::optional<uf::any> extras;
    std::vector<layout> layouts;
};

// A frame's record, with the values spliced in at its end.
uf::any record(const frame &f, const layout *fresh)
{
    std::string fields = "c", bytes(1, f.state);
    const auto add = [&](std::string_view field, const std::string &value) { fields += field, bytes += value; };
    if (f.layout >= 0)
        add("i", uf::serialize(fresh ? fresh->point : f.layout));
    if (f.layout >= 0 && fresh)
        add("sIs", uf::serialize(std::tuple(fresh->function, fresh->fingerprint, fresh->names)));
    if (f.child)
        add("i", uf::serialize(*f.child));
    if (f.layout >= 0 && f.value)
        add("a", uf::serialize(*f.value));
    const uf::any &rest = f.layout < 0 && f.value ? *f.value : f.variables;
    const std::size_t n = fields.size() + rest.has_value();
    return uf::any(uf::any_view((n > 1 ? "t" + std::to_string(n) : "") + fields + std::string(rest.type()), bytes + std::string(rest.value())));
}

std::string bytes_of(const forged &s)
{
    wire::snapshot out{1, 0, {}};
    std::size_t known = 0;
    for (const frame &f : s.frames) {
        const bool fresh = f.layout >= 0 && static_cast<std::size_t>(f.layout) == known;
        out.records.push_back(record(f, fresh ? &s.layouts[known++] : nullptr));
    }
    if (s.extras)
        out.records.push_back(*s.extras);
    return sign(uf::serialize(uf::any(out)));
}

// Something of everything: a parent that holds one coroutine and awaits another, references, pointers, a shared object, text.
forged everything()
{
    wire::extras x;
    x.references = {{1, 0, 0, 1, {2}}};
    x.bits = {{0, std::string("\1\2", 2)}};
    x.objects = {{uf::any(5), "", {{0, 1, {0}, 3}}}};
    x.texts = {"some \"text\"\n"};
    x.links = {{0, {{-2, 0, {}, 1}, {-3, 0, {4}, 1}, {-1, 0, {}, 1}}}};
    const std::tuple<int, std::vector<std::string>, double, int> locals{7, {"a", "b\xff"}, 0.5, 2};
    const std::map<std::string, std::optional<int>> more{{"one", 1}, {"none", {}}};
    return {{{'c', 0, uf::any(locals), 1, {}}, {'v', 1, uf::any(more), {}, uf::any(uf::any(std::pair(true, 'c')))},
                {'x', -1, uf::any(), {}, uf::any(std::pair<std::string, std::string>("type", "what"))}},
        uf::any(x), {{"parent(int &)", 0x12345678, 3, "&outer,n,names,.tag,d,held"}, {"child()", -2, 1, "&r,more,@ask"}}};
}

enum class told { something, error };
told tell(const std::string &bytes, const document &whole)
{
    try {
        const document d(bytes);
        (void)inspect_text(d);
        (void)uf::from_json(inspect_json(d));
        (void)uf::from_json(diff_json(compare(d, whole)));
        (void)diff_text(compare(whole, d));
        return told::something;
    } catch (const std::runtime_error &e) {
        CHECK(std::string(e.what()) != "");
        return told::error;
    }
}

} // namespace

TEST_CASE("every truncation and every flipped bit is an error")
{
    const std::string bytes = bytes_of(everything());
    const document whole(bytes);
    REQUIRE(tell(bytes, whole) == told::something);
    for (std::size_t n = 0; n < bytes.size(); ++n)
        CHECK(tell(bytes.substr(0, n), whole) == told::error);
    CHECK(tell(bytes + '\0', whole) == told::error);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            std::string bad = bytes;
            bad[i] = static_cast<char>(bad[i] ^ (1 << bit));
            CHECK(tell(bad, whole) == told::error);
        }
}

TEST_CASE("forged snapshots, with a right checksum, crash nothing")
{
    const std::string bytes = bytes_of(everything());
    const document whole(bytes);
    const std::size_t start = valor::detail::checked_start;
    int accepted = 0;
    for (std::size_t i = start; i < bytes.size(); ++i)
        for (const char v : {'\0', '\1', '\2', '\3', '&', ',', '.', '@', 'c', 't', 'l', 'o', 'a', '\x7f', '\xff'}) {
            std::string bad = bytes;
            bad[i] = v;
            accepted += tell(sign(bad), whole) == told::something;
        }
    std::mt19937 random(7);
    for (int n = 0; n < 3000; ++n) {
        std::string bad = bytes;
        for (unsigned k = random() % 4 + 1; k > 0; --k)
            bad[start + random() % (bad.size() - start)] = static_cast<char>(random() % 5 ? random() % 8 : random());
        accepted += tell(sign(bad), whole) == told::something;
    }
    CHECK(accepted > 100);
}

TEST_CASE("values are shown with the variables that they are of")
{
    const std::string text = inspect_text(document(bytes_of(everything())));
    for (const char *line : {"parent(int &)\nfingerprint 0x0000000012345678, point 3; 3 frames", "  outer -> an object outside of the snapshot\n", "  n <i> = 7\n",
             "  names <ls> = [\"a\",\"b\\xff\"]\n", "  tag (without state)\n", "  d <d> = 0.5\n", "  held <i> = 2\n", "  pointer 0 -> object 0\n",
             "  pointer 1 -> the text 'some \"text\"\\n'[4]\n",
             "  exact bits = 0102\n", "  exception <t2ss>", "    frame 1: child()\n", "point 1 \"ask\"", "      r -> 'n'[2] of frame 0\n", "more <msoi> = {\"none\":none,\"one\":1}", "held by a variable:\nframe 2: has ended with an exception\n",
             "object 0, shared\n  value <i> = 5\n"})
        CHECK_THAT(text, Catch::Contains(line));
}

TEST_CASE("a snapshot whose names have no marks shows its values all the same")
{
    forged s = everything();
    s.layouts[0].names = "outer,n,names,tag,d,held";
    CHECK_THAT(inspect_text(document(bytes_of(s))), Catch::Contains("  #0 <i> = 7\n"));
}

TEST_CASE("a small snapshot cannot ask for endless output")
{
    forged s{{}, {}, {{std::string(1 << 20, 'f'), 0, 1, std::string(1 << 20, '.')}}};
    for (char &c : s.layouts[0].names)
        c = (&c - s.layouts[0].names.data()) % 2 ? ',' : '.';
    s.frames.assign(50'000, {'e', 0, uf::any(), {}, {}});
    const document d(bytes_of(s));
    CHECK_THROWS_AS(inspect_text(d), std::runtime_error);
    CHECK_THROWS_AS(compare(d, d), std::runtime_error);
}

TEST_CASE("a long chain is shown in proportion to its length")
{
    forged s{{}, {}, {{"f()", 0, 1, ""}}};
    for (int i = 1; i <= 20'000; ++i)
        s.frames.push_back({i < 20'000 ? 'c' : 'e', 0, uf::any(), i < 20'000 ? std::optional<int>(i) : std::nullopt, {}});
    const document d(bytes_of(s));
    CHECK(inspect_text(d).size() < 20'000 * 250);
    (void)uf::from_json(inspect_json(d));
    CHECK(compare(d, d).empty());
}
