#include "net/redirect.hpp"

#include "net/header_text.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>

namespace glossd::net {

namespace {

using model::HttpRequest;

bool is_harmless(std::string_view name) {
    constexpr std::array<std::string_view, 8> kHarmless = {
        "Accept",       "Accept-Language", "Accept-Encoding",   "A-IM",
        "Content-Type", "If-None-Match",   "If-Modified-Since", "User-Agent"};
    return std::any_of(kHarmless.begin(), kHarmless.end(),
                       [&](std::string_view harmless) { return same_name(name, harmless); });
}

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool becomes_get(int status, const std::string& method) {
    if (status == 303) return method != "HEAD";
    return (status == 301 || status == 302) && method == "POST";
}

// For another origin.
void drop_credentials(HttpRequest& request) {
    std::erase_if(request.headers, [](const auto& header) { return !is_harmless(header.first); });
    request.credential = {};
}

}  // namespace

model::Result<std::optional<HttpRequest>> next_hop(const HttpRequest& first,
                                                   const HttpRequest& current,
                                                   const model::HttpReply& reply) {
    const auto* location = reply.header("Location");
    if (!is_redirect(reply.status) || location == nullptr) return std::nullopt;
    const auto target = text::parse_url(text::resolve_url(current.url, *location));
    const auto from = text::parse_url(current.url);
    const auto origin = text::parse_url(first.url);
    if (!target || !from || !origin) return std::nullopt;
    if (from->scheme == "https" && target->scheme == "http")
        return model::fail(model::ErrorKind::refused,
                           "redirected from https to http, to " + target->origin());

    HttpRequest next = current;
    next.url = target->text();
    if (becomes_get(reply.status, current.method)) {
        next.method = "GET";
        next.body.clear();
        next.form.clear();
        std::erase_if(next.headers,
                      [](const auto& header) { return same_name(header.first, "Content-Type"); });
    }
    if (target->origin() != from->origin()) drop_credentials(next);
    next.trust = target->origin() == origin->origin() ? first.trust : model::Trust::content;
    return next;
}

}  // namespace glossd::net
