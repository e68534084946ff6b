#include "ordeal/kill_table.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace glossd::ordeal {

namespace {

struct Sums {
    int kills = 0;
    std::size_t lost = 0;
    std::size_t twice = 0;
    std::size_t held = 0;
    std::size_t repeats = 0;

    void add(const Ordeal& ordeal) {
        kills += ordeal.kills;
        lost += ordeal.lost + ordeal.tally.begun;
        twice += ordeal.tally.duplicated + ordeal.tally.strange;
        held += ordeal.held;
        repeats += ordeal.repeats;
    }
};

template <class Which>
Sums sums_of(const std::vector<Ordeal>& ordeals, Which which) {
    Sums sums;
    for (const auto& ordeal : ordeals) {
        if (which(ordeal)) sums.add(ordeal);
    }
    return sums;
}

std::string place_of(const std::optional<runtime::Failpoint>& failpoint) {
    return failpoint ? std::string(runtime::to_string(*failpoint)) : "at random moments";
}

std::string row_of(const std::vector<Ordeal>& ordeals,
                   const std::optional<runtime::Failpoint>& place) {
    auto row = fmt::format("{:<20}", place_of(place));
    for (const auto& scenario : scenarios()) {
        const auto sums = sums_of(ordeals, [&](const Ordeal& ordeal) {
            return ordeal.failpoint == place && ordeal.scenario == scenario.name;
        });
        const auto cell = fmt::format("{}/{}/{}", sums.kills, sums.lost, sums.twice);
        row += fmt::format("{:>8}", sums.kills > 0 ? cell : "-");
    }
    return row + "\n";
}

std::string matrix(const std::vector<Ordeal>& ordeals) {
    auto text = fmt::format("{:<20}", "kills/lost/twice");
    for (std::size_t i = 0; i < scenarios().size(); ++i) text += fmt::format("{:>8}", i + 1);
    text += "\n";
    for (std::size_t i = 0; i < runtime::failpoint_names.size(); ++i) {
        text += row_of(ordeals, static_cast<runtime::Failpoint>(i));
    }
    return text + row_of(ordeals, std::nullopt);
}

}  // namespace

std::string one_line(const Ordeal& ordeal) {
    auto line = fmt::format("{}, {}: {} kills, {} lost, {} twice", ordeal.scenario,
                            place_of(ordeal.failpoint), ordeal.kills, ordeal.lost,
                            ordeal.tally.duplicated + ordeal.tally.strange);
    if (ordeal.held > 0) line += fmt::format(", {} held", ordeal.held);
    if (ordeal.repeats > 0) line += fmt::format(", {} sent again", ordeal.repeats);
    return ordeal.fault.empty() ? line : line + "  FAULT: " + ordeal.fault;
}

std::string kill_table(const std::vector<Ordeal>& ordeals) {
    auto text = matrix(ordeals) + "\n";
    constexpr auto row = "{:>2} {:<30}{:>14}{:>11}{:>6}{:>7}{:>6}{:>12}\n";
    text += fmt::format(row, "", "", "at failpoints", "at random", "lost", "twice", "held",
                        "sent again");
    std::size_t number = 0;
    for (const auto& scenario : scenarios()) {
        const auto in_it = [&](const Ordeal& ordeal) { return ordeal.scenario == scenario.name; };
        const auto all = sums_of(ordeals, in_it);
        const auto random = sums_of(
            ordeals, [&](const Ordeal& ordeal) { return in_it(ordeal) && !ordeal.failpoint; });
        text += fmt::format(row, ++number, scenario.name, all.kills - random.kills, random.kills,
                            all.lost, all.twice, all.held, all.repeats);
    }
    const auto all = sums_of(ordeals, [](const Ordeal&) { return true; });
    const auto random = sums_of(ordeals, [](const Ordeal& ordeal) { return !ordeal.failpoint; });
    return text + fmt::format(row, "", "all", all.kills - random.kills, random.kills, all.lost,
                              all.twice, all.held, all.repeats);
}

std::vector<std::string> faults_of(const std::vector<Ordeal>& ordeals, bool whole) {
    std::vector<std::string> faults;
    std::set<runtime::Failpoint> passed;
    for (const auto& ordeal : ordeals) {
        if (!ordeal.fault.empty()) faults.push_back(one_line(ordeal));
        if (ordeal.failpoint && ordeal.kills > 0) passed.insert(*ordeal.failpoint);
    }
    for (std::size_t i = 0; whole && i < runtime::failpoint_names.size(); ++i) {
        const auto failpoint = static_cast<runtime::Failpoint>(i);
        if (passed.count(failpoint) == 0) {
            faults.push_back(fmt::format("nothing came past {}", runtime::to_string(failpoint)));
        }
    }
    return faults;
}

}  // namespace glossd::ordeal
