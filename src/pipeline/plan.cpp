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

// A target without a token in the configuration signs in by itself.
bool may_share_account(const config::TargetSettings& a, const config::TargetSettings& b) {
    if (a.token.empty() && a.oauth.access_token.empty()) return false;
    return a.type == b.type && a.server == b.server && a.base_url == b.base_url &&
           a.token.reveal() == b.token.reveal() &&
           a.oauth.access_token.reveal() == b.oauth.access_token.reveal();
}

}  // namespace

Plan::Plan(const config::Config& config) {
    const auto& targets = config.targets;
    for (const auto& target : targets) {
        const auto same = std::find_if(targets.begin(), targets.end(), [&](const auto& other) {
            return other.name == target.name || may_share_account(target, other);
        });
        accounts_[target.name] = static_cast<std::size_t>(same - targets.begin());
    }
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

std::vector<std::string> Plan::elsewhere(const std::string& target) const {
    std::vector<std::string> names;
    const auto account = accounts_.find(target);
    for (const auto& [name, other] : accounts_) {
        if (account != accounts_.end() && other != account->second) names.push_back(name);
    }
    return names;
}

const Plan::Hop* Plan::hop(const std::string& source, const std::string& target) const {
    for (const auto& one : hops(source)) {
        if (one.target == target) return &one;
    }
    return nullptr;
}

}  // namespace glossd::pipeline
