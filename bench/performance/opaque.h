// opaque.h: what the compiler cannot see through, without a call.
#ifndef VALOR_BENCH_PERFORMANCE_OPAQUE_H
#define VALOR_BENCH_PERFORMANCE_OPAQUE_H

namespace performance {

// These variables may be changed here: no value of them is known, and they have a place in memory.
template <class T> [[gnu::always_inline]] inline void change_one(T &x) { asm volatile("" : "+m"(x)); }
template <class... T> [[gnu::always_inline]] inline void change(T &...x) { (change_one(x), ...); }

// These values are used, each by itself: a sum would be taken two at a time, from places that were written one at a time, and wait for them.
template <class T> [[gnu::always_inline]] inline void use_one(T value) { asm volatile("" : : "r"(value)); }
template <class... T> [[gnu::always_inline]] inline void use(T... value) { (use_one(value), ...); }

// This object, with all that it leads to, is looked at, and may be changed.
template <class T> void looked_at(T &object) { asm volatile("" : : "g"(&object) : "memory"); }

} // namespace performance

#endif
