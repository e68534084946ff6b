#include "bench/http.hpp"

#include "text/ascii.hpp"

#include <array>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

constexpr std::size_t longest_head = 64 * 1024;
constexpr std::size_t longest_body = 64 * 1024 * 1024;

int hex_value(char c) {
    if (text::is_digit(c)) return c - '0';
    const char low = text::to_lower(c);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

std::string decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

std::string_view take_line(std::string_view& rest) {
    const auto end = rest.find("\r\n");
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 2);
    return line;
}

// The request line and the header lines, without the empty line behind them.
std::optional<Request> parse_head(std::string_view head) {
    const auto line = take_line(head);
    const auto first = line.find(' ');
    const auto second = line.find(' ', first + 1);
    if (first == line.npos || second == line.npos) return std::nullopt;
    if (!line.substr(second + 1).starts_with("HTTP/1.")) return std::nullopt;
    Request request;
    request.method = line.substr(0, first);
    const auto target = line.substr(first + 1, second - first - 1);
    const auto mark = target.find('?');
    request.path = target.substr(0, mark);
    if (mark != target.npos) request.query = target.substr(mark + 1);
    while (!head.empty()) {
        const auto field = take_line(head);
        const auto colon = field.find(':');
        if (colon == field.npos) return std::nullopt;
        request.headers.emplace_back(field.substr(0, colon), text::trim(field.substr(colon + 1)));
    }
    return request;
}

std::optional<std::size_t> body_size_of(const Request& request) {
    if (!request.header("Transfer-Encoding").empty()) return std::nullopt;
    const auto length = request.header("Content-Length");
    if (length.empty()) return 0;
    std::size_t size = 0;
    const auto* end = length.data() + length.size();
    const auto read = std::from_chars(length.data(), end, size);
    if (read.ec != std::errc() || read.ptr != end || size > longest_body) return std::nullopt;
    return size;
}

}  // namespace

std::string Request::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (text::equals_ignoring_case(key, name)) return value;
    }
    return "";
}

std::optional<std::string> Request::parameter(std::string_view name) const {
    for (auto& [key, value] : parse_form(query)) {
        if (key == name) return std::move(value);
    }
    return std::nullopt;
}

std::string Request::bearer() const {
    constexpr std::string_view scheme = "Bearer ";
    const auto value = header("Authorization");
    return value.starts_with(scheme) ? value.substr(scheme.size()) : "";
}

Response json_response(std::string body, int status) {
    return {status, {{"Content-Type", "application/json; charset=utf-8"}}, std::move(body), {}};
}

Response json_answer(const nlohmann::json& body, int status) {
    return json_response(body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                         status);
}

std::vector<std::pair<std::string, std::string>> parse_form(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> fields;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto field = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (field.empty()) continue;
        const auto equals = field.find('=');
        const auto value = equals == field.npos ? std::string_view() : field.substr(equals + 1);
        fields.emplace_back(decode(field.substr(0, equals)), decode(value));
    }
    return fields;
}

std::string form_field(std::string_view form, std::string_view name) {
    for (const auto& [key, value] : parse_form(form)) {
        if (key == name) return value;
    }
    return {};
}

std::string_view reason_phrase(int status) {
    constexpr std::array<std::pair<int, std::string_view>, 18> phrases{{
        {200, "OK"},
        {202, "Accepted"},
        {204, "No Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {410, "Gone"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {500, "Internal Server Error"},
        {503, "Service Unavailable"},
    }};
    for (const auto& [code, phrase] : phrases) {
        if (code == status) return phrase;
    }
    return "Status";
}

std::string write_response(const Response& response, bool close) {
    auto out = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
    for (const auto& [name, value] : response.headers)
        out += fmt::format("{}: {}\r\n", name, value);
    // Neither has a body, whatever its length says (RFC 9110 section 6.4.1).
    const bool bodiless = response.status == 204 || response.status == 304;
    if (!bodiless) out += fmt::format("Content-Length: {}\r\n", response.body.size());
    out += close ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    if (!bodiless) out += response.body;
    return out;
}

std::optional<Request> RequestParser::give_up() {
    broken_ = true;
    return std::nullopt;
}

std::optional<Request> RequestParser::next() {
    if (broken_) return std::nullopt;
    if (!head_) {
        constexpr std::string_view end_of_head = "\r\n\r\n";
        const auto end = unread_.find(end_of_head);
        if (end == unread_.npos) {
            return unread_.size() > longest_head ? give_up() : std::nullopt;
        }
        head_ = parse_head(std::string_view(unread_).substr(0, end));
        const auto size = head_ ? body_size_of(*head_) : std::nullopt;
        if (!size) return give_up();
        body_size_ = *size;
        unread_.erase(0, end + end_of_head.size());
    }
    if (unread_.size() < body_size_) return std::nullopt;
    auto request = std::move(*head_);
    head_.reset();
    request.body = unread_.substr(0, body_size_);
    unread_.erase(0, body_size_);
    return request;
}

}  // namespace glossd::bench
