// An engine made by hand, which speaks a few lines of JSON, and what answers it.
#pragma once

#include "engines/engine.hpp"
#include "fakes.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace glossd::pipeline {

class FakeEngine : public engines::Engine {
  public:
    struct Traits {
        std::string name = "llm";
        int max_items = 16;
        std::size_t max_characters = 0;
        int max_output_tokens = 0;
        bool takes_hints = false;
        bool can_shorten = false;
        bool takes_glossary = false;
        bool heeds_tone = false;
        std::set<std::string> unsupported;  // tags of target languages
    };

    explicit FakeEngine(Traits traits) : traits_(std::move(traits)) {}

    engines::EngineLimits limits() const override {
        return {traits_.max_items, traits_.max_characters, traits_.max_output_tokens, 0};
    }
    std::string style() const override { return "fake/" + traits_.name; }
    model::Result<void> supports(const model::Language&, const model::Language& to) const override {
        if (traits_.unsupported.count(to.tag()) == 0) return {};
        return model::fail(model::ErrorKind::unsupported, "does not know " + to.tag());
    }
    bool takes_hints() const override { return traits_.takes_hints; }
    bool can_shorten() const override { return traits_.can_shorten; }
    bool takes_glossary() const override { return traits_.takes_glossary; }
    model::Tone heeded(const model::Tone& tone) const override {
        return traits_.heeds_tone ? tone : model::Tone();
    }

    model::Request request(const engines::Batch& batch) const override {
        json items = json::array();
        for (const auto& item : batch.items)
            items.push_back({{"id", item.id}, {"t", item.text.text}});
        if (batch.verify) {
            for (std::size_t i = 0; i < batch.items.size(); ++i)
                items[i]["d"] = batch.items[i].draft;
        }
        json body{
            {"to", batch.to.tag()}, {"hint", batch.hint}, {"limit", batch.limit}, {"items", items}};
        for (const auto& term : batch.glossary) body["glossary"][term.text] = term.translation;
        if (!batch.tone.instruction.empty()) body["instruction"] = batch.tone.instruction;
        return model::HttpRequest{
            .method = "POST", .url = traits_.name, .headers = {}, .body = body.dump()};
    }

    // Answers are {"items":[{"id","t"}, {"id","t","score"}, {"id","error"} or {"id","blocked"}],
    // "tokens"}.
    engines::BatchReply read(const engines::Batch& batch,
                             const model::Reply& reply) const override {
        engines::BatchReply read;
        read.outcome = outcome_of(reply);
        if (read.outcome.kind != model::OutcomeKind::ok) return read;
        const auto body = json::parse(std::get<model::HttpReply>(reply).body);
        read.usage.input_tokens = body.value("tokens", 0);
        for (const auto& item : batch.items) {
            for (const auto& answer : body.at("items")) {
                if (answer.at("id") == item.id) read.items.push_back(read_item(answer));
            }
        }
        return read;
    }

    std::optional<model::Request> probe() const override { return std::nullopt; }
    model::Result<void> read_probe(const model::Reply&,
                                   const std::vector<engines::LanguagePair>&) const override {
        return {};
    }

  private:
    static engines::ItemReply read_item(const json& answer) {
        if (answer.contains("blocked")) {
            return {answer["id"], {model::OutcomeKind::blocked, "blocked", std::nullopt}, ""};
        }
        if (!answer.contains("error")) {
            return {answer["id"], {}, answer["t"], answer.value("score", 0)};
        }
        return {answer["id"], {model::OutcomeKind::rejected, answer["error"], std::nullopt}, ""};
    }

    Traits traits_;
};

// The masked text with every letter run turned into another word: nothing is an echo.
inline std::string translated(const std::string& text) {
    return "traducido " + text + " listo";
}

// An engine that works, item by item; `bad` texts get an error instead.
inline model::Reply engine_answer(const model::Request& request,
                                  const std::set<std::string>& bad = {}) {
    json items = json::array();
    const auto asked = body_of(request);
    for (const auto& item : asked.at("items")) {
        const std::string text = item["t"];
        if (bad.count(text) > 0) {
            items.push_back({{"id", item["id"]}, {"error", "cannot do this"}});
        } else {
            items.push_back({{"id", item["id"]}, {"t", translated(text)}});
        }
    }
    return http(200, {{"items", items}, {"tokens", 7}});
}

}  // namespace glossd::pipeline
