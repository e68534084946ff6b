#include "platform/mastodon_account.hpp"

#include "text/url.hpp"

namespace glossd::platform {

std::string mastodon_handle(const std::string& server, const Json& account) {
    auto name = string_at(account, "acct");
    if (name.empty()) name = string_at(account, "username");
    if (name.empty() || name.find('@') != std::string::npos) return "@" + name;
    auto home = text::parse_url(string_at(account, "url"));
    if (!home) home = text::parse_url(server);
    return "@" + name + (home ? "@" + home->host : "");
}

}  // namespace glossd::platform
