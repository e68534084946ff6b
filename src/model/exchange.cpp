#include "model/exchange.hpp"

#include <algorithm>

namespace glossd::model {

namespace {

bool same_but_for_case(char a, char b) {
    const auto folded = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return folded(a) == folded(b);
}

}  // namespace

const std::string* HttpReply::header(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
        return std::equal(header.first.begin(), header.first.end(), name.begin(), name.end(),
                          same_but_for_case);
    });
    return found == headers.end() ? nullptr : &found->second;
}

}  // namespace glossd::model
