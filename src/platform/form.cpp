#include "platform/form.hpp"

#include "net/header_text.hpp"
#include "text/percent.hpp"

#include <algorithm>

namespace glossd::platform {

namespace {

constexpr std::size_t largest_reply = 1024 * 1024;

}  // namespace

std::string form_text(const FormFields& fields) {
    std::string text;
    for (const auto& [name, value] : fields) {
        text += (text.empty() ? "" : "&") + name + "=" + text::percent_encode(value);
    }
    return text;
}

std::string form_value(std::string_view text, std::string_view name) {
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto field = text.substr(0, end);
        const auto equals = std::min(field.find('='), field.size());
        if (field.substr(0, equals) == name) {
            std::string value(field.substr(std::min(equals + 1, field.size())));
            std::replace(value.begin(), value.end(), '+', ' ');
            return net::percent_decode(value);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

model::HttpRequest form_request(std::string url, const FormFields& fields) {
    model::HttpRequest request;
    request.method = "POST";
    request.url = std::move(url);
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    request.body = form_text(fields);
    request.max_body = largest_reply;
    return request;
}

}  // namespace glossd::platform
