#include "daemon/run.hpp"

#include "api/http_server.hpp"
#include "api/socket_server.hpp"
#include "daemon/handed_pass.hpp"
#include "daemon/insight.hpp"
#include "daemon/life.hpp"
#include "daemon/queue_control.hpp"
#include "monitor/log.hpp"

#include <csignal>

namespace glossd::daemon {

namespace {

// Nothing when the configuration says so.
model::Result<std::unique_ptr<api::HttpServer>> listen(const config::GlossdSettings& settings,
                                                       LiveInsight& insight) {
    const auto address = config::parse_listen(settings.listen);
    if (!address || address->host.empty()) return std::unique_ptr<api::HttpServer>();
    return api::HttpServer::listen(*address, settings.api_token.reveal(), insight);
}

}  // namespace

model::Result<void> run_daemon(const config::Config& config) {
    runtime::Loop loop;
    // From the start, because the ledger may take a while to open: what comes before the loop runs
    // waits for it.
    Life* living = nullptr;
    loop.on_signal(SIGHUP, [&living] { living->reload(); });
    const auto ledger = Ledger::open(config.glossd.state, loop);
    if (!ledger) return tl::make_unexpected(ledger.error());
    auto first = make_generation(config, loop, **ledger);
    if (!first) return tl::make_unexpected(first.error());
    Life life(loop, **ledger, std::move(*first));
    living = &life;
    QueueControl control(
        loop, (*ledger)->database(), [&life] { return life.service().config(); },
        [&life] {
            life.service().forget_recent();  // an edit is worth more than what it remembers
            life.changed_by_hand();
        },
        [&](const std::vector<std::string>& sources, model::Duration wait) {
            return handed_pass(loop, life, {sources, wait});
        });
    LiveInsight insight(loop, (*ledger)->database(), life);
    const auto server =
        api::SocketServer::listen(config.glossd.state + "/glossd.sock", control, insight);
    if (!server) return tl::make_unexpected(server.error());
    const auto http = listen(config.glossd, insight);
    if (!http) return tl::make_unexpected(http.error());
    life.run();
    if (*http) (*http)->stop();
    (*server)->stop();
    monitor::log(monitor::Level::info, "stopped");
    return {};
}

}  // namespace glossd::daemon
