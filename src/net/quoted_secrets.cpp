#include "net/quoted_secrets.hpp"

#include "net/header_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace glossd::net {

namespace {

// Shorter ones would take words of the message with them.
constexpr std::size_t shortest_secret = 8;

bool names_secret(std::string_view name) {
    constexpr std::array<std::string_view, 5> words{"auth", "key", "token", "secret", "code"};
    const auto small = lower(name);
    if (small == "idempotency-key") return false;
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return small.find(word) != std::string::npos;
    });
}

std::vector<std::string> secrets_of(const model::HttpRequest& request, const text::Url& url,
                                    const model::Headers& sent) {
    std::vector<std::string> secrets;
    for (const auto& [name, value] : sent) {
        // "Bearer x", "DeepL-Auth-Key x", or the bare key.
        if (names_secret(name)) secrets.push_back(value.substr(value.rfind(' ') + 1));
    }
    if (const auto* keys = std::get_if<model::OAuth1Keys>(&request.credential)) {
        for (const auto* key :
             {&keys->consumer_key, &keys->consumer_secret, &keys->token, &keys->token_secret})
            secrets.push_back(*key);
    }
    const auto colon = url.user_info.find(':');
    if (colon != std::string::npos)
        secrets.push_back(percent_decode(url.user_info.substr(colon + 1)));
    const auto form = std::find_if(sent.begin(), sent.end(), [](const auto& header) {
        return same_name(header.first, "Content-Type") &&
               header.second.starts_with("application/x-www-form-urlencoded");
    });
    if (form == sent.end()) return secrets;
    for (std::size_t at = 0; at < request.body.size();) {
        const auto end = std::min(request.body.find('&', at), request.body.size());
        const auto field = std::string_view(request.body).substr(at, end - at);
        const auto equals = field.find('=');
        if (equals != std::string_view::npos && names_secret(field.substr(0, equals)))
            secrets.push_back(percent_decode(field.substr(equals + 1)));
        at = end + 1;
    }
    return secrets;
}

}  // namespace

void hide_quoted_secrets(const model::HttpRequest& request, const text::Url& url,
                         const model::Headers& sent, std::string& body) {
    for (const auto& secret : secrets_of(request, url, sent)) {
        if (secret.size() < shortest_secret) continue;
        for (auto at = body.find(secret); at != std::string::npos; at = body.find(secret, at + 3))
            body.replace(at, secret.size(), "***");
    }
}

}  // namespace glossd::net
