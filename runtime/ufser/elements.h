// elements.h - the values inside a value, without its C++ types: any_view::elements() and find().
//
// Invariant: as a reader's; what is given is checked, except for the inside of an any, which is
// checked when it is used. Left to others: going through all levels at once (walk.h).
#pragma once

#include "any.h"

#include <string_view>
#include <vector>

namespace uf {
namespace detail {

class element_reader {
public:
  element_reader(const any_view &v, const limits &l)
      : v_(v), r_(v.value(), l), walker_(v.type(), r_, ignored_) {}

  std::vector<any_view> all() {
    const std::string_view type = v_.type();
    switch (type[0]) {
    case 'l': list(r_.count(1)); break;
    case 'm': map(r_.count(2)); break;
    case 't': tuple(); break;
    case 'o':
      if (r_.flag())
        value(1);
      break;
    case 'x': r_.flag() ? value(1) : error(); break;
    case 'X':
      if (!r_.flag())
        error();
      break;
    case 'e': parts_of_error(); break;
    case 'a':
      if (const any_view inside = any_view::read(r_); inside.has_value())
        out_.push_back(inside);
      break;
    default: walker_.value(0); break;
    }
    r_.expect_done();
    return std::move(out_);
  }

private:
  void put(std::string_view type, std::size_t start) {
    r_.charge(2 * sizeof(any_view)); // the vector grows by doubling
    out_.push_back(any_view(type, v_.value().substr(start, r_.offset() - start)));
  }
  void value(std::size_t at) {
    const std::size_t start = r_.offset();
    walker_.value(at);
    put(v_.type().substr(at, walker_.end_of(at) - at), start);
  }
  void list(std::size_t n) {
    for (; n > 0; --n)
      value(1);
  }
  void map(std::size_t n) {
    for (; n > 0; --n) {
      value(1);
      value(walker_.end_of(1));
    }
  }
  void tuple() {
    std::size_t at = 1;
    for (std::uint64_t n = tuple_count(v_.type(), at); n > 0; --n, at = walker_.end_of(at))
      value(at);
  }
  void parts_of_error() {
    for (int i = 0; i < 2; ++i) {
      const std::size_t start = r_.offset();
      r_.string();
      put("s", start);
    }
    const std::size_t start = r_.offset();
    read_raw_any(r_);
    put("a", start);
  }
  void error() { // all that is left
    const std::size_t start = r_.offset();
    no_sink ignored;
    walker<no_sink>("e", r_, ignored).value(0);
    put("e", start);
  }

  const any_view &v_;
  reader r_;
  no_sink ignored_;
  walker<no_sink> walker_;
  std::vector<any_view> out_;
};

} // namespace detail

inline std::vector<any_view> any_view::elements(const limits &l) const {
  return has_value() ? detail::element_reader(*this, l).all() : std::vector<any_view>();
}

inline any_view any_view::find(std::string_view key, const limits &l) const {
  if (type_.substr(0, 2) != "ms")
    throw error(errc::type_mismatch, "no map with text as keys: " + detail::shown(type_));
  const std::vector<any_view> all = elements(l);
  for (std::size_t i = 0; i < all.size(); i += 2)
    if (all[i].value().substr(4) == key) // behind the length
      return all[i + 1];
  return {};
}

} // namespace uf
