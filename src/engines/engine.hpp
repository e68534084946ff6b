// Engine: turns a batch of masked texts into a request and the reply into translations. Pure and
// immutable: any thread, no clock, no network. Masks (model/segment.hpp) go out in whatever form
// the service keeps best and come back as masks; text outside masks is plain, never markup.
#pragma once

#include "config/config.hpp"
#include "model/exchange.hpp"
#include "model/language.hpp"
#include "model/manner.hpp"
#include "model/outcome.hpp"
#include "model/segment.hpp"
#include "model/term.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace glossd::engines {

struct BatchItem {
    std::string id;          // short, random, unique in the batch: never a position
    model::MaskedText text;  // prefix and suffix are not the engine's business
    std::string draft = {};  // of a batch to verify: the translation to judge, with masks of `text`

    bool operator==(const BatchItem&) const = default;
};

struct Batch {
    model::Language from;  // may be empty: unknown
    model::Language to;
    std::vector<BatchItem> items;
    std::string hint;  // what went wrong with the last answer, for engines that can read; or empty
    // For engines that can shorten: the most code points a translation may have, masks aside; 0:
    // any. They are bad at counting, so this is a wish and no check.
    std::size_t limit = 0;
    model::Tone tone;                   // for engines that heed it
    std::vector<model::Term> glossary;  // terms of these items, for engines that take them
    bool verify = false;                // each item has a draft to judge; for engines that can

    bool operator==(const Batch&) const = default;
};

struct ItemReply {
    std::string id;
    model::Outcome outcome;  // ok, or why this item failed while others did not
    std::string text;        // masked translation when ok; of a draft that needs no other, empty
    int score = 0;           // of a draft: 0 nothing is wrong, to 100 it says something else

    bool operator==(const ItemReply&) const = default;
};

struct Usage {
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
    std::int64_t characters = 0;  // as billed

    bool operator==(const Usage&) const = default;
};

struct BatchReply {
    model::Outcome outcome;        // of the call; items are empty unless ok
    std::vector<ItemReply> items;  // one for each item of the batch, in its order, when ok
    Usage usage;

    bool operator==(const BatchReply&) const = default;
};

struct EngineLimits {
    int max_items = 1;               // texts a call
    std::size_t max_characters = 0;  // code points a call; 0: no limit
    int max_output_tokens = 0;       // of one answer; 0: not counted in tokens
    int context_window = 0;          // tokens of question and answer; 0: not known
};

using LanguagePair = std::pair<model::Language, model::Language>;

class Engine {
  public:
    virtual ~Engine() = default;

    virtual EngineLimits limits() const = 0;

    // What memory rows of this engine are filed under: its class and model, so that the same
    // model behind two names shares them ("openai/gpt-5.4-nano/1": the 1 is the prompt's version).
    virtual std::string style() const = 0;

    // As far as can be said without asking the service; an error names both languages and what
    // to do.
    virtual model::Result<void> supports(const model::Language& from,
                                         const model::Language& to) const = 0;

    // How it gets from one language to the other, where there is more than one way: "eng-spa", or
    // "spa-eng, eng-cat: through en". Else empty.
    virtual std::string way(const model::Language&, const model::Language&) const { return {}; }

    // Is Batch::hint of use? Only where another answer can come of asking again.
    virtual bool takes_hints() const { return false; }

    // Does it heed Batch::limit?
    virtual bool can_shorten() const { return false; }

    // Can it judge translations (Batch::verify)?
    virtual bool can_verify() const { return false; }

    // Does it take Batch::glossary? For the others the translations are pinned into the texts.
    virtual bool takes_glossary() const { return false; }

    // What of a tone makes a difference to it; the rest of Batch::tone is not read.
    virtual model::Tone heeded(const model::Tone&) const { return {}; }

    virtual model::Request request(const Batch& batch) const = 0;
    virtual BatchReply read(const Batch& batch, const model::Reply& reply) const = 0;

    // `check --online`: does the credential work, is the model there, are the pairs offered?
    // No request: there is nothing to ask. read_probe's errors are for the operator.
    virtual std::optional<model::Request> probe() const = 0;
    virtual model::Result<void> read_probe(const model::Reply& reply,
                                           const std::vector<LanguagePair>& pairs) const = 0;
};

using EnginePtr = std::unique_ptr<const Engine>;

// The table of engine kinds; an error names the kinds there are, or the key that is missing.
model::Result<EnginePtr> make_engine(const config::EngineSettings& settings);

}  // namespace glossd::engines
