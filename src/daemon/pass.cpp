#include "daemon/pass.hpp"

#include <csignal>

namespace glossd::daemon {

namespace {

constexpr std::chrono::milliseconds progress_interval{200};

class Pass {
  public:
    Pass(const PassOptions& options, runtime::Loop& loop, Service& service)
        : options_(options), loop_(loop), service_(service), ticker_(loop, [this] { tick(); }) {}

    PassReport run() {
        const auto began = loop_.now();
        for (const int signal : {SIGINT, SIGTERM}) {
            loop_.on_signal(signal, [this] { interrupt(); });
        }
        service_.on_idle([this] { settle(); });
        service_.start(options_.sources, options_.polling, [] {});
        tick();
        loop_.run();
        report_.totals = service_.totals();
        report_.elapsed = loop_.now() - began;
        return report_;
    }

  private:
    void tick() {
        if (!options_.progress) return;
        options_.progress(service_.totals());
        ticker_.start(progress_interval);
    }

    void interrupt() {
        if (report_.interrupted) service_.cancel();
        report_.interrupted = true;
        finish();
    }

    // Nothing is under way. Ends the pass unless a retry is worth waiting for; the time waited
    // counts from the last thing that went well.
    void settle() {
        if (service_.busy()) return;
        if (finishing_) return loop_.stop();
        const auto totals = service_.totals();
        const auto done = totals.deliveries.published + totals.translations.total;
        if (done != done_) {
            done_ = done;
            idle_since_ = loop_.now();
        }
        const auto due = service_.next_due();
        if (!due || *due > idle_since_ + options_.wait) finish();
    }

    void finish() {
        if (finishing_) return;
        finishing_ = true;
        service_.stop();
        service_.database().submit(
            [](store::Tables& tables) { return tables.deliveries.unfinished(); },
            [this](const model::Result<store::Unfinished>& unfinished) {
                if (unfinished) {
                    report_.pending = unfinished->pending;
                    report_.failed = unfinished->failed;
                }
                loop_.post([this] { settle(); });
            });
    }

    const PassOptions& options_;
    runtime::Loop& loop_;
    Service& service_;
    runtime::Timer ticker_;
    PassReport report_;
    bool finishing_ = false;
    std::int64_t done_ = -1;
    model::Instant idle_since_{};
};

}  // namespace

model::Result<PassReport> run_pass(const config::Config& config, const PassOptions& options) {
    runtime::Loop loop;
    const auto ledger = Ledger::open(config.glossd.state, loop);
    if (!ledger) return tl::make_unexpected(ledger.error());
    auto service = Service::make(config, loop, **ledger, options.measured);
    if (!service) return tl::make_unexpected(service.error());
    return Pass(options, loop, **service).run();
}

}  // namespace glossd::daemon
