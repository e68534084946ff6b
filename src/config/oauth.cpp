#include "config/oauth.hpp"

namespace glossd::config {

model::Credential credential_of(const OAuthSettings& settings, const std::string& base_url) {
    if (!settings.refresh_token.empty()) {
        return model::OAuth2Grant{base_url + "/2/oauth2/token", settings.client_id,
                                  settings.client_secret.reveal(), settings.refresh_token.reveal()};
    }
    if (settings.access_token.empty()) return {};
    return model::OAuth1Keys{settings.api_key.reveal(), settings.api_secret.reveal(),
                             settings.access_token.reveal(), settings.access_secret.reveal()};
}

}  // namespace glossd::config
