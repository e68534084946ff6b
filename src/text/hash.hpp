// Hashes: SHA-256 through OpenSSL. Pure; any thread.
#pragma once

#include "model/post.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

std::string sha256(std::string_view bytes);      // 32 raw bytes
std::string to_hex(std::string_view bytes);      // lower case
std::string sha256_hex(std::string_view bytes);  // 64 lower-case digits

// SHA-256 over the fields, each with its length before it, so that ("ab","c") is not ("a","bc").
std::string sha256_fields(const std::vector<std::string_view>& fields);

// The duplicate filter's key (design section 4): title, text, warning, alt texts and media
// addresses; NFC, white space folded, tracking parameters off links; and the post's own link
// when fewer than 40 letters stand outside spans. 32 raw bytes.
std::string content_hash(const model::Post& post);

}  // namespace glossd::text
