// Form fields (application/x-www-form-urlencoded), as sign-ins send and answer them. Pure; any
// thread. A query of an address is read the same way.
#pragma once

#include "model/exchange.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace glossd::platform {

using FormFields = std::vector<std::pair<std::string, std::string>>;

std::string form_text(const FormFields& fields);

// The first field of that name, decoded; empty when there is none.
std::string form_value(std::string_view text, std::string_view name);

model::HttpRequest form_request(std::string url, const FormFields& fields);

}  // namespace glossd::platform
