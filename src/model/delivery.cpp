#include "model/delivery.hpp"

#include <array>
#include <utility>

namespace glossd::model {

namespace {

constexpr std::array<std::pair<DeliveryState, std::string_view>, 7> names{{
    {DeliveryState::planned, "planned"},
    {DeliveryState::ready, "ready"},
    {DeliveryState::sending, "sending"},
    {DeliveryState::unknown, "unknown"},
    {DeliveryState::published, "published"},
    {DeliveryState::held, "held"},
    {DeliveryState::dropped, "dropped"},
}};

}  // namespace

std::string_view to_string(DeliveryState state) {
    for (const auto& [value, name] : names) {
        if (value == state) return name;
    }
    return "planned";
}

std::optional<DeliveryState> delivery_state(std::string_view name) {
    for (const auto& [value, known] : names) {
        if (known == name) return value;
    }
    return std::nullopt;
}

}  // namespace glossd::model
