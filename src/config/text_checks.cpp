#include "config/text_checks.hpp"

#include "config/listen.hpp"
#include "config/nearest.hpp"
#include "model/language.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <re2/re2.h>

namespace glossd::config {

namespace {

constexpr std::size_t longest_name = 64;

tl::unexpected<std::string> wrong(std::string why) {
    return tl::make_unexpected(std::move(why));
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}
bool is_alnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string lower(std::string text) {
    for (auto& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

struct Address {
    std::string scheme;     // lower case
    std::string authority;  // user info, host and port
    std::string host;       // lower case, IPv6 without brackets
    std::string rest;       // path, query and fragment
};

bool valid_port(const std::string& port) {
    if (port.empty()) return true;
    unsigned number = 0;
    const auto [end, status] = std::from_chars(port.data(), port.data() + port.size(), number);
    return status == std::errc() && end == port.data() + port.size() && number >= 1 &&
           number <= 65535;
}

tl::expected<Address, std::string> split_address(const std::string& text) {
    if (!has_scheme(text)) return wrong("it has no http:// or https:// in front");
    Address address;
    const auto start = text.find("://");
    address.scheme = lower(text.substr(0, start));
    if (address.scheme != "http" && address.scheme != "https") {
        return wrong("only http:// and https:// are understood");
    }
    const auto blank = [](char c) { return is_control(c) || c == ' '; };
    if (std::any_of(text.begin(), text.end(), blank)) return wrong("it has white space in it");
    const auto end = std::min(text.find_first_of("/?#", start + 3), text.size());
    address.authority = text.substr(start + 3, end - start - 3);
    address.rest = text.substr(end);
    auto host = address.authority.substr(address.authority.rfind('@') + 1);
    const auto bracket = host.rfind(']');
    const auto colon = host.find(':', bracket == std::string::npos ? 0 : bracket);
    if (colon != std::string::npos) {
        if (!valid_port(host.substr(colon + 1))) return wrong("the port is no number up to 65535");
        host.resize(colon);
    }
    if (!host.empty() && host.front() == '[') {
        if (host.back() != ']') return wrong("the host's ']' is missing");
        host = host.substr(1, host.size() - 2);
    }
    if (host.empty()) return wrong("the host is missing");
    address.host = lower(host);
    return address;
}

}  // namespace

Checked check_any(const std::string& text) {
    return text;
}

Checked check_line(const std::string& text) {
    if (text.empty()) return wrong("it is empty");
    return check_line_or_nothing(text);
}

Checked check_line_or_nothing(const std::string& text) {
    if (std::any_of(text.begin(), text.end(), is_control)) {
        return wrong("it has a line break or control character in it");
    }
    return text;
}

Checked check_name(const std::string& text) {
    if (text.empty()) return wrong("it is empty");
    if (text.size() > longest_name) return wrong("it is too long");
    const auto fits = [](char c) { return is_alnum(c) || c == '_' || c == '-'; };
    if (!std::all_of(text.begin(), text.end(), fits)) {
        return wrong("names are made of A-Z, a-z, 0-9, '_' and '-'");
    }
    return text;
}

bool has_scheme(const std::string& text) {
    const auto end = text.find(':');
    if (end == std::string::npos || end == 0 || !is_alnum(text[0])) return false;
    const auto fits = [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; };
    return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), fits) &&
           text.compare(end, 3, "://") == 0;
}

Checked check_url(const std::string& text) {
    const auto address = split_address(text);
    if (!address) return wrong(address.error());
    return text;
}

Checked check_url_or_nothing(const std::string& text) {
    return text.empty() ? Checked(text) : check_url(text);
}

Checked check_base_url(const std::string& text) {
    const auto address = split_address(text);
    if (!address) return wrong(address.error());
    if (text.find_first_of("?#") != std::string::npos) return wrong("it has a query or fragment");
    return text.substr(0, text.find_last_not_of('/') + 1);
}

Checked check_x_name(const std::string& text) {
    constexpr std::size_t longest = 15;
    auto name = text;
    for (const std::string prefix : {"https://", "www.", "x.com/", "twitter.com/", "@"}) {
        if (name.compare(0, prefix.size(), prefix) == 0) name.erase(0, prefix.size());
    }
    while (!name.empty() && name.back() == '/') name.pop_back();
    const bool legal = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '_';
    });
    if (name.empty() || name.size() > longest || !legal) {
        return wrong("a name on X is 1 to 15 letters, digits and _");
    }
    return name;
}

Checked check_origin(const std::string& text) {
    const auto address = split_address(text);
    if (!address) return wrong(address.error());
    if (address->rest.find_first_not_of('/') != std::string::npos) {
        return wrong("only the server is wanted, without a path");
    }
    if (address->authority.find('@') != std::string::npos) {
        return wrong("only the server is wanted, without a user");
    }
    return address->scheme + "://" + lower(address->authority);
}

bool is_plain_http_abroad(const std::string& url) {
    const auto address = split_address(url);
    if (!address || address->scheme != "http") return false;
    const auto& host = address->host;
    const bool here = host == "localhost" || host == "::1" || host.rfind("127.", 0) == 0;
    return !here;
}

Checked check_listen(const std::string& text) {
    if (const auto listen = parse_listen(text); !listen) return wrong(listen.error());
    return text;
}

Checked check_clock(const std::string& text) {
    static const RE2 clock("([01][0-9]|2[0-3]):[0-5][0-9]");
    if (text.empty() || RE2::FullMatch(text, clock)) return text;
    return wrong("hours and minutes are written 00:00 to 23:59");
}

Checked check_filter(const std::string& text) {
    if (text.empty()) return wrong("it is empty");
    if (text == "#") return wrong("the tag's name is missing");
    if (text.front() != '/') return check_line(text);
    if (text.size() < 3 || text.back() != '/') return wrong("a pattern is written /like this/");
    RE2::Options quiet;
    quiet.set_log_errors(false);
    const RE2 pattern(text.substr(1, text.size() - 2), quiet);
    if (!pattern.ok()) return wrong(pattern.error());
    return text;
}

Checked check_language_tag(const std::string& text) {
    const auto parsed = model::Language::parse(text);
    if (!parsed || parsed->empty()) return wrong("not a tag");
    return parsed->tag();
}

const std::vector<std::string>& template_placeholders() {
    static const std::vector<std::string> names{"text",   "title",     "excerpt", "link",
                                                "tags",   "author",    "source",  "language",
                                                "engine", "disclosure"};
    return names;
}

Checked check_template(const std::string& text) {
    const auto& known = template_placeholders();
    for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != std::string::npos; ++at) {
        if (text[at] == '}') return wrong("a `}` has no `{` before it");
        const auto end = text.find_first_of("{}", at + 1);
        if (end == std::string::npos || text[end] == '{') {
            return wrong("a `{` has no `}` after it");
        }
        const auto name = text.substr(at + 1, end - at - 1);
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return wrong(
                fmt::format("there is no placeholder `{{{}}}`{}", name, hint(name, known)));
        }
        at = end;
    }
    return text;
}

}  // namespace glossd::config
