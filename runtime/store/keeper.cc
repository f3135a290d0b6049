#include "keeper.h"

#include <algorithm>
#include <vector>

namespace valor::durable::detail {

void logger::operator()(const char *event, const std::string &id, const std::string &text)
{
    if (!write_)
        return;
    std::string line = "{\"event\":\"" + std::string(event) + "\",\"worker\":" + uf::any(worker).print_json();
    if (!id.empty())
        line += ",\"id\":" + uf::any(id).print_json();
    if (!text.empty())
        line += ",\"text\":" + uf::any(text).print_json();
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    const std::lock_guard lock(guard_);
    write_(line + ",\"ms\":" + std::to_string(now.count()) + "}");
}

keeper::keeper(backend &b, const worker_options &o, logger &l, metrics &m)
    : store_(b), options_(o), log_(l), counts_(m), functions_(functions_of_program())
{
    look_after(false); // before anything is claimed
    thread_ = std::jthread([this](const std::stop_token &t) { run(t); });
}

keeper::~keeper()
{
    thread_.request_stop();
    thread_.join();
}

void keeper::hold(turn &t)
{
    const std::lock_guard lock(guard_);
    held_.insert(&t);
}

void keeper::release(turn &t) noexcept
{
    const std::lock_guard lock(guard_);
    held_.erase(&t);
}

void keeper::run(const std::stop_token &stop)
{
    // Announcements need not be frequent; lost leases should be noticed, and what is stuck woken, soon.
    const auto every = std::clamp<std::chrono::milliseconds>(options_.lease / 3, std::chrono::milliseconds(1), std::chrono::milliseconds(1'000));
    auto renewed = std::chrono::steady_clock::now();
    for (;;) {
        {
            std::unique_lock lock(guard_);
            changed_.wait_for(lock, stop, every, [] { return false; });
        }
        if (stop.stop_requested())
            return;
        const auto now = std::chrono::steady_clock::now();
        const bool is_time = now - renewed >= options_.lease / 3;
        if (look_after(is_time) && is_time)
            renewed = now;
    }
}

// False: the store failed.
bool keeper::look_after(bool leases)
{
    try {
        if (leases)
            renew();
        announce();
        return true;
    } catch (const std::exception &e) {
        ++counts_.store_errors;
        log_("store_error", {}, e.what());
        return false;
    }
}

void keeper::renew()
{
    std::vector<backend::lease> leases;
    {
        const std::lock_guard lock(guard_);
        for (const turn *t : held_)
            leases.push_back({t->claim().id, t->claim().generation});
    }
    if (leases.empty())
        return;
    const std::vector<verdict> verdicts = store_.renew(leases, options_.lease);
    const std::lock_guard lock(guard_);
    for (std::size_t i = 0; i < leases.size(); ++i)
        if (verdicts[i] == verdict::lost)
            for (turn *t : held_)
                if (t->claim().id == leases[i].id && t->claim().generation == leases[i].generation)
                    t->lost = true;
}

void keeper::announce()
{
    const auto now = std::chrono::steady_clock::now();
    if (!announced_ || now - *announced_ >= std::chrono::seconds(30)) { // each is a transaction that writes
        store_.announce({options_.name, functions_, {}});
        announced_ = now;
    }
    for (const std::string &layout : store_.stuck_layouts())
        if (has_layout(layout))
            store_.unstick(layout);
}

} // namespace valor::durable::detail
