#include "e2e/daemon_world.hpp"

#include "e2e/started.hpp"
#include "free_port.hpp"

#include <csignal>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <httplib.h>

namespace glossd::e2e {

namespace {

constexpr model::Duration look{20};
constexpr std::chrono::minutes daemon_patience{2};

std::string line_for(int port) {
    return fmt::format("listen = \"127.0.0.1:{}\"\n", port);
}

WorldOptions listening(WorldOptions options, int port) {
    if (options.glossd_keys.empty()) options.glossd_keys = line_for(port);
    return options;
}

}  // namespace

DaemonWorld::DaemonWorld(WorldOptions options) : DaemonWorld(std::move(options), free_port()) {}

DaemonWorld::DaemonWorld(WorldOptions options, int port)
    : World(listening(std::move(options), port)), port_(port) {}

DaemonWorld::~DaemonWorld() = default;

void DaemonWorld::start_daemon() {
    daemon_.emplace(started(bench::Process::start(glossd({"--log-level", "info", "run"}))));
}

int DaemonWorld::stop_daemon() {
    daemon_->signal(SIGTERM);
    const auto end = daemon_->wait(daemon_patience);
    ended_output_ = daemon_->output();
    daemon_.reset();
    return end ? end->exit_code : -1;
}

bool DaemonWorld::wait_until(const std::function<bool()>& so, model::Duration timeout) {
    const auto end = std::chrono::steady_clock::now() + timeout;
    while (!so()) {
        if (daemon_->wait(look) || std::chrono::steady_clock::now() > end) return false;
    }
    return true;
}

std::string DaemonWorld::listen_line() const {
    return line_for(port_);
}

Answer DaemonWorld::get(const std::string& path) const {
    httplib::Client client("127.0.0.1", port_);
    const auto reply = client.Get(path);
    return reply ? Answer{reply->status, reply->body} : Answer{};
}

int DaemonWorld::run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--log-level", "warning"});
    return command(arguments, daemon_patience);
}

bench::Process DaemonWorld::begin(const std::vector<std::string>& arguments) const {
    return started(bench::Process::start(glossd(arguments)));
}

std::string DaemonWorld::file(const std::string& name) const {
    std::ifstream stream(path(name));
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace glossd::e2e
