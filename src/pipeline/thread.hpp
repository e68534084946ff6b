// Thread: the parts of a delivery in their order, and where it goes on. Part n answers part n - 1.
#pragma once

#include "model/delivery.hpp"
#include "publishers/publisher.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace glossd::pipeline {

// The first part that is not confirmed, or nullptr.
inline model::Part* first_open(model::Delivery& delivery) {
    const auto open = std::find_if(
        delivery.parts.begin(), delivery.parts.end(),
        [](const auto& part) { return part.state != model::DeliveryState::published; });
    return open == delivery.parts.end() ? nullptr : &*open;
}

inline model::Part* part_of(model::Delivery& delivery, int number) {
    const auto found = std::find_if(delivery.parts.begin(), delivery.parts.end(),
                                    [&](const auto& part) { return part.number == number; });
    return found == delivery.parts.end() ? nullptr : &*found;
}

// The remote id of the part before, or empty.
inline std::string reply_to(const model::Delivery& delivery, int number) {
    const auto before = std::find_if(delivery.parts.begin(), delivery.parts.end(),
                                     [&](const auto& part) { return part.number == number - 1; });
    return before == delivery.parts.end() ? std::string{} : before->remote_id;
}

inline publishers::SendPart send_part(const model::Part& part, std::string parent) {
    return {part.key, part.payload, std::move(parent), part.attempt_started};
}

}  // namespace glossd::pipeline
