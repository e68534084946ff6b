// What is used of a service in a day or a month, and what is set aside in the ledger before it is
// used. Periods are the calendar's in UTC: "2026-11-27", "2026-11".
#pragma once

#include <cstdint>
#include <string>

namespace glossd::model {

enum class Unit { requests, characters, tokens, money };

// Amounts of money are counted in millionths of the operator's currency.
inline constexpr std::int64_t money_unit = 1'000'000;

inline const char* to_string(Unit unit) {
    switch (unit) {
        case Unit::requests:
            return "requests";
        case Unit::characters:
            return "characters";
        case Unit::tokens:
            return "tokens";
        case Unit::money:
            break;
    }
    return "money";
}

// A wish to use more: `beyond` is used already (negative: given back), `wanted` is granted as far
// as `most` allows, whoever else uses the same budget.
struct SpendingClaim {
    Unit unit = Unit::requests;
    std::string period;
    std::int64_t beyond = 0;
    std::int64_t wanted = 0;
    std::int64_t most = 0;

    bool operator==(const SpendingClaim&) const = default;
};

struct SpendingGrant {
    std::int64_t granted = 0;
    std::int64_t total = 0;  // of the period, with this

    bool operator==(const SpendingGrant&) const = default;
};

}  // namespace glossd::model
