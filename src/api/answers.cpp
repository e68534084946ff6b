#include "api/answers.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

namespace glossd::api {

using nlohmann::ordered_json;

namespace {

int status_of(const model::Error& error) {
    switch (error.kind) {
        case model::ErrorKind::not_found:
            return 404;
        case model::ErrorKind::invalid_input:
        case model::ErrorKind::refused:
            return 409;
        case model::ErrorKind::timeout:
        case model::ErrorKind::cancelled:
            return 503;
        default:
            return 500;
    }
}

// Set, not added: an answer may be made anew by the error handler.
void harden(httplib::Response& response) {
    const auto set = [&](const char* name, const char* value) {
        response.headers.erase(name);
        response.set_header(name, value);
    };
    set("X-Content-Type-Options", "nosniff");
    set("Cache-Control", "no-store");
    set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    set("Cross-Origin-Resource-Policy", "same-origin");
    set("Referrer-Policy", "no-referrer");
}

}  // namespace

void answer(httplib::Response& response, const ordered_json& body, int status) {
    response.status = status;
    // What is stored is valid UTF-8; what a client sent and is quoted may not be.
    const auto text = body.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    response.set_content(text, "application/json");
    harden(response);
}

void answer(httplib::Response& response, const model::Error& error) {
    answer_error(response, status_of(error), error.message);
}

void answer_error(httplib::Response& response, int status, const std::string& message) {
    answer(response, {{"error", {{"code", status}, {"message", message}}}}, status);
}

void answer_text(httplib::Response& response, const std::string& text, const char* type) {
    response.status = 200;
    response.set_content(text, type);
    harden(response);
}

std::int64_t number_of(const httplib::Request& request, const char* name, std::int64_t otherwise) {
    if (!request.has_param(name)) return otherwise;
    const auto text = request.get_param_value(name);
    std::int64_t number = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

int limit_of(const httplib::Request& request) {
    return static_cast<int>(
        std::clamp<std::int64_t>(number_of(request, "limit", page_size), 1, most_rows));
}

}  // namespace glossd::api
