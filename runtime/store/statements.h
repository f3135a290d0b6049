// The statements of the protocol, in the words of one database. Statements that come first in a step check generation and status.
#pragma once
#include "sql.h"

namespace valor::durable::sql {

class statements {
public:
    explicit statements(const dialect &d);

    // With the numbers of layouts that are not wanted.
    std::string due_now(std::size_t except) const { return due_now_ + without(except, 1) + " LIMIT 1"; }
    std::string next_due(std::size_t except) const { return next_due_ + without(except, 1) + " ORDER BY due LIMIT 1"; }
    std::string claim(std::size_t except) const { return claim_begin_ + without(except, 4) + claim_end_; }

    std::string add, post, wake_for, renew, is_ours, announce, forget_workers, announced, stuck, unstick, inbox, effect, effects, ending, find, snapshot, list, history, cancel, retry, fork,
        fork_effects, forget, forget_effects, forget_history, forget_inbox, drop_messages, keep_keys, has_key, forget_watch, now, status_of, peek_status, note, consume, keep_key, effect_done, effect_intent,
        make_ready, checkpoint, touch, waiting, hand_back, done, failed, set_aside, has_message, unwatch, watch, watchers, unwatched, wake_waiter;

private:
    void make_claims(const dialect &);
    void make_steps(const dialect &);
    void make_commands(const dialect &);
    void make_answers(const dialect &);
    static std::string without(std::size_t count, std::size_t first);
    std::string due_now_, next_due_, claim_begin_, claim_end_;
};

} // namespace valor::durable::sql
