#include "model/language.hpp"

#include <algorithm>
#include <vector>

namespace glossd::model {

namespace {

bool is_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool all(std::string_view text, bool (*accepts)(char)) {
    return std::all_of(text.begin(), text.end(), accepts);
}

std::vector<std::string_view> subtags(std::string_view tag) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto dash = tag.find('-');
        parts.push_back(tag.substr(0, dash));
        if (dash == std::string_view::npos) return parts;
        tag.remove_prefix(dash + 1);
    }
}

bool is_script(std::string_view part) {
    return part.size() == 4 && all(part, is_alpha);
}

bool is_region(std::string_view part) {
    return (part.size() == 2 && all(part, is_alpha)) || (part.size() == 3 && all(part, is_digit));
}

std::string_view find_subtag(std::string_view tag, bool (*matches)(std::string_view)) {
    const auto parts = subtags(tag);
    const auto found = std::find_if(parts.begin() + 1, parts.end(), [&](std::string_view part) {
        return part.size() > 1 && matches(part);
    });
    return found == parts.end() ? std::string_view{} : *found;
}

}  // namespace

Result<Language> Language::parse(std::string_view tag) {
    const auto bad = [&] {
        return fail(ErrorKind::invalid_input, "\"" + std::string(tag) +
                                                  "\" is not a language tag (BCP-47, like \"en\", "
                                                  "\"pt-BR\" or \"zh-Hant\")");
    };
    const auto parts = subtags(tag);
    if (parts[0].size() < 2 || parts[0].size() > 8 || !all(parts[0], is_alpha)) return bad();
    Language language;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = parts[i];
        const bool fits = !part.empty() && part.size() <= 8 &&
                          all(part, [](char c) { return is_alpha(c) || is_digit(c); });
        if (!fits) return bad();
        if (i > 0) language.tag_ += '-';
        for (std::size_t at = 0; at < part.size(); ++at) {
            const bool raise = i > 0 && ((is_script(part) && at == 0) ||
                                         (part.size() == 2 && all(part, is_alpha)));
            language.tag_ += raise ? upper(part[at]) : lower(part[at]);
        }
    }
    return language;
}

std::string_view Language::primary() const {
    return std::string_view(tag_).substr(0, tag_.find('-'));
}

std::string_view Language::script() const {
    return tag_.empty() ? std::string_view{} : find_subtag(tag_, is_script);
}

std::string_view Language::region() const {
    return tag_.empty() ? std::string_view{} : find_subtag(tag_, is_region);
}

}  // namespace glossd::model
