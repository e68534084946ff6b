#include "daemon/preview.hpp"

#include "daemon/ledger.hpp"
#include "daemon/scratch_ledger.hpp"
#include "daemon/shorten_now.hpp"
#include "pipeline/glossaries.hpp"
#include "pipeline/languages.hpp"
#include "pipeline/plan.hpp"
#include "publishers/table.hpp"
#include "runtime/state_lock.hpp"
#include "text/glossed_text.hpp"
#include "text/mask.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::daemon {

namespace {

// A route that leads to this target; preview has no source, so the first one speaks for all.
const config::RouteSettings* route_to(const config::Config& config, const std::string& target) {
    for (const auto& route : config.routes) {
        const auto found = std::find(route.targets.begin(), route.targets.end(), target);
        if (found != route.targets.end()) return &route;
    }
    return nullptr;
}

model::Post post_of(const std::string& text) {
    model::Post post;
    post.text = text;
    return post;
}

// As of a post of the route's first source.
model::Language source_language(const config::Config& config, const config::RouteSettings& route,
                                const std::string& text) {
    store::StoredPost stored;
    if (!route.sources.empty()) stored.source = route.sources.front();
    stored.post = post_of(text);
    return pipeline::language_of(config, stored);
}

struct Subject {
    const config::TargetSettings* target = nullptr;
    text::LengthRule length;
    pipeline::Wish wish;
};

std::vector<model::TranslatedSegment> segments_of(const pipeline::Granted& answer) {
    return {{model::SegmentKind::body, answer.text, answer.engine, answer.cached,
             answer.engine.empty()}};
}

std::vector<Subject> subjects_of(const config::Config& config, const PreviewOptions& options,
                                 const std::string& text) {
    const pipeline::Plan plan(config);
    std::vector<Subject> subjects;
    for (const auto& target : config.targets) {
        const auto& chosen = options.targets;
        const bool wanted =
            chosen.empty() || std::find(chosen.begin(), chosen.end(), target.name) != chosen.end();
        const auto* route = route_to(config, target.name);
        if (!wanted || !route) continue;
        const auto length =
            options.ask_servers ? length_of(target) : publishers::usual_length(target.type);
        subjects.push_back({&target,
                            length,
                            {.text = text,
                             .from = source_language(config, *route, text),
                             .to = target.language,
                             .chain = plan.engines(route->sources.front(), target.name),
                             .tone = target.tone,
                             .hashtags = target.hashtags}});
    }
    return subjects;
}

// The spans of the text, and the terms that are kept like them.
std::vector<model::Span> spans_of(const std::string& text, const text::GlossedText& glossed) {
    auto spans = text::spans_in(text);
    for (const auto& span : glossed.masked.spans) {
        if (span.kind == model::SpanKind::term) spans.push_back(span);
    }
    return spans;
}

// Tags that were translated are not kept.
void leave_out_changed_tags(Previewed& shown) {
    std::erase_if(shown.spans, [&](const model::Span& span) {
        return span.kind == model::SpanKind::hashtag &&
               shown.translation.find(span.text) == std::string::npos;
    });
}

Previewed show(const Subject& subject, const pipeline::Translator::Answer* answer,
               pipeline::Glossaries& glossaries) {
    const auto& [target, length, wish] = subject;
    const auto glossed = text::mask(wish.text, glossaries.between(wish.from, wish.to));
    Previewed shown{.target = target->name,
                    .language = target->language.tag(),
                    .spans = spans_of(wish.text, glossed),
                    .terms = glossed.terms(),
                    .translation = wish.text};
    if (answer && !*answer) {
        shown.problem = answer->error().message;
        return shown;
    }
    if (answer) {
        shown.translation = (*answer)->text;
        shown.engine = (*answer)->engine;
        shown.cached = (*answer)->cached;
        if (!(*answer)->copied) {
            shown.checks =
                text::check_translation(glossed.masked, (*answer)->masked, wish.from, wish.to,
                                        (*answer)->fullness, text::distinct_terms(glossed.forced))
                    .checks;
            leave_out_changed_tags(shown);
        }
    }
    const pipeline::Granted said = answer ? **answer : pipeline::Granted{.text = wish.text};
    auto parts = fit_for(post_of(wish.text), "preview", segments_of(said), *target, length);
    if (parts) shown.parts = std::move(*parts);
    if (!parts) shown.problem = parts.error().message;
    return shown;
}

// As the senders do it: what does not fit is asked for again.
void shorten(Workbench& bench, const std::vector<Subject>& subjects,
             std::vector<Answers>& answers) {
    std::vector<Translated> translated;
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        if (!answers[i].front()) continue;
        const auto& [target, length, wish] = subjects[i];
        translated.push_back({post_of(wish.text), "preview", target, length, wish,
                              segments_of(*answers[i].front())});
        which.push_back(i);
    }
    const auto shorter = shorten_now(bench, std::move(translated));
    for (std::size_t k = 0; k < shorter.size(); ++k) {
        if (shorter[k]) answers[which[k]].front() = *shorter[k];
    }
}

// With the ledger when nobody owns it now, else with one that leaves nothing behind.
model::Result<std::vector<Answers>> translate(const config::Config& config,
                                              const std::vector<Subject>& subjects, bool keep) {
    std::vector<std::vector<pipeline::Wish>> wishes;
    for (const auto& subject : subjects) wishes.push_back({subject.wish});
    std::optional<runtime::StateLock> lock;
    std::optional<ScratchLedger> scratch;
    if (keep) {
        if (auto taken = runtime::StateLock::take(config.glossd.state)) lock = std::move(*taken);
    }
    if (!lock) {
        auto made = ScratchLedger::make();
        if (!made) return tl::make_unexpected(made.error());
        scratch.emplace(std::move(*made));
    }
    runtime::Loop loop;
    const auto database =
        open_database(lock ? config.glossd.state + "/glossd.db" : scratch->path(), loop);
    if (!database) return tl::make_unexpected(database.error());
    auto bench = Workbench::make(config, loop, **database);
    if (!bench) return tl::make_unexpected(bench.error());
    auto answers = translate_now(**bench, wishes);
    shorten(**bench, subjects, answers);
    return answers;
}

}  // namespace

model::Result<std::vector<Previewed>> preview(const config::Config& config,
                                              const PreviewOptions& options) {
    const auto subjects = subjects_of(config, options, text::clean_utf8(options.text));
    std::vector<Answers> answers;
    if (options.translate) {
        auto translated = translate(config, subjects, options.keep);
        if (!translated) return tl::make_unexpected(translated.error());
        answers = std::move(*translated);
    }
    pipeline::Glossaries glossaries(config.glossaries);
    std::vector<Previewed> previewed;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        previewed.push_back(
            show(subjects[i], answers.empty() ? nullptr : &answers[i].front(), glossaries));
    }
    return previewed;
}

std::string to_text(const std::vector<Previewed>& previewed) {
    std::string text;
    for (const auto& one : previewed) {
        text += fmt::format("--- {} ({}){}{}\n", one.target, one.language,
                            one.engine.empty() ? "" : ", " + one.engine,
                            one.cached ? ", from memory" : "");
        for (const auto& span : one.spans) {
            text += fmt::format("    kept {}: {}\n", model::to_string(span.kind), span.text);
        }
        for (const auto& term : one.terms) {
            if (!term.is_kept())
                text += fmt::format("    glossary: {} → {}\n", term.text, term.translation);
        }
        for (const auto& check : one.checks) {
            if (!check.passed())
                text += fmt::format("    failed {}: {}\n", check.name, text::to_text(check));
        }
        if (!one.problem.empty()) text += "would not go out: " + one.problem + "\n";
        for (const auto& part : one.parts) text += to_text(part);
    }
    return text;
}

std::string to_json_lines(const std::vector<Previewed>& previewed) {
    using nlohmann::ordered_json;
    std::string lines;
    for (const auto& one : previewed) {
        auto spans = ordered_json::array();
        for (const auto& span : one.spans) {
            spans.push_back({{"kind", model::to_string(span.kind)}, {"text", span.text}});
        }
        auto glossary = ordered_json::array();
        for (const auto& term : one.terms) {
            ordered_json entry{{"term", term.text}};
            if (!term.is_kept()) entry["translation"] = term.translation;
            glossary.push_back(std::move(entry));
        }
        auto checks = ordered_json::array();
        for (const auto& check : one.checks) {
            ordered_json entry{{"name", check.name}, {"passed", check.passed()}};
            if (!check.detail.empty()) entry["detail"] = text::to_text(check);
            checks.push_back(std::move(entry));
        }
        ordered_json object{{"target", one.target},
                            {"language", one.language},
                            {"engine", one.engine},
                            {"cached", one.cached},
                            {"spans", spans},
                            {"glossary", glossary},
                            {"translation", one.translation},
                            {"checks", checks},
                            {"parts", to_json(one.parts)}};
        if (!one.problem.empty()) object["problem"] = one.problem;
        lines += object.dump() + "\n";
    }
    return lines;
}

}  // namespace glossd::daemon
