// json_lexer.h - the tokens of JSON text (RFC 8259), strictly.
//
// Invariant: only well-formed tokens are accepted: no comments, no leading zeros, no control
// characters or ill-formed UTF-8 in strings, surrogates only in pairs. Errors name the byte.
// Left to others: how tokens follow each other and what they mean (json.h).
#pragma once

#include "error.h"
#include "utf8.h"

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#ifndef __cpp_lib_to_chars
#include <clocale>
#endif

namespace uf::detail {

class json_lexer {
public:
  explicit json_lexer(std::string_view text) : text_(text) {}

  std::size_t offset() const { return at_; }
  [[noreturn]] void fail(errc code, const std::string &what, std::size_t at) const {
    throw error(code, what, at);
  }
  [[noreturn]] void fail(const std::string &what) const { fail(errc::malformed, what, at_); }

  // First character of the next token; 0 at the end of the text.
  char peek() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(char c) {
    if (peek() != c || at_ == text_.size())
      return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (!take(c))
      missing(std::string("'") + c + "'");
  }
  bool take_word(std::string_view word) {
    peek();
    if (text_.substr(at_, word.size()) != word)
      return false;
    at_ += word.size();
    return true;
  }
  void expect_word(std::string_view word) {
    if (!take_word(word))
      missing(std::string(word));
  }
  void expect_end() {
    peek();
    if (at_ != text_.size())
      fail("text behind the value");
  }
  [[noreturn]] void missing(const std::string &what) {
    peek();
    fail(at_ == text_.size() ? errc::truncated : errc::malformed, what + " wanted", at_);
  }
  // Goes back (or on) to a place that was looked at.
  void go_to(std::size_t at) { at_ = at; }

  struct number {
    std::string_view text;
    bool whole; // neither fraction nor exponent
    std::size_t at;
  };
  number take_number() {
    peek();
    const std::size_t start = at_;
    skip('-');
    if (!skip('0'))
      digits();
    bool whole = true;
    if (skip('.')) {
      digits();
      whole = false;
    }
    if (skip('e') || skip('E')) {
      skip('+') || skip('-');
      digits();
      whole = false;
    }
    return {text_.substr(start, at_ - start), whole, start};
  }

  // Appends the text of a string, unescaped.
  void take_string(std::string &out) {
    expect('"');
    for (;;) {
      const std::size_t start = at_;
      while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\')
        plain();
      out.append(text_, start, at_ - start);
      if (at_ == text_.size())
        fail(errc::truncated, "a string without an end", at_);
      if (text_[at_++] == '"')
        return;
      escape(out);
    }
  }

private:
  bool skip(char c) {
    const bool is = at_ < text_.size() && text_[at_] == c;
    at_ += is;
    return is;
  }
  void digits() {
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9')
      ++at_;
    if (at_ == start)
      missing("a digit");
  }
  void plain() {
    const std::size_t n = utf8_length(text_, at_);
    if (n == 0)
      fail("not UTF-8");
    if (static_cast<unsigned char>(text_[at_]) < 0x20)
      fail("a control character in a string");
    at_ += n;
  }
  void escape(std::string &out) {
    static constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    if (at_ == text_.size())
      fail(errc::truncated, "a string without an end", at_);
    const std::size_t i = letters.find(text_[at_]);
    if (i != letters.npos) {
      out += meanings[i];
      ++at_;
    } else if (text_[at_] == 'u') {
      ++at_;
      append_utf8(out, code_point());
    } else {
      fail("an unknown escape");
    }
  }
  std::uint32_t four_digits() {
    std::uint32_t v = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = at_ < text_.size() ? text_[at_] : '\0';
      if (c >= '0' && c <= '9')
        v = v << 4 | static_cast<std::uint32_t>(c - '0');
      else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
        v = v << 4 | static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
      else
        missing("a hexadecimal digit");
    }
    return v;
  }
  std::uint32_t code_point() {
    const std::size_t start = at_ - 2;
    const std::uint32_t high = four_digits();
    if (high < 0xd800 || high > 0xdfff)
      return high;
    if (high > 0xdbff || !skip('\\') || !skip('u'))
      fail(errc::malformed, "half of a surrogate pair", start);
    const std::uint32_t low = four_digits();
    if (low < 0xdc00 || low > 0xdfff)
      fail(errc::malformed, "half of a surrogate pair", start);
    return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// The number as an int64; false if it is not one.
inline bool json_integer(const json_lexer::number &n, std::int64_t &v) {
  const char *end = n.text.data() + n.text.size();
  const auto [stop, failed] = std::from_chars(n.text.data(), end, v);
  return n.whole && failed == std::errc() && stop == end;
}

// The nearest double; false if it is out of range, also for what is nearer to zero than any.
inline bool json_real(const json_lexer::number &n, double &v) {
#ifdef __cpp_lib_to_chars
  if (std::from_chars(n.text.data(), n.text.data() + n.text.size(), v).ec != std::errc())
    return false;
#else // strtod wants the locale's decimal point
  std::string copy(n.text);
  if (const std::size_t dot = copy.find('.'); dot != copy.npos)
    copy.replace(dot, 1, std::localeconv()->decimal_point);
  v = std::strtod(copy.c_str(), nullptr);
#endif
  if (v == 0)
    return n.text.substr(0, n.text.find_first_of("eE")).find_first_of("123456789") == n.text.npos;
  return v - v == 0; // not infinite
}

} // namespace uf::detail
