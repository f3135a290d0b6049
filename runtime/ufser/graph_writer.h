// graph_writer.h - where do the links of a graph lead? For writing.
//
//   1. collect(root) for every root, in order: notes its links
//   2. close(): finds the shared objects, from one to the next
//   3. locate(walk_roots): finds everything that links lead to, in one walk over all objects
//   4. write_object, write_..._links for each unit, write_texts
//
// Invariant: no recursion from object to object, so chains of any length and circles work. An
// object is written once, however many own it. A link to something else is an error that names it.
// Left to others: encoding the roots, and the format around them (graph_document.h).
#pragma once

#include "graph.h"

#include <cstring>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace uf {

class graph_writer {
public:
  virtual ~graph_writer() = default;
  // For error messages: who is being looked at.
  virtual std::string name_of(std::size_t) const { return "a link"; }
  std::size_t origin = 0;

  template <class T> void collect(const T &root) {
    begin_unit();
    collect_more(root);
  }
  // A root, and what of it has links, in order.
  void begin_unit() {
    units_.emplace_back();
    links_ = &units_.back();
  }
  template <class T> void collect_more(const T &part) {
    visit_links(part, [&]<class L>(const L &link) { note(codec<L>::leads(link)); });
  }

  void close() {
    for (std::size_t i = 0; i < candidates_.size(); ++i) { // grows
      origin = candidates_[i].origin;
      candidate_links_.emplace_back();
      links_ = &candidate_links_.back();
      const candidate c = candidates_[i];
      c.ops->collect(c.address, *this);
    }
    links_ = nullptr;
    for (group &g : groups_)
      choose(g);
  }

  // For each shared object the origin of the first link of a root that keeps it, directly or through
  // others.
  std::vector<std::size_t> first_keepers() const {
    std::vector<std::size_t> first(groups_.size(), static_cast<std::size_t>(-1));
    for (std::size_t u = 0; u < units_.size(); ++u)
      mark_kept(u, first);
    return first;
  }
  // The part of that which one root adds.
  void mark_kept(std::size_t unit, std::vector<std::size_t> &first) const {
    std::vector<std::size_t> open;
    for (const outgoing &root : units_[unit])
      for (visit_owned(root, first, root.origin, open); !open.empty();) {
        const unit_links &inner = candidate_links_[groups_[open.back()].main];
        open.pop_back();
        for (const outgoing &l : inner)
          visit_owned(l, first, root.origin, open);
      }
  }

  std::size_t roots() const { return units_.size(); }
  std::size_t objects() const { return groups_.size(); }
  // One shared object as an any, and the bits beside it.
  void write_object(std::size_t i, writer &w) {
    const candidate &c = candidates_[groups_[i].main];
    origin = c.origin;
    w.string(c.ops->type);
    const std::size_t length = w.open_length();
    c.ops->encode(w, c.address);
    w.close_length(length);
  }

  // walk_roots(f): f(unit, part, walk) for every root; walk(address_walker &) walks it.
  template <class F> void locate(F &&walk_roots);

  std::size_t links_of_root(std::size_t i) const { return units_[i].size(); }
  void write_root_links(std::size_t i, writer &w) const { write_links(units_[i], w); }
  void write_object_links(std::size_t i, writer &w) const {
    write_links(candidate_links_[groups_[i].main], w);
  }
  void write_texts(writer &w) const {
    w.count(texts_.size());
    for (const std::string_view t : texts_)
      w.string(t);
  }
  bool has_texts() const { return !texts_.empty(); }

  // Beside the links: where does this reference lead, not counting the given unit?
  struct reference {
    const void *address, *tag;
    std::int32_t not_in = unit::none;
    std::size_t origin = 0;
    place found{};
  };
  std::vector<reference> references;

protected:
  [[noreturn]] virtual void nowhere(std::size_t who) const {
    throw error(errc::outside, name_of(who) + " leads to an object that is not saved");
  }

private:
  enum class rank : unsigned char { none, past, object };
  struct outgoing {
    lead to;
    std::size_t origin;
    std::int32_t group = -1;
    rank found = rank::none;
    place at{};
    std::size_t in_a_row = 1; // elements from there on
  };
  struct candidate { // for the main object of its group
    const void *address;
    const object_ops *ops;
    std::size_t group, origin;
  };
  struct group { // one owner
    std::vector<std::size_t> candidates;
    std::size_t main = 0;
  };
  using unit_links = std::vector<outgoing>;

  void note(lead &&l) {
    outgoing out{std::move(l), origin};
    if (out.to.address && out.to.what == lead::kind::shared)
      out.group = static_cast<std::int32_t>(join(out.to));
    links_->push_back(std::move(out));
  }

  std::size_t join(const lead &l) {
    const auto [at, fresh] = by_owner_.emplace(l.owner, groups_.size());
    if (fresh)
      groups_.emplace_back();
    const std::size_t g = at->second;
    if (known_.insert({g, l.address, l.tag}).second) {
      groups_[g].candidates.push_back(candidates_.size());
      candidates_.push_back({l.address, l.ops, g, origin});
    }
    return g;
  }

  // The object in which all others of the group lie.
  void choose(group &g) {
    g.main = g.candidates.front();
    if (g.candidates.size() == 1)
      return;
    struct finder final : address_walker {
      std::set<std::pair<const void *, const void *>> left;
      void at(const void *address, const void *tag) override { left.erase({address, tag}); }
    };
    std::set<std::size_t> inside;
    for (const std::size_t i : g.candidates) {
      if (inside.count(i))
        continue;
      finder f;
      for (const std::size_t j : g.candidates)
        f.left.insert({candidates_[j].address, candidates_[j].ops->tag});
      candidates_[i].ops->walk(candidates_[i].address, f);
      if (f.left.empty()) {
        g.main = i;
        return;
      }
      for (const std::size_t j : g.candidates)
        if (j != i && !f.left.count({candidates_[j].address, candidates_[j].ops->tag}))
          inside.insert(j);
    }
    throw error(errc::outside, name_of(candidates_[g.candidates.back()].origin) +
                                   " shares the owner of an object in which it does not lie");
  }

  static void visit_owned(const outgoing &l, std::vector<std::size_t> &first, std::size_t origin, std::vector<std::size_t> &open) {
    if (l.group < 0 || l.to.what != lead::kind::shared)
      return;
    const auto g = static_cast<std::size_t>(l.group);
    if (first[g] == static_cast<std::size_t>(-1)) {
      first[g] = origin;
      open.push_back(g);
    }
  }

  class locator;
  void find_weak();
  void find_texts();
  void settle();
  template <class F> void each_link(F f) {
    for (unit_links &u : units_)
      for (outgoing &l : u)
        f(l);
    for (const group &g : groups_)
      for (outgoing &l : candidate_links_[g.main])
        f(l);
  }

  static void write_links(const unit_links &links, writer &w) {
    w.count(links.size());
    for (const outgoing &l : links) {
      w.i32(l.at.unit);
      w.i32(l.at.part);
      w.count(l.at.where.size());
      for (const std::uint32_t step : l.at.where)
        w.u32(step);
      w.count(l.at.unit == unit::none ? 0 : l.to.count);
    }
  }

  std::vector<unit_links> units_;
  unit_links *links_ = nullptr;
  std::map<std::shared_ptr<const void>, std::size_t, std::owner_less<std::shared_ptr<const void>>> by_owner_;
  std::set<std::tuple<std::size_t, const void *, const void *>> known_;
  std::vector<candidate> candidates_;
  std::vector<unit_links> candidate_links_;
  std::vector<group> groups_;
  std::vector<std::string_view> texts_;
};

// Knows all addresses that are wanted, sorted, and is walked over all objects once.
class graph_writer::locator final : public address_walker {
public:
  explicit locator(graph_writer &g) {
    g.each_link([&](outgoing &l) {
      if (l.to.address)
        wanted_.push_back({reinterpret_cast<std::uintptr_t>(l.to.address), &l, nullptr});
    });
    for (reference &r : g.references)
      wanted_.push_back({reinterpret_cast<std::uintptr_t>(r.address), nullptr, &r});
    std::sort(wanted_.begin(), wanted_.end(),
              [](const wanted &a, const wanted &b) { return a.address < b.address; });
  }
  void enter(std::int32_t unit, std::int32_t part) { unit_ = unit, part_ = part; }

  void at(const void *address, const void *tag) override { found(address, tag, rank::object); }
  void past(const void *address, const void *tag) override { found(address, tag, rank::past); }
  void derived(const void *address, std::size_t size, detail::raise_object raise) override {
    const auto a = reinterpret_cast<std::uintptr_t>(address);
    for (auto i = first(a); i != wanted_.end() && i->address < a + size; ++i) {
      const void *const tag = i->link ? i->link->to.tag : i->ref->tag;
      const bool is_open = i->link ? i->link->found == rank::none : i->ref->found.unit == unit::none;
      void *const object = const_cast<void *>(address);
      if (is_open && reinterpret_cast<std::uintptr_t>(detail::seen_as(tag, raise, object)) == i->address)
        i->link ? link(*i->link, tag, rank::object) : refer(*i->ref, tag, rank::object);
    }
  }
  std::uintptr_t next(std::uintptr_t from) const override {
    const auto i = first(from);
    return i == wanted_.end() ? static_cast<std::uintptr_t>(-1) : i->address;
  }
  bool idle() const { return wanted_.empty(); }

private:
  struct wanted {
    std::uintptr_t address;
    outgoing *link;
    reference *ref;
  };
  std::vector<wanted>::const_iterator first(std::uintptr_t from) const {
    return std::lower_bound(wanted_.begin(), wanted_.end(), from,
                            [](const wanted &w, std::uintptr_t a) { return w.address < a; });
  }
  void found(const void *address, const void *tag, rank r) {
    const auto a = reinterpret_cast<std::uintptr_t>(address);
    for (auto i = first(a); i != wanted_.end() && i->address == a; ++i)
      i->link ? link(*i->link, tag, r) : refer(*i->ref, tag, r);
  }
  void link(outgoing &l, const void *tag, rank r) {
    if (l.found >= r || l.to.tag != tag)
      return;
    const bool owned = l.to.what == lead::kind::shared || l.to.what == lead::kind::weak;
    if (owned && (r != rank::object || unit_ != unit::object || part_ != l.group))
      return;
    l.found = r;
    l.at = {unit_, part_, where};
    l.in_a_row = in_a_row;
  }
  void refer(reference &f, const void *tag, rank r) {
    if (r == rank::object && f.tag == tag && f.found.unit == unit::none && f.not_in != unit_)
      f.found = {unit_, part_, where};
  }

  std::vector<wanted> wanted_;
  std::int32_t unit_ = 0, part_ = 0;
};

// Objects that only weak pointers lead to are not saved.
inline void graph_writer::find_weak() {
  each_link([&](outgoing &l) {
    if (!l.to.address || l.to.what != lead::kind::weak)
      return;
    const auto g = by_owner_.find(l.to.owner);
    if (g == by_owner_.end())
      throw error(errc::outside, name_of(l.origin) +
                                     " is a weak_ptr to an object that nobody owns who is saved");
    l.group = static_cast<std::int32_t>(g->second);
  });
}

template <class F> void graph_writer::locate(F &&walk_roots) {
  find_weak();
  locator l(*this);
  if (!l.idle()) {
    walk_roots([&](std::int32_t unit, std::int32_t part, auto &&walk) {
      l.enter(unit, part);
      walk(static_cast<address_walker &>(l));
    });
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const candidate &c = candidates_[groups_[i].main];
      l.enter(unit::object, static_cast<std::int32_t>(i));
      c.ops->walk(c.address, l);
    }
  }
  find_texts();
  each_link([&](const outgoing &o) {
    if (o.to.address && o.at.unit == unit::none)
      nowhere(o.origin);
    if (o.to.count > (o.found == rank::object ? o.in_a_row : o.found == rank::past ? 0 : o.to.count))
      throw error(errc::outside, name_of(o.origin) + " goes on behind the end of what it leads into");
  });
}

// Text that lies in no object. What overlaps, or goes on where a view ends, is one text, so that
// differences stay what they are. Numbered as the links come: addresses must not show.
inline void graph_writer::find_texts() {
  struct range {
    const char *begin, *end;
    bool goes_on = false; // more of the same may begin at the end
    std::int32_t number = -1;
  };
  const auto before = [](const range &a, const range &b) { return std::less<>()(a.begin, b.begin); };
  const auto each_text = [&](auto f) {
    each_link([&](outgoing &l) {
      if (l.to.address && l.found == rank::none && l.to.text)
        f(l, static_cast<const char *>(l.to.address));
    });
  };
  std::vector<range> all;
  each_text([&](outgoing &l, const char *begin) {
    all.push_back({begin, begin + (l.to.terminated ? std::strlen(begin) + 1 : l.to.count), !l.to.terminated});
  });
  std::sort(all.begin(), all.end(), before);
  std::vector<range> merged;
  for (const range &r : all)
    if (range *const m = merged.empty() ? nullptr : &merged.back();
        !m || (r.begin == m->end ? r.begin != m->begin && !m->goes_on : std::less<>()(m->end, r.begin)))
      merged.push_back(r);
    else if (m->end == r.end)
      m->goes_on &= r.goes_on;
    else if (std::less<>()(m->end, r.end))
      m->end = r.end, m->goes_on = r.goes_on;
  each_text([&](outgoing &l, const char *begin) {
    range &r = *std::prev(std::upper_bound(merged.begin(), merged.end(), range{begin, begin}, before));
    if (r.number < 0) {
      r.number = static_cast<std::int32_t>(texts_.size());
      texts_.emplace_back(r.begin, static_cast<std::size_t>(r.end - r.begin));
    }
    l.at = {unit::text, r.number, {static_cast<std::uint32_t>(begin - r.begin)}};
  });
}

} // namespace uf
