#include "daemon/monitoring.hpp"

#include "api/history.hpp"
#include "daemon/digest.hpp"
#include "monitor/log.hpp"
#include "monitor/process_sampler.hpp"

#include <utility>

namespace glossd::daemon {

using monitor::Level;
using monitor::Metric;

namespace {

constexpr std::chrono::seconds tick_interval{10};
constexpr std::chrono::seconds probe_interval{1};
constexpr std::chrono::minutes sample_interval{1};

double seconds_between(model::Instant from, model::Instant to) {
    return std::chrono::duration<double>(to - from).count();
}

}  // namespace

Monitoring::Monitoring(Workbench& bench, const config::Config& config,
                       std::function<Watched(monitor::Metrics&)> collect,
                       std::function<void()> planned)
    : bench_(bench),
      config_(config),
      metrics_(bench.metrics()),
      collect_(std::move(collect)),
      alerts_({config.alert.error_rate, config.alert.lag}),
      notifier_(bench, config, std::move(planned)),
      ticker_(bench.loop(), [this] { tick(); }),
      prober_(bench.loop(), [this] { probe(); }) {}

void Monitoring::start() {
    running_ = true;
    started_ = model::wall_now();
    metrics_.number(Metric::build_info, {GLOSSD_VERSION}) = 1;
    metrics_.number(Metric::process_start) =
        std::chrono::duration<double>(started_.time_since_epoch()).count();
    recorded_ = {bench_.loop().now(), now()};
    marks_ = {recorded_};
    probe_due_ = bench_.loop().now() + probe_interval;
    prober_.start(probe_interval);
    ticker_.start(tick_interval);
}

void Monitoring::stop() {
    if (!std::exchange(running_, false)) return;
    ticker_.stop();
    prober_.stop();
    record({bench_.loop().now(), now()});
}

void Monitoring::probe() {
    const auto late = bench_.loop().now() - probe_due_;
    metrics_.histogram(Metric::loop_delay)
        .record(std::chrono::duration_cast<monitor::Microseconds>(late));
    probe_due_ = bench_.loop().now() + probe_interval;
    prober_.start(probe_interval);
}

Watched Monitoring::collect() {
    monitor::sample_process(metrics_);
    const auto commits = bench_.database().stats();
    metrics_.number(Metric::store_commits) = static_cast<double>(commits.commits);
    metrics_.number(Metric::store_works) = static_cast<double>(commits.items);
    metrics_.number(Metric::store_commit_time) =
        std::chrono::duration<double>(commits.total_commit).count();
    const auto connections = bench_.http_stats();
    metrics_.number(Metric::connections_opened) = static_cast<double>(connections.opened);
    metrics_.number(Metric::connections_reused) = static_cast<double>(connections.reused);
    metrics_.number(Metric::connections_idle) = static_cast<double>(connections.idle);
    return collect_(metrics_);
}

monitor::Reading Monitoring::now() {
    collect();
    return metrics_.read();
}

monitor::Sample Monitoring::last_minute() {
    const auto& oldest = marks_.empty() ? recorded_ : marks_.front();
    return {model::wall_now(), seconds_between(oldest.at, bench_.loop().now()),
            difference(now(), oldest.reading)};
}

std::vector<api::LaneStatus> Monitoring::lanes() {
    return collect().lanes;
}

void Monitoring::tick() {
    watch(collect());
    Mark mark{bench_.loop().now(), metrics_.read()};
    if (mark.at - recorded_.at >= sample_interval) record(mark);
    marks_.push_back(std::move(mark));
    while (marks_.size() > 1 && marks_.back().at - marks_[1].at >= sample_interval) {
        marks_.pop_front();
    }
    if (!config_.alert.digest.empty()) send_digest();
    ticker_.start(tick_interval);
}

void Monitoring::watch(const Watched& watched) {
    for (const auto& event :
         alerts_.update(watched.lane_states, watched.target_states, bench_.loop().now())) {
        metrics_.number(Metric::alerts, {std::string(to_string(event.alert.kind)),
                                         event.alert.name}) = event.raised ? 1 : 0;
        monitor::log(event.raised ? Level::warning : Level::info, "alert {}: {}: {}",
                     event.raised ? "raised" : "cleared", event.alert.name, event.alert.message);
        notifier_.tell(alert_notice(event, model::wall_now()));
    }
}

// The day is taken and the text made in one work: what the ledger remembers is being sent.
void Monitoring::send_digest() {
    using Text = std::optional<std::string>;
    bench_.database().submit(
        [&config = config_](store::Tables& tables) -> Text {
            const auto now = model::wall_now();
            if (!take_digest(tables, config.alert.digest, local_time(now))) return std::nullopt;
            return digest_text(tables, config, now);
        },
        [this, token = bench_.activity().hold()](const model::Result<Text>& text) {
            if (text && *text) notifier_.tell(digest_notice(**text, model::wall_now()));
        });
}

void Monitoring::record(const Mark& mark) {
    monitor::Sample sample{model::wall_now(), seconds_between(recorded_.at, mark.at),
                           difference(mark.reading, recorded_.reading)};
    recorded_ = mark;
    bench_.database().submit(
        [sample = std::move(sample)](store::Tables& tables) {
            api::keep_sample(tables, sample);
            return tables.memory.stats();
        },
        [this, token = bench_.activity().hold()](const model::Result<store::MemoryStats>& memory) {
            if (!memory) {
                monitor::log(Level::error, "a sample was not recorded: {}", memory.error().message);
                return;
            }
            metrics_.number(Metric::memory_entries) = static_cast<double>(memory->entries);
            metrics_.number(Metric::memory_bytes) = static_cast<double>(memory->bytes);
        });
}

}  // namespace glossd::daemon
