// Edit: a person's text takes the place of a translation that is not out yet, and goes into the
// memory before those of all engines. Runs on the store thread inside one transaction.
#pragma once

#include "config/config.hpp"
#include "model/delivery.hpp"
#include "model/time.hpp"
#include "store/tables.hpp"
#include "text/checks.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace glossd::pipeline {

struct EditOrder {
    std::int64_t delivery = 0;
    std::optional<std::size_t> segment;  // from 0, in the order of the post; nothing: the body
    std::string text;
    bool force = false;  // although links or names are lost or added

    bool operator==(const EditOrder&) const = default;
};

struct Edited {
    int version = 0;  // of the delivery's text
    model::DeliveryState state = model::DeliveryState::ready;
    std::size_t parts = 0;  // that it makes by the usual length of its kind of target
    bool remembered = false;
    std::string not_remembered;       // why, when it is not
    std::vector<text::Check> doubts;  // checks that an engine's translation would have failed

    bool operator==(const Edited&) const = default;
};

// What there is to edit: of a delivery without a translation, an empty text for each segment.
// Errors: not_found, invalid_input (not translated in one piece, texts cleared).
model::Result<std::vector<model::TranslatedSegment>> editable(const store::Tables& tables,
                                                              std::int64_t delivery);
// The body, or the first segment when there is none.
std::size_t usual_segment(const std::vector<model::TranslatedSegment>& segments);

// Errors, which change nothing: as above, no such segment, an empty text, part of it is out or may
// be; refused when spans are lost or added.
model::Result<Edited> edit_by_hand(store::Tables& tables, const config::Config& config,
                                   const EditOrder& order, model::WallTime now);

}  // namespace glossd::pipeline
