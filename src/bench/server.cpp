#include "bench/server.hpp"

#include "bench/server_loop.hpp"

#include <utility>

namespace glossd::bench {

Server::Server(std::unique_ptr<ServerLoop> loop) : loop_(std::move(loop)) {}

Server::~Server() = default;

model::Result<std::unique_ptr<Server>> Server::start(Service service,
                                                     std::shared_ptr<Faults> faults,
                                                     Acceptance acceptance) {
    auto loop = std::make_unique<ServerLoop>(std::move(service), std::move(faults), acceptance);
    if (auto started = loop->start(); !started) return tl::make_unexpected(started.error());
    return std::unique_ptr<Server>(new Server(std::move(loop)));
}

std::uint16_t Server::port() const {
    return loop_->port();
}

std::string Server::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port()) + path;
}

ServerStats Server::stats() const {
    return loop_->stats();
}

void Server::refuse(bool on) {
    loop_->refuse(on);
}

void Server::stop() {
    loop_->stop();
}

}  // namespace glossd::bench
