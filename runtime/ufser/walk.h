// walk.h - goes through a value by its typestring, without its C++ types.
//
// `walk(type, r, sink)` reads one value and tells `sink` what it finds; `no_sink` shows the events
// (and makes a check of it). Invariant: as a reader's - everything is checked; nesting is bounded
// by limits::depth and takes no machine stack, the work by a constant for each byte of type and value.
// Left to others: printing (print.h), turning into C++ objects (codecs).
#pragma once

#include "reader.h"
#include "typestring.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
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

// Goes through values of one type. The levels are on a stack of its own: how deep they are is the
// input's choice, up to limits::depth, and must not reach the machine stack.
template <class Sink> class walker {
public:
  // `type` is legal and not empty; `r` and `sink` outlive the walker.
  walker(std::string_view type, reader &r, Sink &sink)
      : type_(type), r_(&r), sink_(sink), ends_(charged_ends(type, r)) {}

  // Where the type that begins at `at` ends.
  std::size_t end_of(std::size_t at) const { return ends_[at]; }
  // Reads one value of the type that begins at `at`.
  void value(std::size_t at) {
    start(at);
    while (!stack_.empty())
      if (stack_.back().done == stack_.back().wanted)
        close();
      else
        start(next());
  }

private:
  // A value that is open: its kind (the letter of its type) and the values in it.
  struct level {
    char kind;
    std::size_t at; // where the type of the next one begins
    std::uint64_t wanted, done = 0;
  };
  // What was left for the inside of an any, and the reader of that inside.
  struct outside {
    std::string_view type;
    reader *r;
    std::vector<std::uint32_t> ends;
    std::unique_ptr<reader> inside;
  };

  static std::vector<std::uint32_t> charged_ends(std::string_view type, reader &r) {
    r.charge(type.size(), sizeof(std::uint32_t));
    return type_ends(type);
  }

  void open(char kind, std::size_t at, std::uint64_t wanted) {
    stack_.push_back({kind, at, wanted});
  }
  // Reads a simple value, opens any other.
  void start(std::size_t at) {
    if (stack_.size() >= r_->limit().depth)
      r_->overnests();
    switch (type_[at]) {
    case 'b': return sink_.boolean(r_->flag());
    case 'c': return sink_.character(static_cast<char>(r_->u8()));
    case 'i': return sink_.integer(r_->i32());
    case 'I': return sink_.integer(r_->i64());
    case 'd': return sink_.real(r_->f64());
    case 's': return sink_.text(r_->string());
    case 'a': return open_any();
    case 'e': return open_error();
    case 'l': return open_list(at + 1);
    case 'm': return open_map(at + 1);
    case 'o': return r_->flag() ? open('o', at + 1, 1) : sink_.none();
    case 'x': return r_->flag() ? open('x', at + 1, 1) : open_error();
    case 'X': return r_->flag() ? sink_.success() : open_error();
    default: return open_tuple(at + 1);
    }
  }
  // Announces the next value of what is open; where its type begins.
  std::size_t next() {
    level &l = stack_.back();
    const std::size_t at = l.at, i = static_cast<std::size_t>(l.done++);
    switch (l.kind) {
    case 'l': sink_.item(i); break;
    case 't':
      sink_.item(i);
      l.at = ends_[at];
      break;
    case 'm':
      if (i % 2 == 0) {
        sink_.key(i / 2);
        return at;
      }
      sink_.mapped();
      return ends_[at];
    default: break;
    }
    return at;
  }
  void close() {
    const char kind = stack_.back().kind;
    stack_.pop_back();
    switch (kind) {
    case 'l': return sink_.close_list();
    case 'm': return sink_.close_map();
    case 't': return sink_.close_tuple();
    case 'e': return sink_.close_error();
    case 'a': return close_any();
    default: return;
    }
  }

  void open_list(std::size_t element) {
    const std::size_t n = r_->count(1); // no value takes less
    sink_.open_list();
    open('l', element, n);
  }
  void open_map(std::size_t key) {
    const std::uint64_t n = r_->count(2);
    sink_.open_map(type_[key] == 's');
    open('m', key, 2 * n);
  }
  void open_tuple(std::size_t at) {
    const std::uint64_t n = tuple_count(type_, at);
    sink_.open_tuple();
    open('t', at, n);
  }
  void open_error() {
    sink_.open_error();
    sink_.text(r_->string());
    sink_.item(1);
    sink_.text(r_->string());
    sink_.item(2);
    open('e', 0, 0); // all but the any, which opens inside it
    open_any();
  }
  void open_any() {
    const raw_any a = read_raw_any(*r_);
    sink_.open_any(a.type);
    if (a.type.empty())
      return sink_.close_any();
    auto inside = std::make_unique<reader>(*r_, a.value, a.value_offset);
    auto ends = charged_ends(a.type, *inside);
    outside_.push_back({type_, r_, std::exchange(ends_, std::move(ends)), std::move(inside)});
    type_ = a.type;
    r_ = outside_.back().inside.get();
    open('a', 0, 1);
  }
  void close_any() {
    r_->expect_done();
    type_ = outside_.back().type;
    r_ = outside_.back().r;
    ends_ = std::move(outside_.back().ends);
    outside_.pop_back();
    sink_.close_any();
  }

  std::string_view type_;
  reader *r_;
  Sink &sink_;
  std::vector<std::uint32_t> ends_;
  std::vector<level> stack_;
  std::vector<outside> outside_;
};

} // namespace detail

template <class Sink> void walk(std::string_view type, reader &r, Sink &sink) {
  if (const std::size_t bad = check_typestring(type); bad != legal)
    throw error(errc::malformed, "not a typestring", bad);
  if (!type.empty())
    detail::walker<Sink>(type, r, sink).value(0);
}

} // namespace uf
