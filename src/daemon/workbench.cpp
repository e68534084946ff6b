#include "daemon/workbench.hpp"

#include "monitor/log.hpp"

#include <algorithm>
#include <utility>

namespace glossd::daemon {

using model::Result;
using monitor::Level;

namespace {

// Fewer idle connections than a service has calls in flight would be opened again and again.
int most_at_once(const config::Config& config) {
    int most = 0;
    for (const auto& engine : config.engines) most = std::max(most, engine.limits.max_concurrent);
    for (const auto& target : config.targets) most = std::max(most, target.limits.max_concurrent);
    return most;
}

net::HttpOptions http_options(const config::Config& config) {
    net::HttpOptions options;
    options.max_connections_per_host =
        std::max(config.http.max_connections_per_host, most_at_once(config));
    options.max_connections =
        std::max(config.http.max_connections, 2 * options.max_connections_per_host);
    options.keep_alive = config.http.keep_alive;
    options.dns_ttl = config.http.dns_ttl;
    options.allow_private_addresses = config.glossd.allow_private_addresses;
    options.proxies = net::proxies_from_environment();
    return options;
}

// What is worth fetching for posts at once; more lanes than that share these workers.
constexpr int most_passing_workers = 8;

std::int64_t seconds_of(model::Duration duration) {
    return std::chrono::ceil<std::chrono::seconds>(duration).count();
}

}  // namespace

Workbench::Workbench(const config::Config& config, runtime::Loop& loop, store::Database& database,
                     bool measured)
    : config_(config),
      loop_(loop),
      database_(database),
      measured_(measured),
      activity_([this] {
          if (on_idle_) loop_.post(on_idle_);
      }),
      http_(http_options(config)),
      workers_(1),
      exchange_(loop, workers_, http_, pipelines_, cancel_),
      authorized_(loop, exchange_, database, activity_) {
    if (!measured_) return;
    translation_meter_.emplace(metrics_);
    delivery_meter_.emplace(metrics_);
}

Result<std::unique_ptr<Workbench>> Workbench::make(const config::Config& config,
                                                   runtime::Loop& loop, store::Database& database,
                                                   bool measured) {
    std::unique_ptr<Workbench> bench(new Workbench(config, loop, database, measured));
    if (auto made = bench->make_engines(); !made) return tl::make_unexpected(made.error());
    bench->translator_ = std::make_unique<pipeline::Translator>(
        loop, database, bench->exchange(), bench->engines_, config.cache, bench->activity_,
        bench->translation_meter_ ? &*bench->translation_meter_ : nullptr,
        pipeline::Glossaries(config.glossaries));
    return bench;
}

void Workbench::end_exchanges() {
    cancel_.cancel();
    workers_.stop();
}

Workbench::~Workbench() {
    end_exchanges();
    pipelines_.stop_all();
}

Result<void> Workbench::make_engines() {
    for (const auto& settings : config_.engines) {
        auto engine = engines::make_engine(settings);
        if (!engine) return tl::make_unexpected(engine.error());
        engines_.push_back(
            {settings, std::move(*engine), make_lane("engine:" + settings.name, settings.limits)});
    }
    return {};
}

std::unique_ptr<flow::LaneDriver> Workbench::make_lane(const std::string& name,
                                                       const config::LimitSettings& limits) {
    worker_limit_ += static_cast<std::size_t>(std::max(1, limits.max_concurrent));
    if (!config_.sequential) workers_.raise_limit(worker_limit_);
    const flow::LaneLimits lane{limits.max_concurrent, limits.requests_per_minute,
                                limits.tokens_per_minute, limits.characters_per_minute,
                                limits.adaptive};
    auto driver = std::make_unique<flow::LaneDriver>(
        loop_, flow::Lane(name, lane, loop_.now()),
        [this](const flow::Lane& parked, const std::optional<flow::Park>& park) {
            if (park && park->by_budget) return used_up(parked.name(), *park);
            remember_park(parked.name(), park);
        },
        measured_ ? std::optional(monitor::LaneMeter(metrics_, name)) : std::nullopt);
    const auto budget = flow::budget_limits(limits);
    if (!budget.empty())
        driver->keep_to(flow::Budget(budget, flow::Prices::of(limits)), in_ledger(name));
    return driver;
}

flow::LaneDriver::SetAside Workbench::in_ledger(const std::string& name) {
    return [this, name, &database = database_](const std::vector<flow::Budget::Claim>& claims,
                                               flow::LaneDriver::Granting answer) {
        auto work = [name, claims](store::Tables& tables) {
            std::vector<model::SpendingGrant> grants;
            for (const auto& claim : claims)
                grants.push_back(tables.spending.claim(name, claim.of, model::wall_now()));
            return grants;
        };
        using Grants = Result<std::vector<model::SpendingGrant>>;
        if (!answer) return database.submit(std::move(work), [](const Grants&) {});
        database.submit(std::move(work), [name, answer = std::move(answer),
                                          token = activity_.hold()](const Grants& grants) {
            if (!grants) monitor::log(Level::error, "{}: {}", name, grants.error().message);
            answer(grants.value_or(std::vector<model::SpendingGrant>{}));
        });
    };
}

// What waits for an engine goes on to the next; not at once, because its lane is at work.
void Workbench::used_up(const std::string& name, const flow::Park& park) {
    const auto left = std::chrono::ceil<model::Duration>(*park.until - loop_.now());
    monitor::log(Level::warning, "{} waits for {}s: {}", name, seconds_of(left), park.reason);
    loop_.post([this, name, token = activity_.hold()] {
        for (std::size_t i = 0; i < engines_.size(); ++i) {
            if (engines_[i].lane->lane().name() == name) translator_->leave(i);
        }
    });
}

std::unique_ptr<flow::LaneDriver> Workbench::make_passing_lane(const std::string& name) {
    if (passing_lanes_ < most_passing_workers) ++worker_limit_;
    ++passing_lanes_;
    if (!config_.sequential) workers_.raise_limit(worker_limit_);
    return std::make_unique<flow::LaneDriver>(
        loop_, flow::Lane(name, {}, loop_.now()),
        [](const flow::Lane&, const std::optional<flow::Park>&) {});
}

void Workbench::stop_idle_engines() {
    for (const auto& slot : engines_) {
        if (slot.settings.type == "apertium") {
            pipelines_.stop_idle(loop_.now(), slot.settings.idle_stop);
        }
    }
}

// A park until the operator acts ends with the process: a restart reads the credential anew.
void Workbench::remember_park(const std::string& name, const std::optional<flow::Park>& park) {
    if (park && !park->until) return;
    const auto now = model::wall_now();
    std::optional<store::Deadline> until;
    if (park) {
        const auto left = std::chrono::ceil<model::Duration>(*park->until - loop_.now());
        until = store::Deadline{now + left, now};
        monitor::log(Level::warning, "{} waits for {}s: {}", name, seconds_of(left), park->reason);
    }
    database_.submit(
        [name, until, reason = park ? park->reason : ""](store::Tables& tables) {
            if (until) {
                tables.lanes.put(name, *until, reason);
            } else {
                tables.lanes.clear(name);
            }
        },
        [token = activity_.hold()](const Result<void>&) {});
}

void Workbench::restore_parks(const std::vector<store::LaneRow>& rows,
                              const std::vector<flow::LaneDriver*>& lanes) {
    auto all = lanes;
    for (const auto& slot : engines_) all.push_back(slot.lane.get());
    const auto now = model::wall_now();
    for (const auto& row : rows) {
        const auto left = store::remaining(row.parked_until, now);
        const auto lane = std::find_if(all.begin(), all.end(), [&](const auto* candidate) {
            return candidate->lane().name() == row.name;
        });
        if (left <= model::Duration::zero() || lane == all.end()) continue;
        (*lane)->park({loop_.now() + left, row.reason});
        monitor::log(Level::warning, "{} still waits for {}s: {}", row.name, seconds_of(left),
                     row.reason);
    }
}

}  // namespace glossd::daemon
