#include "engines/json.hpp"

#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace glossd::engines {

namespace {

using model::ErrorKind;
using model::fail;

constexpr int most_levels = 100;
constexpr std::string_view whitespace = " \t\r\n";

// Follows JSON's brackets and strings byte by byte; knows nothing of the rest of its grammar.
class BracketCounter {
  public:
    void feed(char c) {
        if (escaped_) {
            escaped_ = false;
        } else if (in_string_) {
            escaped_ = c == '\\';
            in_string_ = c != '"';
        } else if (c == '"') {
            in_string_ = true;
        } else if (c == '{' || c == '[') {
            ++depth_;
        } else if (c == '}' || c == ']') {
            --depth_;
        }
    }
    int depth() const { return depth_; }

  private:
    int depth_ = 0;
    bool in_string_ = false;
    bool escaped_ = false;
};

bool is_too_deep(std::string_view bytes) {
    BracketCounter counter;
    for (const char c : bytes) {
        counter.feed(c);
        if (counter.depth() > most_levels) return true;
    }
    return false;
}

std::string_view from_first_letter(std::string_view text) {
    const auto first = text.find_first_not_of(whitespace);
    return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

// The object at the front of the text; nothing when it is cut off or no object stands there.
std::optional<std::string_view> whole_object(std::string_view text) {
    if (!text.starts_with('{')) return std::nullopt;
    BracketCounter counter;
    for (std::size_t at = 0; at < text.size(); ++at) {
        counter.feed(text[at]);
        if (counter.depth() == 0) return text.substr(0, at + 1);
    }
    return std::nullopt;
}

// Behind the '[' of an array: its objects up to the end or the first that is not whole.
std::vector<nlohmann::json> objects_of_array(std::string_view text) {
    std::vector<nlohmann::json> objects;
    while (true) {
        text = from_first_letter(text);
        const auto object = whole_object(text);
        if (!object) return objects;
        // One object with a broken escape must not take its neighbours with it.
        if (auto parsed = parse_json(*object)) objects.push_back(std::move(*parsed));
        text = from_first_letter(text.substr(object->size()));
        if (!text.starts_with(',')) return objects;
        text.remove_prefix(1);
    }
}

// What follows `"items" : [`, looking from `from`; `from` moves behind the place found.
std::optional<std::string_view> next_items_array(std::string_view text, std::size_t& from) {
    constexpr std::string_view key = "\"items\"";
    while (true) {
        const auto at = text.find(key, from);
        if (at == std::string_view::npos) return std::nullopt;
        from = at + key.size();
        auto rest = from_first_letter(text.substr(from));
        if (!rest.starts_with(':')) continue;
        rest = from_first_letter(rest.substr(1));
        if (rest.starts_with('[')) return rest.substr(1);
    }
}

std::optional<std::string_view> first_array_of_objects(std::string_view text) {
    for (auto at = text.find('['); at != std::string_view::npos; at = text.find('[', at + 1)) {
        const auto rest = from_first_letter(text.substr(at + 1));
        if (rest.starts_with('{')) return rest;
    }
    return std::nullopt;
}

}  // namespace

model::Result<nlohmann::json> parse_json(std::string_view bytes) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    bytes = from_first_letter(bytes);
    if (bytes.empty()) return fail(ErrorKind::protocol, "the answer is empty");
    if (bytes.starts_with('<')) return fail(ErrorKind::protocol, "the answer is HTML, not JSON");
    if (is_too_deep(bytes)) return fail(ErrorKind::protocol, "the answer is nested too deeply");
    const auto repaired = text::is_valid_utf8(bytes) ? std::string(bytes) : text::clean_utf8(bytes);
    auto value = nlohmann::json::parse(repaired, nullptr, false);
    if (value.is_discarded()) return fail(ErrorKind::protocol, "the answer is not valid JSON");
    return value;
}

std::string write_json(const OrderedJson& value) {
    return value.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

void JsonMembers::add(std::string name, std::string json) {
    members_.emplace_back(std::move(name), std::move(json));
}

void JsonMembers::merge(const OrderedJson& patch) {
    for (const auto& item : patch.items()) {
        const auto& name = item.key();
        auto found = std::find_if(members_.begin(), members_.end(),
                                  [&](const auto& member) { return member.first == name; });
        if (found == members_.end()) found = members_.insert(found, {name, "null"});
        auto changed = OrderedJson::parse(found->second);
        changed.merge_patch(item.value());
        found->second = write_json(changed);
        if (changed.is_null()) members_.erase(found);
    }
}

std::string JsonMembers::text() const {
    std::string text = "{";
    for (const auto& [name, json] : members_) {
        if (text.size() > 1) text += ',';
        text.append(write_json(name)).append(":").append(json);
    }
    return text + "}";
}

std::vector<nlohmann::json> salvage_items(std::string_view text) {
    constexpr int tries = 8;  // prose may quote the shape it is going to use
    std::size_t from = 0;
    for (int i = 0; i < tries; ++i) {
        const auto array = next_items_array(text, from);
        if (!array) break;
        if (auto objects = objects_of_array(*array); !objects.empty()) return objects;
    }
    const auto array = first_array_of_objects(text);
    return array ? objects_of_array(*array) : std::vector<nlohmann::json>{};
}

const nlohmann::json& member(const nlohmann::json& object, const char* key) {
    static const nlohmann::json null;
    if (!object.is_object()) return null;
    const auto found = object.find(key);
    return found == object.end() ? null : *found;
}

std::string string_at(const nlohmann::json& object, const char* key) {
    const auto& value = member(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::int64_t number_at(const nlohmann::json& object, const char* key) {
    const auto& value = member(object, key);
    return value.is_number_integer() ? value.get<std::int64_t>() : 0;
}

}  // namespace glossd::engines
