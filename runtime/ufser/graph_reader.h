// graph_reader.h - makes the objects of a graph again and sets its links.
//
//   1. the embedder gives the links of each unit, the shared objects and the texts (as views)
//   2. the roots exist, with empty links: claim(unit, links, object) tells where each link is, and of
//      what type; that also says which type a shared object has
//   3. finish(): makes the shared objects, from one to the next; finds all places; sets all links
//
// Invariant: until the last step, which does not fail, every link is empty, so whatever goes wrong
// before can be destroyed. Every link is used once, every object is wanted, a place must hold an
// object of the very type: else malformed. No recursion from object to object.
// Left to others: parsing (graph_document.h), the roots.
#pragma once

#include "graph.h"
#include "rooms.h"

namespace uf {

// Links in a row, as they were read.
struct link_range {
  std::size_t first = 0, count = 0;
};

class graph_reader {
public:
  explicit graph_reader(reader &in) : in_(in) {}
  graph_reader(const graph_reader &) = delete;
  virtual ~graph_reader() = default;

  // --- parsing
  link_range read_links(reader &in) {
    const std::size_t n = in.count(16);
    in.charge(n, sizeof(incoming) + sizeof(incoming *));
    const link_range r{links_.size(), n};
    for (std::size_t i = 0; i < n; ++i)
      links_.push_back(read_link(in));
    return r;
  }
  void read_texts(reader &in) {
    const std::size_t n = in.count(4);
    in.charge(n, sizeof(std::string_view));
    for (std::size_t i = 0; i < n; ++i)
      texts_.push_back(in.string());
  }
  // A shared object: an any, the bits beside it, its links.
  void read_object(reader &in) {
    in.charge(1, sizeof(object));
    object o;
    o.type = in.string();
    std::size_t n = in.count(1);
    o.start = in.offset();
    o.value = in.bytes(n);
    n = in.count(1);
    o.beside_start = in.offset();
    o.beside = in.bytes(n);
    o.links = read_links(in);
    objects_.push_back(std::move(o));
  }

  room_list rooms; // of all that is read

  // --- making
  // The links in v, an object that stays where it is, in order.
  template <class T> void claim(link_range &unit, T &v) {
    visit_links(v, [&]<class L>(L &link) {
      if (unit.count == 0)
        in_.fail(errc::malformed, "fewer links than pointers");
      incoming &kept = links_[unit.first++];
      --unit.count;
      incoming once = kept;
      incoming &l = foresees ? once : kept;
      using U = std::remove_cv_t<L>;
      l.holder = const_cast<U *>(std::addressof(link));
      codec<U>::expect(l);
      claimed(l);
    });
  }
  void all_claimed(const link_range &unit) {
    if (unit.count != 0)
      in_.fail(errc::malformed, "more links than pointers");
  }
  // While set, claim() only notes which shared objects will be wanted: the links are claimed again
  // when v is where it stays.
  bool foresees = false;
  // Makes what is wanted so far. May be called early, to have a place to refer to.
  void make_objects() {
    while (!wanted_.empty()) {
      const std::size_t i = wanted_.back();
      wanted_.pop_back();
      make(objects_[i]);
    }
  }
  void finish() {
    make_objects();
    for (const object &o : objects_)
      if (!o.made)
        in_.fail(errc::malformed, "a shared object that nobody owns");
    for (const incoming &l : links_)
      if (!l.holder)
        in_.fail(errc::malformed, "a link that belongs to nothing");
    copy_texts();
    find_all();
    for (incoming &l : links_)
      if (l.unit != unit::none)
        l.set(l.holder, l);
  }
  // What the texts were copied to; must live as long as what was made.
  std::shared_ptr<const void> texts() const { return copies_; }

  bool has_object(std::int32_t i) const {
    return i >= 0 && static_cast<std::size_t>(i) < objects_.size() && objects_[static_cast<std::size_t>(i)].made;
  }
  // The sub-object of that type, or null.
  void find_in_object(std::int32_t i, std::span<incoming *> wanted) {
    const object &o = objects_[static_cast<std::size_t>(i)];
    o.ops->find(o.made.get(), wanted, 0);
  }
  template <class F> static void *find_one(F find, std::span<const std::uint32_t> where, const void *tag) {
    incoming l;
    l.where = where.data();
    l.steps = static_cast<std::uint32_t>(where.size());
    l.tag = tag;
    incoming *one[] = {&l};
    find(std::span<incoming *>(one));
    return l.room > 0 ? l.found : nullptr;
  }

protected:
  // Looks for the places in that part of a root; all is as in object_ops::find.
  virtual void find_in_root(std::int32_t unit, std::int32_t part, std::span<incoming *> links) = 0;

private:
  struct object {
    std::string_view type, value, beside;
    std::size_t start = 0, beside_start = 0;
    link_range links;
    const object_ops *ops = nullptr;
    std::shared_ptr<void> made{};
  };

  incoming read_link(reader &in) {
    incoming l;
    l.unit = in.i32();
    l.part = in.i32();
    l.steps = static_cast<std::uint32_t>(in.count(4));
    in.charge(l.steps, sizeof(std::uint32_t));
    l.first_step = static_cast<std::uint32_t>(steps_.size());
    for (std::uint32_t i = 0; i < l.steps; ++i)
      steps_.push_back(in.u32());
    l.count = in.u32();
    return l;
  }

  [[noreturn]] void bad(const char *what) const { in_.fail(errc::malformed, what); }

  void claimed(incoming &l) {
    if (l.unit == unit::none) {
      if (l.part != 0 || l.steps != 0 || l.count != 0)
        bad("a null link that leads somewhere");
      return;
    }
    if (l.elements ? l.least != 0 && l.least != l.count : l.count != 0)
      bad("a link with a wrong count");
    if (l.owns && l.unit != unit::object)
      bad("an owner of something that is not shared");
    if (l.unit == unit::text) {
      check_text(l);
    } else if (l.unit == unit::object) {
      if (l.part < 0 || static_cast<std::size_t>(l.part) >= objects_.size())
        bad("a link to a shared object that is not there");
      if (l.ops && l.steps == 0)
        want(static_cast<std::size_t>(l.part), *l.ops);
    }
  }
  void check_text(const incoming &l) const {
    if (!l.reads_text || l.part < 0 || static_cast<std::size_t>(l.part) >= texts_.size() || l.steps != 1)
      bad("a link to text that is not there");
    const std::string_view text = texts_[static_cast<std::size_t>(l.part)];
    const std::size_t offset = steps_[l.first_step];
    if (offset > text.size() || l.count > text.size() - offset)
      bad("a link behind the end of a text");
    if (l.terminated && text.find('\0', offset) == text.npos)
      bad("text without an end");
  }
  void want(std::size_t i, const object_ops &ops) {
    object &o = objects_[i];
    if (!o.ops) {
      if (o.type != ops.type)
        in_.fail(errc::type_mismatch, "a shared object is a <" + std::string(o.type) + ">, not a <" + std::string(ops.type) + ">");
      o.ops = &ops;
      wanted_.push_back(i);
    } else if (o.ops->tag != ops.tag) {
      bad("a shared object of two types");
    }
  }
  void make(object &o) {
    reader beside(in_, o.beside, o.beside_start);
    reader value(in_, o.value, o.start);
    value.beside = &beside;
    value.graph = true;
    value.rooms = &rooms;
    o.made = o.ops->make(value);
    beside.expect_done();
    o.ops->claim_in(o.made.get(), *this, o.links);
    all_claimed(o.links);
  }
  void copy_texts() {
    if (texts_.empty())
      return;
    std::size_t size = 0;
    for (const std::string_view t : texts_)
      size += t.size() + 1; // apart, so that none goes on in the next one
    in_.charge(size);
    auto all = std::make_shared<std::string>();
    all->reserve(size);
    for (const std::string_view t : texts_)
      all->append(t).push_back('\0');
    const char *at = all->data();
    for (std::string_view &t : texts_) {
      t = {at, t.size()};
      at += t.size() + 1;
    }
    copies_ = std::move(all);
  }

  // Links sorted by where they lead, each unit looked through once.
  void find_all() {
    std::vector<incoming *> sorted;
    sorted.reserve(links_.size());
    for (incoming &l : links_) {
      l.where = steps_.data() + l.first_step;
      if (l.unit == unit::text) {
        const std::string_view t = texts_[static_cast<std::size_t>(l.part)];
        l.found = const_cast<char *>(t.data()) + *l.where;
      } else if (l.unit != unit::none) {
        sorted.push_back(&l);
      }
    }
    std::sort(sorted.begin(), sorted.end(), [](const incoming *a, const incoming *b) {
      if (a->unit != b->unit)
        return a->unit < b->unit;
      if (a->part != b->part)
        return a->part < b->part;
      return std::lexicographical_compare(a->where, a->where + a->steps, b->where, b->where + b->steps);
    });
    for (std::size_t i = 0; i < sorted.size();) {
      const incoming &first = *sorted[i];
      std::size_t end = i + 1;
      while (end < sorted.size() && sorted[end]->unit == first.unit && sorted[end]->part == first.part)
        ++end;
      const std::span<incoming *> some(sorted.data() + i, end - i);
      if (first.unit == unit::object) {
        const object &o = objects_[static_cast<std::size_t>(first.part)];
        o.ops->find(o.made.get(), some, 0);
        for (incoming *l : some)
          l->owner = &o.made;
      } else {
        find_in_root(first.unit, first.part, some);
      }
      i = end;
    }
    for (const incoming *l : sorted)
      if (!l->found || (l->elements ? l->count > l->room : l->owns && l->room == 0))
        bad("a link leads to nothing of its type");
  }

  reader &in_;
  std::vector<incoming> links_;
  std::vector<std::uint32_t> steps_;
  std::vector<std::string_view> texts_;
  std::shared_ptr<const void> copies_;
  std::vector<object> objects_;
  std::vector<std::size_t> wanted_;
};

// Looks for places in v: `wanted` is sorted by path, and all agree with v's in the first `depth`
// steps.
template <class T> void find_places(T &v, std::span<incoming *> wanted, std::size_t depth) {
  while (!wanted.empty() && wanted.front()->steps == depth) {
    incoming &l = *wanted.front();
    if (l.tag == type_tag<T>()) {
      l.found = const_cast<std::remove_cv_t<T> *>(std::addressof(v));
      l.room = 1;
    } else if constexpr (detail::hides_bases<std::remove_cv_t<T>>) {
      auto *const object = const_cast<std::remove_cv_t<T> *>(std::addressof(v));
      l.found = detail::seen_as(l.tag, detail::raise<std::remove_cv_t<T>>, object);
      l.room = l.found ? 1 : 0;
    }
    wanted = wanted.subspan(1);
  }
  if (wanted.empty())
    return;
  // Those that begin with the same step.
  const auto next = [&] {
    const std::uint32_t step = wanted.front()->where[depth];
    std::size_t n = 1;
    while (n < wanted.size() && wanted[n]->where[depth] == step)
      ++n;
    return n;
  };
  using U = std::remove_cv_t<T>;
  if constexpr (detail::contiguous<U>) {
    const auto all = detail::elements_in(v);
    using E = std::remove_cv_t<typename decltype(all)::element_type>;
    for (std::size_t n = 0; !wanted.empty(); wanted = wanted.subspan(n)) {
      n = next();
      const std::size_t step = wanted.front()->where[depth];
      if (step < all.size())
        find_places(all[step], wanted.first(n), depth + 1);
      for (incoming *l : wanted.first(n))
        if (l->steps == depth + 1 && step <= all.size() && l->tag == type_tag<E>()) {
          l->found = const_cast<E *>(all.data() + step);
          l->room = all.size() - step;
        }
    }
  } else if constexpr (detail::has_codec<U>) {
    std::uint32_t ordinal = 0;
    const auto look = [&](auto &part, auto &&whole) {
      if (!wanted.empty() && wanted.front()->where[depth] == ordinal) {
        const std::size_t n = next();
        find_places(part, wanted.first(n), depth + 1);
        whole(wanted.first(n));
        wanted = wanted.subspan(n);
      }
      ++ordinal;
    };
    if constexpr (detail::maps<U>)
      detail::elements_in_order(v, [&](auto &e) {
        look(e.first, [&](std::span<incoming *> here) { // an element has the path of its key
          for (incoming *l : here)
            if (l->steps == depth + 1 && l->tag == type_tag<typename U::value_type>()) {
              l->found = const_cast<typename U::value_type *>(std::addressof(e));
              l->room = 1;
            }
        });
        look(e.second, [](auto) {});
      });
    else
      in_order(v, [&](auto &part) { look(part, [](auto) {}); });
  }
}

} // namespace uf
