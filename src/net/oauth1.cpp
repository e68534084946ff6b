#include "net/oauth1.hpp"

#include "net/header_text.hpp"
#include "text/percent.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace glossd::net {

namespace {

using text::percent_encode;
using Parameters = std::vector<std::pair<std::string, std::string>>;  // encoded

// "a=1&b=%20"; in a form '+' is a space.
void add_pairs(Parameters& into, std::string_view pairs) {
    while (!pairs.empty()) {
        const auto end = std::min(pairs.find('&'), pairs.size());
        const auto pair = pairs.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        const auto encoded = [](std::string_view part) {
            std::string plain(part);
            std::replace(plain.begin(), plain.end(), '+', ' ');
            return percent_encode(percent_decode(plain));
        };
        if (!pair.empty()) {
            into.emplace_back(encoded(pair.substr(0, equals)),
                              encoded(pair.substr(std::min(equals + 1, pair.size()))));
        }
        pairs.remove_prefix(std::min(end + 1, pairs.size()));
    }
}

bool is_form(const model::HttpRequest& request) {
    return std::any_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
        return same_name(header.first, "Content-Type") &&
               lower(header.second).starts_with("application/x-www-form-urlencoded");
    });
}

std::string joined(const Parameters& parameters) {
    std::string text;
    for (const auto& [key, value] : parameters) {
        text += (text.empty() ? "" : "&") + key + "=" + value;
    }
    return text;
}

std::string base_string(const model::HttpRequest& request, const Parameters& oauth) {
    const std::string_view url = request.url;
    const auto address = url.substr(0, url.find_first_of("?#"));
    auto all = oauth;
    if (const auto mark = url.find('?'); mark != url.npos) {
        const auto query = url.substr(mark + 1);
        add_pairs(all, query.substr(0, query.find('#')));
    }
    if (is_form(request)) add_pairs(all, request.body);
    std::sort(all.begin(), all.end());
    return request.method + "&" + percent_encode(address) + "&" + percent_encode(joined(all));
}

std::string hmac_sha1(std::string_view key, std::string_view message) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(),
         &size);
    return {reinterpret_cast<const char*>(digest.data()), size};
}

}  // namespace

std::string oauth1_authorization(const model::OAuth1Keys& keys, const model::HttpRequest& request,
                                 std::string_view nonce, model::WallTime now) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    Parameters oauth{{"oauth_consumer_key", percent_encode(keys.consumer_key)},
                     {"oauth_nonce", percent_encode(nonce)},
                     {"oauth_signature_method", "HMAC-SHA1"},
                     {"oauth_timestamp", std::to_string(seconds)},
                     {"oauth_version", "1.0"}};
    // An app that has no token yet sends none (RFC 5849 section 3.1).
    if (!keys.token.empty()) {
        oauth.insert(oauth.end() - 1, {"oauth_token", percent_encode(keys.token)});
    }
    const auto key = percent_encode(keys.consumer_secret) + "&" + percent_encode(keys.token_secret);
    const auto signature = base64(hmac_sha1(key, base_string(request, oauth)));
    oauth.insert(oauth.begin() + 2, {"oauth_signature", percent_encode(signature)});
    std::string header = "OAuth ";
    for (const auto& [name, value] : oauth) {
        header += fmt::format("{}{}=\"{}\"", header.size() > 6 ? ", " : "", name, value);
    }
    return header;
}

std::string oauth1_nonce() {
    std::array<unsigned char, 16> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        throw std::runtime_error("the system has no randomness to give");
    std::string hex;
    for (const auto byte : bytes) hex += fmt::format("{:02x}", byte);
    return hex;
}

}  // namespace glossd::net
