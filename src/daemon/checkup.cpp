#include "daemon/checkup.hpp"

#include "daemon/blocking.hpp"
#include "daemon/fetch.hpp"
#include "engines/engine.hpp"
#include "publishers/publisher.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace glossd::daemon {

namespace {

constexpr std::chrono::seconds probe_patience{15};

template <class List>
const auto& named(const List& list, const std::string& name) {
    return *std::find_if(list.begin(), list.end(),
                         [&](const auto& entry) { return entry.name == name; });
}

// The pairs an engine is asked for, as far as sources say their language.
std::vector<engines::LanguagePair> pairs_of(const config::Config& config,
                                            const std::string& engine) {
    std::set<engines::LanguagePair> pairs;
    for (const auto& route : config.routes) {
        const auto& chain = route.engines;
        if (std::find(chain.begin(), chain.end(), engine) == chain.end()) continue;
        for (const auto& source : route.sources) {
            const auto& from = named(config.sources, source).language;
            for (const auto& target : route.targets) {
                const auto& to = named(config.targets, target).language;
                if (!from.empty() && from.primary() != to.primary()) pairs.insert({from, to});
            }
        }
    }
    return {pairs.begin(), pairs.end()};
}

// A pair must be done by one engine of each route that needs it, not by all of them.
std::vector<Finding> check_routes(const config::Config& config,
                                  const std::vector<engines::EnginePtr>& engines) {
    std::vector<Finding> findings;
    for (const auto& route : config.routes) {
        for (const auto& source : route.sources) {
            const auto& from = named(config.sources, source).language;
            for (const auto& name : route.targets) {
                const auto& to = named(config.targets, name).language;
                if (from.empty() || from.primary() == to.primary()) continue;
                std::string reasons;
                bool possible = false;
                for (std::size_t i = 0; i < engines.size(); ++i) {
                    const auto& engine = config.engines[i].name;
                    const auto& chain = route.engines;
                    if (std::find(chain.begin(), chain.end(), engine) == chain.end()) continue;
                    const auto supported = engines[i]->supports(from, to);
                    possible = possible || supported.has_value();
                    if (!supported) {
                        reasons += fmt::format("{}{}: {}", reasons.empty() ? "" : "; ", engine,
                                               supported.error().message);
                    }
                }
                if (!possible) {
                    findings.push_back(
                        {fmt::format("route {} to {}", source, name), false, reasons});
                }
            }
        }
    }
    return findings;
}

Finding check_target(const config::TargetSettings& settings) {
    const auto what = "target " + settings.name;
    const auto publisher = publishers::make_publisher(settings);
    if (!publisher) return {what, false, publisher.error().message};
    const auto* account = std::get_if<publishers::PublisherPtr>(&*publisher);
    if (!account) return {what, true, "is written to " + settings.path};
    if (!settings.oauth.refresh_token.empty()) {
        // Each refresh token is good for one use, and the next one belongs into the ledger.
        return {what, true, "not asked: only a running glossd may renew its access token"};
    }
    const auto facts = account_facts_now(**account, probe_patience);
    if (!facts) return {what, false, facts.error().message};
    if (facts->handle.empty()) return {what, true, "needs no asking"};
    return {
        what, true,
        fmt::format("publishes as {}, at most {} characters", facts->handle, facts->length.limit)};
}

Finding check_source(const config::SourceSettings& settings) {
    if (!settings.oauth.refresh_token.empty()) {
        return {"source " + settings.name, true,
                "not asked: only a running glossd may renew its access token"};
    }
    const auto page = fetch(settings);
    if (!page) return {"source " + settings.name, false, page.error().message};
    return {"source " + settings.name, true, fmt::format("shows {} posts", page->posts.size())};
}

// "en to es: eng-spa" for each pair of an engine that has several ways.
std::vector<Finding> ways_of(const config::Config& config, const std::string& name,
                             const engines::Engine& engine) {
    std::vector<Finding> findings;
    for (const auto& [from, to] : pairs_of(config, name)) {
        const auto way = engine.way(from, to);
        if (way.empty()) continue;
        findings.push_back({fmt::format("engine {}", name), true,
                            fmt::format("{} to {}: {}", from.tag(), to.tag(), way)});
    }
    return findings;
}

}  // namespace

std::vector<Finding> check_offline(const config::Config& config) {
    std::vector<Finding> findings;
    std::vector<engines::EnginePtr> engines;
    for (const auto& settings : config.engines) {
        auto engine = engines::make_engine(settings);
        if (!engine) {
            findings.push_back({"engine " + settings.name, false, engine.error().message});
        } else {
            engines.push_back(std::move(*engine));
        }
    }
    for (const auto& settings : config.targets) {
        const auto publisher = publishers::make_publisher(settings);
        if (!publisher) {
            findings.push_back({"target " + settings.name, false, publisher.error().message});
        }
    }
    if (engines.size() < config.engines.size()) return findings;
    for (auto& finding : check_routes(config, engines)) findings.push_back(std::move(finding));
    for (std::size_t i = 0; i < engines.size(); ++i) {
        for (auto& finding : ways_of(config, config.engines[i].name, *engines[i])) {
            findings.push_back(std::move(finding));
        }
    }
    return findings;
}

Finding check_engine(const config::Config& config, const config::EngineSettings& settings) {
    const auto what = "engine " + settings.name;
    const auto engine = engines::make_engine(settings);
    if (!engine) return {what, false, engine.error().message};
    const auto request = (*engine)->probe();
    if (!request) return {what, true, "works offline"};
    const auto reply = perform_now(*request, probe_patience);
    const auto answered = (*engine)->read_probe(reply, pairs_of(config, settings.name));
    return answered ? Finding{what, true, "answers"}
                    : Finding{what, false, answered.error().message};
}

std::vector<Finding> check_online(const config::Config& config) {
    std::vector<Finding> findings;
    for (const auto& source : config.sources) findings.push_back(check_source(source));
    for (const auto& engine : config.engines) findings.push_back(check_engine(config, engine));
    for (const auto& target : config.targets) findings.push_back(check_target(target));
    return findings;
}

}  // namespace glossd::daemon
