#include "pipeline/verifier.hpp"

#include "pipeline/batch_id.hpp"
#include "pipeline/judge.hpp"
#include "pipeline/trail.hpp"
#include "text/code_points.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace glossd::pipeline {

using model::OutcomeKind;

namespace {

// Of a call or of a verdict that cannot be used; then the translation passes as it is.
constexpr int most_attempts = 3;

// A verifier that is gone for longer holds nobody up.
constexpr std::chrono::minutes longest_verifier_wait{1};

}  // namespace

// One translation that waits for its verdict.
struct Verifier::Review {
    FlightPtr flight;
    std::string draft;
    Done done;
    int attempts = 0;
    std::string hint;    // what was wrong with the last verdict
    bool alone = false;  // goes without company

    std::size_t size() const {
        return text::count_code_points(flight->masked.text) + text::count_code_points(draft);
    }
};

// Translations waiting for one engine and language pair; tickets as in Translator::Group.
struct Verifier::Group {
    std::size_t engine = 0;
    std::deque<Review> waiting;
    std::size_t tickets = 0;
    std::unique_ptr<runtime::Timer> batch_timer;
    Activity::Token batch_wait;
};

Verifier::Verifier(runtime::Loop& loop, Exchange& exchange, std::vector<EngineSlot>& engines,
                   Activity& activity, monitor::TranslationMeter* meter)
    : loop_(loop), exchange_(exchange), engines_(engines), activity_(activity), meter_(meter) {}

Verifier::~Verifier() = default;

void Verifier::verify(FlightPtr flight, std::string draft, Done done) {
    wait({std::move(flight), std::move(draft), std::move(done), 0, {}, false});
}

bool Verifier::is_away(std::size_t engine) const {
    const auto& park = engines_[engine].lane->lane().parked();
    return park && (!park->until || *park->until - loop_.now() > longest_verifier_wait);
}

void Verifier::wait(Review review) {
    const auto engine = review.flight->verify->engine;
    if (stopped_) return pass(review, "glossd was being stopped");
    if (is_away(engine)) return pass(review, engines_[engine].lane->lane().parked()->reason);
    auto& group = group_of(review);
    group.waiting.push_back(std::move(review));
    ask_lane(group);
}

void Verifier::pass(Review& review, const std::string& reason) {
    const auto& name = engines_[review.flight->verify->engine].settings.name;
    note(review.flight->trail, {name, "verify", "not verified", reason});
    review.done(review.draft);
}

void Verifier::again(Review review, const std::string& hint, bool alone,
                     const std::string& reason) {
    if (++review.attempts >= most_attempts) return pass(review, reason);
    review.hint = hint;
    review.alone = review.alone || alone;
    wait(std::move(review));
}

void Verifier::leave(std::size_t engine) {
    for (auto& [key, group] : groups_) {
        if (group->engine != engine) continue;
        for (auto& review : std::exchange(group->waiting, {})) {
            const auto& park = engines_[engine].lane->lane().parked();
            pass(review, park ? park->reason : "");
        }
    }
}

void Verifier::stop() {
    if (std::exchange(stopped_, true)) return;
    for (const auto& [key, group] : groups_) {
        if (group->waiting.empty()) continue;
        loop_.post([this, engine = group->engine, token = activity_.hold()] { leave(engine); });
    }
}

// --- Batches

Verifier::Group& Verifier::group_of(const Review& review) {
    const auto& flight = *review.flight;
    auto& group = groups_[GroupKey{flight.verify->engine, flight.from, flight.to}];
    if (!group) {
        group = std::make_unique<Group>();
        group->engine = flight.verify->engine;
        group->batch_timer = std::make_unique<runtime::Timer>(loop_, [this, g = group.get()] {
            push_tickets(*g);
            g->batch_wait.reset();
        });
    }
    return *group;
}

std::size_t Verifier::most_items(const Group& group) const {
    const auto& slot = engines_[group.engine];
    return static_cast<std::size_t>(
        std::max(1, std::min(slot.settings.batch_max, slot.engine->limits().max_items)));
}

void Verifier::ask_lane(Group& group) {
    const auto wait = engines_[group.engine].settings.batch_wait;
    if (group.waiting.size() >= most_items(group) || wait <= wait.zero()) {
        group.batch_timer->stop();
        group.batch_wait.reset();
        push_tickets(group);
    } else if (!group.batch_wait) {
        group.batch_wait = activity_.hold();
        group.batch_timer->start(wait);
    }
}

void Verifier::push_tickets(Group& group) {
    while (!stopped_ && group.tickets * most_items(group) < group.waiting.size()) {
        ++group.tickets;
        engines_[group.engine].lane->submit(group.waiting.front().flight->priority,
                                            [this, g = &group] { send(*g); });
    }
}

Verifier::Reviews Verifier::take(Group& group) const {
    Reviews reviews;
    const auto most = engines_[group.engine].engine->limits().max_characters;
    std::size_t characters = 0;
    while (!group.waiting.empty() && reviews.size() < most_items(group)) {
        auto& next = group.waiting.front();
        characters += next.size();
        const bool apart = next.alone || (most > 0 && characters > most);
        if (!reviews.empty() && apart) break;
        const bool alone = next.alone;
        reviews.push_back(std::move(next));
        group.waiting.pop_front();
        if (alone) break;
    }
    return reviews;
}

void Verifier::send(Group& group) {
    --group.tickets;
    auto& slot = engines_[group.engine];
    if (stopped_ || group.waiting.empty()) return slot.lane->give_back();
    auto reviews = std::make_shared<Reviews>(take(group));
    push_tickets(group);  // for what did not fit into this one
    const auto& first = *reviews->front().flight;
    engines::Batch batch{.from = first.from, .to = first.to, .items = {}, .hint = {}};
    batch.hint = reviews->front().hint;
    batch.verify = true;
    double characters = 0;
    for (const auto& review : *reviews) {
        batch.items.push_back({fresh_id(batch, random_), review.flight->masked, review.draft});
        characters += static_cast<double>(review.size());
    }
    slot.lane->charge({.characters = characters});
    auto request = slot.engine->request(batch);
    exchange_.start(
        std::move(request), slot.settings.timeout,
        [this, number = group.engine, engine = slot.engine.get(), batch = std::move(batch), reviews,
         call = flow::CallSeen{loop_.now(), slot.lane->lane().in_flight(), {}},
         token = activity_.hold()](model::Reply reply) -> Exchange::Completion {
            auto read_reply = std::make_shared<engines::BatchReply>(engine->read(batch, reply));
            return [this, number, reviews, read_reply, call, token] {
                read(number, std::move(*reviews), *read_reply, call);
            };
        });
}

// --- Verdicts

void Verifier::read(std::size_t engine, Reviews reviews, const engines::BatchReply& reply,
                    flow::CallSeen call) {
    auto& slot = engines_[engine];
    const auto& usage = reply.usage;
    slot.lane->charge({.tokens = static_cast<double>(usage.input_tokens + usage.output_tokens),
                       .output_tokens = static_cast<double>(usage.output_tokens)});
    if (meter_) {
        meter_->used(slot.settings.name, usage.input_tokens, usage.output_tokens, usage.characters);
    }
    auto outcome = reply.outcome;
    if (outcome.kind == OutcomeKind::unknown) outcome.kind = OutcomeKind::transient;
    slot.lane->finish(outcome, call);
    if (outcome.kind != OutcomeKind::ok) return read_failure(engine, std::move(reviews), outcome);
    for (std::size_t i = 0; i < reviews.size(); ++i) {
        read_verdict(std::move(reviews[i]), reply.items[i]);
    }
}

void Verifier::read_failure(std::size_t engine, Reviews reviews, const model::Outcome& outcome) {
    const bool of_this_call = !flow::pauses_lane(outcome.kind);
    for (auto& review : reviews) {
        if (of_this_call && reviews.size() == 1) {
            pass(review, outcome.message);
        } else {
            again(std::move(review), "", of_this_call, outcome.message);
        }
    }
    if (is_away(engine)) leave(engine);
}

void Verifier::read_verdict(Review review, const engines::ItemReply& item) {
    const auto& flight = review.flight;
    const auto& verification = *flight->verify;
    const auto& name = engines_[verification.engine].settings.name;
    const auto score = fmt::format("score {}", item.score);
    if (item.outcome.kind != OutcomeKind::ok) {
        const auto& why = item.outcome.message;
        return again(std::move(review), why, true, score + ": " + why);
    }
    if (item.score < verification.threshold || item.text.empty()) {
        note(flight->trail, {name, "verify", "passed", score});
        return review.done(review.draft);
    }
    const auto judged = judge(*flight, item);
    if (judged.outcome.kind != OutcomeKind::ok) {
        return again(std::move(review), judged.hint, true, score + ": " + judged.outcome.message);
    }
    note(flight->trail, {name, "verify", "repaired", score});
    note_accepted(flight->trail, name, judged);
    review.done(judged.text);
}

}  // namespace glossd::pipeline
