#include "daemon/pass_json.hpp"

#include <nlohmann/json.hpp>

namespace glossd::daemon {

using nlohmann::ordered_json;

namespace {

constexpr std::int64_t nothing = 0;

pipeline::IntakeCounts posts_of(const ordered_json& json) {
    pipeline::IntakeCounts posts;
    posts.read = json.value("read", nothing);
    posts.fresh = json.value("new", nothing);
    posts.duplicate = json.value("duplicate", nothing);
    posts.filtered = json.value("filtered", nothing);
    posts.known = json.value("known", nothing);
    posts.skipped = json.value("skipped", nothing);
    posts.held = json.value("held", nothing);
    return posts;
}

TargetTotals target_of(const ordered_json& json) {
    TargetTotals target;
    target.name = json.value("name", "");
    target.language = json.value("language", "");
    target.counts.published = json.value("published", nothing);
    target.counts.held = json.value("held", nothing);
    return target;
}

}  // namespace

ordered_json counts_json(const PassReport& report) {
    const auto& totals = report.totals;
    return {{"posts",
             {{"read", totals.posts.read},
              {"new", totals.posts.fresh},
              {"duplicate", totals.posts.duplicate},
              {"filtered", totals.posts.filtered},
              {"known", totals.posts.known},
              {"skipped", totals.posts.skipped}}},
            {"translations",
             {{"total", totals.translations.total},
              {"cached", totals.translations.cached},
              {"copied", totals.translations.copied},
              {"failed", totals.translations.failed}}},
            {"deliveries",
             {{"published", totals.deliveries.published},
              {"failed", report.failed},
              {"held", totals.deliveries.held},
              {"pending", report.pending}}},
            {"requests",
             {{"engine", totals.translations.requests},
              {"publisher", totals.deliveries.requests},
              {"source", totals.source_requests}}},
            {"elapsed_seconds", report.elapsed.count()}};
}

ordered_json to_json(const PassReport& report) {
    auto json = counts_json(report);
    json["posts"]["held"] = report.totals.posts.held;
    json["failed_polls"] = report.totals.failed_polls;
    json["interrupted"] = report.interrupted;
    json["targets"] = ordered_json::array();
    for (const auto& target : report.totals.targets) {
        json["targets"].push_back({{"name", target.name},
                                   {"language", target.language},
                                   {"published", target.counts.published},
                                   {"held", target.counts.held}});
    }
    return json;
}

PassReport pass_report_of(const ordered_json& json) {
    const auto part = [&](const char* name) { return json.value(name, ordered_json::object()); };
    PassReport report;
    auto& totals = report.totals;
    totals.posts = posts_of(part("posts"));
    const auto translations = part("translations");
    totals.translations.total = translations.value("total", nothing);
    totals.translations.cached = translations.value("cached", nothing);
    totals.translations.copied = translations.value("copied", nothing);
    totals.translations.failed = translations.value("failed", nothing);
    const auto deliveries = part("deliveries");
    totals.deliveries.published = deliveries.value("published", nothing);
    totals.deliveries.held = deliveries.value("held", nothing);
    report.failed = deliveries.value("failed", nothing);
    report.pending = deliveries.value("pending", nothing);
    const auto requests = part("requests");
    totals.translations.requests = requests.value("engine", nothing);
    totals.deliveries.requests = requests.value("publisher", nothing);
    totals.source_requests = requests.value("source", nothing);
    totals.failed_polls = json.value("failed_polls", nothing);
    report.interrupted = json.value("interrupted", false);
    report.elapsed = std::chrono::duration<double>(json.value("elapsed_seconds", 0.0));
    for (const auto& target : json.value("targets", ordered_json::array())) {
        totals.targets.push_back(target_of(target));
    }
    return report;
}

}  // namespace glossd::daemon
