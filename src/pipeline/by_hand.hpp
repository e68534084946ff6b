// ByHand: what a person orders beside the sources: one post to be published, or every copy of one
// to be deleted. Runs on the store thread inside one transaction; what it plans is then carried out
// like anything else.
#pragma once

#include "config/config.hpp"
#include "model/post.hpp"
#include "model/time.hpp"
#include "pipeline/plan.hpp"
#include "store/tables.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace glossd::pipeline {

struct PublishOrder {
    std::string source;                // whose targets and engines; empty: the stored post's own
    std::optional<std::int64_t> post;  // one that the ledger has
    model::Post content;               // without `post`: this one
    std::vector<std::string> targets;  // only these; empty: all of the source
    bool again = false;                // although the same content went out lately
};

struct Planned {
    std::int64_t post = 0;
    std::vector<std::string> targets;  // planned now

    bool operator==(const Planned&) const = default;
};

// Errors, which change nothing: not_found (no such post or source), invalid_input (no such target,
// its texts are gone), refused (the same content went out within [dedup] ttl; every target has it).
model::Result<Planned> plan_by_hand(store::Tables& tables, const config::Config& config,
                                    const PublishOrder& order, model::WallTime now);

// What became of each delivery of a post that is to be gone.
struct Retracted {
    std::int64_t delivery = 0;
    std::string target;
    enum class Step { dropped, to_delete, nothing } step = Step::nothing;

    bool operator==(const Retracted&) const = default;
};

// Never sent what was not; asks for the deletion of what was, or may have been. not_found when
// there is no such post.
model::Result<std::vector<Retracted>> retract_by_hand(store::Tables& tables, std::int64_t post,
                                                      model::WallTime now);

}  // namespace glossd::pipeline
