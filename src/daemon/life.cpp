#include "daemon/life.hpp"

#include "monitor/log.hpp"
#include "runtime/service_manager.hpp"

#include <csignal>
#include <utility>

namespace glossd::daemon {

namespace {

using monitor::Level;

// Exchanges in flight may take this long to end by themselves before they are cancelled. A reload
// is in no hurry: a cancelled translation is paid for twice, a cancelled post has to be read back.
constexpr std::chrono::seconds drain_time{20};
constexpr std::chrono::seconds reload_time{60};
constexpr std::chrono::seconds status_interval{10};

std::string counted(std::size_t count, const char* noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

Life::Life(runtime::Loop& loop, Ledger& ledger, std::unique_ptr<Generation> first)
    : loop_(loop),
      ledger_(ledger),
      now_(std::move(first)),
      watchdog_(loop, ledger.database()),
      drain_timer_(loop, [this] { now_->service->cancel(); }),
      status_timer_(loop, [this] { tell_status(); }) {
    for (const int signal : {SIGINT, SIGTERM}) {
        loop_.on_signal(signal, [this] { stop(); });
    }
}

void Life::run() {
    watchdog_.start();
    begin();
    loop_.run();
}

void Life::begin() {
    now_->service->on_idle([this] { idle(); });
    now_->service->start({}, Polling::repeated, [this] {
        const auto& config = now_->config;
        monitor::log(Level::info, "glossd {} is running; sources: {}, targets: {}, state: {}",
                     GLOSSD_VERSION, config.sources.size(), config.targets.size(),
                     config.glossd.state);
        ready_ = true;
        told_ = status();
        runtime::notify_ready(told_);
        status_timer_.start(status_interval);
        if (std::exchange(again_, false)) reload();
    });
}

void Life::reload() {
    if (phase_ == Phase::stopping) return;
    if (phase_ == Phase::reloading) {
        again_ = true;
        return;
    }
    runtime::notify_reloading("reading " + now_->config.file + " again");
    monitor::log(Level::info, "reloading {}", now_->config.file);
    next_ = read_again(now_->config, loop_, ledger_);
    if (!next_) {
        monitor::log(Level::error, "the configuration stays as it was; mend {} and reload again",
                     now_->config.file);
        told_ = "the last reload failed (see the log); " + status();
        return runtime::notify_ready(told_);
    }
    phase_ = Phase::reloading;
    next_->service->keep_pace_of(*now_->service);
    drain(reload_time);
}

// idle() goes on when nothing is in flight any more.
void Life::drain(model::Duration time) {
    now_->service->stop();
    drain_timer_.start(time);
    if (!now_->service->busy()) idle();
}

void Life::idle() {
    if (now_->service->busy()) return;
    if (phase_ == Phase::stopping) loop_.stop();
    // Not from inside a callback of the service that goes.
    if (phase_ == Phase::reloading) loop_.post([this] { swap(); });
}

void Life::swap() {
    // A signal to stop may have come first; two idle moments may have asked for this twice.
    if (phase_ != Phase::reloading || !next_ || now_->service->busy()) return;
    drain_timer_.stop();
    before_ += now_->service->totals().deliveries;
    next_->service->keep_pace_of(*now_->service);
    now_ = std::move(next_);
    phase_ = Phase::running;
    begin();
}

void Life::stop() {
    if (phase_ == Phase::stopping) return now_->service->cancel();
    phase_ = Phase::stopping;
    ready_ = false;
    monitor::log(Level::info, "stopping: what is in flight is finished, the rest stays in {}",
                 now_->config.glossd.state);
    runtime::notify_stopping("finishing what is in flight");
    drain(drain_time);
}

void Life::tell_status() {
    status_timer_.start(status_interval);
    auto text = status();
    if (phase_ != Phase::running || text == told_) return;
    told_ = std::move(text);
    runtime::notify_status(told_);
}

std::string Life::status() const {
    auto done = before_;
    done += now_->service->totals().deliveries;
    return fmt::format("{} to {}: {} published, {} held since the start",
                       counted(now_->config.sources.size(), "source"),
                       counted(now_->config.targets.size(), "target"), done.published, done.held);
}

}  // namespace glossd::daemon
