// HttpClient: one blocking HTTP exchange per call, with kept-alive connections underneath. One
// per process, any thread (64 KiB of stack). ExchangeFailure::maybe_received is false only when
// it is certain that no complete request reached the server.
#pragma once

#include "model/exchange.hpp"
#include "model/time.hpp"
#include "net/cancel.hpp"
#include "net/proxy.hpp"
#include "net/resolver.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace glossd::net {

std::string default_user_agent();  // "glossd/0.1.0 (+https://github.com/glossd/glossd)"

struct HttpOptions {
    int max_connections = 100;          // idle ones kept; what is in flight is a lane's business
    int max_connections_per_host = 30;  // idle ones kept for one host
    model::Duration keep_alive = std::chrono::seconds(60);
    model::Duration dns_ttl = std::chrono::minutes(5);
    bool allow_private_addresses = false;  // for Trust::content
    std::string user_agent = default_user_agent();
    std::string ca_path = "/etc/ssl/certs";  // folder of trusted authorities
    std::string ca_file = {};                // more of them, for tests and private authorities
    Proxies proxies = {};                    // proxies_from_environment()
    Resolver::Lookup lookup = system_lookup;
};

struct HttpStats {
    std::uint64_t opened = 0;  // connections made
    std::uint64_t reused = 0;  // exchanges that found one open
    std::size_t idle = 0;      // connections waiting now
};

class HttpClient {
  public:
    explicit HttpClient(HttpOptions options);
    ~HttpClient();

    // Redirects only when the request says so, at most five. `timeout` covers everything, from
    // the look-up of the name to the last byte of the last hop. HttpReply or ExchangeFailure; its
    // message names method, origin and path and never a query, a header or a body.
    model::Reply perform(const model::HttpRequest& request, model::Duration timeout,
                         const CancelFlag& cancel);

    HttpStats stats() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace glossd::net
