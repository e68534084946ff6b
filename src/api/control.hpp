// Control: what the outside may do to a running daemon's outbox. Called on the server's threads;
// the implementation crosses over to the loop and waits for the answer.
#pragma once

#include "model/delivery.hpp"
#include "model/result.hpp"
#include "model/time.hpp"
#include "pipeline/by_hand.hpp"
#include "pipeline/edit.hpp"
#include "store/guards.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace glossd::api {

class Control {
  public:
    virtual ~Control() = default;

    virtual model::Result<model::Delivery> show(std::int64_t id) = 0;
    virtual model::Result<void> retry(std::int64_t id) = 0;
    virtual model::Result<void> drop(std::int64_t id) = 0;
    virtual model::Result<void> approve(std::int64_t id) = 0;
    // As in pipeline/edit.hpp.
    virtual model::Result<pipeline::Edited> edit(const pipeline::EditOrder& order) = 0;

    // Of one target, or of all with "". Errors: config for a target that there is not; refused when
    // there is nothing to resume.
    virtual model::Result<void> pause(const std::string& target) = 0;
    virtual model::Result<void> resume(const std::string& target) = 0;

    // What waits for a choice: releases the newest `newest` of each source and target (nothing:
    // all) and drops the others.
    virtual model::Result<store::Chosen> choose(const store::GuardFilter& filter,
                                                std::optional<std::int64_t> newest) = 0;
    // Polls these sources now (none: all) and answers when nothing is due any more, as
    // daemon/pass_json.hpp has it; a retry that is due within `wait` is waited for.
    virtual model::Result<nlohmann::ordered_json> pass(const std::vector<std::string>& sources,
                                                       model::Duration wait) = 0;

    // As in pipeline/by_hand.hpp; what follows from it begins at once.
    virtual model::Result<pipeline::Planned> publish(const pipeline::PublishOrder& order) = 0;
    virtual model::Result<std::vector<pipeline::Retracted>> retract(std::int64_t post) = 0;
};

}  // namespace glossd::api
