// open(url) and the store: coroutines by id, as programs see them from outside.
// Invariant: thread-safe; a call that throws has written nothing. Leaves to others: running them (worker.h).
#pragma once
#include <valor/durable/await.h>

#include <valor.h>

#include <memory>

namespace valor::durable {

class store {
public:
    explicit store(std::unique_ptr<backend> b) : backend_(std::move(b)) {}
    store(const store &) = delete;

    // An unstarted call. False: that id was submitted before, and nothing changes.
    template <class R, bool B> bool submit(const std::string &id, const ser_ctx<R, B> &fresh) { return submit_snapshot(id, fresh.serialize()); }
    bool submit_snapshot(const std::string &id, std::string snapshot);

    // Into its inbox, where it stays until it is received. Two messages with one key are one: false for the second.
    template <class T> bool send(const std::string &to, const std::string &name, const T &v, const std::string &key = {})
    {
        if constexpr (std::is_convertible_v<const T &, std::string_view> && !std::is_same_v<T, std::string>)
            return send_value(to, name, detail::encode(std::string(std::string_view(v))), key);
        else
            return send_value(to, name, detail::encode(v), key);
    }
    bool send_value(const std::string &to, const std::string &name, value v, const std::string &key = {});

    // Throws not_ended, cancelled, or failed with what it failed with.
    template <class R> R result(const std::string &id) { return detail::result_of<R>(ending_of(id), id); }
    // The same, but waits for it.
    template <class R> R result(const std::string &id, std::chrono::milliseconds within) { return detail::result_of<R>(ending_of(id, within), id); }

    durable::status status(const std::string &id) { return find(id).status; }
    record find(const std::string &id); // throws not_found
    std::vector<record> list(const list_filter &f = {}) { return backend_->list(f); }
    std::vector<history_entry> history(const std::string &id);

    void cancel(const std::string &id);
    void retry(const std::string &id);                         // one that was set aside, or is stuck
    void fork(const std::string &id, const std::string &as);   // a copy of it as of its last step, without its inbox
    void forget(const std::string &id);                        // one that has ended

    // One transaction on the user's own tables, in the database that the store is in. May be run more than once.
    void transaction(const std::function<void(database &)> &f) { backend_->transaction(f); }

    backend &bytes() noexcept { return *backend_; }

private:
    ending ending_of(const std::string &id);
    ending ending_of(const std::string &id, std::chrono::milliseconds within);
    std::unique_ptr<backend> backend_;
};

// The URL is that of open_backend().
std::unique_ptr<store> open(const std::string &url);

} // namespace valor::durable
