// Value: one setting as written, wherever it was written: TOML, a variable or a default. A value.
// Nothing is interpreted yet: "90s" is a string here, and only a key's row knows better.
#pragma once

#include "config/config.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace glossd::config {

// Tables and lists in one another; what lies deeper is Alien.
inline constexpr int deepest_value = 32;

struct Item;
struct Value;
using List = std::vector<Value>;
using Table = std::vector<Item>;
struct Alien {  // what TOML can say and no key wants: dates, times, nesting beyond reason
    bool operator==(const Alien&) const = default;
};

struct Value {
    Place place;
    std::variant<Alien, bool, std::int64_t, double, std::string, List, Table> data;

    const std::string* text() const { return std::get_if<std::string>(&data); }
    const Table* table() const { return std::get_if<Table>(&data); }
    const List* list() const { return std::get_if<List>(&data); }
};

struct Item {
    std::string key;
    Place place;  // of the key
    Value value;
};

const Value* find(const Table& table, std::string_view key);

// How the text of a variable or of a default is to be read.
enum class Shape { text, boolean, integer, number, list, table };

// A list is separated by commas, or JSON when it starts with '['; a table is JSON. What does not
// fit stays a string, so that the key's row refuses it in its own words.
Value from_text(Shape shape, std::string_view text, const Place& place);

// For messages: "the integer 5", "\"x\"", "a table". Passwords in addresses are hidden.
std::string describe(const Value& value);
std::string describe_type(const Value& value);  // without the content: "an integer"

// As TOML on one line.
std::string to_toml(const Value& value);
std::string toml_string(std::string_view text);

// As JSON text; nothing when JSON cannot say it (dates, inf, nan).
std::optional<std::string> to_json(const Value& value);

// "https://user:secret@host/" with the password as "***".
std::string hide_password(std::string_view text);

}  // namespace glossd::config
