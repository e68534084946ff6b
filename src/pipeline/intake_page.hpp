// Intake of one fetched page: what is new, what is a duplicate, what is planned for whom. Runs
// on the store thread inside one transaction, so that posts, ids, deliveries and the cursor are
// stored together or not at all (design section 4, Duplicates).
#pragma once

#include "config/config.hpp"
#include "model/time.hpp"
#include "pipeline/plan.hpp"
#include "sources/source.hpp"
#include "store/tables.hpp"
#include "text/filter.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace glossd::pipeline {

struct IntakeCounts {
    std::int64_t read = 0;
    std::int64_t fresh = 0;      // planned for at least one target
    std::int64_t known = 0;      // ids seen before
    std::int64_t duplicate = 0;  // a new id with content seen before
    std::int64_t filtered = 0;   // include, exclude, visibility
    std::int64_t skipped = 0;    // first_run or max_age; kept, can be published by hand
    std::int64_t held = 0;       // deliveries beyond max_backlog, which wait for a choice

    IntakeCounts& operator+=(const IntakeCounts& other);
    bool operator==(const IntakeCounts&) const = default;
};

struct IntakeRules {
    config::SourceSettings source;
    config::DedupSettings dedup;
    std::vector<Plan::Hop> hops;
    text::Filter include;
    text::Filter exclude;
};

// Was the same content published within `ttl` of this moment?
bool is_repeat(const std::optional<store::Duplicate>& first, model::WallTime published,
               model::Duration ttl);

// Stores the page and the cursor that follows it.
IntakeCounts take_page(store::Tables& tables, const IntakeRules& rules, const sources::Page& page,
                       model::WallTime now);

}  // namespace glossd::pipeline
