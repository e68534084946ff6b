// Multipart: a form as multipart/form-data (RFC 7578). Any thread; blocks while it reads the files
// of the form, so it is for workers. A name or file name cannot break out of its header line.
#pragma once

#include "model/exchange.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::net {

// Bytes of one file in a form; more is an error (refused).
inline constexpr std::size_t largest_form_file = 64 * 1024 * 1024;

struct MultipartBody {
    std::string content_type;  // with the boundary
    std::string body;
};

// `boundary`: 1 to 70 letters or digits that occur in no value. An error when a file cannot be
// read (not_found, refused, io).
model::Result<MultipartBody> encode_form(const std::vector<model::FormField>& form,
                                         std::string_view boundary);

std::string multipart_boundary();  // of the system's randomness

}  // namespace glossd::net
