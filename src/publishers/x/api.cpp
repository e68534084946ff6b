#include "publishers/x/api.hpp"

#include <utility>

namespace glossd::publishers::x {

namespace {

constexpr std::size_t largest_reply = 8 * 1024 * 1024;  // 100 posts with what they refer to

}  // namespace

Api::Api(std::string base_url, model::Credential credential)
    : base_url_(std::move(base_url)), credential_(std::move(credential)) {}

model::HttpRequest Api::get(std::string_view path) const {
    model::HttpRequest request;
    request.url = base_url_ + std::string(path);
    request.headers = {{"Accept", "application/json"}};
    request.max_body = largest_reply;
    request.credential = credential_;
    return request;
}

model::HttpRequest Api::post(std::string_view path, std::string json) const {
    auto request = get(path);
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = std::move(json);
    return request;
}

model::HttpRequest Api::remove(std::string_view path) const {
    auto request = get(path);
    request.method = "DELETE";
    return request;
}

}  // namespace glossd::publishers::x
