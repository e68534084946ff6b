#include "net/http_client.hpp"

#include "net/connection_pool.hpp"
#include "net/dialer.hpp"
#include "net/failure.hpp"
#include "net/multipart.hpp"
#include "net/oauth1.hpp"
#include "net/quoted_secrets.hpp"
#include "net/redirect.hpp"
#include "net/request_head.hpp"
#include "net/resolver.hpp"
#include "net/wire_exchange.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <optional>
#include <utility>

namespace glossd::net {

namespace {

using model::ErrorKind;
using model::ExchangeFailure;
using model::HttpReply;
using model::HttpRequest;
using std::chrono::steady_clock;

using Hop = tl::expected<HttpReply, ExchangeFailure>;

tl::unexpected<ExchangeFailure> failed(ErrorKind kind, std::string message, bool maybe_received) {
    return tl::make_unexpected(ExchangeFailure{{kind, std::move(message)}, maybe_received});
}

PoolLimits pool_limits(const HttpOptions& options) {
    const auto count = [](int value) { return static_cast<std::size_t>(std::max(0, value)); };
    return {count(options.max_connections), count(options.max_connections_per_host),
            options.keep_alive};
}

// A server may close an idle connection at the moment we use it. Doing it again is safe if it
// changes nothing or if no byte of the request left.
bool may_repeat(const HttpRequest& request, const Failure& failure) {
    if (failure.error.kind != ErrorKind::network || failure.answered) return false;
    return !failure.sent || request.method == "GET" || request.method == "HEAD";
}

std::string named(const HttpRequest& request, const std::string& message) {
    const auto url = text::parse_url(request.url);
    return url ? describe(request.method, *url) + ": " + message : message;
}

// A signature holds the moment of the exchange, so it is made here and nowhere earlier.
model::Result<void> authorize(const HttpRequest& request, model::Headers& headers) {
    if (std::holds_alternative<std::monostate>(request.credential)) return {};
    const auto* keys = std::get_if<model::OAuth1Keys>(&request.credential);
    if (!keys)
        return model::fail(ErrorKind::unsupported,
                           "the access token can only be renewed by a running glossd");
    headers.emplace_back("Authorization",
                         oauth1_authorization(*keys, request, oauth1_nonce(), model::wall_now()));
    return {};
}

// The form encoded, with its files; nothing for a request that has none.
model::Result<std::optional<MultipartBody>> form_of(const HttpRequest& request) {
    if (request.form.empty()) return std::nullopt;
    auto encoded = encode_form(request.form, multipart_boundary());
    if (!encoded) return tl::make_unexpected(encoded.error());
    return std::optional(std::move(*encoded));
}

std::string without_user_info(text::Url url) {
    url.user_info.clear();
    return url.text();
}

}  // namespace

struct HttpClient::State {
    explicit State(HttpOptions given)
        : options(std::move(given)),
          resolver(options.dns_ttl, options.lookup),
          tls(options.ca_path, options.ca_file),
          dialer(resolver, tls),
          pool(pool_limits(options)) {}

    Hop follow(const HttpRequest& first, model::Duration timeout, const Waiter& waiter);
    Hop hop(const HttpRequest& request, model::Duration timeout, const Waiter& waiter);
    tl::expected<WireReply, Failure> attempt(const HttpRequest& request, const Route& route,
                                             const WireRequest& wire, const Waiter& waiter);
    tl::expected<WireReply, Failure> use(Connection connection, const Route& route,
                                         const WireRequest& wire, const Waiter& waiter);

    const HttpOptions options;
    Resolver resolver;
    const TlsContext tls;
    Dialer dialer;
    ConnectionPool pool;
    std::atomic<std::uint64_t> opened{0};
    std::atomic<std::uint64_t> reused{0};
};

std::string default_user_agent() {
    return "glossd/" GLOSSD_VERSION " (+https://github.com/glossd/glossd)";
}

HttpClient::HttpClient(HttpOptions options) : state_(std::make_unique<State>(std::move(options))) {}

HttpClient::~HttpClient() = default;

model::Reply HttpClient::perform(const HttpRequest& request, model::Duration timeout,
                                 const CancelFlag& cancel) {
    try {
        const Waiter waiter(steady_clock::now() + timeout, cancel);
        auto reply = state_->follow(request, timeout, waiter);
        if (!reply) return std::move(reply.error());
        return std::move(*reply);
    } catch (const std::exception& error) {
        // Memory ran out, or a library threw: nobody knows how far it got.
        return ExchangeFailure{
            {ErrorKind::network, std::string("the HTTP exchange failed: ") + error.what()}, true};
    }
}

HttpStats HttpClient::stats() const {
    return {state_->opened, state_->reused, state_->pool.idle(steady_clock::now())};
}

Hop HttpClient::State::follow(const HttpRequest& first, model::Duration timeout,
                              const Waiter& waiter) {
    std::optional<HttpRequest> redirected;
    std::vector<model::Redirect> redirects;
    while (true) {
        const auto& current = redirected ? *redirected : first;  // not copied: media are large
        auto reply = hop(current, timeout, waiter);
        if (!reply) {
            reply.error().maybe_received = reply.error().maybe_received || !redirects.empty();
            return reply;
        }
        std::optional<HttpRequest> next;
        if (first.follow_redirects) {
            auto found = next_hop(first, current, *reply);
            if (!found)
                return failed(found.error().kind, named(first, found.error().message), true);
            next = std::move(*found);
        }
        if (!next) {
            reply->redirects = std::move(redirects);
            return reply;
        }
        if (redirects.size() == kMaxRedirects)
            return failed(ErrorKind::protocol, named(first, "more than five redirects"), true);
        redirects.push_back({reply->status, next->url});
        redirected = std::move(next);
    }
}

Hop HttpClient::State::hop(const HttpRequest& request, model::Duration timeout,
                           const Waiter& waiter) {
    if (const auto checked = check_request(request); !checked)
        return failed(checked.error().kind, checked.error().message, false);
    const auto url = text::parse_url(request.url);
    if (!url) return failed(url.error().kind, url.error().message, false);
    const auto proxy = proxy_for(options.proxies, *url);
    if (!proxy) return failed(proxy.error().kind, proxy.error().message, false);

    const bool guarded = request.trust == model::Trust::content && !options.allow_private_addresses;
    const auto form = form_of(request);
    if (!form) return failed(form.error().kind, form.error().message, false);
    auto headers = wire_headers(request, *url, options.user_agent);
    if (*form) headers.emplace_back("Content-Type", (*form)->content_type);
    if (const auto authorized = authorize(request, headers); !authorized)
        return failed(authorized.error().kind, authorized.error().message, false);
    const Route route{url->scheme, url->host, url->port, *proxy, guarded};
    WireRequest wire{request.method, url->target(), std::move(headers),
                     *form ? (*form)->body : request.body, request.max_body};
    if (route.proxy && route.scheme == "http") {
        wire.target = url->origin() + wire.target;
        if (!route.proxy->authorization.empty())
            wire.headers.emplace_back("Proxy-Authorization", route.proxy->authorization);
    }
    auto reply = attempt(request, route, wire, waiter);
    if (!reply)
        return tl::make_unexpected(ExchangeFailure{
            explain(reply.error(), describe(request.method, *url), route.peer(), timeout),
            reply.error().sent});
    if (reply->head.status / 100 != 2)
        hide_quoted_secrets(request, *url, wire.headers, reply->body);
    return HttpReply{reply->head.status,
                     std::move(reply->head.headers),
                     std::move(reply->body),
                     without_user_info(*url),
                     {}};
}

tl::expected<WireReply, Failure> HttpClient::State::attempt(const HttpRequest& request,
                                                            const Route& route,
                                                            const WireRequest& wire,
                                                            const Waiter& waiter) {
    bool maybe_received = false;
    if (auto idle = pool.take(route.key(), steady_clock::now())) {
        ++reused;
        auto reply = use(std::move(*idle), route, wire, waiter);
        if (reply || !may_repeat(request, reply.error())) return reply;
        maybe_received = reply.error().sent;
    }
    const auto repeated = [&](Failure failure) {
        failure.sent = failure.sent || maybe_received;
        return tl::make_unexpected(std::move(failure));
    };
    auto fresh = dialer.open(route, waiter);
    if (!fresh) return repeated(std::move(fresh.error()));
    ++opened;
    auto reply = use(std::move(*fresh), route, wire, waiter);
    if (!reply) return repeated(std::move(reply.error()));
    return reply;
}

tl::expected<WireReply, Failure> HttpClient::State::use(Connection connection, const Route& route,
                                                        const WireRequest& wire,
                                                        const Waiter& waiter) {
    auto reply = exchange(connection, wire, waiter);
    if (reply && reply->reusable) {
        connection.idle_limit = reply->head.idle_limit;
        pool.give(route.key(), std::move(connection), steady_clock::now());
    }
    return reply;
}

}  // namespace glossd::net
