#include "daemon/preview.hpp"

#include "daemon/ledger.hpp"
#include "daemon/scratch_ledger.hpp"
#include "daemon/translate_now.hpp"
#include "pipeline/plan.hpp"
#include "publishers/table.hpp"
#include "runtime/state_lock.hpp"
#include "text/mask.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::daemon {

namespace {

std::string_view name_of(model::SpanKind kind) {
    switch (kind) {
        case model::SpanKind::url:
            return "url";
        case model::SpanKind::email:
            return "email";
        case model::SpanKind::mention:
            return "mention";
        case model::SpanKind::hashtag:
            return "hashtag";
        case model::SpanKind::emoji:
            return "emoji";
        case model::SpanKind::code:
            return "code";
        case model::SpanKind::placeholder:
            return "placeholder";
    }
    return "placeholder";
}

// A route that leads to this target; preview has no source, so the first one speaks for all.
const config::RouteSettings* route_to(const config::Config& config, const std::string& target) {
    for (const auto& route : config.routes) {
        const auto found = std::find(route.targets.begin(), route.targets.end(), target);
        if (found != route.targets.end()) return &route;
    }
    return nullptr;
}

model::Language source_language(const config::Config& config, const config::RouteSettings& route) {
    for (const auto& source : config.sources) {
        const bool named = !route.sources.empty() && route.sources.front() == source.name;
        if (named) return source.language;
    }
    return {};
}

std::vector<model::Span> spans_of(const std::string& text) {
    std::vector<model::Span> spans;
    for (const auto& at : text::find_spans(text)) {
        spans.push_back({at.kind, text.substr(at.begin, at.end - at.begin)});
    }
    return spans;
}

struct Subject {
    const config::TargetSettings* target = nullptr;
    pipeline::Wish wish;
};

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
        subjects.push_back({&target,
                            {.text = text,
                             .from = source_language(config, *route),
                             .to = target.language,
                             .chain = plan.engines(route->sources.front(), target.name)}});
    }
    return subjects;
}

Previewed show(const Subject& subject, const pipeline::Translator::Answer* answer,
               const PreviewOptions& options) {
    const auto& [target, wish] = subject;
    Previewed shown{.target = target->name,
                    .language = target->language.tag(),
                    .spans = spans_of(wish.text),
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
            shown.checks = text::check_translation(text::mask(wish.text), (*answer)->masked,
                                                   wish.from, wish.to);
        }
    }
    model::Post post;
    post.text = wish.text;
    const auto length =
        options.ask_servers ? length_of(*target) : publishers::usual_length(target->type);
    auto parts = fit_for(post, "preview",
                         {{model::SegmentKind::body, shown.translation, shown.engine, shown.cached,
                           shown.engine.empty()}},
                         *target, length);
    if (parts) shown.parts = std::move(*parts);
    if (!parts) shown.problem = parts.error().message;
    return shown;
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
    return translate_now(**bench, wishes);
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
    std::vector<Previewed> previewed;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        previewed.push_back(
            show(subjects[i], answers.empty() ? nullptr : &answers[i].front(), options));
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
            text += fmt::format("    kept {}: {}\n", name_of(span.kind), span.text);
        }
        for (const auto& check : one.checks) {
            if (!check.passed) text += fmt::format("    failed {}: {}\n", check.name, check.detail);
        }
        if (!one.problem.empty()) text += "would not go out: " + one.problem + "\n";
        for (const auto& part : one.parts) {
            text += part.text + "\n";
            text += part.limit > 0 ? fmt::format("[{} of {}]\n", part.length, part.limit)
                                   : fmt::format("[{}]\n", part.length);
        }
    }
    return text;
}

std::string to_json_lines(const std::vector<Previewed>& previewed) {
    using nlohmann::ordered_json;
    std::string lines;
    for (const auto& one : previewed) {
        auto spans = ordered_json::array();
        for (const auto& span : one.spans) {
            spans.push_back({{"kind", name_of(span.kind)}, {"text", span.text}});
        }
        auto checks = ordered_json::array();
        for (const auto& check : one.checks) {
            ordered_json entry{{"name", check.name}, {"passed", check.passed}};
            if (!check.detail.empty()) entry["detail"] = check.detail;
            checks.push_back(std::move(entry));
        }
        ordered_json object{{"target", one.target}, {"language", one.language},
                            {"engine", one.engine}, {"cached", one.cached},
                            {"spans", spans},       {"translation", one.translation},
                            {"checks", checks},     {"parts", to_json(one.parts)}};
        if (!one.problem.empty()) object["problem"] = one.problem;
        lines += object.dump() + "\n";
    }
    return lines;
}

}  // namespace glossd::daemon
