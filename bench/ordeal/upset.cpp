#include "ordeal/upset.hpp"

#include <array>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace glossd::ordeal {

using namespace std::chrono_literals;
using bench::Fault;

namespace {

constexpr std::array network_faults{
    Fault::reset_before, Fault::unavailable_before, Fault::too_many_before, Fault::reset_after,
    Fault::hang_after,   Fault::error_after,        Fault::half_answer};

// Before that a hangup ends it, as it does every program.
bool minds_hangups(pid_t pid) {
    std::ifstream status(fmt::format("/proc/{}/status", pid));
    for (std::string word; status >> word;) {
        if (word != "SigIgn:" && word != "SigCgt:") continue;
        std::uint64_t signals = 0;
        status >> std::hex >> signals >> std::dec;
        if ((signals & (1U << (SIGHUP - 1))) != 0) return true;
    }
    return false;
}

}  // namespace

std::string Upset::step() {
    if (const auto end = daemon_->wait({})) {
        return fmt::format("the daemon ended by itself, exit code {}, signal {}:\n{}",
                           end->exit_code, end->signal, daemon_->output());
    }
    switch (pick(10)) {
        case 0:
        case 1:
        case 2:
        case 3:
            publish();
            return {};
        case 4:
        case 5:
            misbehave();
            return {};
        case 6:
            calm();
            return {};
        case 7:
            kill();
            return {};
        case 8:
            ++counts_.reloads;
            daemon_->signal(SIGHUP);
            return {};
        default:
            return pick(3) == 0 ? restart() : std::string();
    }
}

void Upset::publish() {
    constexpr int most_at_once = 4;
    const std::chrono::duration<double, std::ratio<60>> minutes =
        std::chrono::steady_clock::now() - began_;
    if (static_cast<double>(published_) > posts_a_minute_ * minutes.count()) return;
    const auto count = static_cast<std::size_t>(1 + pick(most_at_once));
    trial_.add_posts(count);
    published_ += count;
}

// A poll of the feed that hangs waits for a minute.
Upset::Service Upset::any_service() {
    std::vector<Service> all{{&trial_.llm().faults(), Fault::none},
                             {&trial_.feed().faults(), Fault::hang_after}};
    for (const auto& receiver : trial_.receivers()) {
        if (receiver->faults() == nullptr) continue;
        all.push_back({receiver->faults(), receiver->worst_fault()});
    }
    return all[static_cast<std::size_t>(pick(static_cast<int>(all.size())))];
}

// A few requests, so that no lane waits for minutes; slow ones as long as it is not calm.
void Upset::misbehave() {
    constexpr int most_requests = 3;
    ++counts_.faults;
    const auto service = any_service();
    if (pick(4) == 0) return service.faults->set_latency(5ms, 200ms);
    auto fault = network_faults[static_cast<std::size_t>(pick(network_faults.size()))];
    if (fault == service.never) fault = Fault::reset_before;
    service.faults->add(fault, {0.5, 1 + pick(most_requests)}, {}, 1);
}

void Upset::calm() {
    trial_.llm().faults().clear();
    trial_.feed().faults().clear();
    for (const auto& receiver : trial_.receivers()) {
        if (receiver->faults() != nullptr) receiver->faults()->clear();
    }
}

void Upset::start() {
    constexpr std::chrono::milliseconds look{2};
    daemon_.emplace(trial_.run());
    while (!minds_hangups(daemon_->pid()) && !daemon_->wait(look)) {
    }
}

void Upset::kill() {
    constexpr std::chrono::seconds patience{10};
    ++counts_.kills;
    daemon_->signal(SIGKILL);
    daemon_->wait(patience);
    start();
}

std::string Upset::restart() {
    constexpr std::chrono::minutes patience{2};
    ++counts_.restarts;
    daemon_->signal(SIGTERM);
    const auto end = daemon_->wait(patience);
    const bool while_starting = end && end->signal == SIGTERM;
    if (!while_starting && (!end || end->exit_code != 0)) {
        return fmt::format("the daemon did not end well, exit code {}, signal {}:\n{}",
                           end ? end->exit_code : -1, end ? end->signal : 0, daemon_->output());
    }
    start();
    return {};
}

}  // namespace glossd::ordeal
