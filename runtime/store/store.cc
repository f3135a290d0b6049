#include "backends.h"
#include "coroutine.h"

#include <valor/durable/store.h>

#include <array>
#include <thread>

namespace valor::durable {

namespace {

constexpr std::array names{"ready", "waiting", "running", "stuck", "failed", "done", "cancelled"};

} // namespace

std::string_view to_string(status s) noexcept { return names[static_cast<std::size_t>(s)]; }

status status_from(std::string_view text)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (text == names[i])
            return static_cast<status>(i);
    throw error(errc::damaged, "the store has a status '" + std::string(text) + "', which does not exist");
}

error no_such(const std::string &id) { return {errc::not_found, "there is no coroutine '" + id + "'"}; }
error has_ended(const std::string &id, status s) { return {errc::ended, "'" + id + "' has ended: it is " + std::string(to_string(s))}; }
error not_ended(const std::string &id) { return {errc::not_ended, "'" + id + "' has not ended"}; }
error already_there(const std::string &id) { return {errc::bad_argument, "there is a coroutine '" + id + "' already"}; }
error not_retryable(const std::string &id, status s)
{
    return {errc::bad_argument, "'" + id + "' is " + std::string(to_string(s)) + "; only what was set aside or is stuck can be retried"};
}

bool store::submit_snapshot(const std::string &id, std::string snapshot)
{
    submission s{detail::checked_name(id, "the id of a coroutine"), {}, {}, std::move(snapshot)};
    s.function = detail::function_and_layout(s.snapshot, s.layout);
    return backend_->submit(s);
}

bool store::send_value(const std::string &to, const std::string &name, value v, const std::string &key)
{
    detail::checked_name(to, "the id of a coroutine");
    detail::checked_name(name, "the name of a message");
    if (!key.empty())
        detail::checked_name(key, "the key of a message");
    return backend_->send({to, name, std::move(v), key});
}

record store::find(const std::string &id)
{
    if (auto r = backend_->find(id))
        return *std::move(r);
    throw no_such(id);
}

std::vector<history_entry> store::history(const std::string &id) { return backend_->history(id); }
void store::cancel(const std::string &id) { backend_->cancel(id); }
void store::retry(const std::string &id) { backend_->retry(id); }
void store::fork(const std::string &id, const std::string &as) { backend_->fork(id, detail::checked_name(as, "the id of a coroutine")); }
void store::forget(const std::string &id) { backend_->forget(id); }

ending store::ending_of(const std::string &id)
{
    if (auto e = backend_->find_ending(id))
        return *std::move(e);
    const record r = find(id);
    if (r.status == status::failed)
        return {status::failed, {}, r.error};
    throw error(errc::not_ended, "'" + id + "' has not ended: it is " + std::string(to_string(r.status)) + (r.error.empty() ? "" : ": " + r.error));
}

ending store::ending_of(const std::string &id, std::chrono::milliseconds within)
{
    const auto until = std::chrono::steady_clock::now() + within;
    for (std::chrono::milliseconds pause(1);; pause = std::min(pause * 2, std::chrono::milliseconds(50))) {
        try {
            return ending_of(id);
        } catch (const error &e) {
            if (e.code() != errc::not_ended || std::chrono::steady_clock::now() >= until)
                throw;
        }
        std::this_thread::sleep_for(pause);
    }
}

std::unique_ptr<backend> open_backend(const std::string &url)
{
    const std::string scheme = url.substr(0, url.find(':'));
    if (url == "memory:")
        return open_memory();
    if (scheme == "sqlite" && url.size() > 7)
#ifdef VALOR_DURABLE_SQLITE
        return sql::make_store(open_sqlite(url.substr(7)));
#else
        throw error(errc::unsupported, "'" + url + "': this library was built without SQLite (Debian: libsqlite3-dev)");
#endif
    if (scheme == "postgresql" || scheme == "postgres")
#ifdef VALOR_DURABLE_POSTGRESQL
        return sql::make_store(open_postgresql(url));
#else
        throw error(errc::unsupported, "a store in PostgreSQL: this library was built without libpq (Debian: libpq-dev)");
#endif
    throw error(errc::bad_argument, "'" + url + "' is no store; it is memory:, sqlite:FILE, or postgresql://USER@HOST/DATABASE");
}

std::unique_ptr<store> open(const std::string &url) { return std::make_unique<store>(open_backend(url)); }

} // namespace valor::durable
