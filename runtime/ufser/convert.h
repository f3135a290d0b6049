// convert.h - reading a value as another type than it was written as: off unless asked for.
//
//   uf::deserialize_as<T>(bytes, type, uf::convert::all)    view.get_as<T>(uf::convert::widen)
//
// A conversion is a set of flags; those of a value apply to all values in it. What is written for
// the wanted type is then read strictly.
// Invariant: no information is lost: a value that the wanted type cannot hold is an error. Nesting
// is bounded by limits::depth and takes no machine stack. Left to others: C++ types (codecs).
#pragma once

#include "convert_number.h"
#include "serialize.h"
#include "walk.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace uf {
namespace detail {

// A typestring for a message: the input may have chosen a long one.
inline std::string shown(std::string_view type) {
  return type.size() <= 60 ? "<" + std::string(type) + ">" : "<" + std::string(type, 0, 57) + "...>";
}

// Writes one value of the type `to` from one of the type `from`.
class converter {
public:
  // `r` has taken nothing of `bytes` yet.
  converter(std::string_view from, std::string_view bytes, reader &r, std::string_view to,
            writer &w, convert allowed)
      : to_(to), to_ends_(type_ends(to)), w_(w), allowed_(allowed) {
    sources_.push_back(std::make_unique<source>(from, bytes, r));
    if (from.empty() || to.empty())
      void_value(r);
    else
      value();
  }

private:
  // What is read: the value given, or the inside of an any in it.
  struct source {
    source(std::string_view t, std::string_view b, reader &given)
        : type(t), bytes(b), start(given.offset()), r(&given), skip(t, given, ignored) {}
    source(const raw_any &a, reader &parent)
        : type(a.type), bytes(a.value), start(a.value_offset), inside(std::make_unique<reader>(parent, a.value, a.value_offset)),
          r(inside.get()), skip(a.type, *inside, ignored) {}

    std::string_view type, bytes;
    std::size_t start; // offset of the first byte
    std::unique_ptr<reader> inside;
    reader *r;
    no_sink ignored;
    walker<no_sink> skip;
  };
  // What is open: the types of its next value on both sides, and which of them move on.
  struct level {
    std::size_t from, to;
    bool from_moves, to_moves;
    bool map, any;
    std::uint64_t wanted, done = 0;
  };

  source &in() { return *sources_.back(); }
  reader &r() { return *in().r; }

  // The output is memory, too.
  void pay() {
    if (w_.size() <= paid_)
      return;
    r().charge(2 * w_.size() - paid_);
    paid_ = 2 * w_.size();
  }
  [[noreturn]] void refuse(std::size_t from, std::size_t to) {
    r().fail(errc::type_mismatch,
             "character " + std::to_string(from) + " of " + shown(in().type) +
                 " does not convert to character " + std::to_string(to) + " of " + shown(to_));
  }
  void require(convert c, std::size_t from, std::size_t to) {
    if ((allowed_ & c) != c)
      refuse(from, to);
  }
  void void_value(reader &source_bytes) {
    if (!in().type.empty() && in().type != "a")
      refuse(0, 0);
    if (in().type == to_)
      return;
    require(convert::any, 0, 0);
    if (in().type.empty() && to_ == "a") {
      w_.u64(0);
      return;
    }
    if (in().type.empty() || !read_raw_any(source_bytes).type.empty())
      refuse(0, 0);
  }

  void value() {
    start(0, 0);
    while (!stack_.empty()) {
      pay();
      if (stack_.back().done == stack_.back().wanted)
        close();
      else
        next();
    }
    pay();
  }
  void open(std::size_t from, std::size_t to, std::uint64_t wanted) {
    stack_.push_back({from, to, false, false, false, false, wanted});
  }
  void next() {
    level &l = stack_.back();
    std::size_t from = l.from, to = l.to;
    if (l.from_moves)
      l.from = in().skip.end_of(from);
    if (l.to_moves)
      l.to = to_ends_[to];
    if (l.map && l.done % 2 == 1) {
      from = in().skip.end_of(from);
      to = to_ends_[to];
    }
    ++l.done;
    start(from, to);
  }
  void close() {
    if (stack_.back().any) {
      r().expect_done();
      sources_.pop_back();
    }
    stack_.pop_back();
  }

  // Converts a simple value, opens any other.
  void start(std::size_t from, std::size_t to) {
    if (stack_.size() >= r().limit().depth)
      r().overnests();
    const char f = in().type[from], t = to_[to];
    if (is_number(f) && is_number(t)) {
      if (const convert c = conversion_of(f, t); c != convert::none)
        c == convert::all ? refuse(from, to) : require(c, from, to);
      convert_number(r(), f, w_, t);
    } else if (f == t) {
      same_kind(f, from, to);
    } else if (t == 'a') {
      wrap(from, to);
    } else if (f == 'a' && !(t == 'o' && to_[to + 1] == 'a')) {
      unwrap(from, to);
    } else if (t == 'o') {
      require(convert::optional, from, to);
      w_.u8(1);
      open(from, to + 1, 1);
    } else if (f == 'o') {
      require(convert::optional, from, to);
      if (!r().flag())
        r().fail(errc::type_mismatch, "no value, where the wanted type has one");
      open(from + 1, to, 1);
    } else if ((f == 'l' && t == 't') || (f == 't' && t == 'l')) {
      require(convert::sequence, from, to);
      sequence(f, from + 1, to + 1);
    } else {
      refuse(from, to);
    }
  }
  void same_kind(char kind, std::size_t from, std::size_t to) {
    switch (kind) {
    case 's': return w_.string(r().string());
    case 'a': return copy_any();
    case 'e': return copy_error();
    case 'X': return flagged() ? void() : copy_error();
    case 'x': return flagged() ? open(from + 1, to + 1, 1) : copy_error();
    case 'o': return flagged() ? open(from + 1, to + 1, 1) : void();
    case 'l': return open(from + 1, to + 1, counted(1));
    case 'm':
      open(from + 1, to + 1, 2 * counted(2));
      stack_.back().map = true;
      return;
    default: return tuple(from, to);
    }
  }
  bool flagged() {
    const bool set = r().flag();
    w_.u8(set ? 1 : 0);
    return set;
  }
  std::uint64_t counted(std::size_t least) {
    const std::size_t n = r().count(least);
    w_.count(n);
    return n;
  }
  void copy_any() {
    const raw_any a = read_raw_any(r());
    w_.string(a.type);
    w_.string(a.value);
  }
  void copy_error() {
    w_.string(r().string());
    w_.string(r().string());
    copy_any();
  }
  void tuple(std::size_t from, std::size_t to) {
    std::size_t from_at = from + 1, to_at = to + 1;
    const std::uint64_t n = tuple_count(in().type, from_at);
    if (n != tuple_count(to_, to_at))
      refuse(from, to);
    open(from_at, to_at, n);
    stack_.back().from_moves = stack_.back().to_moves = true;
  }
  void sequence(char kind, std::size_t from, std::size_t to) {
    std::uint64_t n = 0;
    if (kind == 't') {
      n = tuple_count(in().type, from);
      w_.count(static_cast<std::size_t>(n));
    } else {
      n = tuple_count(to_, to);
      if (r().count(1) != n)
        r().fail(errc::type_mismatch, "a list that is not as long as the wanted tuple");
    }
    open(from, to, n);
    (kind == 't' ? stack_.back().from_moves : stack_.back().to_moves) = true;
  }
  void wrap(std::size_t from, std::size_t to) {
    require(convert::any, from, to);
    const std::size_t before = r().offset();
    in().skip.value(from);
    const std::size_t size = r().offset() - before;
    const std::string_view type = in().type.substr(from, in().skip.end_of(from) - from);
    r().charge(type.size() + size); // a long type may stand for short values
    w_.string(type);
    w_.string(in().bytes.substr(before - in().start, size));
  }
  void unwrap(std::size_t from, std::size_t to) {
    require(convert::any, from, to);
    const raw_any a = read_raw_any(r());
    if (a.type.empty())
      r().fail(errc::type_mismatch, "an any without a value, where the wanted type has one");
    auto inside = std::make_unique<source>(a, r());
    sources_.push_back(std::move(inside));
    open(0, to, 1);
    stack_.back().any = true;
  }

  std::string_view to_;
  std::vector<std::uint32_t> to_ends_;
  writer &w_;
  convert allowed_;
  std::size_t paid_ = 0;
  std::vector<std::unique_ptr<source>> sources_;
  std::vector<level> stack_;
};

inline void require_legal(std::string_view type) {
  if (const std::size_t bad = check_typestring(type); bad != legal)
    throw error(errc::malformed, "not a typestring", bad);
}

// The bytes of a value of the type `to` (legal).
inline std::string converted_bytes(std::string_view bytes, std::string_view from,
                                   std::string_view to, convert allowed, const limits &l) {
  require_legal(from);
  reader r(bytes, l);
  std::string out;
  writer w(out);
  converter(from, bytes, r, to, w, allowed);
  r.expect_done();
  w.finish();
  return out;
}

} // namespace detail

// `bytes` are a value of `type`. Equal types need no conversion, others the ones allowed.
template <decodable T>
T deserialize_as(std::string_view bytes, std::string_view type, convert allowed,
                 const limits &l = {}) {
  constexpr std::string_view wanted = type_v<T>;
  if (type == wanted)
    return deserialize_as<T>(bytes, l);
  if (allowed == convert::none)
    throw error(errc::type_mismatch,
                "the value is a " + detail::shown(type) + ", not a " + detail::shown(wanted));
  const std::string now = detail::converted_bytes(bytes, type, wanted, allowed, l);
  try {
    limits of_converted = l;
    of_converted.size = static_cast<std::size_t>(-1);
    return deserialize_as<T>(now, of_converted);
  } catch (const error &e) { // its offset is none of the input
    throw error(e.code(), "after conversion to " + detail::shown(wanted) + ": " + e.what());
  }
}

} // namespace uf
