// The fields of a multipart/form-data request (RFC 7578), as the stand-ins read uploads. Pure; any
// thread.
#pragma once

#include "bench/http.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::bench {

struct FormPart {
    std::string name;
    std::string file_name;     // empty: not a file
    std::string content_type;  // empty: none was given
    std::string content;
};

// Nothing when the request is no form of that kind, or is cut off.
std::optional<std::vector<FormPart>> parse_multipart(const Request& request);

// The first of that name, or nullptr.
const FormPart* part_named(const std::vector<FormPart>& parts, std::string_view name);

}  // namespace glossd::bench
