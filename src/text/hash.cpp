#include "text/hash.hpp"

#include <cstdint>

#include <openssl/sha.h>

namespace glossd::text {

std::string sha256(std::string_view bytes) {
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
           reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

std::string sha256_hex(std::string_view bytes) {
    return to_hex(sha256(bytes));
}

std::string sha256_fields(const std::vector<std::string_view>& fields) {
    std::string framed;
    for (const auto field : fields) {
        const std::uint64_t size = field.size();
        for (int shift = 56; shift >= 0; shift -= 8) {
            framed += static_cast<char>((size >> shift) & 0xFF);
        }
        framed += field;
    }
    return sha256(framed);
}

}  // namespace glossd::text
