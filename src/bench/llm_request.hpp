// What a client asked of the pretended language model: glossd's batch, whatever service's request
// carried it. Pure; any thread. Stricter than real servers: what they would silently ignore is an
// error here.
#pragma once

#include "model/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace glossd::bench {

struct LlmItem {
    std::string id;
    std::string t;
    std::string d = {};  // of a request to verify: the translation to judge
    int score = 0;       // of its answer

    bool operator==(const LlmItem&) const = default;
};

struct LlmRequest {
    std::string model;
    std::string from;  // empty: not known
    std::string to;
    std::vector<LlmItem> items;
    std::map<std::string, std::string> glossary;  // a term's translation
    std::size_t limit = 0;                        // most characters wished for; 0: any
    bool verify = false;                          // every item has a translation to judge
    std::string orders = {};                      // what stands before the batch
    std::size_t prompt_bytes = 0;                 // of all messages

    bool operator==(const LlmRequest&) const = default;
};

// The user message into from, to and items. Error messages go to the client, here and below.
model::Result<void> read_batch(std::string_view text, LlmRequest& request);

// A strict JSON Schema of {"items":[{"id","t"}]}, or to verify of {"items":[{"id","score","t"}]},
// closed at every level.
model::Result<void> check_answer_schema(const nlohmann::json& schema);

tl::unexpected<model::Error> wrong(std::string message);
bool has_string(const nlohmann::json& object, const char* key);

}  // namespace glossd::bench
