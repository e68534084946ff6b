// Requests and answers of the loopback stand-ins, and the few HTTP/1.1 details they share (RFC
// 9112). Values and pure functions; any thread. For loopback only: no chunked request bodies.
#pragma once

#include "model/exchange.hpp"
#include "model/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace glossd::bench {

struct Request {
    std::string method;
    std::string path;   // as sent, without the query
    std::string query;  // without '?'
    model::Headers headers;
    std::string body;

    // First header of that name, case-insensitive; empty when there is none.
    std::string header(std::string_view name) const;
    // Decoded, of the query; the first of that name.
    std::optional<std::string> parameter(std::string_view name) const;
    // The token of `Authorization: Bearer`; empty when there is none.
    std::string bearer() const;
};

struct Response {
    int status = 200;
    model::Headers headers;
    std::string body;
    model::Duration delay{0};  // between the handling and the answer

    bool operator==(const Response&) const = default;
};

Response json_response(std::string body, int status = 200);
// The same from a value; what is no UTF-8 in it is replaced.
Response json_answer(const nlohmann::json& body, int status = 200);

// application/x-www-form-urlencoded, as queries and form bodies have it; in order, decoded.
std::vector<std::pair<std::string, std::string>> parse_form(std::string_view text);
// The first field of that name, decoded; empty when there is none.
std::string form_field(std::string_view form, std::string_view name);

std::string_view reason_phrase(int status);
std::string write_response(const Response& response, bool close);

// Takes the bytes of one connection and gives its requests one by one.
class RequestParser {
  public:
    void feed(std::string_view bytes) { unread_ += bytes; }

    // Nothing while the next request is not complete, and for ever once broken().
    std::optional<Request> next();
    bool broken() const { return broken_; }

  private:
    std::optional<Request> give_up();

    std::string unread_;
    std::optional<Request> head_;  // read, its body not yet complete
    std::size_t body_size_ = 0;
    bool broken_ = false;
};

}  // namespace glossd::bench
