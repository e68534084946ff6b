#include "flow/lane_driver.hpp"

#include <cmath>
#include <iterator>
#include <utility>

namespace glossd::flow {

namespace {

// Shorter pauses are over before a restart would be.
constexpr std::chrono::seconds worth_remembering{5};

// A ledger that could not record what is to be set aside is asked again after this long.
constexpr std::chrono::seconds ledger_pause{10};

// The two clocks may differ; a day that is not over would be asked about at once again.
constexpr std::chrono::seconds clock_margin{1};

}  // namespace

LaneDriver::LaneDriver(runtime::Loop& loop, Lane lane, Parked parked,
                       std::optional<monitor::LaneMeter> meter)
    : loop_(loop),
      lane_(std::move(lane)),
      parked_(std::move(parked)),
      meter_(std::move(meter)),
      timer_(loop, [this] { pump(); }) {}

LaneDriver::~LaneDriver() {
    if (!purse_) return;
    if (const auto rest = purse_->budget.leftovers(); !rest.empty()) purse_->set_aside(rest, {});
}

void LaneDriver::keep_to(Budget budget, SetAside set_aside) {
    purse_.emplace(Purse{std::move(budget), std::move(set_aside), std::nullopt});
    pump();
}

void LaneDriver::charge(const Charge& charge) {
    lane_.charge(charge, loop_.now());
    if (!purse_) return;
    const auto output = std::llround(charge.output_tokens);
    purse_->budget.spend({.characters = std::llround(charge.characters),
                          .input_tokens = std::llround(charge.tokens) - output,
                          .output_tokens = output},
                         model::wall_now());
}

void LaneDriver::submit(int priority, Lane::Granted granted) {
    lane_.push(priority, std::move(granted));
    pump();
}

void LaneDriver::count_retry() {
    if (meter_) meter_->retried();
}

void LaneDriver::finish(const model::Outcome& outcome, std::optional<model::Instant> began) {
    if (meter_ && began) meter_->ended(outcome.kind, loop_.now() - *began);
    end(outcome, std::nullopt);
}

void LaneDriver::finish(const model::Outcome& outcome, const CallSeen& call) {
    if (meter_) meter_->ended(outcome.kind, loop_.now() - call.began);
    end(outcome, call);
}

void LaneDriver::end(const model::Outcome& outcome, const std::optional<CallSeen>& call) {
    const auto before = lane_.parked();
    lane_.finish(outcome, loop_.now(), std::uniform_real_distribution<>(0, 1)(random_), call);
    const auto& park = lane_.parked();
    const bool long_park = park && (!park->until || *park->until - loop_.now() > worth_remembering);
    if (long_park && park != before) {
        told_parked_ = true;
        parked_(lane_, park);
    } else if (told_parked_ && !park) {
        told_parked_ = false;
        parked_(lane_, std::nullopt);
    }
    pump();
}

void LaneDriver::give_back() {
    lane_.give_back();
    if (purse_) purse_->budget.spend({.requests = -1}, model::wall_now());
    pump();
}

void LaneDriver::park(Park park) {
    told_parked_ = true;
    lane_.park(std::move(park));
    pump();
}

void LaneDriver::continue_from(const LaneDriver& before) {
    lane_.continue_from(before.lane_, loop_.now());
    told_parked_ = before.told_parked_;
}

void LaneDriver::pump() {
    // A grant may submit, finish or give back at once; the outer call picks that up.
    if (pumping_) return;
    pumping_ = true;
    while (true) {
        const auto granted = lane_.grant(loop_.now(), affordable());
        if (granted.empty()) break;
        if (purse_) {
            purse_->budget.spend({.requests = std::ssize(granted)}, model::wall_now());
        }
        for (const auto& start : granted) start();
    }
    pumping_ = false;
    timer_.set(next_at());
}

std::optional<model::Instant> LaneDriver::next_at() {
    const auto now = loop_.now();
    const auto next = lane_.next_at(now);
    const bool could_go = next && *next <= now;
    if (!could_go || !purse_ || purse_->budget.room(model::wall_now()) > 0) return next;
    // It waits for the ledger, whose answer comes to taken(); looking again is of no use.
    return purse_->ledger_fails_until;
}

// --- The budget

std::size_t LaneDriver::affordable() {
    if (!purse_) return Budget::any_number;
    set_aside();
    park_for_budget();
    return purse_->budget.room(model::wall_now());
}

void LaneDriver::set_aside() {
    auto& pause = purse_->ledger_fails_until;
    if (pause && loop_.now() < *pause) return;
    pause.reset();
    const auto claims = purse_->budget.claims(model::wall_now());
    if (claims.empty()) return;
    purse_->set_aside(claims, [this, claims](const std::vector<model::SpendingGrant>& grants) {
        taken(claims, grants);
    });
}

void LaneDriver::taken(const std::vector<Budget::Claim>& claims,
                       const std::vector<model::SpendingGrant>& grants) {
    if (grants.empty()) purse_->ledger_fails_until = loop_.now() + ledger_pause;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        if (grants.empty()) {
            purse_->budget.refuse(claims[i]);
        } else {
            purse_->budget.grant(claims[i], grants[i]);
        }
    }
    pump();
}

void LaneDriver::park_for_budget() {
    const auto used_up = purse_->budget.used_up(model::wall_now());
    if (!used_up) return;
    const auto now = loop_.now();
    const auto until = now + (used_up->until - model::wall_now()) + clock_margin;
    const auto& park = lane_.parked();
    if (park && (!park->until || *park->until >= until || (park->by_budget && *park->until > now)))
        return;
    lane_.park({until, used_up->reason, true});
    parked_(lane_, lane_.parked());
}

}  // namespace glossd::flow
