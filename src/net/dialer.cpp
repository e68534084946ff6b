#include "net/dialer.hpp"

#include "net/address_guard.hpp"
#include "net/reply_reader.hpp"

#include <algorithm>

namespace glossd::net {

namespace {

using model::ErrorKind;

std::string join(const std::string& host, std::uint16_t port) {
    const bool six = host.find(':') != std::string::npos;
    return (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

tl::unexpected<model::Error> refused(const std::string& host, const IpAddress& address) {
    return model::fail(ErrorKind::refused,
                       "refused, " + host + " is at " + address.text() +
                           ", which is not a public address (allow_private_addresses permits it)");
}

model::Result<Addresses> only_public(const std::string& host, const Addresses& all) {
    Addresses good;
    std::copy_if(all.begin(), all.end(), std::back_inserter(good), is_public);
    if (good.empty()) return refused(host, all.front());
    return good;
}

// RFC 9110 section 9.3.6. The proxy's answer is read byte-exact: what follows it is TLS.
model::Result<void> open_tunnel(Connection& connection, const Route& route, const Waiter& waiter) {
    const auto authority = route.authority();
    std::string request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n";
    if (!route.proxy->authorization.empty())
        request += "Proxy-Authorization: " + route.proxy->authorization + "\r\n";
    if (const auto written = connection.write(request + "\r\n", waiter); !written) return written;

    ReplyReader reader(connection, waiter);
    const auto head = reader.read_head("HEAD");  // as with HEAD, no body follows a good answer
    if (!head) return tl::make_unexpected(head.error());
    if (head->status == 407)
        return model::fail(ErrorKind::config,
                           "the proxy " + route.peer() + " refuses our credentials (407)");
    if (head->status / 100 != 2)
        return model::fail(ErrorKind::network, "it answered " + std::to_string(head->status));
    if (!reader.drained())
        return model::fail(ErrorKind::protocol, "the proxy " + route.peer() + " talks too early");
    return {};
}

}  // namespace

std::string Route::key() const {
    auto key = scheme + "://" + authority();
    if (proxy) key += " by " + join(proxy->host, proxy->port) + " " + proxy->authorization;
    if (guarded) key += " guarded";
    return key;
}

std::string Route::authority() const {
    return join(host, port);
}

std::string Route::peer() const {
    return proxy ? join(proxy->host, proxy->port) : authority();
}

model::Result<Addresses> Dialer::addresses(const Route& route, const Waiter& waiter) {
    if (!route.proxy) {
        auto found = resolver_.resolve(route.host, waiter);
        if (!found || !route.guarded) return found;
        return only_public(route.host, *found);
    }
    if (route.guarded) {
        // The proxy resolves for itself and a name may be known to it alone, so this check is
        // only as good as our own view of the name.
        const auto target = resolver_.resolve(route.host, waiter);
        if (target && !only_public(route.host, *target))
            return refused(route.host, target->front());
    }
    return resolver_.resolve(route.proxy->host, waiter);
}

tl::expected<Connection, Failure> Dialer::open(const Route& route, const Waiter& waiter) {
    const auto failed = [](model::Error error, Stage stage) {
        return tl::make_unexpected(Failure{std::move(error), stage, false, false});
    };
    const auto found = addresses(route, waiter);
    if (!found) return failed(found.error(), Stage::resolving);
    const auto port = route.proxy ? route.proxy->port : route.port;
    auto connection = Connection::open(*found, port, waiter);
    if (!connection) return failed(connection.error(), Stage::connecting);
    resolver_.prefer(route.proxy ? route.proxy->host : route.host, connection->peer());
    if (route.scheme != "https") return std::move(*connection);

    if (route.proxy) {
        if (const auto tunnel = open_tunnel(*connection, route, waiter); !tunnel)
            return failed(tunnel.error(), Stage::proxying);
    }
    if (const auto secured = connection->start_tls(tls_, route.host, waiter); !secured)
        return failed(secured.error(), Stage::securing);
    return std::move(*connection);
}

}  // namespace glossd::net
