#include "ordeal/tally.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace glossd::ordeal {

namespace {

enum class Seen { no, begun, whole };

// The first that begins so and is not there yet.
std::optional<std::size_t> begun_by(const std::string& thread,
                                    const std::vector<std::string>& expected,
                                    const std::vector<Seen>& seen) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (seen[i] == Seen::no && expected[i].starts_with(thread)) return i;
    }
    return std::nullopt;
}

}  // namespace

Tally& Tally::operator+=(const Tally& other) {
    whole += other.whole;
    missing += other.missing;
    begun += other.begun;
    duplicated += other.duplicated;
    strange += other.strange;
    disordered += other.disordered;
    return *this;
}

Tally tally(const std::vector<std::string>& threads, const std::vector<std::string>& expected,
            bool any_order) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < expected.size(); ++i) places[expected[i]] = i;
    std::vector<Seen> seen(expected.size(), Seen::no);
    Tally count;
    std::size_t furthest = 0;
    for (const auto& thread : threads) {
        const auto place = places.find(thread);
        if (place == places.end()) {
            const auto begun = begun_by(thread, expected, seen);
            ++(begun ? count.begun : count.strange);
            if (begun) seen[*begun] = Seen::begun;
            continue;
        }
        auto& state = seen[place->second];
        ++(state == Seen::whole ? count.duplicated : count.whole);
        if (!any_order && place->second < furthest) ++count.disordered;
        furthest = std::max(furthest, place->second);
        state = Seen::whole;
    }
    count.missing = static_cast<std::size_t>(std::count(seen.begin(), seen.end(), Seen::no));
    return count;
}

}  // namespace glossd::ordeal
