#include "text/percent.hpp"

#include "text/ascii.hpp"

#include <fmt/format.h>

namespace glossd::text {

std::string percent_encode(std::string_view text) {
    constexpr std::string_view unreserved = "-._~";
    std::string out;
    for (const char c : text) {
        if (is_alnum(c) || unreserved.find(c) != unreserved.npos) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

}  // namespace glossd::text
