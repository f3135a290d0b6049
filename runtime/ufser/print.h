// print.h - values as text for people, and as JSON.
//
// Text: <type>value; true, 'x', 12, 2., "..", [a,b], {k:v}, (a,b), none, ok, error("type","message",<T>v).
// JSON: maps with string keys are objects, other maps lists of pairs; tuples are lists; absent
// values, infinities and NaN are null; bytes of text that are no UTF-8 become U+FFFD, a c over 127
// is a number; an any is its value.
// Left to others: going through the value (walk.h).
#pragma once

#include "utf8.h"
#include "walk.h"

#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace uf::detail {

inline void put_hex(std::string &out, unsigned v, int digits) {
  while (digits > 0)
    out += "0123456789abcdef"[v >> 4 * --digits & 15];
}

inline void put_integer(std::string &out, std::int64_t v) {
  char b[24];
  out.append(b, std::to_chars(b, b + sizeof b, v).ptr);
}

// The shortest text that reads back as the same number; whole ones people write without an exponent.
inline void put_real(std::string &out, double v) {
  char b[40];
  const bool whole = std::fabs(v) < 1e15 && v == std::trunc(v);
  out.append(b, whole ? std::to_chars(b, b + sizeof b, v, std::chars_format::fixed).ptr
                      : std::to_chars(b, b + sizeof b, v).ptr);
}

// What C and JSON escape in the same way; false if c is not among it.
inline bool put_escape(std::string &out, char c) {
  switch (c) {
  case '\\': out += "\\\\"; return true;
  case '\n': out += "\\n"; return true;
  case '\t': out += "\\t"; return true;
  case '\r': out += "\\r"; return true;
  case '\b': out += "\\b"; return true;
  case '\f': out += "\\f"; return true;
  default: return false;
  }
}

class text_sink {
public:
  explicit text_sink(std::string &out) : out_(out) {}

  void boolean(bool v) { out_ += v ? "true" : "false"; }
  void character(char c) { quoted({&c, 1}, '\''); }
  void integer(std::int64_t v) { put_integer(out_, v); }
  void real(double v) {
    const std::size_t before = out_.size();
    put_real(out_, v);
    if (out_.find_first_not_of("-0123456789", before) == std::string::npos)
      out_ += '.'; // otherwise it would look like an integer
  }
  void text(std::string_view s) { quoted(s, '"'); }
  void open_list() { out_ += '['; }
  void close_list() { out_ += ']'; }
  void open_tuple() { out_ += '('; }
  void close_tuple() { out_ += ')'; }
  void item(std::size_t i) { comma(i); }
  void open_map(bool) { out_ += '{'; }
  void key(std::size_t i) { comma(i); }
  void mapped() { out_ += ':'; }
  void close_map() { out_ += '}'; }
  void none() { out_ += "none"; }
  void success() { out_ += "ok"; }
  void open_error() { out_ += "error("; }
  void close_error() { out_ += ')'; }
  void open_any(std::string_view type) { (out_ += '<').append(type) += '>'; }
  void close_any() {}

private:
  void comma(std::size_t i) {
    if (i > 0)
      out_ += ',';
  }
  void quoted(std::string_view s, char quote) {
    out_ += quote;
    for (std::size_t i = 0; i < s.size();) {
      const char c = s[i];
      const std::size_t n = utf8_length(s, i);
      if (c == quote) {
        (out_ += '\\') += c;
      } else if (put_escape(out_, c)) {
      } else if (n == 0 || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
        out_ += "\\x";
        put_hex(out_, static_cast<unsigned char>(c), 2);
      } else {
        out_.append(s, i, n);
      }
      i += n == 0 ? 1 : n;
    }
    out_ += quote;
  }

  std::string &out_;
};

class json_sink {
public:
  explicit json_sink(std::string &out) : out_(out) {}

  void boolean(bool v) { out_ += v ? "true" : "false"; }
  void character(char c) {
    const auto byte = static_cast<unsigned char>(c);
    byte < 0x80 ? text({&c, 1}) : integer(byte);
  }
  void integer(std::int64_t v) { put_integer(out_, v); }
  void real(double v) {
    if (!std::isfinite(v))
      return none();
    const std::size_t before = out_.size();
    put_real(out_, v);
    const bool whole = out_.find_first_of(".e", before) == std::string::npos;
    if (whole && ((v == 0 && std::signbit(v)) || std::fabs(v) >= 0x1p63))
      out_ += ".0"; // others read it as an integer, which it cannot be
  }
  void text(std::string_view s) {
    out_ += '"';
    for (std::size_t i = 0; i < s.size();) {
      const char c = s[i];
      const std::size_t n = utf8_length(s, i);
      if (c == '"') {
        out_ += "\\\"";
      } else if (put_escape(out_, c)) {
      } else if (n == 0) {
        out_ += "\\ufffd";
      } else if (static_cast<unsigned char>(c) < 0x20) {
        out_ += "\\u";
        put_hex(out_, static_cast<unsigned char>(c), 4);
      } else {
        out_.append(s, i, n);
      }
      i += n == 0 ? 1 : n;
    }
    out_ += '"';
  }
  void open_list() { out_ += '['; }
  void close_list() { out_ += ']'; }
  void open_tuple() { out_ += '['; }
  void close_tuple() { out_ += ']'; }
  void item(std::size_t i) {
    if (i > 0)
      out_ += ',';
  }
  void open_map(bool object) {
    objects_.push_back(object);
    out_ += object ? '{' : '[';
  }
  void key(std::size_t i) {
    const bool object = objects_.back();
    if (i > 0)
      out_ += object ? "," : "],";
    if (!object)
      out_ += '[';
  }
  void mapped() { out_ += objects_.back() ? ':' : ','; }
  void close_map() {
    if (objects_.back())
      out_ += '}';
    else
      out_ += out_.back() == '[' ? "]" : "]]"; // a pair is never open and empty
    objects_.pop_back();
  }
  void none() { out_ += "null"; }
  void success() { out_ += "true"; }
  void open_error() { out_ += "{\"error\":["; }
  void close_error() { out_ += "]}"; }
  void open_any(std::string_view type) {
    if (type.empty())
      none();
  }
  void close_any() {}

private:
  std::string &out_;
  std::vector<bool> objects_; // for each open map: written as an object?
};

} // namespace uf::detail
