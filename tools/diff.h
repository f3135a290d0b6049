// `valor diff`: what differs between two snapshots.
// Invariant: no difference means that the snapshots hold the same. Frames are compared in the order of the awaits from the outermost
// one, then those that variables hold, in the order of their numbers; variables by name.
#pragma once
#include "document.h"

#include <string>
#include <vector>

namespace command {

struct difference {
    std::string where; // "frame 0", "object 1"
    std::string what;  // "function" "fingerprint" "point" "state" "frames" "bytes"; of variables and the like "added" "removed" "retyped" "changed"
    std::string name;  // of the variable
    struct side {
        std::string text, json; // both empty when it is not there
    };
    side before, after;
};

std::vector<difference> compare(const document &a, const document &b);
std::string diff_text(const std::vector<difference> &found);
std::string diff_json(const std::vector<difference> &found);

} // namespace command
