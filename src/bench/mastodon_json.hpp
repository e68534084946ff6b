// The entities of Mastodon's API as JSON: Account, CredentialAccount, Status, Instance (docs
// "entities"; the members that clients read). Pure; any thread.
#pragma once

#include "bench/mastodon_options.hpp"
#include "bench/mastodon_timeline.hpp"

#include <string>

#include <nlohmann/json.hpp>

namespace glossd::bench {

// What the entities share: whose server this is and where it stands.
struct MastodonSite {
    const MastodonOptions& options;
    std::string base_url;
};

// Numeric, by place in the options; empty for a name that has no account.
std::string account_id(const MastodonOptions& options, const std::string& username);
const MastodonAccount* account_of_id(const MastodonOptions& options, const std::string& id);
const MastodonAccount* account_named(const MastodonOptions& options, const std::string& username);

nlohmann::json account_json(const MastodonSite& site, const MastodonAccount& account);
nlohmann::json credential_account_json(const MastodonSite& site, const MastodonAccount& account);
// `answered` is the status this one replies to, or null.
nlohmann::json status_json(const MastodonSite& site, const Status& status, const Status* answered);
nlohmann::json instance_v1_json(const MastodonSite& site);
nlohmann::json instance_v2_json(const MastodonSite& site);

}  // namespace glossd::bench
