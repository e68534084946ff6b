// The table of keys: parsing, environment, defaults, hints, --print and docs/config.md are all
// read off it. A key that the contract names but this version lacks is a row marked `later`, so
// that it is refused by name instead of being taken for a typing error.
#pragma once

#include "config/field.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::config {

struct Default {
    std::string_view text;         // as it would stand in a variable; read by the same field
    std::string_view type = {};    // of source, engine or target; empty: every other
    std::string_view preset = {};  // empty: every other
};

struct Key {
    std::string_view name;
    Field field = {};
    std::string_view help = {};  // one sentence for the reference
    std::vector<Default> defaults = {};
    std::string_view inherits = {};               // a key of Context::shared that stands in
    std::vector<std::string_view> types = {};     // that have this key; empty: all
    std::vector<std::string_view> required = {};  // for these types; "*": for all
    bool later = false;

    bool applies_to(std::string_view type) const;
    bool is_required(std::string_view type) const;
    // The row that says most about both; nullptr without any.
    const Default* default_for(std::string_view type, std::string_view preset) const;
    bool has_presets() const;
};

struct Type {
    std::string_view name;
    bool later = false;
};

enum class Form { table, named_list, list };  // [cache]; [[source]] with names; [[route]]

struct Section {
    std::string_view name;
    Form form = Form::table;
    std::string_view help;
    std::vector<Key> keys = {};
    std::vector<Type> types = {};
    bool later = false;

    const Key* find(std::string_view key) const;
    const Type* find_type(std::string_view type) const;
    std::string header() const;  // "[cache]" or "[[source]]"
};

// In the order in which they are read, printed and documented.
const std::vector<Section>& sections();
const Section* find_section(std::string_view name);

inline constexpr std::array<std::string_view, 3> presets{"production", "balanced", "low_resource"};
inline constexpr std::string_view usual_preset = presets[1];

// What the hints choose from: everything that this version has.
std::vector<std::string> available_sections();
std::vector<std::string> available_types(const Section& section);
std::vector<std::string> available_keys(const Section& section, std::string_view type);

}  // namespace glossd::config
