// The JSON of posting services, under the names that publishers use. The functions are
// platform/json.hpp's: sources read the same services.
#pragma once

#include "platform/json.hpp"

namespace glossd::publishers {

using platform::id_at;
using platform::Json;
using platform::member;
using platform::number_at;
using platform::OrderedJson;
using platform::parse_flat_json;
using platform::parse_json;
using platform::string_at;
using platform::write_json;

}  // namespace glossd::publishers
