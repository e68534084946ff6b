#include "flow/budget.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace glossd::flow {

using model::Unit;

namespace {

// A crash wastes about so much of a budget.
constexpr std::int64_t slices = 100;

std::int64_t in_millionths(double money) {
    return std::llround(money * static_cast<double>(model::money_unit));
}

std::int64_t amount_of(Unit unit, const Use& use, std::int64_t cost) {
    switch (unit) {
        case Unit::requests:
            return use.requests;
        case Unit::characters:
            return use.characters;
        case Unit::tokens:
            return use.input_tokens + use.output_tokens;
        case Unit::money:
            break;
    }
    return cost;
}

std::chrono::year_month_day date_of(model::WallTime now) {
    return std::chrono::floor<std::chrono::days>(now);
}

}  // namespace

const char* to_string(Period period) {
    return period == Period::day ? "day" : "month";
}

std::vector<BudgetLimit> budget_limits(const config::LimitSettings& limits) {
    const std::vector<BudgetLimit> all{
        {Unit::requests, Period::day, limits.requests_per_day},
        {Unit::requests, Period::month, limits.requests_per_month},
        {Unit::characters, Period::day, limits.characters_per_day},
        {Unit::characters, Period::month, limits.characters_per_month},
        {Unit::tokens, Period::day, limits.tokens_per_day},
        {Unit::tokens, Period::month, limits.tokens_per_month},
        {Unit::money, Period::day, in_millionths(limits.money_per_day)},
        {Unit::money, Period::month, in_millionths(limits.money_per_month)}};
    std::vector<BudgetLimit> set;
    std::copy_if(all.begin(), all.end(), std::back_inserter(set),
                 [](const auto& limit) { return limit.most > 0; });
    return set;
}

std::string period_name(Period period, model::WallTime now) {
    const auto date = date_of(now);
    const auto month = fmt::format("{:04}-{:02}", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()));
    if (period == Period::month) return month;
    return month + fmt::format("-{:02}", static_cast<unsigned>(date.day()));
}

model::WallTime period_end(Period period, model::WallTime now) {
    const auto today = std::chrono::floor<std::chrono::days>(now);
    if (period == Period::day) return today + std::chrono::days(1);
    const auto date = date_of(now);
    return std::chrono::sys_days((date.year() / date.month() / 1) + std::chrono::months(1));
}

std::string describe(const BudgetLimit& limit) {
    const std::string amount =
        limit.unit == Unit::money
            ? fmt::format("{:.2f} of money", static_cast<double>(limit.most) / model::money_unit)
            : fmt::format("{} {}", limit.most, model::to_string(limit.unit));
    return fmt::format("{} a {}", amount, to_string(limit.period));
}

// A price is that of a million, an amount of money a millionth: they cancel out.
Prices Prices::of(const config::LimitSettings& limits) {
    return {limits.price_request * static_cast<double>(model::money_unit), limits.price_characters,
            limits.price_input, limits.price_output};
}

std::int64_t Prices::cost(const Use& use) const {
    return std::llround(request * static_cast<double>(use.requests) +
                        character * static_cast<double>(use.characters) +
                        input_token * static_cast<double>(use.input_tokens) +
                        output_token * static_cast<double>(use.output_tokens));
}

Budget::Budget(const std::vector<BudgetLimit>& limits, const Prices& prices) : prices_(prices) {
    for (const auto& limit : limits) lines_.emplace_back().limit = limit;
}

// A new day or month begins with nothing used.
void Budget::turn_over(model::WallTime now) {
    for (auto& line : lines_) {
        if (!line.period.empty() && now < line.ends) continue;
        const auto limit = line.limit;
        line = {};
        line.limit = limit;
        line.period = period_name(limit.period, now);
        line.ends = period_end(limit.period, now);
    }
}

std::vector<Budget::Claim> Budget::claims(model::WallTime now) {
    turn_over(now);
    std::vector<Claim> all;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        auto& line = lines_[i];
        const auto slice = std::max<std::int64_t>(1, line.limit.most / slices);
        const bool spent = line.known && line.total >= line.limit.most && line.free >= 0;
        if (line.asked || spent || (line.known && line.free > slice / 2)) continue;
        line.asked = true;
        all.push_back({i,
                       {.unit = line.limit.unit,
                        .period = line.period,
                        .beyond = std::max<std::int64_t>(0, -line.free),
                        .wanted = slice,
                        .most = line.limit.most}});
    }
    return all;
}

void Budget::grant(const Claim& claim, const model::SpendingGrant& granted) {
    auto& line = lines_.at(claim.limit);
    if (line.period != claim.of.period) return;  // the period is over
    line.asked = false;
    line.known = true;
    line.total = granted.total;
    line.free += claim.of.beyond + granted.granted;
}

void Budget::refuse(const Claim& claim) {
    auto& line = lines_.at(claim.limit);
    if (line.period == claim.of.period) line.asked = false;
}

std::size_t Budget::room(model::WallTime now) {
    turn_over(now);
    auto room = any_number;
    for (const auto& line : lines_) {
        if (line.free <= 0) return 0;
        if (line.limit.unit == Unit::requests)
            room = std::min(room, static_cast<std::size_t>(line.free));
    }
    return room;
}

std::optional<Budget::UsedUp> Budget::used_up(model::WallTime now) {
    turn_over(now);
    const Line* longest = nullptr;
    for (const auto& line : lines_) {
        const bool over = line.known && line.total >= line.limit.most && line.free <= 0;
        if (over && (!longest || line.ends > longest->ends)) longest = &line;
    }
    if (!longest) return std::nullopt;
    return UsedUp{longest->ends,
                  fmt::format("the budget of {} is used up", describe(longest->limit))};
}

void Budget::spend(const Use& use, model::WallTime now) {
    turn_over(now);
    const auto cost = prices_.cost(use);
    for (auto& line : lines_) line.free -= amount_of(line.limit.unit, use, cost);
}

std::vector<Budget::Claim> Budget::leftovers() {
    std::vector<Claim> all;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        auto& line = lines_[i];
        if (line.free == 0) continue;
        all.push_back({i,
                       {.unit = line.limit.unit,
                        .period = line.period,
                        .beyond = -line.free,
                        .wanted = 0,
                        .most = line.limit.most}});
        line.free = 0;
    }
    return all;
}

}  // namespace glossd::flow
