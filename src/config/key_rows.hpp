// What the files of the key table share: short forms for rows. keys.cpp puts the table together;
// nothing but the table includes this.
#pragma once

#include "config/keys.hpp"

#include <chrono>

namespace glossd::config {

std::vector<Key> alert_keys();
std::vector<Key> engine_keys();
std::vector<Key> target_keys();

inline constexpr auto day = std::chrono::hours(24);
inline constexpr auto year = 365 * day;
inline constexpr int many = 1'000'000;
inline constexpr double plenty = 1e9;
inline constexpr std::string_view always = "*";

inline Key later(std::string_view name, std::string_view help,
                 std::vector<std::string_view> types = {}) {
    return {.name = name, .help = help, .types = std::move(types), .later = true};
}

template <class Settings>
Key name_key(std::string_view help) {
    return {.name = "name",
            .field = text(slot(&Settings::name), "a name", check_name),
            .help = help,
            .required = {always}};
}

// The reader has picked the type before any other key is looked at; this row documents it.
template <class Settings>
Key type_key(std::vector<std::string> types) {
    return {.name = "type",
            .field = word(slot(&Settings::type), std::move(types)),
            .help = "What kind it is.",
            .required = {always}};
}

// The same names and meaning for every kind of service.
template <class Settings>
std::vector<Key> limit_keys(std::vector<Default> concurrent, std::vector<Default> requests) {
    return {
        {.name = "max_concurrent",
         .field = count(slot(&Settings::limits, &LimitSettings::max_concurrent), 1, 10'000),
         .help = "Calls in flight at once: the ceiling.",
         .defaults = std::move(concurrent)},
        {.name = "requests_per_minute",
         .field = number(slot(&Settings::limits, &LimitSettings::requests_per_minute), 0, plenty),
         .help = "0: no limit of ours.",
         .defaults = std::move(requests)},
    };
}

}  // namespace glossd::config
