#include "api/history.hpp"

namespace glossd::api {

using model::WallTime;
using monitor::Sample;
using store::SamplePeriod;

namespace {

constexpr std::chrono::hours hour{1};
constexpr std::chrono::hours minutes_kept{24};
constexpr std::chrono::hours hours_kept{31 * 24};

std::optional<Sample> sample_of(const store::SampleRow& row) {
    auto reading = monitor::decode_reading(row.data);
    if (!reading) return std::nullopt;
    return Sample{row.at, row.seconds, std::move(*reading)};
}

store::SampleRow row_of(const Sample& sample, WallTime at) {
    return {at, sample.seconds, monitor::encode(sample.reading)};
}

// Every hour that ended by `now`, has minutes and is not folded yet.
void fold_hours(store::Tables& tables, WallTime now) {
    const auto last = tables.samples.last(SamplePeriod::hour);
    auto after = last ? last->at : WallTime{};
    while (const auto end = tables.samples.first_end(SamplePeriod::minute, after)) {
        // A sample belongs to the hour it ended in; one that ended with it is its last.
        const auto begin = std::chrono::ceil<std::chrono::hours>(*end) - hour;
        if (begin + hour > now) return;
        const auto minutes = samples_between(tables, SamplePeriod::minute, begin, begin + hour);
        if (!minutes.empty()) {
            tables.samples.put(SamplePeriod::hour, row_of(folded(minutes), begin + hour));
        }
        after = begin + hour;
    }
}

}  // namespace

void keep_sample(store::Tables& tables, const Sample& sample) {
    tables.samples.put(SamplePeriod::minute, row_of(sample, sample.at));
    fold_hours(tables, sample.at);
    tables.samples.remove_until(SamplePeriod::minute, sample.at - minutes_kept);
    tables.samples.remove_until(SamplePeriod::hour, sample.at - hours_kept);
}

std::optional<Sample> last_sample(const store::Tables& tables) {
    const auto row = tables.samples.last(SamplePeriod::minute);
    return row ? sample_of(*row) : std::nullopt;
}

std::vector<Sample> samples_between(const store::Tables& tables, SamplePeriod period,
                                    WallTime after, WallTime until) {
    std::vector<Sample> found;
    for (const auto& row : tables.samples.between(period, after, until)) {
        if (auto sample = sample_of(row)) found.push_back(std::move(*sample));
    }
    return found;
}

std::optional<Sample> last_day(const store::Tables& tables, WallTime now) {
    auto samples = samples_between(tables, SamplePeriod::hour, now - minutes_kept, now);
    const auto folded_until = samples.empty() ? now - minutes_kept : samples.back().at;
    for (auto& minute : samples_between(tables, SamplePeriod::minute, folded_until, now)) {
        samples.push_back(std::move(minute));
    }
    if (samples.empty()) return std::nullopt;
    return folded(samples);
}

}  // namespace glossd::api
