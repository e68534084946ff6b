#include "bulk/memory_jsonl.hpp"

#include "text/mask_tags.hpp"
#include "text/time_format.hpp"

#include <istream>
#include <ostream>

#include <nlohmann/json.hpp>

namespace glossd::bulk {

using model::ErrorKind;
using model::fail;
using nlohmann::ordered_json;

namespace {

std::string text_at(const ordered_json& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? std::string() : found->get<std::string>();
}

}  // namespace

ordered_json to_json(const store::Remembered& entry) {
    ordered_json object{{"from", entry.from},
                        {"to", entry.to},
                        {"source", text::masks_as_tags(entry.source)},
                        {"text", text::masks_as_tags(entry.text)},
                        {"style", entry.style},
                        {"engine", entry.engine},
                        {"created", text::to_rfc3339(entry.created)}};
    if (entry.limit > 0) object["limit"] = entry.limit;
    return object;
}

model::Result<store::Remembered> row_of(const ordered_json& object) {
    if (!object.is_object()) return fail(ErrorKind::invalid_input, "it is no JSON object");
    try {
        store::Remembered row;
        row.from = text_at(object, "from");
        row.to = text_at(object, "to");
        row.source = text::tags_as_masks(text_at(object, "source"));
        row.text = text::tags_as_masks(text_at(object, "text"));
        row.style = text_at(object, "style");
        row.engine = text_at(object, "engine");
        row.limit = object.value("limit", std::int64_t{0});
        if (const auto created = text_at(object, "created"); !created.empty()) {
            const auto time = text::parse_date(created);
            if (!time) return fail(ErrorKind::invalid_input, "created is no date: " + created);
            row.created = *time;
        }
        return row;
    } catch (const ordered_json::exception& error) {
        return fail(ErrorKind::invalid_input,
                    std::string("a field is of the wrong type: ") + error.what());
    }
}

// A line, of which a long one keeps its start: that is enough to refuse it.
std::optional<std::string> JsonlReader::line() {
    std::string line;
    auto* bytes = in_.rdbuf();
    for (int byte = bytes->sbumpc(); byte != '\n'; byte = bytes->sbumpc()) {
        if (byte == std::istream::traits_type::eof()) {
            if (line.empty()) return std::nullopt;
            break;
        }
        if (line.size() <= largest_row) line += static_cast<char>(byte);
    }
    ++lines_;
    return line;
}

std::optional<MemoryFileRow> JsonlReader::next() {
    for (auto text = line(); text; text = line()) {
        if (text->find_first_not_of(" \t\r") == std::string::npos) continue;
        if (text->size() > largest_row) {
            return MemoryFileRow{lines_, fail(ErrorKind::refused, "the line is longer than 1 MiB")};
        }
        const auto json = ordered_json::parse(*text, nullptr, false);
        if (json.is_discarded()) {
            return MemoryFileRow{lines_, fail(ErrorKind::invalid_input, "it is no JSON")};
        }
        return MemoryFileRow{lines_, row_of(json)};
    }
    return std::nullopt;
}

void JsonlWriter::add(const store::Remembered& entry) {
    out_ << to_json(entry).dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace glossd::bulk
