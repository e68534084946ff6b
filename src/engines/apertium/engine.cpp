#include "engines/apertium/engine.hpp"

#include "engines/apertium/modes.hpp"
#include "engines/apertium/pairs.hpp"
#include "engines/apertium/steps.hpp"
#include "engines/apertium/stream.hpp"
#include "engines/settings.hpp"

#include <algorithm>
#include <filesystem>
#include <span>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace glossd::engines {

namespace {

using model::ErrorKind;
using model::Language;
using model::Outcome;
using model::OutcomeKind;

// A pipeline works one text at a time: large batches only make others wait.
constexpr int most_items = 16;
constexpr std::size_t apertium_most_characters = 20000;

// Raised when encode_line or decode_line change what comes out.
constexpr std::string_view style_name = "apertium/3/1";

// Translation is repeatable, so nothing is ever `unknown`.
OutcomeKind outcome_kind(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::not_found:
        case ErrorKind::unsupported:
        case ErrorKind::config:
        case ErrorKind::invalid_input:
            return OutcomeKind::rejected;
        default:
            return OutcomeKind::transient;
    }
}

Outcome outcome_of(const model::Error& error) {
    return {outcome_kind(error.kind), error.message, std::nullopt};
}

BatchReply failed(Outcome outcome) {
    BatchReply reply;
    reply.outcome = std::move(outcome);
    return reply;
}

class Apertium final : public Engine {
  public:
    Apertium(std::filesystem::path data_dir, std::vector<Language> through, int batch_max)
        : modes_(apertium::list_modes(data_dir)),
          data_dir_(std::move(data_dir)),
          through_(std::move(through)),
          max_items_(batch_max > 0 ? std::min(batch_max, most_items) : most_items) {}

    EngineLimits limits() const override {
        return {.max_items = max_items_, .max_characters = apertium_most_characters};
    }

    // What went through another language is not for an engine that may not do so.
    std::string style() const override {
        std::string style(style_name);
        for (const auto& language : through_) style += "/" + language.tag();
        return style;
    }

    model::Result<void> supports(const Language& from, const Language& to) const override;

    std::string way(const Language& from, const Language& to) const override {
        return to_string(steps(from, to));
    }

    model::Request request(const Batch& batch) const override {
        model::PipelineRequest request;
        const auto modes = steps(batch.from, batch.to);
        request.mode = modes.first;
        request.then = modes.second;
        // Without a mode the transport fails, and its message should name the pair.
        if (request.mode.empty()) request.mode = batch.from.tag() + "-" + batch.to.tag();
        for (const auto& item : batch.items) {
            for (auto& line : apertium::encode_lines(item.text.text)) {
                if (!line.stream.empty()) request.texts.push_back(std::move(line.stream));
            }
        }
        return request;
    }

    BatchReply read(const Batch& batch, const model::Reply& reply) const override;

    std::optional<model::Request> probe() const override { return std::nullopt; }

    model::Result<void> read_probe(const model::Reply&,
                                   const std::vector<LanguagePair>& pairs) const override {
        for (const auto& [from, to] : pairs) {
            if (auto offered = supports(from, to); !offered) return offered;
        }
        return {};
    }

  private:
    apertium::Steps steps(const Language& from, const Language& to) const {
        return apertium::find_steps(modes_, from, to, through_);
    }

    std::string installed_to(const Language& to) const {
        if (modes_.empty()) {
            return fmt::format("no pair is installed in {}", (data_dir_ / "modes").string());
        }
        const auto modes = apertium::modes_to(modes_, to);
        if (modes.empty()) return fmt::format("no installed pair translates to \"{}\"", to.tag());
        return fmt::format("installed to \"{}\": {}", to.tag(), fmt::join(modes, ", "));
    }

    std::string advice(const Language& from, const Language& to) const {
        const auto package = apertium::package_for(from, to);
        if (package.empty()) return "Debian has no package for the two";
        if (!apertium::find_mode(modes_, to, from).empty()) {
            return fmt::format("the package {} is there, but only for the other direction",
                               package);
        }
        return fmt::format("apt install {}, then reload", package);
    }

    const std::vector<std::string> modes_;
    const std::filesystem::path data_dir_;
    const std::vector<Language> through_;
    const int max_items_;
};

model::Result<void> Apertium::supports(const Language& from, const Language& to) const {
    if (from.empty()) {
        return model::fail(ErrorKind::config,
                           fmt::format("Apertium cannot guess what \"{}\" is to be translated "
                                       "from: set `language` on the source",
                                       to.tag()));
    }
    if (!steps(from, to).first.empty()) return {};
    const auto between = apertium::languages_between(modes_, from, to);
    const auto detour =
        between.empty()
            ? std::string()
            : fmt::format("; or by way of another language: through = [\"{}\"]", between.front());
    return model::fail(
        ErrorKind::unsupported,
        fmt::format("Apertium has no pair from \"{}\" to \"{}\" here; {}; {}{}", from.tag(),
                    to.tag(), installed_to(to), advice(from, to), detour));
}

// Takes an item's lines from the front of `answers`.
ItemReply read_item(const BatchItem& item, std::span<const model::Result<std::string>>& answers) {
    ItemReply reply;
    reply.id = item.id;
    bool first = true;
    for (const auto& line : apertium::encode_lines(item.text.text)) {
        auto text = model::Result<std::string>(line.before);
        if (!line.stream.empty()) {
            const auto& answer = answers.front();
            text = answer ? apertium::decode_line(line, *answer) : answer;
            answers = answers.subspan(1);
        }
        if (!text) {
            if (reply.outcome.kind == OutcomeKind::ok) reply.outcome = outcome_of(text.error());
            continue;
        }
        if (!std::exchange(first, false)) reply.text += '\n';
        reply.text += *text;
    }
    if (reply.outcome.kind != OutcomeKind::ok) reply.text.clear();
    return reply;
}

BatchReply Apertium::read(const Batch& batch, const model::Reply& reply) const {
    if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply)) {
        return failed(outcome_of(failure->error));
    }
    const auto* answer = std::get_if<model::PipelineReply>(&reply);
    const auto sent = std::get<model::PipelineRequest>(request(batch)).texts.size();
    if (answer == nullptr || answer->texts.size() != sent) {
        return failed({OutcomeKind::transient, "the reply does not belong to this Apertium request",
                       std::nullopt});
    }
    BatchReply out;
    std::span<const model::Result<std::string>> answers = answer->texts;
    for (const auto& item : batch.items) out.items.push_back(read_item(item, answers));
    return out;
}

}  // namespace

model::Result<EnginePtr> make_apertium(const config::EngineSettings& settings) {
    std::vector<Language> through;
    for (const auto& tag : settings.through) {
        const auto language = Language::parse(tag);
        if (!language) return setting_error(settings, "through", "names no language");
        through.push_back(*language);
    }
    return std::make_unique<const Apertium>(
        settings.data_dir.empty() ? std::string(apertium::default_data_dir) : settings.data_dir,
        std::move(through), settings.batch_max);
}

}  // namespace glossd::engines
