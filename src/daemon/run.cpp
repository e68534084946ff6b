#include "daemon/run.hpp"

#include "api/socket_server.hpp"
#include "daemon/life.hpp"
#include "daemon/queue_control.hpp"
#include "monitor/log.hpp"

namespace glossd::daemon {

model::Result<void> run_daemon(const config::Config& config) {
    runtime::Loop loop;
    const auto ledger = Ledger::open(config.glossd.state, loop);
    if (!ledger) return tl::make_unexpected(ledger.error());
    auto first = make_generation(config, loop, **ledger);
    if (!first) return tl::make_unexpected(first.error());
    Life life(loop, **ledger, std::move(*first));
    QueueControl control(loop, (*ledger)->database(), [&life] { life.freed(); });
    const auto server = api::SocketServer::listen(config.glossd.state + "/glossd.sock", control);
    if (!server) return tl::make_unexpected(server.error());
    life.run();
    (*server)->stop();
    monitor::log(monitor::Level::info, "stopped");
    return {};
}

}  // namespace glossd::daemon
