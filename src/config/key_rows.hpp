// What the files of the key table share: short forms for rows. keys.cpp puts the table together;
// nothing but the table includes this.
#pragma once

#include "config/keys.hpp"

#include <chrono>

namespace glossd::config {

std::vector<Key> alert_keys();
std::vector<Key> engine_keys();
std::vector<Key> target_keys();
std::vector<Key> tone_keys();
std::vector<Key> glossary_keys();

inline constexpr auto day = std::chrono::hours(24);
inline constexpr auto year = 365 * day;
inline constexpr int many = 1'000'000;
inline constexpr double plenty = 1e9;
inline constexpr std::string_view always = "*";

// The figures of the presets, in their order.
inline std::vector<Default> by_preset(std::string_view production, std::string_view balanced,
                                      std::string_view low_resource, std::string_view type = {}) {
    return {{production, type, presets[0]},
            {balanced, type, presets[1]},
            {low_resource, type, presets[2]}};
}

inline std::vector<Default> together(std::vector<std::vector<Default>> rows) {
    std::vector<Default> all;
    for (const auto& some : rows) all.insert(all.end(), some.begin(), some.end());
    return all;
}

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

// Of an account on X: an app's keys with an account's tokens (OAuth 1.0a), or an app's id with a
// refresh token (OAuth 2.0).
template <class Settings>
std::vector<Key> oauth_keys() {
    const auto row = [](std::string_view name, Secret OAuthSettings::*member,
                        std::string_view help) {
        return Key{.name = name,
                   .field = secret(slot(&Settings::oauth, member)),
                   .help = help,
                   .types = {"x"}};
    };
    return {
        row("api_key", &OAuthSettings::api_key, "Of the app; with the next three: OAuth 1.0a."),
        row("api_secret", &OAuthSettings::api_secret, "Of the app."),
        row("access_token", &OAuthSettings::access_token, "Of the account."),
        row("access_secret", &OAuthSettings::access_secret, "Of the account."),
        {.name = "client_id",
         .field = text(slot(&Settings::oauth, &OAuthSettings::client_id), "the id of an app",
                       check_line),
         .help = "Of the app; with `refresh_token`: OAuth 2.0.",
         .types = {"x"}},
        row("client_secret", &OAuthSettings::client_secret, "Of the app, when it has one."),
        row("refresh_token", &OAuthSettings::refresh_token,
            "Of the account, as first given; those that follow are kept in the state directory."),
    };
}

template <class Settings>
Key x_base_url_key() {
    return {
        .name = "base_url",
        .field = text(slot(&Settings::base_url), "an http:// or https:// address", check_base_url),
        .help = "Where X answers, when not at its own address.",
        .defaults = {{"https://api.x.com"}},
        .types = {"x"}};
}

template <class Settings>
Key budget_key(std::string_view name, std::int64_t LimitSettings::*member, std::string_view help,
               std::vector<std::string_view> types = {}) {
    return {.name = name,
            .field = big_count(slot(&Settings::limits, member), 0),
            .help = help,
            .defaults = {{"0"}},
            .types = std::move(types)};
}

template <class Settings>
Key money_key(std::string_view name, double LimitSettings::*member, std::string_view help,
              std::vector<std::string_view> types = {}) {
    return {.name = name,
            .field = number(slot(&Settings::limits, member), 0, plenty),
            .help = help,
            .defaults = {{"0"}},
            .types = std::move(types)};
}

// What every call counts for; budgets of what is said in them are the engines' alone.
template <class Settings>
std::vector<Key> request_budget_keys(const std::vector<std::string_view>& types = {}) {
    return {
        budget_key<Settings>("requests_per_day", &LimitSettings::requests_per_day,
                             "A budget of calls, of whatever kind. Used up, all else waits for the "
                             "next day in UTC; an engine's work goes on as with "
                             "`characters_per_day`. 0: none.",
                             types),
        budget_key<Settings>("requests_per_month", &LimitSettings::requests_per_month,
                             "As `requests_per_day`, of the month in UTC.", types),
        money_key<Settings>("money_per_day", &LimitSettings::money_per_day,
                            "A budget of money, in the currency of the `price_…` keys, which it "
                            "needs. 0: none.",
                            types),
        money_key<Settings>("money_per_month", &LimitSettings::money_per_month,
                            "As `money_per_day`, of the month in UTC.", types),
        money_key<Settings>("price_request", &LimitSettings::price_request,
                            "What a call costs, in any currency.", types),
    };
}

// The same names and meaning for every kind of service.
template <class Settings>
std::vector<Key> limit_keys(std::vector<Default> concurrent, std::vector<Default> requests) {
    std::vector<Key> keys{
        {.name = "max_concurrent",
         .field = count(slot(&Settings::limits, &LimitSettings::max_concurrent), 1, 10'000),
         .help = "Calls in flight at once: the ceiling.",
         .defaults = std::move(concurrent)},
        {.name = "requests_per_minute",
         .field = number(slot(&Settings::limits, &LimitSettings::requests_per_minute), 0, plenty),
         .help = "0: no limit of ours.",
         .defaults = std::move(requests)},
    };
    const auto budgets = request_budget_keys<Settings>();
    keys.insert(keys.end(), budgets.begin(), budgets.end());
    return keys;
}

}  // namespace glossd::config
