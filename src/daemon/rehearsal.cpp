#include "daemon/rehearsal.hpp"

#include "daemon/fetch.hpp"
#include "daemon/ledger.hpp"
#include "daemon/shorten_now.hpp"
#include "monitor/log.hpp"
#include "pipeline/compose.hpp"
#include "pipeline/languages.hpp"
#include "pipeline/shortening.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::daemon {

namespace {

constexpr int most_deliveries = 10000;  // a target; far beyond what anyone reads

struct Planned {
    model::Delivery delivery;
    store::StoredPost post;
};

struct Plan {
    pipeline::IntakeCounts posts;
    std::vector<Planned> deliveries;
};

struct Fetched {
    pipeline::IntakeRules rules;
    sources::Page page;
};

// Leaves the transaction so that everything in it is undone.
struct Undo : std::runtime_error {
    Undo() : std::runtime_error("undone") {}
};

model::Result<std::vector<Fetched>> fetch_all(Workbench& bench, const config::Config& config,
                                              const std::vector<std::string>& only,
                                              std::int64_t& failed_polls) {
    const pipeline::Plan plan(config);
    std::vector<Fetched> fetched;
    for (const auto& settings : config.sources) {
        const bool chosen =
            only.empty() || std::find(only.begin(), only.end(), settings.name) != only.end();
        if (!chosen) continue;
        auto include = text::Filter::make(settings.include);
        auto exclude = text::Filter::make(settings.exclude);
        if (!include) return tl::make_unexpected(include.error());
        if (!exclude) return tl::make_unexpected(exclude.error());
        const auto state = ask_now<store::SourceState>(
            bench, [&](store::Tables& tables) { return tables.cursors.get(settings.name); });
        if (!state) return tl::make_unexpected(state.error());
        auto page = fetch(settings, sources::Cursor{state->cursor});
        if (!page) {
            ++failed_polls;
            monitor::log(monitor::Level::error, "source {}: {}", settings.name,
                         page.error().message);
            continue;
        }
        fetched.push_back({{settings, config.dedup, plan.hops(settings.name), std::move(*include),
                            std::move(*exclude)},
                           std::move(*page)});
    }
    return fetched;
}

Plan plan_and_undo(Workbench& bench, const config::Config& config,
                   const std::vector<Fetched>& fetched) {
    Plan plan;
    ask_now<void>(bench, [&](store::Tables& tables) {
        for (const auto& one : fetched) {
            plan.posts += pipeline::take_page(tables, one.rules, one.page, model::wall_now());
        }
        for (const auto& target : config.targets) {
            for (auto& delivery :
                 tables.deliveries.pending(target.name, 0, most_deliveries, model::wall_now())) {
                auto post = tables.posts.get(delivery.post_id);
                if (post) plan.deliveries.push_back({std::move(delivery), std::move(*post)});
            }
        }
        throw Undo();
    });
    return plan;
}

std::vector<model::TranslatedSegment> accepted(const std::vector<model::Segment>& segments,
                                               const Answers& answers, Rehearsed& rehearsed) {
    std::vector<model::TranslatedSegment> translated;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (!answers[i]) {
            rehearsed.problem = answers[i].error().message;
            return {};
        }
        const auto& answer = *answers[i];
        if (!answer.engine.empty()) rehearsed.engine = answer.engine;
        rehearsed.cached = rehearsed.cached || answer.cached;
        translated.push_back({segments[i].kind, answer.text, answer.engine, answer.cached,
                              answer.copied, answer.trail});
    }
    return translated;
}

const config::TargetSettings& target_of(const config::Config& config, const std::string& name) {
    return *std::find_if(config.targets.begin(), config.targets.end(),
                         [&](const auto& target) { return target.name == name; });
}

// What was planned, on its way to what would be sent.
struct Played {
    const Planned* planned = nullptr;
    const config::TargetSettings* target = nullptr;
    std::vector<model::Segment> segments;
    std::vector<pipeline::Wish> wishes;  // as the segments
    std::vector<model::TranslatedSegment> translated;
    Rehearsed rehearsed;
};

std::vector<Played> prepare(const config::Config& config, const Plan& plan) {
    const pipeline::Plan routes(config);
    std::vector<Played> all;
    for (const auto& planned : plan.deliveries) {
        const auto& [delivery, stored] = planned;
        Played one;
        one.planned = &planned;
        one.target = &target_of(config, delivery.target);
        one.segments = pipeline::segments_of(stored.post);
        one.rehearsed = {.target = one.target->name,
                         .language = one.target->language.tag(),
                         .source = delivery.source,
                         .url = stored.post.url};
        for (const auto& segment : one.segments) {
            one.wishes.push_back({.text = segment.text,
                                  .from = pipeline::language_of(config, stored),
                                  .to = one.target->language,
                                  .chain = routes.engines(delivery.source, one.target->name),
                                  .verify = routes.verification(delivery.source, one.target->name),
                                  .tone = one.target->tone,
                                  .hashtags = one.target->hashtags});
        }
        all.push_back(std::move(one));
    }
    return all;
}

// As the senders do it: a body that does not fit is asked for again.
void shorten(Workbench& bench, std::vector<Played>& all,
             const std::map<std::string, text::LengthRule>& lengths) {
    std::vector<Translated> translated;
    std::vector<Played*> which;
    for (auto& one : all) {
        const auto body = std::find_if(
            one.segments.begin(), one.segments.end(),
            [](const auto& segment) { return segment.kind == model::SegmentKind::body; });
        if (!one.rehearsed.problem.empty() || body == one.segments.end()) continue;
        const auto wish = one.wishes.begin() + (body - one.segments.begin());
        translated.push_back({one.planned->post.post, one.planned->delivery.source, one.target,
                              lengths.at(one.target->name), *wish, one.translated});
        which.push_back(&one);
    }
    const auto shorter = shorten_now(bench, std::move(translated));
    for (std::size_t k = 0; k < shorter.size(); ++k) {
        if (!shorter[k]) continue;
        which[k]->translated =
            pipeline::with_shorter_body(std::move(which[k]->translated), shorter[k]->text);
    }
}

std::vector<Rehearsed> play(Workbench& bench, const config::Config& config, const Plan& plan) {
    auto all = prepare(config, plan);
    std::vector<std::vector<pipeline::Wish>> wishes;
    for (const auto& one : all) wishes.push_back(one.wishes);
    const auto answers = translate_now(bench, wishes);
    std::map<std::string, text::LengthRule> lengths;
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].translated = accepted(all[i].segments, answers[i], all[i].rehearsed);
        const auto& name = all[i].target->name;
        if (lengths.count(name) == 0) lengths[name] = length_of(*all[i].target);
    }
    shorten(bench, all, lengths);
    std::vector<Rehearsed> rehearsed;
    for (auto& one : all) {
        if (one.rehearsed.problem.empty()) {
            auto parts = fit_for(one.planned->post.post, one.planned->delivery.source,
                                 one.translated, *one.target, lengths[one.target->name]);
            if (parts) one.rehearsed.parts = std::move(*parts);
            if (!parts) one.rehearsed.problem = parts.error().message;
        }
        rehearsed.push_back(std::move(one.rehearsed));
    }
    return rehearsed;
}

}  // namespace

model::Result<Rehearsal> rehearse(const config::Config& config,
                                  const std::vector<std::string>& sources) {
    runtime::Loop loop;
    const auto ledger = Ledger::open(config.glossd.state, loop);
    if (!ledger) return tl::make_unexpected(ledger.error());
    auto bench = Workbench::make(config, loop, (*ledger)->database());
    if (!bench) return tl::make_unexpected(bench.error());
    Rehearsal rehearsal;
    auto fetched = fetch_all(**bench, config, sources, rehearsal.failed_polls);
    if (!fetched) return tl::make_unexpected(fetched.error());
    const auto plan = plan_and_undo(**bench, config, *fetched);
    rehearsal.posts = plan.posts;
    rehearsal.deliveries = play(**bench, config, plan);
    return rehearsal;
}

std::string to_text(const Rehearsal& rehearsal) {
    std::string text = fmt::format(
        "Dry run: nothing is published. {} read, {} new, {} known, {} duplicate, {} filtered, "
        "{} skipped.\n",
        rehearsal.posts.read, rehearsal.posts.fresh, rehearsal.posts.known,
        rehearsal.posts.duplicate, rehearsal.posts.filtered, rehearsal.posts.skipped);
    for (const auto& one : rehearsal.deliveries) {
        text += fmt::format("\n--- {} ({}), {}{}\n", one.target, one.language,
                            one.engine.empty() ? "copied" : one.engine,
                            one.cached ? ", from memory" : "");
        if (!one.problem.empty()) text += "would not go out: " + one.problem + "\n";
        for (const auto& part : one.parts) text += to_text(part);
    }
    return text;
}

std::string to_json_lines(const Rehearsal& rehearsal) {
    std::string lines;
    for (const auto& one : rehearsal.deliveries) {
        nlohmann::ordered_json object{{"target", one.target},       {"language", one.language},
                                      {"source", one.source},       {"url", one.url},
                                      {"engine", one.engine},       {"cached", one.cached},
                                      {"parts", to_json(one.parts)}};
        if (!one.problem.empty()) object["problem"] = one.problem;
        lines += object.dump() + "\n";
    }
    return lines;
}

}  // namespace glossd::daemon
