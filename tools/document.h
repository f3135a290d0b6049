// A snapshot as a document: what it says of itself, without the program that wrote it.
// Invariant: the bytes were accepted by the runtime's own parser, and every value in them was looked at, so nothing that is asked
// later finds them damaged. What entries() gives costs no more than `budget` in all, whatever was forged.
// Left to others: showing it (inspect.h), comparing two (diff.h).
#pragma once
#include <ufser/ufser.h>
#include <valor/snapshot.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command {

// As docs/runtime.md has them; ufser reads such structs by itself.
namespace wire {

struct link {
    std::int32_t unit, part;
    std::vector<std::int32_t> path;
    std::int32_t count;
};
struct reference {
    std::int32_t frame, ordinal, target, variable;
    std::vector<std::int32_t> path;
};
struct exact_bits {
    std::int32_t frame;
    std::string bits;
};
struct object {
    uf::any value;
    std::string bits;
    std::vector<link> links;
};
struct frame_links {
    std::int32_t frame;
    std::vector<link> links;
};
struct extras {
    std::vector<reference> references;
    std::vector<exact_bits> bits;
    std::vector<object> objects;
    std::vector<std::string> texts;
    std::vector<frame_links> links;
};
struct snapshot {
    char version;
    std::int64_t checksum;
    std::vector<uf::any> records; // of the frames, taken apart by the runtime's parser; and the extras
};

} // namespace wire

// One line of what a frame or a shared object holds.
struct entry {
    enum class kind { value, reference, nothing, pending, bits, link };
    kind what;
    std::string name;   // of the variable; of the others what they are
    uf::any_view value; // of value and pending; refers to the document
    std::string target; // of reference and link: where it leads; of bits: in hexadecimal
};

class document {
public:
    // Throws failure, uf::error or valor::error.
    explicit document(const std::string &bytes);
    document(const document &) = delete;

    std::size_t size() const { return bytes_.size(); }
    std::int64_t checksum() const { return checksum_; }
    int version() const { return version_; }
    std::size_t frames() const { return data_.frames.size(); }
    std::size_t objects() const { return extras_.objects.size(); }

    // Of a frame. Those that have finished have no layout: no function, no fingerprint.
    char state(std::size_t frame) const { return data_.frames[frame].state; }
    std::optional<std::size_t> child(std::size_t frame) const;
    bool is_awaited(std::size_t frame) const { return awaited_[frame]; }
    std::string function(std::size_t frame) const;
    std::string fingerprint(std::size_t frame) const;
    int point(std::size_t frame) const;
    std::string point_name(std::size_t frame) const;
    std::vector<entry> entries(std::size_t frame) const;
    std::vector<entry> object_entries(std::size_t object) const;

private:
    struct names {
        std::vector<std::string_view> all; // with their marks
        std::string_view point;
        std::size_t values = 0, references = 0;
    };
    static names split(std::string_view text);
    void index_extras();
    const valor::detail::layout_record *layout(std::size_t frame) const;
    const names *names_of(std::size_t frame) const;
    std::vector<uf::any_view> values_of(std::size_t frame) const;
    void add_variables(std::size_t frame, std::vector<entry> &to) const;
    void add_references(std::size_t frame, std::vector<entry> &to) const;
    void add_links(const std::vector<wire::link> &links, std::vector<entry> &to) const;
    std::string place(std::int32_t unit, std::int32_t part, const std::vector<std::int32_t> &path) const;
    std::string text(std::int32_t part) const;
    std::string name_of(std::size_t frame, std::int32_t part) const;
    void spend(std::size_t n) const;

    std::string bytes_;
    int version_;
    std::int64_t checksum_;
    valor::detail::snapshot data_; // refers to the bytes
    wire::extras extras_;
    std::vector<names> names_; // of each layout
    std::vector<bool> awaited_;
    std::vector<const wire::exact_bits *> bits_;     // of each frame, or null
    std::vector<const wire::frame_links *> links_;   // of each frame, or null
    std::vector<std::size_t> first_reference_;       // of each frame, and the end
    mutable std::size_t budget_;
};

// The same in words, for people and for JSON.
std::string_view state_text(char state);
std::string_view state_word(char state);

} // namespace command
