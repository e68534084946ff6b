#include "net/request_head.hpp"

#include "net/header_text.hpp"

#include <algorithm>
#include <array>

namespace glossd::net {

namespace {

using model::ErrorKind;

bool is_control(char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), is_control);
}

bool is_ours(std::string_view name) {
    constexpr std::array<std::string_view, 7> kOurs = {
        "Host",    "Connection", "Content-Length", "Transfer-Encoding", "Proxy-Authorization",
        "Upgrade", "Expect"};
    return std::any_of(kOurs.begin(), kOurs.end(),
                       [&](std::string_view ours) { return same_name(name, ours); });
}

bool has(const model::Headers& headers, std::string_view name) {
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto& header) { return same_name(header.first, name); });
}

}  // namespace

model::Result<void> check_request(const model::HttpRequest& request) {
    if (!is_token(request.method))
        return model::fail(ErrorKind::invalid_input, "the HTTP method is malformed");
    if (request.url.find('\t') != std::string::npos || has_control(request.url))
        return model::fail(ErrorKind::invalid_input, "the address contains control characters");
    for (const auto& [name, value] : request.headers) {
        if (!is_token(name))
            return model::fail(ErrorKind::invalid_input, "a header name is malformed");
        if (has_control(value))
            return model::fail(ErrorKind::invalid_input,
                               "the header " + name + " contains control characters");
        if (is_ours(name))
            return model::fail(ErrorKind::invalid_input,
                               "the header " + name + " is not the caller's to set");
    }
    return {};
}

std::string host_header(const text::Url& url) {
    return url.origin().substr(url.scheme.size() + 3);  // without "https://"
}

model::Headers wire_headers(const model::HttpRequest& request, const text::Url& url,
                            const std::string& user_agent) {
    model::Headers headers = {{"Host", host_header(url)}};
    headers.insert(headers.end(), request.headers.begin(), request.headers.end());
    const auto add = [&](const char* name, const std::string& value) {
        if (!has(headers, name)) headers.emplace_back(name, value);
    };
    add("User-Agent", user_agent);
    add("Accept", "*/*");
    add("Accept-Encoding", "gzip, br");
    if (!url.user_info.empty())
        add("Authorization", basic_credentials(percent_decode(url.user_info)));
    if (!request.body.empty()) add("Content-Type", "application/octet-stream");
    return headers;
}

}  // namespace glossd::net
