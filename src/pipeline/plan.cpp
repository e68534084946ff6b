#include "pipeline/plan.hpp"

#include <algorithm>

namespace glossd::pipeline {

namespace {

template <class List>
std::size_t index_of(const List& list, const std::string& name) {
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const auto& entry) { return entry.name == name; });
    return static_cast<std::size_t>(found - list.begin());
}

}  // namespace

Plan::Plan(const config::Config& config) {
    for (const auto& route : config.routes) {
        std::vector<std::size_t> engines;
        for (const auto& name : route.engines) engines.push_back(index_of(config.engines, name));
        std::optional<Verification> verify;
        if (!route.verify_engine.empty()) {
            verify = {index_of(config.engines, route.verify_engine), route.verify_threshold};
        }
        for (const auto& source : route.sources) {
            for (const auto& name : route.targets) {
                const auto& target = config.targets[index_of(config.targets, name)];
                hops_[source].push_back({name, target.language, engines, verify});
            }
        }
    }
}

const std::vector<Plan::Hop>& Plan::hops(const std::string& source) const {
    static const std::vector<Hop> none;
    const auto found = hops_.find(source);
    return found == hops_.end() ? none : found->second;
}

const std::vector<std::size_t>& Plan::engines(const std::string& source,
                                              const std::string& target) const {
    static const std::vector<std::size_t> none;
    const auto* found = hop(source, target);
    return found ? found->engines : none;
}

std::optional<Verification> Plan::verification(const std::string& source,
                                               const std::string& target) const {
    const auto* found = hop(source, target);
    return found ? found->verify : std::nullopt;
}

const Plan::Hop* Plan::hop(const std::string& source, const std::string& target) const {
    for (const auto& one : hops(source)) {
        if (one.target == target) return &one;
    }
    return nullptr;
}

}  // namespace glossd::pipeline
