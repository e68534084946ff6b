// Account: a source, engine or target as `login` sees it: who has to be asked for what. Values.
#pragma once

#include "config/config.hpp"
#include "model/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::cli {

struct Account {
    std::string section;  // "source", "engine" or "target"
    std::string name;
    std::string type;
    std::string server;           // where its service answers
    std::string username;         // of a source on X
    std::string secret_key;       // "token" or "api_key"; empty: it has no such key
    config::Secret secret;        // of that key
    config::OAuthSettings oauth;  // x

    std::string title() const { return section + " " + name; }
    std::string path(std::string_view key) const;  // "target.es.token"
};

std::vector<Account> accounts_of(const config::Config& config);

// By its name; `section` empty: whichever list has it. The error says what there is instead.
model::Result<Account> find_account(const config::Config& config, const std::string& name,
                                    const std::string& section);

}  // namespace glossd::cli
