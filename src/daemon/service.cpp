#include "daemon/service.hpp"

#include "monitor/log.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace glossd::daemon {

using model::Result;
using monitor::Level;
using pipeline::Outbox;

namespace {

constexpr std::chrono::minutes housekeeping_interval{1};
constexpr std::chrono::hours seen_memory{400 * 24};
constexpr std::chrono::hours spending_memory{62 * 24};  // a month that is over, and some
constexpr int cleared_a_round = 1000;

std::vector<std::string> target_names(const config::Config& config) {
    std::vector<std::string> names;
    for (const auto& target : config.targets) names.push_back(target.name);
    return names;
}

bool is_chosen(const std::vector<std::string>& only, const std::string& name) {
    return only.empty() || std::find(only.begin(), only.end(), name) != only.end();
}

std::vector<store::DocumentWindow> document_windows(const config::Config& config) {
    std::vector<store::DocumentWindow> windows;
    for (const auto& target : config.targets) {
        if (target.type == "feed") windows.push_back({target.name, target.window});
    }
    return windows;
}

}  // namespace

Service::Service(const config::Config& config, runtime::Loop& loop, Ledger& ledger,
                 std::unique_ptr<Workbench> bench)
    : config_(config),
      loop_(loop),
      ledger_(ledger),
      plan_(config),
      languages_(config),
      bench_(std::move(bench)),
      housekeeping_(loop, [this] { housekeep(); }) {}

// Workers read replies with the publishers and sources that go before the workbench does.
Service::~Service() {
    bench_->end_exchanges();
}

Result<std::unique_ptr<Service>> Service::make(const config::Config& config, runtime::Loop& loop,
                                               Ledger& ledger, bool measured) {
    auto bench = Workbench::make(config, loop, ledger.database(), measured);
    if (!bench) return tl::make_unexpected(bench.error());
    std::unique_ptr<Service> service(new Service(config, loop, ledger, std::move(*bench)));
    if (auto made = service->make_sources(); !made) return tl::make_unexpected(made.error());
    if (auto made = service->make_targets(); !made) return tl::make_unexpected(made.error());
    if (auto made = service->make_keeper(); !made) return tl::make_unexpected(made.error());
    if (measured) {
        service->monitoring_ = std::make_unique<Monitoring>(
            *service->bench_, config,
            [self = service.get()](monitor::Metrics& metrics) { return self->collect(metrics); },
            [self = service.get()] { self->wake(false); });
    }
    return service;
}

Result<void> Service::make_sources() {
    for (const auto& settings : config_.sources) {
        auto source = sources::make_source(settings);
        auto include = text::Filter::make(settings.include);
        auto exclude = text::Filter::make(settings.exclude);
        if (!source) return tl::make_unexpected(source.error());
        if (!include) return tl::make_unexpected(include.error());
        if (!exclude) return tl::make_unexpected(exclude.error());
        pipeline::IntakeRules rules{settings, config_.dedup, plan_.hops(settings.name),
                                    std::move(*include), std::move(*exclude)};
        intakes_.push_back(std::make_unique<pipeline::Intake>(
            loop_, bench_->database(), bench_->exchange(), host_lane(settings), std::move(*source),
            std::move(rules), intake_events(settings.name), bench_->activity()));
    }
    return {};
}

// One request at a time per polled host, whoever asks.
flow::LaneDriver& Service::host_lane(const config::SourceSettings& source) {
    const auto url = text::parse_url(source.url);
    // X counts by account, not by who asks; files wait for nobody.
    const auto alone = (source.type == "x" ? "source:" : "file:") + source.name;
    const auto name = url ? "host:" + url->host : alone;
    auto& lane = host_lanes_[name];
    if (!lane) lane = bench_->make_lane(name, source.limits);
    return *lane;
}

// Only where some target attaches images.
Result<void> Service::make_keeper() {
    const bool attaches = std::any_of(config_.targets.begin(), config_.targets.end(),
                                      [](const auto& target) { return target.attach_media; });
    if (!attaches) return {};
    auto folder = ImageFolder::make(*bench_, config_.glossd.state);
    if (!folder) return tl::make_unexpected(folder.error());
    images_ = std::move(*folder);
    keeper_ = std::make_unique<pipeline::MediaKeeper>(
        loop_, bench_->exchange(),
        [this](const std::string& host) -> flow::LaneDriver& { return image_lane(host); },
        bench_->activity(), pipeline::MediaKeeper::Options{.folder = images_->path()});
    return {};
}

// The lane of a host that is polled too is the same: one request at a time, whatever for.
flow::LaneDriver& Service::image_lane(const std::string& host) {
    const auto name = "host:" + host;
    if (const auto polled = host_lanes_.find(name); polled != host_lanes_.end())
        return *polled->second;
    auto& lane = image_lanes_[name];
    if (!lane) lane = bench_->make_passing_lane(name);
    return *lane;
}

void Service::forget_idle_image_lanes() {
    std::erase_if(image_lanes_, [this](const auto& entry) {
        const auto& lane = entry.second->lane();
        const auto& park = lane.parked();
        const bool parked = park && park->until && *park->until > loop_.now();
        return lane.in_flight() == 0 && lane.waiting() == 0 && !parked;
    });
}

pipeline::Intake::Events Service::intake_events(const std::string& source) {
    auto& counts = source_counts_[source];
    return {[this] { wake(false); },
            [&counts](const pipeline::IntakeCounts& page) { counts.posts += page; },
            [&counts] { ++counts.failed_polls; }};
}

Result<void> Service::make_targets() {
    for (const auto& target : config_.targets) {
        auto publisher = publishers::make_publisher(target);
        if (!publisher) return tl::make_unexpected(publisher.error());
        publishers_.push_back(std::move(*publisher));
        target_lanes_.push_back(bench_->make_lane("target:" + target.name, target.limits));
    }
    return {};
}

void Service::start(const std::vector<std::string>& only, Polling polling,
                    std::function<void()> began) {
    database().submit(
        [owner = ledger_.owner(), targets = target_names(config_)](store::Tables& tables) {
            const auto now = model::wall_now();
            Takeover takeover;
            tables.meta.note_start(now);
            takeover.instance = tables.meta.instance_id();
            takeover.orphans = tables.deliveries.void_leases_of_other_owners(owner, now);
            takeover.homeless = tables.deliveries.hold_for_missing_targets(targets, now);
            takeover.parks = tables.lanes.all();
            takeover.findings = tables.lanes.findings();
            takeover.pauses = tables.pauses.all();
            return takeover;
        },
        [this, only, polling, began = std::move(began),
         token = bench_->activity().hold()](const Result<Takeover>& takeover) {
            if (stopped_) return;
            if (!takeover) throw std::runtime_error(takeover.error().message);
            take_over(*takeover);
            start_polling(only, polling);
            housekeep();
            if (monitoring_) monitoring_->start();
            began();
            bench_->translator().preload();
        });
}

void Service::start_polling(const std::vector<std::string>& only, Polling polling) {
    if (polling == Polling::never) return;
    for (const auto& intake : intakes_) {
        const bool chosen = is_chosen(only, intake->name());
        const auto due = due_.find(intake->url());
        const auto first = due == due_.end() ? loop_.now() : due->second;
        if (chosen) intake->start(polling == Polling::repeated, first);
    }
}

void Service::poll_now(const std::vector<std::string>& only) {
    for (const auto& intake : intakes_) {
        if (is_chosen(only, intake->name())) intake->poll_now();
    }
}

void Service::take_over(const Takeover& takeover) {
    if (takeover.orphans > 0) {
        monitor::log(Level::warning,
                     "{} deliveries were being sent when glossd last ended; what became of each "
                     "is found out before anything is sent again",
                     takeover.orphans);
    }
    if (takeover.homeless > 0) {
        monitor::log(Level::warning, "{} deliveries are held: their target is not in {} any more",
                     takeover.homeless, config_.file);
    }
    bench_->restore_parks(takeover.parks, lanes());
    if (!keeps_pace_) lane_memory_.restore(takeover.findings, lasting_lanes(), model::wall_now());
    make_senders(takeover.instance);
    obey(takeover.pauses);
    each_sender([](auto& sender) { sender.start(); });
}

void Service::make_senders(const std::string& instance) {
    const Outbox::Parts parts{loop_,      database(),         bench_->translator(),    plan_,
                              languages_, bench_->activity(), bench_->delivery_meter()};
    for (std::size_t i = 0; i < config_.targets.size(); ++i) {
        const auto& target = config_.targets[i];
        auto& lane = *target_lanes_[i];
        if (auto* document = std::get_if<publishers::DocumentPublisherPtr>(&publishers_[i])) {
            senders_.emplace_back(std::make_unique<pipeline::DocumentSender>(
                parts, bench_->exchange(), lane, std::move(*document), target, ledger_.owner()));
        } else {
            auto& account = std::get<publishers::PublisherPtr>(publishers_[i]);
            senders_.emplace_back(std::make_unique<pipeline::AccountSender>(
                parts, bench_->exchange(), lane, std::move(account), target,
                pipeline::Owner{ledger_.owner(), instance}, keeper_.get()));
        }
    }
}

void Service::stop() {
    stopped_ = true;
    housekeeping_.stop();
    for (const auto& intake : intakes_) intake->stop();
    bench_->translator().stop();
    each_sender([](auto& sender) { sender.stop(); });
    if (keeper_) keeper_->stop();
    bench_->translator().flush_touches();
    const bool all = true;
    database().submit(
        [rows = lane_memory_.to_write(lasting_lanes(), model::wall_now(), all)](
            store::Tables& tables) {
            for (const auto& row : rows) tables.lanes.put(row);
        },
        [token = bench_->activity().hold()](const Result<void>&) {});
    if (monitoring_) monitoring_->stop();
}

void Service::obey(const Pauses& pauses) {
    each_sender([&](auto& sender) {
        auto& outbox = sender.outbox();
        outbox.pause(store::holds(pauses, outbox.target().name));
    });
}

void Service::wake(bool from_start) {
    each_sender([&](auto& sender) { sender.wake(from_start); });
    if (!from_start) return;
    database().submit([](store::Tables& tables) { return tables.pauses.all(); },
                      [this, token = bench_->activity().hold()](const Result<Pauses>& pauses) {
                          if (pauses) obey(*pauses);
                      });
}

// Bounds what is kept, stops what is idle, and looks once more at what the ledger still holds.
void Service::housekeep() {
    database().submit(
        [retention = config_.glossd.retention, dedup = config_.dedup, cache = config_.cache,
         windows = document_windows(config_),
         findings =
             lane_memory_.to_write(lasting_lanes(), model::wall_now())](store::Tables& tables) {
            const auto now = model::wall_now();
            for (const auto& row : findings) tables.lanes.put(row);
            tables.lanes.forget_findings(now - LaneMemory::believed);
            tables.posts.clear_finished_texts(now - retention, cleared_a_round, windows);
            tables.seen.forget(now - seen_memory);
            tables.duplicates.trim(now, dedup.ttl, dedup.max_entries);
            tables.spending.forget(now - spending_memory, cleared_a_round);
            return tables.memory.trim(now, cache.ttl, cache.max_entries, cache.max_bytes);
        },
        [this, token = bench_->activity().hold()](const Result<std::int64_t>& trimmed) {
            if (!trimmed) monitor::log(Level::error, "housekeeping: {}", trimmed.error().message);
            if (trimmed.value_or(0) > 0) forget_recent();
        });
    bench_->translator().flush_touches();
    bench_->stop_idle_engines();
    if (images_) images_->tidy();
    forget_idle_image_lanes();
    monitor::flush_log();
    wake(true);
    housekeeping_.start(housekeeping_interval);
}

std::vector<flow::LaneDriver*> Service::lanes() const {
    std::vector<flow::LaneDriver*> all;
    for (const auto& [host, lane] : host_lanes_) all.push_back(lane.get());
    for (const auto& lane : target_lanes_) all.push_back(lane.get());
    return all;
}

std::vector<flow::LaneDriver*> Service::lasting_lanes() const {
    auto all = lanes();
    for (const auto& slot : bench_->engines()) all.push_back(slot.lane.get());
    return all;
}

std::vector<flow::LaneDriver*> Service::all_lanes() const {
    auto all = lasting_lanes();
    for (const auto& [host, lane] : image_lanes_) all.push_back(lane.get());
    return all;
}

void Service::keep_pace_of(const Service& before) {
    keeps_pace_ = true;
    for (const auto& intake : before.intakes_) {
        if (const auto due = intake->due()) due_[intake->url()] = *due;
    }
    const auto earlier = before.all_lanes();
    for (auto* lane : all_lanes()) {
        const auto same = std::find_if(earlier.begin(), earlier.end(), [&](const auto* other) {
            return other->lane().name() == lane->lane().name();
        });
        if (same != earlier.end()) lane->continue_from(**same);
    }
}

std::optional<model::Instant> Service::next_due() const {
    std::optional<model::Instant> earliest;
    const auto consider = [&](const std::optional<model::Instant>& when) {
        if (when && (!earliest || *when < *earliest)) earliest = when;
    };
    for (const auto* lane : all_lanes()) consider(lane->lane().next_at(loop_.now()));
    each_sender([&](auto& sender) { consider(sender.due()); });
    return earliest;
}

Totals Service::totals() const {
    Totals totals;
    for (const auto& [source, counts] : source_counts_) {
        totals.posts += counts.posts;
        totals.failed_polls += counts.failed_polls;
    }
    totals.translations = bench_->translator().counts();
    each_sender([&](auto& sender) {
        const auto& outbox = sender.outbox();
        totals.targets.push_back(
            {outbox.target().name, outbox.target().language.tag(), outbox.counts()});
        totals.deliveries += outbox.counts();
    });
    for (const auto& intake : intakes_) totals.source_requests += intake->requests();
    totals.deliveries.held += totals.posts.held;
    return totals;
}

}  // namespace glossd::daemon
