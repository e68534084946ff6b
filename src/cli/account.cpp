#include "cli/account.hpp"

#include "config/nearest.hpp"

#include <fmt/format.h>

namespace glossd::cli {

using model::ErrorKind;
using model::fail;

std::string Account::path(std::string_view key) const {
    return fmt::format("{}.{}.{}", section, name, key);
}

std::vector<Account> accounts_of(const config::Config& config) {
    std::vector<Account> all;
    for (const auto& source : config.sources) {
        const bool is_x = source.type == "x";
        all.push_back({"source", source.name, source.type, source.base_url, source.username,
                       is_x ? "token" : "", source.token, source.oauth});
    }
    for (const auto& engine : config.engines) {
        all.push_back({"engine",
                       engine.name,
                       engine.type,
                       engine.base_url,
                       {},
                       engine.type == "apertium" ? "" : "api_key",
                       engine.api_key,
                       {}});
    }
    for (const auto& target : config.targets) {
        const bool is_mastodon = target.type == "mastodon";
        all.push_back({"target",
                       target.name,
                       target.type,
                       is_mastodon ? target.server : target.base_url,
                       {},
                       is_mastodon ? "token" : "",
                       target.token,
                       target.oauth});
    }
    return all;
}

model::Result<Account> find_account(const config::Config& config, const std::string& name,
                                    const std::string& section) {
    std::vector<Account> found;
    std::vector<std::string> names;
    for (auto& account : accounts_of(config)) {
        if (!section.empty() && account.section != section) continue;
        names.push_back(account.name);
        if (account.name == name) found.push_back(std::move(account));
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) {
        return fail(ErrorKind::config,
                    fmt::format("there is no {} \"{}\" in {}{}",
                                section.empty() ? "source, engine or target" : section, name,
                                config.file, config::hint(name, names)));
    }
    std::string sections;
    for (const auto& account : found) {
        sections += fmt::format("{}--{}", sections.empty() ? "" : " or ", account.section);
    }
    return fail(ErrorKind::config, fmt::format("more than one thing is called \"{}\"; say which "
                                               "with {}",
                                               name, sections));
}

}  // namespace glossd::cli
