// The small text rules of HTTP headers (RFC 9110 section 5.6): tokens, lists, names that ignore
// case. ASCII only, whatever the locale. Pure; any thread.
#pragma once

#include "model/exchange.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::net {

std::string lower(std::string_view text);
std::string_view trim(std::string_view text);  // spaces and tabs
bool same_name(std::string_view a, std::string_view b);
bool is_token(std::string_view text);  // not empty

// The items of a comma list, trimmed, without empty ones; views into `value`.
std::vector<std::string_view> list_items(std::string_view value);

// The items of every header of that name.
std::vector<std::string> header_items(const model::Headers& headers, std::string_view name);

std::string base64(std::string_view bytes);

// "Basic ..." of RFC 7617.
std::string basic_credentials(std::string_view user_and_password);

// %41 becomes A; what is no escape stays.
std::string percent_decode(std::string_view text);

}  // namespace glossd::net
