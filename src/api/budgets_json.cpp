#include "api/budgets_json.hpp"

#include "flow/budget.hpp"
#include "text/time_format.hpp"

#include <nlohmann/json.hpp>

namespace glossd::api {

using nlohmann::ordered_json;

namespace {

ordered_json amount(model::Unit unit, std::int64_t value) {
    if (unit != model::Unit::money) return value;
    return static_cast<double>(value) / static_cast<double>(model::money_unit);
}

}  // namespace

ordered_json budgets_json(const config::Config& config, const store::Tables& tables,
                          model::WallTime now) {
    auto budgets = ordered_json::array();
    const auto add = [&](const std::string& kind, const auto& settings) {
        for (const auto& limit : flow::budget_limits(settings.limits)) {
            const auto period = flow::period_name(limit.period, now);
            budgets.push_back(
                {{"kind", kind},
                 {"name", settings.name},
                 {"unit", model::to_string(limit.unit)},
                 {"per", flow::to_string(limit.period)},
                 {"period", period},
                 {"used", amount(limit.unit, tables.spending.total(kind + ":" + settings.name,
                                                                   limit.unit, period))},
                 {"limit", amount(limit.unit, limit.most)},
                 {"until", text::to_rfc3339(flow::period_end(limit.period, now))}});
        }
    };
    for (const auto& source : config.sources) add("source", source);
    for (const auto& engine : config.engines) add("engine", engine);
    for (const auto& target : config.targets) add("target", target);
    return budgets;
}

}  // namespace glossd::api
