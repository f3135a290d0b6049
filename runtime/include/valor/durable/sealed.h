// sealed(backend, key): the same store, whose snapshots nobody without the key can read or change. For programs that link Valor::seal, too.
// Invariant: what is written is sealed; what cannot be unsealed is never run: it fails like a damaged one. snapshot() throws bad_seal.
// What stays in clear: ids, functions, names, messages, results. An older snapshot is a good one: a seal says nothing of time.
#pragma once
#include <valor/durable/backend.h>
#include <valor/seal.h>

#include <utility>

namespace valor::durable {

namespace detail {

class sealed_backend final : public backend {
public:
    sealed_backend(std::unique_ptr<backend> b, key k) : it_(std::move(b)), key_(std::move(k)) {}

    std::string name() const override { return it_->name(); }
    bool submit(const submission &s) override { return it_->submit(sealed(s)); }
    bool send(const message &m) override { return it_->send(m); }
    std::vector<claimed> claim(const claim_request &r) override
    {
        std::vector<claimed> all = it_->claim(r);
        for (claimed &c : all)
            c.snapshot = opened(c.snapshot);
        return all;
    }
    std::vector<verdict> commit(std::span<step> steps) override
    {
        std::vector<step> all(steps.begin(), steps.end());
        for (step &s : all) {
            if (s.snapshot)
                s.snapshot = seal(*s.snapshot, key_);
            for (submission &c : s.children)
                c = sealed(c);
        }
        return it_->commit(all);
    }
    std::vector<verdict> renew(std::span<const lease> l, duration d) override { return it_->renew(l, d); }
    void announce(const announcement &a) override { it_->announce(a); }
    std::vector<announcement> announced() override { return it_->announced(); }
    std::vector<std::string> stuck_layouts() override { return it_->stuck_layouts(); }
    void unstick(const std::string &layout) override { it_->unstick(layout); }
    std::optional<received> next_message(const std::string &id, const std::string &name, std::span<const std::int64_t> but) override { return it_->next_message(id, name, but); }
    std::optional<durable::effect> find_effect(const std::string &id, const std::string &k) override { return it_->find_effect(id, k); }
    std::vector<durable::effect> effects(const std::string &id) override { return it_->effects(id); }
    std::optional<durable::ending> find_ending(const std::string &id) override { return it_->find_ending(id); }
    std::optional<record> find(const std::string &id) override { return it_->find(id); }
    std::optional<std::string> snapshot(const std::string &id) override
    {
        const auto s = it_->snapshot(id);
        return s ? std::optional(unseal(*s, key_)) : std::nullopt;
    }
    std::vector<record> list(const list_filter &f) override { return it_->list(f); }
    std::vector<history_entry> history(const std::string &id) override { return it_->history(id); }
    void cancel(const std::string &id) override { it_->cancel(id); }
    void retry(const std::string &id) override { it_->retry(id); }
    void fork(const std::string &id, const std::string &as) override { it_->fork(id, as); }
    void forget(const std::string &id) override { it_->forget(id); }
    void transaction(const std::function<void(database &)> &f) override { it_->transaction(f); }
    time_point now() override { return it_->now(); }
    void wait(duration most, std::span<const std::string> except, std::stop_token t) override { it_->wait(most, except, std::move(t)); }
    void wake() override { it_->wake(); }

private:
    submission sealed(submission s) const
    {
        s.snapshot = seal(s.snapshot, key_);
        return s;
    }
    // One that is not ours is that coroutine's failure, not its neighbours': nothing restores an empty snapshot.
    std::string opened(const std::string &s) const
    {
        try {
            return unseal(s, key_);
        } catch (const valor::error &) {
            return {};
        }
    }
    std::unique_ptr<backend> it_;
    key key_;
};

} // namespace detail

inline std::unique_ptr<backend> sealed(std::unique_ptr<backend> b, key k) { return std::make_unique<detail::sealed_backend>(std::move(b), std::move(k)); }

} // namespace valor::durable
