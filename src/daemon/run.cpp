#include "daemon/run.hpp"

#include "api/http_server.hpp"
#include "api/socket_server.hpp"
#include "daemon/insight.hpp"
#include "daemon/queue_control.hpp"
#include "daemon/service.hpp"
#include "monitor/log.hpp"

#include <csignal>

namespace glossd::daemon {

namespace {

using monitor::Level;

// Exchanges in flight may take this long to end by themselves before they are cancelled.
constexpr std::chrono::seconds drain_time{20};

class Life {
  public:
    Life(const config::Config& config, runtime::Loop& loop, Service& service, LiveInsight& insight)
        : config_(config),
          loop_(loop),
          service_(service),
          insight_(insight),
          drain_timer_(loop, [this] { service_.cancel(); }) {}

    void run() {
        for (const int signal : {SIGINT, SIGTERM}) {
            loop_.on_signal(signal, [this] { drain(); });
        }
        service_.on_idle([this] {
            if (draining_ && !service_.busy()) loop_.stop();
        });
        service_.start({}, true, [this] {
            insight_.set_ready(true);
            monitor::log(Level::info, "glossd {} is running; sources: {}, targets: {}, state: {}",
                         GLOSSD_VERSION, config_.sources.size(), config_.targets.size(),
                         config_.glossd.state);
        });
        loop_.run();
    }

  private:
    void drain() {
        if (draining_) return service_.cancel();
        draining_ = true;
        insight_.set_ready(false);
        monitor::log(Level::info, "stopping: what is in flight is finished, the rest stays in {}",
                     config_.glossd.state);
        service_.stop();
        drain_timer_.start(drain_time);
        if (!service_.busy()) loop_.stop();
    }

    const config::Config& config_;
    runtime::Loop& loop_;
    Service& service_;
    LiveInsight& insight_;
    runtime::Timer drain_timer_;
    bool draining_ = false;
};

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
    auto service = Service::make(config, loop);
    if (!service) return tl::make_unexpected(service.error());
    QueueControl control(loop, **service);
    LiveInsight insight(loop, **service);
    auto server = api::SocketServer::listen(config.glossd.state + "/glossd.sock", control, insight);
    if (!server) return tl::make_unexpected(server.error());
    auto http = listen(config.glossd, insight);
    if (!http) return tl::make_unexpected(http.error());
    Life(config, loop, **service, insight).run();
    if (*http) (*http)->stop();
    (*server)->stop();
    monitor::log(Level::info, "stopped");
    return {};
}

}  // namespace glossd::daemon
