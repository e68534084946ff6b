// Field: how one key's value is read, checked and put into its struct; the building blocks of
// the key table. A field never throws: complaints go to the context, with the value's place.
#pragma once

#include "config/context.hpp"
#include "config/text_checks.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace glossd::config {

// The struct being filled.
using Entry = std::variant<GlossdSettings*, HttpSettings*, DedupSettings*, CacheSettings*,
                           AlertSettings*, SourceSettings*, EngineSettings*, TargetSettings*,
                           GlossarySettings*, RouteSettings*>;

struct Field {
    Shape shape = Shape::text;
    std::string expects;  // "a duration like \"90s\"": for messages and the reference
    // Stores the value and gives it back as --print shows it; nothing when it was refused.
    std::function<std::optional<std::string>(const Entry&, const Value&, Context&)> read;
    bool is_secret = false;
};

// Where a field stores: one member of one of the structs.
template <class T>
using Slot = std::function<T&(const Entry&)>;

template <class Settings, class T>
Slot<T> slot(T Settings::*member) {
    return [member](const Entry& entry) -> T& { return std::get<Settings*>(entry)->*member; };
}

template <class Settings, class Outer, class T>
Slot<T> slot(Outer Settings::*outer, T Outer::*member) {
    return [outer, member](const Entry& entry) -> T& {
        return std::get<Settings*>(entry)->*outer.*member;
    };
}

using TextCheck = Checked (*)(const std::string&);

Field text(Slot<std::string> slot, std::string expects, TextCheck check);
Field texts(Slot<std::vector<std::string>> slot, std::string expects, TextCheck check);
Field words(Slot<std::vector<std::string>> slot, std::vector<std::string> allowed);
Field word(Slot<std::string> slot, std::vector<std::string> allowed);
Field flag(Slot<bool> slot);
Field count(Slot<int> slot, int least, int most);
Field big_count(Slot<std::int64_t> slot, std::int64_t least);
Field number(Slot<double> slot, double least, double most);
Field optional_number(Slot<std::optional<double>> slot, double least, double most);
Field duration(Slot<Duration> slot, Duration least, Duration most);
Field size(Slot<std::int64_t> slot);
Field language(Slot<model::Language> slot);
Field secret(Slot<Secret> slot);
Field path(Slot<std::string> slot);
Field url_or_path(Slot<std::string> slot);
Field first_run(Slot<FirstRun> slot);
Field json_table(Slot<std::string> slot);
// Names from the list `section`; each must exist and stand there once.
// The names that the [[section]]s have, as far as they could be read.
std::vector<std::string> names_in(const Context& context, const std::string& section);
Field references(Slot<std::vector<std::string>> slot, std::string section);

// One of a few words; `pick` stores the chosen one by its index.
Field one_of(std::vector<std::string> names, std::function<void(const Entry&, std::size_t)> pick);

template <class T>
Field choice(Slot<T> slot, std::vector<std::pair<std::string, T>> options) {
    std::vector<std::string> names;
    for (const auto& option : options) names.push_back(option.first);
    return one_of(names, [slot = std::move(slot), options](const Entry& entry, std::size_t index) {
        slot(entry) = options[index].second;
    });
}

}  // namespace glossd::config
