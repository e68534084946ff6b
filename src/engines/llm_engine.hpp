// LlmEngine: what all engines have in common that are language models: any language, hints, batch
// sizes, and the operator's own additions to a request. A value behind a const; any thread.
#pragma once

#include "engines/engine.hpp"
#include "engines/json.hpp"

#include <initializer_list>
#include <string>
#include <utility>

namespace glossd::engines {

class LlmEngine : public Engine {
  public:
    // Defaults are filled in already; `extra` as extra_body() gives it.
    LlmEngine(config::EngineSettings settings, OrderedJson extra)
        : settings_(std::move(settings)), extra_(std::move(extra)) {}

    EngineLimits limits() const final;  // tokens included
    std::string style() const final;    // "openai/gpt-5.4-nano/1"
    bool takes_hints() const final { return true; }
    bool can_shorten() const final { return true; }
    bool can_verify() const final { return true; }
    bool takes_glossary() const final { return true; }
    model::Tone heeded(const model::Tone& tone) const final { return tone; }
    model::Result<void> supports(const model::Language& from,
                                 const model::Language& to) const final;

  protected:
    const config::EngineSettings& settings() const { return settings_; }

    // Tokens that any model of this service can write at once.
    virtual int most_output() const = 0;

    // POST of the body with the operator's extra_body merged into it.
    model::Request post(std::string url, model::Headers headers, JsonMembers body) const;

  private:
    config::EngineSettings settings_;
    OrderedJson extra_;
};

// The setting `extra_body` as JSON; an error when it is no object or sets one of `ours`.
model::Result<OrderedJson> extra_body(const config::EngineSettings& settings,
                                      std::initializer_list<const char*> ours);

}  // namespace glossd::engines
