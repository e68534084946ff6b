// What the tests of publishers share: settings, replies, and reading results without get_if.
#pragma once

#include "publishers/json.hpp"
#include "publishers/publisher.hpp"
#include "text/time_format.hpp"

#include <string>
#include <utility>

#include <doctest/doctest.h>

namespace glossd::publishers {

inline config::TargetSettings target_settings(const std::string& type) {
    config::TargetSettings settings;
    settings.name = "es";
    settings.type = type;
    settings.language = *model::Language::parse("es");
    settings.server = "https://m.example";
    settings.token = config::Secret("s3cret", "env TOKEN");
    settings.url = "https://hook.example/in";
    settings.path = "/var/lib/feeds/es.xml";
    return settings;
}

inline PublisherPtr account_publisher(const config::TargetSettings& settings) {
    auto made = make_publisher(settings);
    REQUIRE(made);
    return std::get<PublisherPtr>(std::move(*made));
}

inline model::HttpReply reply(int status, std::string body, model::Headers headers = {}) {
    model::HttpReply made;
    made.status = status;
    made.body = std::move(body);
    made.headers = std::move(headers);
    return made;
}

inline model::Reply broken_off(bool maybe_received) {
    return model::ExchangeFailure{{model::ErrorKind::timeout, "timed out"}, maybe_received};
}

inline const model::HttpRequest& http(const model::Request& request) {
    return std::get<model::HttpRequest>(request);
}

inline std::string header(const model::HttpRequest& request, const std::string& name) {
    for (const auto& [key, value] : request.headers) {
        if (key == name) return value;
    }
    return {};
}

inline model::WallTime at(const std::string& time) {
    const auto parsed = text::parse_date(time);
    REQUIRE(parsed);
    return *parsed;
}

template <class Variant>
model::Outcome outcome_in(const Variant& result) {
    const auto* outcome = std::get_if<model::Outcome>(&result);
    REQUIRE(outcome);
    return *outcome;
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace glossd::publishers
