#include "bench/mt_api.hpp"

#include "bench/llm_request.hpp"
#include "bench/pretend_translation.hpp"

#include <algorithm>
#include <utility>

namespace glossd::bench {

namespace {

// Where the markup that starts with the '<' or '&' at the front ends; 0: it is a character.
std::size_t markup_size(std::string_view text, std::string_view keep) {
    const auto end = text.find(text[0] == '<' ? '>' : ';');
    if (end == std::string_view::npos) return 0;
    const auto tag = text.substr(0, end + 1);
    if (text[0] == '&' || tag.ends_with("/>") || tag.find(keep) == std::string_view::npos) {
        return tag.size();
    }
    const auto name = tag.substr(1, tag.find_first_of(" >") - 1);
    const auto closing = "</" + std::string(name) + ">";
    const auto close = text.find(closing);
    return close == std::string_view::npos ? tag.size() : close + closing.size();
}

}  // namespace

std::string translate_markup(std::string_view text, std::string_view to, std::string_view keep) {
    std::string out;
    while (!text.empty()) {
        const auto start = std::min(text.find_first_of("<&"), text.size());
        out += translate(text.substr(0, start), to);
        text.remove_prefix(start);
        if (text.empty()) break;
        const auto size = std::max<std::size_t>(markup_size(text, keep), 1);
        out += text.substr(0, size);
        text.remove_prefix(size);
    }
    return out;
}

model::Result<std::vector<std::string>> strings_of(const nlohmann::json& list, const char* where) {
    if (!list.is_array() || list.empty()) {
        return wrong(std::string(where) + " must be a list of texts");
    }
    std::vector<std::string> texts;
    for (const auto& text : list) {
        if (!text.is_string()) return wrong(std::string(where) + " must hold strings");
        texts.push_back(text.get<std::string>());
    }
    return texts;
}

model::Result<MtRequest> MtApi::read(const Request& request) const {
    try {
        return read_body(request);
    } catch (const nlohmann::json::exception& e) {
        return wrong(std::string("invalid type: ") + e.what());
    }
}

}  // namespace glossd::bench
