// json.h - JSON text to values.
//
//   uf::any v = uf::from_json(text, "msli");       // of the given type
//   uf::any v = uf::from_json(text);               // of the type that the text suggests
//   T v = uf::from_json_as<T>(text);
//
// It reads what print_json() writes (print.h says how each type looks); without a type, objects are
// msa, lists la, strings s, numbers i, I or d, and null is an any without a value.
// Invariant: text that is not JSON, not of the type, or out of the type's range is an error with
// its byte. Nesting is bounded by limits::depth and takes no machine stack, memory by limits::memory.
// Left to others: tokens (json_lexer.h), values to JSON (print.h).
#pragma once

#include "any.h"
#include "json_lexer.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace uf {
namespace detail {

// Text to the bytes of one value.
class json_reader {
public:
  // `type` is legal.
  json_reader(std::string_view text, std::string_view type, const limits &l)
      : lex_(text), types_(type), limits_(l) {
    if (text.size() > l.size)
      lex_.fail(errc::limit_exceeded, detail::more_than("more text", "size", l.size), 0);
    list_of_any_ = types_.size();
    map_of_any_ = list_of_any_ + 2;
    types_ += "lamsa"; // what is inferred
    ends_ = type_ends(types_);
  }

  std::string value() {
    if (list_of_any_ == 0)
      lex_.expect_word("null"); // of no type
    else
      start(0);
    while (!stack_.empty()) {
      spend();
      next();
    }
    lex_.expect_end();
    return std::move(out_);
  }

private:
  // What is open: its kind and how many values in it were begun.
  struct level {
    enum kind { list, object, pairs, tuple, single, error, any } is;
    std::size_t at;                 // where the type of the next value begins
    std::uint64_t done, wanted;     // wanted: of a tuple
    std::size_t length, first_key;  // of the length or count in out_; in keys_
  };
  struct key {
    std::size_t start, size, offset; // in out_, in the text
  };

  void put_byte(int b) { out_ += static_cast<char>(b); }
  template <std::endian Order, class U> void put(U v) {
    char b[sizeof v];
    store<Order>(b, v);
    out_.append(b, sizeof b);
  }
  void put_length(std::size_t n) {
    if (n > 0xffffffffu)
      lex_.fail(errc::too_long, "a length that does not fit 32 bits", lex_.offset());
    put<std::endian::big>(static_cast<std::uint32_t>(n));
  }
  void set_length(std::size_t where, std::uint64_t n) {
    if (n > 0xffffffffu)
      lex_.fail(errc::too_long, "a length that does not fit 32 bits", lex_.offset());
    store<std::endian::big>(out_.data() + where, static_cast<std::uint32_t>(n));
  }
  void put_string(std::string_view s) {
    put_length(s.size());
    out_ += s;
  }
  void spend() const {
    if (out_.size() + keys_.size() * sizeof(key) > limits_.memory)
      lex_.fail(errc::limit_exceeded, detail::more_than("the value takes more memory", "memory", limits_.memory),
                lex_.offset());
  }
  void open(typename level::kind is, std::size_t at, std::uint64_t wanted = 0) {
    stack_.push_back({is, at, 0, wanted, out_.size(), keys_.size()});
  }

  // Reads a simple value, opens any other.
  void start(std::size_t at) {
    if (stack_.size() >= limits_.depth)
      lex_.fail(errc::limit_exceeded, detail::more_than("nested deeper", "depth", limits_.depth), lex_.offset());
    switch (types_[at]) {
    case 'b': return boolean();
    case 'c': return character();
    case 'i': return put<std::endian::big>(static_cast<std::int32_t>(integer(INT32_MIN, INT32_MAX)));
    case 'I': return put<std::endian::big>(integer(INT64_MIN, INT64_MAX));
    case 'd': return real(lex_.take_number());
    case 's': return string();
    case 'a': return inferred();
    case 'e': return open_error();
    case 'l': return open_list(at + 1);
    case 'm': return types_[at + 1] == 's' ? open_object(at + 1) : open_pairs(at + 1);
    case 'o': return lex_.take_word("null") ? put_byte(0) : open_flagged(at + 1);
    case 'x': return at_error() ? failed() : open_flagged(at + 1);
    case 'X': return lex_.take_word("true") ? put_byte(1) : failed();
    default: return open_tuple(at + 1);
    }
  }
  void next() {
    switch (stack_.back().is) {
    case level::list: return next_in_list();
    case level::object: return next_in_object();
    case level::pairs: return next_in_pairs();
    case level::tuple: return next_in_tuple();
    case level::single: return next_single();
    case level::error: return close_error();
    case level::any: return close_any();
    }
  }

  void boolean() {
    if (lex_.take_word("true"))
      return put_byte(1);
    lex_.expect_word("false");
    put_byte(0);
  }
  std::int64_t integer(std::int64_t least, std::int64_t most) {
    const json_lexer::number n = lex_.take_number();
    std::int64_t v = 0;
    if (!json_integer(n, v) || v < least || v > most)
      lex_.fail(errc::malformed, "not an integer in the range of the type", n.at);
    return v;
  }
  void character() { // those that are no character of JSON are numbers
    if (lex_.peek() != '"')
      return put_byte(static_cast<int>(integer(-128, 255)));
    const std::size_t before = lex_.offset(), size = out_.size();
    lex_.take_string(out_);
    if (out_.size() != size + 1)
      lex_.fail(errc::malformed, "not one character of one byte", before);
  }
  void real(const json_lexer::number &n) {
    double v = 0;
    if (!json_real(n, v))
      lex_.fail(errc::malformed, "a number that a double cannot hold", n.at);
    put<std::endian::little>(v);
  }
  void string() {
    const std::size_t length = out_.size();
    put_length(0);
    lex_.take_string(out_);
    set_length(length, out_.size() - length - 4);
  }

  // A type and a value, after the first character of the text.
  void inferred() {
    switch (lex_.peek()) {
    case 'n':
      lex_.expect_word("null");
      return put<std::endian::big>(std::uint64_t{0});
    case 't': case 'f': return inferred("b", &json_reader::boolean);
    case '"': return inferred("s", &json_reader::string);
    case '[': return open_any("la", list_of_any_);
    case '{': return open_any("msa", map_of_any_);
    default: return inferred_number();
    }
  }
  void inferred(std::string_view type, void (json_reader::*read)()) {
    put_string(type);
    const std::size_t length = out_.size();
    put_length(0);
    (this->*read)();
    set_length(length, out_.size() - length - 4);
  }
  void inferred_number() {
    const json_lexer::number n = lex_.take_number();
    std::int64_t v = 0;
    if (!n.whole || n.text == "-0") { // which no integer is
      put_string("d");
      put_length(8);
      return real(n);
    }
    if (!json_integer(n, v))
      lex_.fail(errc::malformed, "an integer of more than 64 bits", n.at);
    const bool small = v >= INT32_MIN && v <= INT32_MAX;
    put_string(small ? "i" : "I");
    put_length(small ? 4 : 8);
    small ? put<std::endian::big>(static_cast<std::int32_t>(v)) : put<std::endian::big>(v);
  }
  void open_any(std::string_view type, std::size_t at) {
    put_string(type);
    open(level::any, at);
    put_length(0);
    start(at);
  }
  void close_any() {
    set_length(stack_.back().length, out_.size() - stack_.back().length - 4);
    stack_.pop_back();
  }

  void open_flagged(std::size_t at) {
    put_byte(1);
    open(level::single, at);
  }
  void next_single() {
    level &l = stack_.back();
    if (l.done++ > 0)
      return stack_.pop_back();
    start(l.at);
  }

  // {"error":[type,message,value]}
  bool at_error() {
    lex_.peek();
    const std::size_t here = lex_.offset();
    const bool is = lex_.take('{') && lex_.take_word("\"error\"") && lex_.take(':') && lex_.take('[');
    lex_.go_to(here);
    return is;
  }
  void failed() {
    put_byte(0);
    open_error();
  }
  void open_error() {
    lex_.expect('{');
    lex_.expect_word("\"error\"");
    lex_.expect(':');
    lex_.expect('[');
    string();
    lex_.expect(',');
    string();
    lex_.expect(',');
    open(level::error, 0);
    inferred();
  }
  void close_error() {
    lex_.expect(']');
    lex_.expect('}');
    stack_.pop_back();
  }

  // Is there another one, or the end?
  bool more(char close) {
    if (stack_.back().done == 0)
      return !lex_.take(close);
    if (lex_.take(','))
      return true;
    lex_.expect(close);
    return false;
  }
  void close_counted(std::uint64_t count) {
    set_length(stack_.back().length, count);
    stack_.pop_back();
  }
  void open_list(std::size_t element) {
    lex_.expect('[');
    open(level::list, element);
    put_length(0);
  }
  void next_in_list() {
    level &l = stack_.back();
    if (!more(']'))
      return close_counted(l.done);
    ++l.done;
    start(l.at);
  }
  void open_tuple(std::size_t at) {
    const std::uint64_t n = tuple_count(types_, at);
    lex_.expect('[');
    open(level::tuple, at, n);
  }
  void next_in_tuple() {
    level &l = stack_.back();
    if (l.done == l.wanted) {
      lex_.expect(']');
      return stack_.pop_back();
    }
    if (l.done++ > 0)
      lex_.expect(',');
    const std::size_t at = l.at;
    l.at = ends_[at];
    start(at);
  }
  void open_object(std::size_t at) {
    lex_.expect('{');
    open(level::object, at);
    put_length(0);
  }
  void next_in_object() {
    level &l = stack_.back();
    if (!more('}')) {
      no_key_twice(l.first_key);
      return close_counted(l.done);
    }
    ++l.done;
    lex_.peek();
    const std::size_t offset = lex_.offset(), start_of_key = out_.size() + 4;
    string();
    keys_.push_back({start_of_key, out_.size() - start_of_key, offset});
    lex_.expect(':');
    start(ends_[l.at]);
  }
  void no_key_twice(std::size_t first) {
    auto text = [&](const key &k) { return std::string_view(out_).substr(k.start, k.size); };
    const auto begin = keys_.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(begin, keys_.end(), [&](const key &a, const key &b) {
      const int order = text(a).compare(text(b));
      return order < 0 || (order == 0 && a.offset < b.offset);
    });
    const auto twice = std::adjacent_find(
        begin, keys_.end(), [&](const key &a, const key &b) { return text(a) == text(b); });
    if (twice != keys_.end())
      lex_.fail(errc::malformed, "a key that is twice in an object", (twice + 1)->offset);
    keys_.resize(first);
  }
  // [[key,value],..]
  void open_pairs(std::size_t at) {
    lex_.expect('[');
    open(level::pairs, at);
    put_length(0);
  }
  void next_in_pairs() {
    level &l = stack_.back();
    if (l.done % 2 == 1) {
      ++l.done;
      lex_.expect(',');
      return start(ends_[l.at]);
    }
    if (l.done > 0)
      lex_.expect(']');
    if (!more(']'))
      return close_counted(l.done / 2);
    ++l.done;
    lex_.expect('[');
    start(l.at);
  }

  json_lexer lex_;
  std::string types_; // the one wanted, and those inferred
  std::size_t list_of_any_, map_of_any_;
  std::vector<std::uint32_t> ends_;
  limits limits_;
  std::string out_;
  std::vector<level> stack_;
  std::vector<key> keys_; // of the open objects
};

} // namespace detail

// Throws errc::malformed, truncated or limit_exceeded with the byte of the text.
inline any from_json(std::string_view json, std::string_view type, const limits &l = {}) {
  detail::require_legal(type);
  return any(any_view(type, detail::json_reader(json, type, l).value()));
}
inline any from_json(std::string_view json, const limits &l = {}) {
  return any(any_view::parse(detail::json_reader(json, "a", l).value()));
}
template <decodable T> T from_json_as(std::string_view json, const limits &l = {}) {
  constexpr std::string_view type = type_v<T>;
  const std::string bytes = detail::json_reader(json, type, l).value();
  try {
    limits of_bytes = l;
    of_bytes.size = static_cast<std::size_t>(-1);
    return deserialize_as<T>(bytes, of_bytes);
  } catch (const error &e) { // its offset is none of the text
    throw error(e.code(), "JSON read as " + detail::shown(type) + ": " + e.what());
  }
}

} // namespace uf
