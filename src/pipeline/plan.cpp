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
        for (const auto& source : route.sources) {
            for (const auto& name : route.targets) {
                const auto& target = config.targets[index_of(config.targets, name)];
                hops_[source].push_back({name, target.language, engines});
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
    for (const auto& hop : hops(source)) {
        if (hop.target == target) return hop.engines;
    }
    return none;
}

}  // namespace glossd::pipeline
