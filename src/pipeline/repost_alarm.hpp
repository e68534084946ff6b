// RepostAlarm: has this account been sent the same thing too often? A value over wall times handed
// in; knows payloads by their hashes, of one day. Two equal posts a day happen; three are a
// mistake.
#pragma once

#include "model/time.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>

namespace glossd::pipeline {

class RepostAlarm {
  public:
    static constexpr std::chrono::hours day{24};
    static constexpr int most = 3;  // of one payload within a day: the third is one too many

    static std::size_t hash_of(const std::string& payload) {
        return std::hash<std::string>{}(payload);
    }

    // A confirmed publication, in the order of time. True: it is one too many.
    bool published(std::size_t hash, model::WallTime now) {
        while (!parts_.empty() && now - parts_.front().when >= day) {
            if (--counts_[parts_.front().hash] == 0) counts_.erase(parts_.front().hash);
            parts_.pop_front();
        }
        parts_.push_back({now, hash});
        return ++counts_[hash] >= most;
    }

  private:
    struct Part {
        model::WallTime when;
        std::size_t hash = 0;
    };
    std::deque<Part> parts_;
    std::unordered_map<std::size_t, int> counts_;
};

}  // namespace glossd::pipeline
