#include "config/section_reader.hpp"

#include "config/nearest.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace glossd::config {

namespace {

std::vector<std::string> to_strings(const std::vector<std::string_view>& views) {
    return {views.begin(), views.end()};
}

std::string not_yet(std::string_view what) {
    return fmt::format("{} is not available in this version of glossd (known, arrives later)",
                       what);
}

std::string unknown_key(const Section& section, const std::string& type, const std::string& key) {
    if (auto near = hint(key, available_keys(section, type)); !near.empty()) {
        return "unknown key" + near;
    }
    for (const auto& other : sections()) {
        const auto* row = other.find(key);
        if (row != nullptr && !row->later) {
            return fmt::format("unknown key in {}; {} has a key of that name", section.header(),
                               other.header());
        }
    }
    return fmt::format("unknown key; {} has {}", section.header(),
                       enumerate(available_keys(section, type)));
}

// The key stands first in the table, so it is known before it is needed.
std::string_view preset_of(const Context& context) {
    const auto named = context.shared.find("glossd.preset");
    const auto* text = named == context.shared.end() ? nullptr : named->second.text();
    return text ? std::string_view(*text) : usual_preset;
}

std::optional<Value> fallback(const Key& key, const std::string& type, const Context& context) {
    const auto own = std::find_if(key.defaults.begin(), key.defaults.end(), [&](const auto& row) {
        return !row.type.empty() && row.type == type;
    });
    const auto shared = context.shared.find(std::string(key.inherits));
    const bool inherits = own == key.defaults.end() && !key.inherits.empty();
    if (inherits && shared != context.shared.end()) return shared->second;
    const auto* row = key.default_for(type, preset_of(context));
    if (row == nullptr) return std::nullopt;
    const auto place = row->preset.empty() ? Place{} : Place{"preset " + std::string(row->preset)};
    return from_text(key.field.shape, row->text, place);
}

}  // namespace

void SectionReader::read(const Section& section, const EntryTable& table, const Entry& entry) {
    context_.key = table.path;
    auto given = collect(section, table);
    std::string type;
    if (!section.types.empty() && !pick_type(section, given, type)) return;
    refuse_strangers(section, type, given);
    for (const auto& key : section.keys) {
        if (!key.later && key.applies_to(type)) {
            context_.key = table.path + "." + std::string(key.name);
            // Without a type nobody knows what is missing.
            const bool certain = section.types.empty() || !type.empty() || key.types.empty();
            if (certain || given.count(std::string(key.name))) {
                read_key(key, type, given, table, entry);
            }
        }
    }
}

SectionReader::Given SectionReader::collect(const Section& section, const EntryTable& table) {
    Given given;
    for (const auto& item : *table.value.table()) given[item.key] = item;
    for (const auto& key : section.keys) {
        const bool identity = section.form == Form::named_list && key.name == "name";
        if (!identity && (section.form == Form::table || !table.name.empty())) {
            take_variable(section, table, key, given);
        }
    }
    return given;
}

void SectionReader::take_variable(const Section& section, const EntryTable& table, const Key& key,
                                  Given& given) {
    const auto name = variable_name(section.name, table.name, key.name);
    const auto* text = context_.variables.setting(name);
    if (text == nullptr) return;
    const auto place = place_of_variable(name);
    const auto [before, fresh] = taken_.emplace(name, table.path);
    if (!fresh) {
        context_.report.error(place, before->second,
                              fmt::format("{} has the same variables: they do not tell '-' from "
                                          "'_' and upper from lower case",
                                          table.path));
        return;
    }
    given[std::string(key.name)] = {std::string(key.name), place,
                                    from_text(key.field.shape, *text, place)};
}

bool SectionReader::pick_type(const Section& section, const Given& given, std::string& type) {
    const auto item = given.find("type");
    const auto* text = item == given.end() ? nullptr : item->second.value.text();
    const auto* row = text ? section.find_type(*text) : nullptr;
    if (row == nullptr) return true;  // the row of `type` says what is wrong
    if (row->later) {
        context_.key += ".type";
        context_.fail(item->second.value.place,
                      not_yet(fmt::format("`type = \"{}\"`", row->name)) +
                          fmt::format("; there is {}", enumerate(available_types(section))));
        return false;
    }
    type = row->name;
    return true;
}

void SectionReader::refuse_strangers(const Section& section, const std::string& type,
                                     Given& given) {
    const auto path = context_.key;
    for (auto at = given.begin(); at != given.end();) {
        const auto& item = at->second;
        const auto* row = section.find(item.key);
        context_.key = path + "." + item.key;
        if (row == nullptr) {
            context_.fail(item.place, unknown_key(section, type, item.key));
        } else if (row->later) {
            context_.fail(item.place, not_yet("`" + item.key + "`"));
        } else if (!row->applies_to(type)) {
            context_.fail(item.place,
                          fmt::format("a {} of type `{}` has no such key; it is for "
                                      "type {}",
                                      section.name, type, enumerate(to_strings(row->types))));
        } else {
            ++at;
            continue;
        }
        at = given.erase(at);
    }
}

void SectionReader::read_key(const Key& key, const std::string& type, const Given& given,
                             const EntryTable& table, const Entry& entry) {
    const auto item = given.find(std::string(key.name));
    const auto value =
        item == given.end() ? fallback(key, type, context_) : std::optional(item->second.value);
    if (!value) {
        const bool comes_later = key.field.is_secret && context_.secrets == Secrets::may_be_missing;
        if (!key.is_required(type) || comes_later) return;
        context_.fail(table.value.place, fmt::format("is missing: {}", key.field.expects));
        return;
    }
    const auto shown = key.field.read(entry, *value, context_);
    if (!shown) return;
    context_.shared[context_.key] = *value;
    settings_.push_back({context_.key, *shown, origin_of(value->place)});
}

}  // namespace glossd::config
