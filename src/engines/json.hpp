// JSON of services: parsed defensively, written without exceptions. A language model's answer is
// not always JSON: what is whole in a cut or wrapped answer is kept, because it was paid for.
#pragma once

#include "model/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace glossd::engines {

// For writing: keys stay in the order given, so equal requests are equal bytes.
using OrderedJson = nlohmann::ordered_json;

// Byte order mark skipped, invalid UTF-8 repaired, at most 100 levels deep. The error (protocol)
// tells an empty body and an HTML page from broken JSON.
model::Result<nlohmann::json> parse_json(std::string_view bytes);

// Invalid UTF-8 becomes U+FFFD; never throws.
std::string write_json(const OrderedJson& value);

// An object put together from members that are JSON already, so that what is the same in every
// request is serialised once. A value.
class JsonMembers {
  public:
    void add(std::string name, std::string json);
    void merge(const OrderedJson& patch);  // RFC 7396
    std::string text() const;

  private:
    std::vector<std::pair<std::string, std::string>> members_;
};

// The complete objects of the first `"items": [...]`, or of the first array of objects, found in
// a text that is no JSON as a whole: prose around it, a code fence, a cut end. Linear.
std::vector<nlohmann::json> salvage_items(std::string_view text);

// Members that are missing or of another type read as empty, 0 and null.
std::string string_at(const nlohmann::json& object, const char* key);
std::int64_t number_at(const nlohmann::json& object, const char* key);
const nlohmann::json& member(const nlohmann::json& object, const char* key);

}  // namespace glossd::engines
