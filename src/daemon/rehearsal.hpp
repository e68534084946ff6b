// Rehearsal: `once --dry-run`. Reads the sources, plans in a transaction that is undone,
// translates (what is paid for is remembered) and shows what each target would receive.
#pragma once

#include "daemon/fitted.hpp"
#include "pipeline/intake_page.hpp"

#include <string>
#include <vector>

namespace glossd::daemon {

struct Rehearsed {
    std::string target;
    std::string language;
    std::string source;
    std::string url;     // of the post
    std::string engine;  // empty when everything was copied
    bool cached = false;
    std::vector<FittedPart> parts;
    std::string problem;  // why it would be held or wait; empty when it would go out
};

struct Rehearsal {
    pipeline::IntakeCounts posts;
    std::int64_t failed_polls = 0;
    std::vector<Rehearsed> deliveries;
};

model::Result<Rehearsal> rehearse(const config::Config& config,
                                  const std::vector<std::string>& sources);

std::string to_text(const Rehearsal& rehearsal);
std::string to_json_lines(const Rehearsal& rehearsal);  // one object a delivery

}  // namespace glossd::daemon
