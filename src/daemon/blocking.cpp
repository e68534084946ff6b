#include "daemon/blocking.hpp"

#include "net/file_exchange.hpp"
#include "net/http_client.hpp"

namespace glossd::daemon {

namespace {

// More steps than any publisher needs to learn about its account.
constexpr int most_steps = 8;

}  // namespace

model::Reply perform_now(const model::Request& request, model::Duration timeout) {
    if (const auto* file = std::get_if<model::FileReadRequest>(&request)) {
        return net::perform_file(*file);
    }
    const auto* http = std::get_if<model::HttpRequest>(&request);
    if (!http) {
        return model::ExchangeFailure{
            {model::ErrorKind::unsupported, "this request needs the running pipeline"}, false};
    }
    net::HttpOptions options;
    options.proxies = net::proxies_from_environment();
    net::HttpClient client(options);
    const net::CancelFlag never;
    return client.perform(*http, timeout, never);
}

model::Result<publishers::AccountFacts> account_facts_now(const publishers::Publisher& publisher,
                                                          model::Duration timeout) {
    publishers::Progress progress;
    for (int step = 0; step < most_steps; ++step) {
        const auto request = publisher.prepare_request(progress);
        const auto reply = request ? std::optional(perform_now(*request, timeout)) : std::nullopt;
        auto prepared = publisher.read_prepare(progress, reply ? &*reply : nullptr);
        if (auto* facts = std::get_if<publishers::AccountFacts>(&prepared)) {
            return std::move(*facts);
        }
        if (const auto* outcome = std::get_if<model::Outcome>(&prepared)) {
            return model::fail(model::ErrorKind::protocol, outcome->message);
        }
        progress = std::get<publishers::Progress>(prepared);
    }
    return model::fail(model::ErrorKind::protocol, "the account's facts need too many requests");
}

}  // namespace glossd::daemon
