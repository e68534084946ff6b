// A daemon's insight made by hand: remembers what it was asked.
#pragma once

#include "api/insight.hpp"

#include <nlohmann/json.hpp>

namespace glossd::api {

class FakeInsight : public Insight {
  public:
    bool alive() override { return alive_; }
    bool ready() override { return ready_; }
    model::Result<std::string> metrics() override { return std::string("glossd_texts_total 5\n"); }
    model::Result<nlohmann::ordered_json> status() override {
        return nlohmann::ordered_json{{"live", true}};
    }
    model::Result<nlohmann::ordered_json> performance() override {
        return model::fail(model::ErrorKind::timeout, "the daemon is stopping or overloaded");
    }
    model::Result<nlohmann::ordered_json> cache() override {
        return nlohmann::ordered_json{{"memory", 1}};
    }
    model::Result<std::vector<store::PostRow>> posts(const std::optional<std::string>& source,
                                                     std::int64_t after, int limit) override {
        source_ = source;
        after_ = after;
        limit_ = limit;
        store::PostRow row;
        row.id = 41;
        row.title = "A post";
        return std::vector{row};
    }
    model::Result<std::vector<store::DeliveryRow>> deliveries(const store::DeliveryFilter& filter,
                                                              std::int64_t after,
                                                              int limit) override {
        filter_ = filter;
        after_ = after;
        limit_ = limit;
        store::DeliveryRow row;
        row.id = 7;
        row.state = model::DeliveryState::held;
        row.reason = "rejected";
        return std::vector{row};
    }
    model::Result<ImportCounts> import_cache(const std::vector<store::Remembered>& rows) override {
        imported_ = rows;
        return ImportCounts{static_cast<std::int64_t>(rows.size()), 1, 2};
    }
    model::Result<std::int64_t> purge_cache(const store::MemoryFilter& filter) override {
        purged_ = filter;
        return 12;
    }
    model::Result<store::Vacuumed> vacuum() override { return store::Vacuumed{4096, 1024}; }

    bool alive_ = true;
    bool ready_ = true;
    std::optional<std::string> source_;
    store::DeliveryFilter filter_;
    std::int64_t after_ = 0;
    int limit_ = 0;
    std::optional<store::MemoryFilter> purged_;
    std::vector<store::Remembered> imported_;
};

}  // namespace glossd::api
