#include "config/followed.hpp"

#include "config/text_checks.hpp"

#include <string_view>

namespace glossd::config {

namespace {

using Result = tl::expected<Followed, std::string>;

bool ends_with(const std::string& text, std::string_view end) {
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

Result feed(const Checked& url) {
    if (!url) return tl::make_unexpected(url.error());
    return Followed{"feed", *url};
}

Result on_x(const std::string& typed) {
    const auto name = check_x_name(typed);
    if (!name) return tl::make_unexpected(name.error());
    return Followed{"x", *name};
}

// Host and path of an address, the host without "www.".
std::string without_scheme(const std::string& address) {
    auto rest = address.substr(address.find("://") + 3);
    return rest.starts_with("www.") ? rest.substr(4) : rest;
}

// "SERVER/@USER": Mastodon and its like give each account a feed beside its page.
bool is_mastodon_page(const std::string& rest) {
    const auto slash = rest.find('/');
    return slash != std::string::npos && rest.compare(slash, 2, "/@") == 0 &&
           rest.find_first_of("/?#.", slash + 2) == std::string::npos;
}

Result address(std::string typed) {
    while (typed.size() > 1 && typed.back() == '/') typed.pop_back();
    const auto rest = without_scheme(typed);
    if (rest.starts_with("x.com/") || rest.starts_with("twitter.com/")) return on_x(typed);
    const bool is_bluesky = rest.starts_with("bsky.app/profile/");
    if (is_bluesky && !ends_with(rest, "/rss")) return feed(check_url(typed + "/rss"));
    if (is_mastodon_page(rest)) return feed(check_url(typed + ".rss"));
    return feed(check_url(typed));
}

}  // namespace

Result followed(const std::string& typed) {
    if (typed.empty()) return tl::make_unexpected(std::string("it is empty"));
    if (has_scheme(typed)) return address(typed);
    if (typed.starts_with("http:") || typed.starts_with("https:")) return feed(check_url(typed));
    if (typed[0] != '@') return feed(check_line(typed));
    const auto at = typed.find('@', 1);
    if (at == std::string::npos) return on_x(typed);
    return feed(check_url("https://" + typed.substr(at + 1) + "/" + typed.substr(0, at) + ".rss"));
}

}  // namespace glossd::config
