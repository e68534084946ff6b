// What goes wrong, and how often: rules that are drawn from with a seeded generator, so that a run
// can be repeated. Any thread. Of several rules that fit, the first that strikes is taken.
#pragma once

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace glossd::bench {

struct Odds {
    double probability = 1.0;
    int times = -1;  // how often it strikes at most; -1: without end

    static Odds next(int n) { return {1.0, n}; }
    static Odds share(double probability) { return {probability, -1}; }
};

template <class Rule>
class RuleTable {
  public:
    explicit RuleTable(std::uint64_t seed = 1) : random_(seed) {}

    void add(Rule rule, Odds odds) {
        if (odds.times == 0) return;
        const std::lock_guard lock(mutex_);
        rows_.push_back({std::move(rule), odds});
    }

    void clear() {
        const std::lock_guard lock(mutex_);
        rows_.clear();
    }

    // The first rule that `fits` and strikes; a rule that has struck often enough is dropped.
    template <class Fits>
    std::optional<Rule> draw(Fits fits) {
        const std::lock_guard lock(mutex_);
        for (auto row = rows_.begin(); row != rows_.end(); ++row) {
            if (!fits(row->rule) || chance_(random_) >= row->odds.probability) continue;
            auto rule = row->rule;
            if (row->odds.times > 0 && --row->odds.times == 0) rows_.erase(row);
            return rule;
        }
        return std::nullopt;
    }

    // Even, both ends included.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        const std::lock_guard lock(mutex_);
        return std::uniform_int_distribution<std::int64_t>(low, std::max(low, high))(random_);
    }

  private:
    struct Row {
        Rule rule;
        Odds odds;
    };

    std::mutex mutex_;
    std::mt19937_64 random_;
    std::uniform_real_distribution<double> chance_{0.0, 1.0};
    std::vector<Row> rows_;
};

}  // namespace glossd::bench
