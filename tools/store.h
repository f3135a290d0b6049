// `valor ps`, `show`, `send`, `cancel`, `retry`, `fork`, `watch`: the coroutines of a store, seen from outside.
// Invariant: only send, cancel, retry and fork write. Built only with the component durable.
#pragma once
#include <string>

namespace command {

struct message_text {
    std::string name, value, type, key;
    bool is_hex = false;
};

std::string list(const std::string &url, const std::string &status, bool json);
std::string show(const std::string &url, const std::string &id, bool json);
std::string send(const std::string &url, const std::string &id, const message_text &);
std::string cancel(const std::string &url, const std::string &id);
std::string retry(const std::string &url, const std::string &id);
std::string fork(const std::string &url, const std::string &id, const std::string &as);
// Until it is interrupted, or so many seconds have passed.
int watch(const std::string &url, double seconds, bool json, int (*print)(const std::string &));

} // namespace command
