#include "config/variables.hpp"

#include <unistd.h>

namespace glossd::config {

namespace {

constexpr std::string_view prefix = "GLOSSD_";
constexpr std::string_view place_prefix = "environment ";

std::string in_capitals(std::string_view text) {
    std::string out(text);
    for (auto& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == '-') c = '_';
    }
    return out;
}

}  // namespace

Environment process_environment() {
    Environment environment;
    for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto equals = text.find('=');
        if (equals == std::string_view::npos) continue;
        environment.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return environment;
}

std::string variable_name(std::string_view section, std::string_view entry, std::string_view key) {
    auto name = std::string(prefix);
    if (!entry.empty())
        return name + in_capitals(section) + "__" + in_capitals(entry) + "__" + in_capitals(key);
    if (section != "glossd") name += in_capitals(section) + "_";
    return name + in_capitals(key);
}

Place place_of_variable(const std::string& name) {
    return {std::string(place_prefix) + name};
}

bool is_variable(const Place& place) {
    return place.file.rfind(place_prefix, 0) == 0;
}

const std::string* Variables::setting(const std::string& name) {
    known_.insert(name);
    return look_up(name);
}

const std::string* Variables::named_by_file(const std::string& name) {
    named_by_file_.insert(name);
    return look_up(name);
}

std::vector<std::string> Variables::unknown() const {
    std::vector<std::string> names;
    for (const auto& [name, value] : environment_) {
        const bool ours = name.rfind(prefix, 0) == 0;
        if (ours && !known_.count(name) && !named_by_file_.count(name)) names.push_back(name);
    }
    return names;
}

const std::string* Variables::look_up(const std::string& name) const {
    const auto found = environment_.find(name);
    return found == environment_.end() ? nullptr : &found->second;
}

}  // namespace glossd::config
