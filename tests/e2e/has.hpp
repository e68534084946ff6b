// Whether a program said something; one that said nothing at all did not.
#pragma once

#include <optional>
#include <string>

namespace glossd::e2e {

inline bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

inline bool has(const std::optional<std::string>& message, const std::string& part) {
    return message && has(*message, part);
}

}  // namespace glossd::e2e
