#include "config/listen.hpp"

#include <charconv>

#include <arpa/inet.h>

namespace glossd::config {

namespace {

tl::unexpected<std::string> wrong_listen(const char* what) {
    return tl::make_unexpected(std::string(what));
}

}  // namespace

tl::expected<Listen, std::string> parse_listen(const std::string& text) {
    if (text.empty()) return Listen{};
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) return wrong_listen("the port is missing");
    Listen listen;
    listen.host = text.substr(0, colon);
    const auto* end = text.data() + text.size();
    const auto [stop, status] = std::from_chars(text.data() + colon + 1, end, listen.port);
    if (status != std::errc() || stop != end || listen.port < 1 || listen.port > 65535) {
        return wrong_listen("the port is a number from 1 to 65535");
    }
    if (listen.host == "localhost") listen.host = "127.0.0.1";
    in_addr four{};
    if (::inet_pton(AF_INET, listen.host.c_str(), &four) == 1) {
        listen.loopback = listen.host.rfind("127.", 0) == 0;
        return listen;
    }
    const bool brackets =
        listen.host.size() > 2 && listen.host.front() == '[' && listen.host.back() == ']';
    if (brackets) listen.host = listen.host.substr(1, listen.host.size() - 2);
    in6_addr six{};
    if (!brackets || ::inet_pton(AF_INET6, listen.host.c_str(), &six) != 1) {
        return wrong_listen("the host is an IP address (IPv6 in brackets) or localhost");
    }
    listen.loopback = IN6_IS_ADDR_LOOPBACK(&six);
    return listen;
}

}  // namespace glossd::config
