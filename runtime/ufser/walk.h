// walk.h - goes through a value by its typestring, without its C++ types.
//
// `walk(type, r, sink)` reads one value and tells `sink` what it finds; `no_sink` shows the events
// (and makes a check of it). Invariant: as a reader's - everything is checked; nesting is bounded
// by limits::depth, and the work by a constant for each byte of type and value.
// Left to others: printing (print.h), turning into C++ objects (codecs).
#pragma once

#include "reader.h"
#include "typestring.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace uf {

// An `a` as it lies in the input: typestring (checked), bytes of the value (not checked).
struct raw_any {
  std::string_view type;
  std::string_view value;
  std::size_t value_offset; // in the input
};

inline raw_any read_raw_any(reader &r) {
  const std::string_view type = r.string();
  if (const std::size_t bad = check_typestring(type); bad != legal)
    throw error(errc::malformed, "not a typestring", r.offset() - type.size() + bad);
  const std::string_view value = r.string();
  if (type.empty() && !value.empty())
    r.fail(errc::malformed, "a value without a type");
  return {type, value, r.offset() - value.size()};
}

struct no_sink {
  void boolean(bool) {}
  void character(char) {}
  void integer(std::int64_t) {}
  void real(double) {}
  void text(std::string_view) {}
  void open_list() {}
  void open_tuple() {}
  void item(std::size_t) {} // before the element with this index
  void close_list() {}
  void close_tuple() {}
  void open_map(bool /*keys are s*/) {}
  void key(std::size_t) {} // before the key with this index
  void mapped() {}         // between key and value
  void close_map() {}
  void none() {}       // an optional without value
  void success() {}    // an X that is no error
  void open_error() {} // type and message as text, then an any
  void close_error() {}
  void open_any(std::string_view /*type*/) {}
  void close_any() {}
};

namespace detail {

// For each position at which a type begins: where it ends. One pass, however it is nested;
// otherwise lists of empty lists could be made quadratic.
inline std::vector<std::uint32_t> type_ends(std::string_view type) {
  struct open {
    std::uint32_t start;
    std::uint64_t wanted;
  };
  std::vector<std::uint32_t> ends(type.size());
  std::vector<open> stack;
  for (std::size_t at = 0; at < type.size();) {
    const auto start = static_cast<std::uint32_t>(at);
    std::uint64_t wanted = 0;
    switch (type[at++]) {
    case 'l': case 'o': case 'x': wanted = 1; break;
    case 'm': wanted = 2; break;
    case 't': wanted = tuple_count(type, at); break;
    default: break;
    }
    stack.push_back({start, wanted});
    while (!stack.empty() && stack.back().wanted == 0) {
      ends[stack.back().start] = static_cast<std::uint32_t>(at);
      stack.pop_back();
      if (!stack.empty())
        --stack.back().wanted;
    }
  }
  return ends;
}

template <class Sink> class walker {
public:
  // `type` is legal and not empty.
  walker(std::string_view type, reader &r, Sink &sink) : type_(type), r_(r), sink_(sink) {
    r.charge(type.size(), sizeof(std::uint32_t));
    ends_ = type_ends(type);
  }
  void value(std::size_t at) {
    reader::level deeper(r_);
    switch (type_[at]) {
    case 'b': return sink_.boolean(r_.flag());
    case 'c': return sink_.character(static_cast<char>(r_.u8()));
    case 'i': return sink_.integer(r_.i32());
    case 'I': return sink_.integer(r_.i64());
    case 'd': return sink_.real(r_.f64());
    case 's': return sink_.text(r_.string());
    case 'a': return any();
    case 'e': return failure();
    case 'l': return list(at + 1);
    case 'm': return map(at + 1);
    case 'o': return r_.flag() ? value(at + 1) : sink_.none();
    case 'x': return r_.flag() ? value(at + 1) : failure();
    case 'X': return r_.flag() ? sink_.success() : failure();
    default: return tuple(at + 1);
    }
  }

private:
  void list(std::size_t element) {
    const std::size_t n = r_.count(1); // no value takes less
    sink_.open_list();
    for (std::size_t i = 0; i < n; ++i) {
      sink_.item(i);
      value(element);
    }
    sink_.close_list();
  }
  void map(std::size_t key) {
    const std::size_t n = r_.count(2), mapped = ends_[key];
    sink_.open_map(type_[key] == 's');
    for (std::size_t i = 0; i < n; ++i) {
      sink_.key(i);
      value(key);
      sink_.mapped();
      value(mapped);
    }
    sink_.close_map();
  }
  void tuple(std::size_t at) {
    const std::uint64_t n = tuple_count(type_, at);
    sink_.open_tuple();
    for (std::uint64_t i = 0; i < n; ++i, at = ends_[at]) {
      sink_.item(static_cast<std::size_t>(i));
      value(at);
    }
    sink_.close_tuple();
  }
  void failure() {
    sink_.open_error();
    sink_.text(r_.string());
    sink_.item(1);
    sink_.text(r_.string());
    sink_.item(2);
    any();
    sink_.close_error();
  }
  void any() {
    const raw_any a = read_raw_any(r_);
    sink_.open_any(a.type);
    if (!a.type.empty()) {
      reader inner(r_, a.value, a.value_offset);
      walker(a.type, inner, sink_).value(0);
      inner.expect_done();
    }
    sink_.close_any();
  }

  std::string_view type_;
  reader &r_;
  Sink &sink_;
  std::vector<std::uint32_t> ends_;
};

} // namespace detail

template <class Sink> void walk(std::string_view type, reader &r, Sink &sink) {
  if (const std::size_t bad = check_typestring(type); bad != legal)
    throw error(errc::malformed, "not a typestring", bad);
  if (!type.empty())
    detail::walker<Sink>(type, r, sink).value(0);
}

} // namespace uf
