#include "pipeline/translator.hpp"

#include "pipeline/batch_facts.hpp"
#include "pipeline/batch_of.hpp"
#include "pipeline/languages.hpp"
#include "pipeline/memory_key.hpp"
#include "pipeline/tag_wishes.hpp"
#include "pipeline/trail.hpp"
#include "pipeline/translator_state.hpp"
#include "runtime/failpoint.hpp"
#include "text/code_points.hpp"
#include "text/direction.hpp"
#include "text/hash.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace glossd::pipeline {

using model::ErrorKind;
using model::fail;
using model::Outcome;
using model::OutcomeKind;
using runtime::failpoint;
using runtime::Failpoint;

namespace {

// A service that failed so often in a row is left for the next engine of the chain.
constexpr int most_failures = 3;
constexpr std::size_t puts_a_trim = 256;

}  // namespace

Translator::Translator(runtime::Loop& loop, store::Database& database, Exchange& exchange,
                       std::vector<EngineSlot>& engines, const config::CacheSettings& cache,
                       Activity& activity, monitor::TranslationMeter* meter, Glossaries glossaries)
    : loop_(loop),
      database_(database),
      exchange_(exchange),
      engines_(engines),
      chain_(loop, engines),
      verifier_(loop, exchange, engines, activity, meter),
      cache_(cache),
      recent_(Recent::Bounds::within(cache.max_entries, cache.max_bytes), cache.ttl),
      activity_(activity),
      meter_(meter),
      glossaries_(std::move(glossaries)),
      retry_budgets_(engines.size(), flow::RetryBudget(loop.now())),
      work_times_(engines.size()) {
    std::transform(engines.begin(), engines.end(), std::back_inserter(batch_sizes_), batch_size_of);
}

Translator::~Translator() = default;

void Translator::translate(const std::vector<Wish>& wishes, Done done) {
    if (!TagWishes::any_in(wishes)) return take_on(wishes, std::move(done));
    const auto tags = std::make_shared<const TagWishes>(wishes, glossaries_);
    take_on(tags->wishes(), [tags, done = std::move(done)](std::vector<Answer> answers) {
        done(tags->fold(std::move(answers)));
    });
}

void Translator::take_on(const std::vector<Wish>& wishes, Done done) {
    if (wishes.empty()) return done({});
    auto call = std::make_shared<Call>();
    call->wishes = wishes;
    call->answers.resize(wishes.size());
    call->open = wishes.size();
    call->forgotten = forgotten_;
    call->done = std::move(done);
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        const auto& wish = wishes[i];
        const auto& glossed = call->texts.emplace_back(
            text::mask(wish.text, glossaries_.between(wish.from, wish.to)));
        auto& keys = call->keys.emplace_back();
        if (text::nothing_to_translate(glossed.masked) || same_language(wish.from, wish.to)) {
            ++counts_.total;
            ++counts_.copied;
            call->answer(
                i, Granted{.text = wish.text + text::direction_closers(wish.text), .copied = true});
            continue;
        }
        if (const auto said = text::said_by_glossary(glossed)) {
            ++counts_.total;
            ++counts_.copied;
            const auto whole = text::restore(*said, glossed.masked);
            call->answer(i, Granted{.text = whole.value_or(wish.text), .copied = true});
            continue;
        }
        const auto terms = glossed.terms();
        if (wish.limit == 0) keys.push_back(by_hand_key(glossed.masked, wish.from, wish.to));
        for (const auto engine : wish.chain)
            keys.push_back(memory_key(glossed.masked, wish.from, wish.to,
                                      style_at(engine, wish.verify, wish.tone, terms), wish.limit));
        if (answer_at_once(*call, i)) keys.clear();
    }
    look_up(std::move(call));
}

std::vector<std::size_t> Translator::able_to_shorten(const std::vector<std::size_t>& chain) const {
    std::vector<std::size_t> able;
    std::copy_if(chain.begin(), chain.end(), std::back_inserter(able), [&](std::size_t engine) {
        return engines_[engine].engine->can_shorten() && !engines_[engine].lane->lane().parked();
    });
    return able;
}

void Translator::take_off(const std::shared_ptr<Call>& call, std::size_t index) {
    const auto& wish = call->wishes[index];
    const auto land = [this, call, index](const model::Result<Landing>& landing) {
        auto restored = landing.and_then([&](const Landing& landed) {
            return text::restore(landed.masked, call->texts[index].masked);
        });
        ++counts_.total;
        if (!restored) {
            ++counts_.failed;
            return call->answer(index, tl::make_unexpected(restored.error()));
        }
        call->answer(index, Granted{.text = std::move(*restored),
                                    .masked = landing->masked,
                                    .engine = landing->engine,
                                    .trail = landing->trail});
    };
    const auto& keys = call->keys[index];
    auto identity = text::sha256_fields({keys.begin(), keys.end()});
    auto& shared = in_flight_[identity];
    if (shared) {
        shared->waiters.push_back(land);
        return;
    }
    shared = std::make_shared<Flight>();
    shared->identity = std::move(identity);
    shared->masked = call->texts[index].masked;
    shared->forced = call->texts[index].forced;
    shared->terms = call->texts[index].terms();
    shared->tone = wish.tone;
    shared->from = wish.from;
    shared->to = wish.to;
    shared->chain = wish.chain;
    const auto first = static_cast<std::ptrdiff_t>(engine_keys_from(wish));
    shared->memory_keys.assign(keys.begin() + first, keys.end());
    shared->priority = wish.priority;
    shared->limit = wish.limit;
    shared->forgotten = call->forgotten;
    shared->verify = wish.verify;
    shared->tokens = guess_tokens(*shared);
    shared->waiters.push_back(land);
    route(shared);
}

void Translator::route(FlightPtr flight) {
    if (!chain_.place(*flight)) return give_up(flight);
    auto& group = group_of(*flight);
    group.waiting.push(std::move(flight));
    ask_lane(group);
}

void Translator::give_up(const FlightPtr& flight) {
    settle(flight, fail(ErrorKind::unsupported, "no engine translated it: " + flight->reasons));
}

Translator::Group& Translator::group_of(const Flight& flight) {
    const auto engine = flight.chain[flight.position];
    const bool shortens = flight.limit > 0;
    auto& group = groups_[{GroupKey{engine, flight.from, flight.to}, shortens}];
    if (!group) {
        group = std::make_unique<Group>();
        group->engine = engine;
        group->from = flight.from;
        group->to = flight.to;
        // An account's next post waits for it, and hardly any other has the same limit.
        if (!shortens) group->batch_wait = engines_[engine].settings.batch_wait;
        group->batch_timer = std::make_unique<runtime::Timer>(loop_, [this, g = group.get()] {
            push_tickets(*g);
            g->waits.reset();
        });
    }
    return *group;
}

flow::BatchRoom Translator::room_for(const Group& group) const {
    return batch_sizes_[group.engine].room(group.to.tag());
}

void Translator::ask_lane(Group& group) {
    if (group.waiting.fill_one(room_for(group)) || group.batch_wait <= model::Duration::zero()) {
        group.batch_timer->stop();
        group.waits.reset();
        push_tickets(group);
    } else if (!group.waits) {
        group.waits = activity_.hold();
        group.batch_timer->start(group.batch_wait);
    }
}

void Translator::push_tickets(Group& group) {
    // Counted anew each time: the lane may grant at once, and a grant takes a batch away.
    while (!stopped_ && group.tickets < group.waiting.calls(room_for(group))) {
        ++group.tickets;
        engines_[group.engine].lane->submit(group.waiting.front()->priority,
                                            [this, g = &group] { send_batch(*g); });
    }
}

void Translator::send_batch(Group& group) {
    --group.tickets;
    auto& slot = engines_[group.engine];
    if (stopped_) return slot.lane->give_back();
    const auto flights = group.waiting.take(room_for(group), slot.engine->limits().max_characters);
    push_tickets(group);  // for what did not fit into this one
    if (flights.empty()) return slot.lane->give_back();
    auto batch = batch_of(flights, *slot.engine, random_);
    double characters = 0;
    for (const auto& flight : flights)
        characters += static_cast<double>(text::count_code_points(flight->masked.text));
    slot.lane->charge({.characters = characters});
    retry_budgets_[group.engine].call(loop_.now());
    ++counts_.requests;
    auto request = slot.engine->request(batch);
    failpoint(Failpoint::batch_leaves);
    exchange_.start(
        std::move(request), slot.settings.timeout,
        [this, g = &group, engine = slot.engine.get(), batch = std::move(batch), flights,
         characters, call = flow::CallSeen{loop_.now(), slot.lane->lane().in_flight(), {}},
         token = activity_.hold()](model::Reply reply) -> Exchange::Completion {
            auto read = std::make_shared<engines::BatchReply>(engine->read(batch, reply));
            return [this, g, flights, read, call, characters, token] {
                read_batch(*g, flights, *read, call, characters);
            };
        });
}

void Translator::read_batch(Group& group, const std::vector<FlightPtr>& flights,
                            const engines::BatchReply& reply, flow::CallSeen call,
                            double characters) {
    failpoint(Failpoint::batch_answered);
    auto& slot = engines_[group.engine];
    const auto& usage = reply.usage;
    slot.lane->charge({.tokens = static_cast<double>(usage.input_tokens + usage.output_tokens),
                       .output_tokens = static_cast<double>(usage.output_tokens)});
    if (meter_) {
        meter_->used(slot.settings.name, usage.input_tokens, usage.output_tokens, usage.characters);
    }
    auto outcome = reply.outcome;
    // Translating again changes nothing out there, so an unknown outcome is a failed one.
    if (outcome.kind == OutcomeKind::unknown) outcome.kind = OutcomeKind::transient;
    if (outcome.kind == OutcomeKind::ok) {
        // A model's time goes with what it writes.
        const auto tokens = static_cast<double>(usage.output_tokens);
        const double took = std::chrono::duration<double>(loop_.now() - call.began).count();
        call.latency =
            work_times_[group.engine].for_usual_work(tokens > 0 ? tokens : characters, took);
    }
    slot.lane->finish(outcome, call);
    if (outcome.kind != OutcomeKind::ok) return read_failure(group, flights, outcome);
    int failed = 0;
    for (std::size_t i = 0; i < flights.size(); ++i) {
        if (!read_item(group, flights[i], reply.items[i], flights.size())) ++failed;
    }
    // Shorter versions are shorter than anyone would guess.
    if (flights.front()->limit > 0) return;
    batch_sizes_[group.engine].answered(
        group.to.tag(), batch_seen(flights, usage, failed, loop_.now() - call.began));
}

void Translator::read_failure(Group& group, const std::vector<FlightPtr>& flights,
                              const Outcome& outcome) {
    switch (outcome.kind) {
        case OutcomeKind::quota:
        case OutcomeKind::unauthorized:
            for (const auto& flight : flights) pass_over(flight);
            return leave(group.engine);
        case OutcomeKind::too_large:
        case OutcomeKind::rejected:
            batch_sizes_[group.engine].overtaxed(static_cast<int>(flights.size()));
            [[fallthrough]];
        case OutcomeKind::blocked:
            // What the service says may repeat a text; a hint must not.
            for (const auto& flight : flights)
                refused(flight, {outcome, "", hint_of(outcome.kind)}, flights.size());
            return;
        default:
            break;
    }
    const bool may_retry = retry_budgets_[group.engine].try_retry(loop_.now());
    for (const auto& flight : flights) {
        const bool again = ++flight->service_failures < most_failures && may_retry;
        if (again) engines_[group.engine].lane->count_retry();
        again ? route(flight) : pass_over(flight);
    }
}

void Translator::pass_over(const FlightPtr& flight) {
    chain_.pass_over(*flight);
    route(flight);
}

void Translator::leave(std::size_t engine) {
    verifier_.leave(engine);
    for (auto& [key, group] : groups_) {
        if (group->engine != engine) continue;
        for (const auto& flight : group->waiting.take_all()) pass_over(flight);
    }
}

bool Translator::read_item(Group& group, const FlightPtr& flight, const engines::ItemReply& item,
                           std::size_t size) {
    const auto judged = judge(*flight, as_asked(*flight, *engines_[group.engine].engine, item));
    if (judged.outcome.kind == OutcomeKind::ok) {
        note_accepted(flight->trail, engines_[group.engine].settings.name, judged);
        if (flight->verify) {
            const auto done = [this, g = &group, flight](const std::string& masked) {
                accept(*g, flight, masked);
            };
            verifier_.verify(flight, judged.text, done);
        } else {
            accept(group, flight, judged.text);
        }
        return true;
    }
    // A blocked item is the culprit already, however many went with it.
    const bool is_culprit = judged.outcome.kind == OutcomeKind::blocked;
    refused(flight, judged, is_culprit ? 1 : size);
    return is_culprit;
}

void Translator::refused(const FlightPtr& flight, const Judged& judged, std::size_t size) {
    const auto& slot = engines_[flight->chain[flight->position]];
    const bool may_change =
        judged.outcome.kind != OutcomeKind::blocked && slot.engine->takes_hints();
    std::string_view then = "next engine";
    if (size > 1) {
        then = "again in a smaller batch";
        flight->batch_limit = size / 2;
    } else if (may_change && !flight->hinted) {
        then = "retried with a hint";
        flight->hinted = true;
        flight->hint = judged.hint;
        flight->batch_limit = 1;
    } else if (!chain_.refused(*flight, judged.outcome.message)) {
        return give_up(flight);
    }
    note_refused(flight->trail, slot.settings.name, judged, then);
    route(flight);
}

void Translator::accept(Group& group, const FlightPtr& flight, const std::string& masked) {
    const auto& slot = engines_[group.engine];
    const bool trim = ++puts_ % puts_a_trim == 0;
    const auto& key = flight->memory_keys[flight->position];
    const auto now = model::wall_now();
    const auto& engine = slot.settings.name;
    const auto style = style_at(group.engine, flight->verify, flight->tone, flight->terms);
    // A person may have written a better one since.
    if (flight->forgotten == forgotten_) recent_.put(key, {masked, engine, style, now});
    store::Remembered made{key,    flight->from.tag(),  flight->to.tag(), style,
                           engine, flight->masked.text, masked,           now};
    made.limit = static_cast<std::int64_t>(flight->limit);
    database_.submit(
        [made = std::move(made), trim, now, cache = cache_](store::Tables& tables) {
            tables.memory.put(made);
            return trim ? tables.memory.trim(now, cache.ttl, cache.max_entries, cache.max_bytes)
                        : 0;
        },
        [this, token = activity_.hold()](const model::Result<std::int64_t>& trimmed) {
            if (trimmed) failpoint(Failpoint::translation_stored);
            if (trimmed.value_or(0) > 0) forget_recent();
        });
    // Not after the commit: what comes of it is written behind it, and without it still good.
    settle(flight, Landing{masked, engine, flight->trail});
}

void Translator::settle(const FlightPtr& flight, const model::Result<Landing>& landing) {
    in_flight_.erase(flight->identity);
    for (const auto& waiter : flight->waiters) waiter(landing);
}

}  // namespace glossd::pipeline
