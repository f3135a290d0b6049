// graph_document.h - a value with everything it shares and points to, as bytes that stand alone.
//
//   std::string bytes = uf::serialize_graph(v);
//   std::shared_ptr<T> v = uf::deserialize_graph<T>(bytes);    // on the heap: pointers may lead into it
//
// On the wire an any of type graph_type (docs/ufser.md):
//   the value a, bits beside it s, shared objects l of (a, s, links), texts ls, links of the value
//   links: l of (unit i, part i, path li, elements i)
//
// Invariant: as a reader's: every input is an error or a value, all of whose pointers are good.
#pragma once

#include "graph_object.h"
#include "serialize.h"

namespace uf {

inline constexpr std::string_view graph_type = "t5aslt3aslt4iiliilslt4iilii";

namespace detail {

// Writes what `f` writes, and then the bits beside it, as a string.
template <class F> void with_bits_beside(writer &w, F f) {
  std::string bits;
  {
    writer beside(bits);
    w.beside = &beside;
    f();
    w.beside = nullptr;
  }
  w.string(bits);
}

inline void write_objects(graph_writer &g, writer &w) {
  w.count(g.objects());
  for (std::size_t i = 0; i < g.objects(); ++i) {
    with_bits_beside(w, [&] { g.write_object(i, w); });
    g.write_object_links(i, w);
  }
}

template <class T> class graph_root final : public graph_reader {
public:
  using graph_reader::graph_reader;
  T *value = nullptr;

protected:
  void find_in_root(std::int32_t unit, std::int32_t part, std::span<incoming *> links) override {
    if (unit == 0 && part == 0)
      find_places(*value, links, 0);
  }
};

template <class T> struct with_texts {
  explicit with_texts(reader &r) : value(decode_all<T>(r)) {}
  std::shared_ptr<const void> texts;
  T value;
};

} // namespace detail

template <graph_serializable T> void serialize_graph(const T &v, std::string &out) {
  const std::size_t before = out.size();
  writer w(out);
  try {
    w.graph = true;
    w.string(graph_type);
    const std::size_t all = w.open_length();
    detail::with_bits_beside(w, [&] {
      w.string(detail::body_type_v<T>);
      const std::size_t length = w.open_length();
      codec<T>::encode(w, v);
      w.close_length(length);
    });
    graph_writer g;
    g.collect(v);
    g.close();
    g.locate([&](auto &&root) { root(0, 0, [&](address_walker &a) { walk_objects(v, a); }); });
    detail::write_objects(g, w);
    g.write_texts(w);
    g.write_root_links(0, w);
    w.close_length(all);
    w.finish();
  } catch (...) {
    w.discard(before);
    throw;
  }
}
template <graph_serializable T> std::string serialize_graph(const T &v) {
  std::string out;
  serialize_graph(v, out);
  return out;
}

template <graph_serializable T>
std::shared_ptr<T> deserialize_graph(std::string_view bytes, const limits &l = {}) {
  reader in(bytes, l);
  if (in.string() != graph_type)
    in.fail(errc::type_mismatch, "this is no graph");
  if (in.count(1) != in.remaining())
    in.fail(errc::malformed, "a graph of another length");
  detail::graph_root<T> g(in);
  const std::string_view type = in.string();
  if (type != detail::body_type_v<T>.view())
    in.fail(errc::type_mismatch, "the value is a <" + std::string(type) + ">, not a <" +
                                     std::string(detail::body_type_v<T>.view()) + ">");
  std::size_t n = in.count(1);
  const std::size_t start = in.offset();
  reader value(in, in.bytes(n), start);
  n = in.count(1);
  const std::size_t beside_start = in.offset();
  reader beside(in, in.bytes(n), beside_start);
  for (n = in.count(16); n > 0; --n)
    g.read_object(in);
  g.read_texts(in);
  link_range links = g.read_links(in);
  in.expect_done();

  value.beside = &beside;
  value.graph = true;
  in.charge(sizeof(T) + 64);
  auto made = std::make_shared<detail::with_texts<T>>(value);
  beside.expect_done();
  g.value = &made->value;
  g.claim(links, made->value);
  g.all_claimed(links);
  g.finish();
  made->texts = g.texts();
  return std::shared_ptr<T>(made, &made->value);
}

} // namespace uf
