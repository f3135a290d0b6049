// track.h: objects whose coming and going can be seen and counted.
//
// Invariant: `state.live` goes up with every constructor and down with every destructor, moves included.
// The trace shows only what the language fixes: where a value begins, is copied and ends. A move passes
// the value on in silence, so eliding it or not makes no difference.
#ifndef VALOR_TEST_E2E_TRACK_H
#define VALOR_TEST_E2E_TRACK_H

#include "trace.h"

#include <string>
#include <tuple>
#include <utility>

namespace e2e {

class track {
public:
    track() { ++state.live; }
    explicit track(std::string name) : name_(std::move(name)) {
        ++state.live;
        record(kind::lifetime, "+" + name_);
    }
    track(const track &o) : name_(o.name_) {
        ++state.live;
        if (!name_.empty()) record(kind::lifetime, "copy " + name_);
    }
    track(track &&o) noexcept : name_(std::move(o.name_)) {
        ++state.live;
        o.name_.clear();
    }
    track &operator=(const track &o) {
        if (this == &o) return *this;
        gone();
        name_ = o.name_;
        if (!name_.empty()) record(kind::lifetime, "copy " + name_);
        return *this;
    }
    track &operator=(track &&o) noexcept {
        if (this == &o) return *this;
        gone();
        name_ = std::move(o.name_);
        o.name_.clear();
        return *this;
    }
    ~track() {
        --state.live;
        gone();
    }

    const std::string &name() const { return name_; }
    std::string text() const { return name_; }
    int size() const { return static_cast<int>(name_.size()); }

    std::tuple<const std::string &> tuple_for_serialization() const { return std::tie(name_); }
    std::tuple<std::string &> tuple_for_serialization() { return std::tie(name_); }

private:
    void gone() {
        if (!name_.empty()) record(kind::lifetime, "-" + name_);
        name_.clear();
    }
    std::string name_;
};

// A class that can only be made from values: no default constructor, const state, move-only.
class made {
public:
    explicit made(int id, std::string label) : id_(id), label_(std::move(label)) { ++state.live; }
    made(made &&o) noexcept : id_(o.id_), label_(std::move(o.label_)) { ++state.live; }
    ~made() { --state.live; }
    int id() const { return id_; }
    std::string text() const { return std::to_string(id_) + ":" + label_; }
    void rename(std::string label) { label_ = std::move(label); }

    std::tuple<const int &, const std::string &> tuple_for_serialization() const { return std::tie(id_, label_); }

private:
    const int id_;
    std::string label_;
};

} // namespace e2e

#endif
