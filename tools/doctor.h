// `valor doctor`: do compiler, plugin and headers fit each other?
// Invariant: every check gives one finding, in an order in which each rests on those before; after the first problem that stands in
// the way of others, those are skipped, not guessed.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace command {

struct finding {
    enum class kind { ok, problem, skipped };
    kind what;
    std::string name, text;
    std::string advice{}; // with a problem
};

struct installation {
    std::string compiler;              // empty: the Clang that the plugin is for
    std::filesystem::path plugin;
    std::filesystem::path plugins;     // where an installation has llvm-<major>/libvalet.so; empty: only `plugin` is meant
    std::filesystem::path headers;     // the directory of valor.h
};

// Where this program belongs to: an install prefix or a build tree.
installation own_installation();

std::vector<finding> examine(const installation &i);
std::string findings_text(const std::vector<finding> &found);
std::string findings_json(const std::vector<finding> &found);
bool is_well(const std::vector<finding> &found);

} // namespace command
