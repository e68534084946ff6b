// Guards: deliveries that wait for a person's choice before anything floods an account, and the
// accounts that know more than this ledger (one that was put back). A chosen delivery is `released`
// and no guard takes it a second time.
#pragma once

#include "model/time.hpp"
#include "store/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::store {

class Deliveries;

enum class Guard { backlog, restored };
std::string_view to_string(Guard guard);
std::optional<Guard> guard_named(std::string_view name);

// What waits for one choice.
struct GuardedGroup {
    Guard guard = Guard::backlog;
    std::string source;
    std::string target;
    std::int64_t waiting = 0;
    model::WallTime since;  // when the first of them was planned

    bool operator==(const GuardedGroup&) const = default;
};

// Which of them a choice is about; what is absent: all.
struct GuardFilter {
    std::optional<Guard> guard = {};
    std::optional<std::string> source = {};
    std::optional<std::string> target = {};

    bool operator==(const GuardFilter&) const = default;
};

struct Chosen {
    std::int64_t released = 0;
    std::int64_t dropped = 0;

    bool operator==(const Chosen&) const = default;
};

// An account on which our newest post is not in this ledger.
struct Restored {
    model::WallTime newest;  // of that post
    model::WallTime found;   // when it was found out

    bool operator==(const Restored&) const = default;
};

class Guards {
  public:
    Guards(Connection& connection, Deliveries& deliveries);

    // Of a source, not finished and not held.
    std::int64_t pending(const std::string& source, const std::string& target) const;

    // planned | ready -> held, until choose() or a person's retry or drop.
    void hold(std::int64_t delivery_id, Guard guard, const std::string& reason,
              model::WallTime now);
    // A person wants this one: no guard holds it.
    void release(std::int64_t delivery_id);
    bool released(std::int64_t delivery_id) const;

    std::vector<GuardedGroup> waiting() const;
    // Releases the newest `newest` of each source and target (nothing: all) and drops the others.
    Chosen choose(const GuardFilter& filter, std::optional<std::int64_t> newest,
                  model::WallTime now);

    // The later of this and what was found before stays.
    void set_restored(const std::string& target, const Restored& restored);
    std::optional<Restored> restored(const std::string& target) const;

  private:
    Chosen choose_group(const GuardedGroup& group, std::int64_t newest, model::WallTime now);

    Deliveries& deliveries_;
    Statement pending_;
    Statement mark_;
    Statement release_;
    Statement released_;
    Statement waiting_;
    Statement of_group_;
    Statement set_restored_;
    Statement restored_;
};

}  // namespace glossd::store
