#include "config/keys.hpp"

#include <algorithm>

namespace glossd::config {

namespace {

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

template <class Row>
const Row* row_named(const std::vector<Row>& rows, std::string_view name) {
    const auto same = [&](const Row& row) { return row.name == name; };
    const auto found = std::find_if(rows.begin(), rows.end(), same);
    return found == rows.end() ? nullptr : &*found;
}

template <class Row>
std::vector<std::string> names_of(const std::vector<Row>& rows, bool (*wanted)(const Row&)) {
    std::vector<std::string> names;
    for (const auto& row : rows) {
        if (wanted(row)) names.emplace_back(row.name);
    }
    return names;
}

}  // namespace

bool Key::applies_to(std::string_view type) const {
    return types.empty() || type.empty() || contains(types, type);
}

bool Key::is_required(std::string_view type) const {
    return contains(required, "*") || contains(required, type);
}

const Default* Key::default_for(std::string_view type, std::string_view preset) const {
    const Default* best = nullptr;
    int best_fit = -1;
    for (const auto& row : defaults) {
        const bool applies =
            (row.type.empty() || row.type == type) && (row.preset.empty() || row.preset == preset);
        const int fit = (row.type.empty() ? 0 : 2) + (row.preset.empty() ? 0 : 1);
        if (!applies || fit <= best_fit) continue;
        best = &row;
        best_fit = fit;
    }
    return best;
}

bool Key::has_presets() const {
    return std::any_of(defaults.begin(), defaults.end(),
                       [](const Default& row) { return !row.preset.empty(); });
}

const Key* Section::find(std::string_view key) const {
    return row_named(keys, key);
}
const Type* Section::find_type(std::string_view type) const {
    return row_named(types, type);
}

std::string Section::header() const {
    const auto inner = std::string(name);
    return form == Form::table ? "[" + inner + "]" : "[[" + inner + "]]";
}

const Section* find_section(std::string_view name) {
    return row_named(sections(), name);
}

std::vector<std::string> available_sections() {
    return names_of<Section>(sections(), [](const Section& section) { return !section.later; });
}

std::vector<std::string> available_types(const Section& section) {
    return names_of<Type>(section.types, [](const Type& type) { return !type.later; });
}

std::vector<std::string> available_keys(const Section& section, std::string_view type) {
    std::vector<std::string> names;
    for (const auto& key : section.keys) {
        if (!key.later && key.applies_to(type)) names.emplace_back(key.name);
    }
    return names;
}

}  // namespace glossd::config
