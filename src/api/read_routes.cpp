#include "api/read_routes.hpp"

#include "api/answers.hpp"
#include "api/delivery_json.hpp"
#include "api/status_json.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <nlohmann/json.hpp>

namespace glossd::api {

using httplib::Request;
using httplib::Response;
using nlohmann::ordered_json;

namespace {

template <class T, class Then>
void answer_with(Response& response, const model::Result<T>& result, Then then) {
    if (!result) return answer(response, result.error());
    then(*result);
}

void say(Response& response, bool good, const char* word, const char* otherwise) {
    if (good) return answer(response, ordered_json{{"status", word}});
    answer_error(response, 503, otherwise);
}

void healthz(Insight& insight, const Request&, Response& response) {
    say(response, insight.alive(), "ok", "the loop or the store does not answer");
}

void readyz(Insight& insight, const Request&, Response& response) {
    say(response, insight.ready(), "ready", "starting or stopping");
}

void metrics(Insight& insight, const Request&, Response& response) {
    answer_with(response, insight.metrics(), [&](const std::string& text) {
        answer_text(response, text, "text/plain; version=0.0.4; charset=utf-8");
    });
}

template <model::Result<ordered_json> (Insight::*Get)()>
void document(Insight& insight, const Request&, Response& response) {
    answer_with(response, (insight.*Get)(),
                [&](const ordered_json& body) { answer(response, body); });
}

// A full page says where the next one begins.
template <class Row>
void answer_page(Response& response, const char* name, const std::vector<Row>& rows, int limit) {
    ordered_json list = ordered_json::array();
    for (const auto& row : rows) list.push_back(ordered_json(to_json(row)));
    ordered_json body{{name, std::move(list)}};
    if (static_cast<int>(rows.size()) == limit) body["next"] = rows.back().id;
    answer(response, body);
}

void posts(Insight& insight, const Request& request, Response& response) {
    std::optional<std::string> source;
    if (request.has_param("source")) source = request.get_param_value("source");
    const auto limit = limit_of(request);
    answer_with(response, insight.posts(source, number_of(request, "after", 0), limit),
                [&](const auto& rows) { answer_page(response, "posts", rows, limit); });
}

void deliveries(Insight& insight, const Request& request, Response& response) {
    store::DeliveryFilter filter;
    if (request.has_param("state")) {
        const auto name = request.get_param_value("state");
        filter.state = model::delivery_state(name);
        if (!filter.state) return answer_error(response, 400, "\"" + name + "\" is no state");
    }
    if (request.has_param("target")) filter.target = request.get_param_value("target");
    if (request.has_param("source")) filter.source = request.get_param_value("source");
    const auto limit = limit_of(request);
    answer_with(response, insight.deliveries(filter, number_of(request, "after", 0), limit),
                [&](const auto& rows) { answer_page(response, "deliveries", rows, limit); });
}

struct Route {
    std::string_view path;
    void (*answer)(Insight&, const Request&, Response&);
};

constexpr std::array<Route, 8> routes{{{"/healthz", healthz},
                                       {"/readyz", readyz},
                                       {"/metrics", metrics},
                                       {"/api/v1/status", document<&Insight::status>},
                                       {"/api/v1/performance", document<&Insight::performance>},
                                       {"/api/v1/cache", document<&Insight::cache>},
                                       {"/api/v1/posts", posts},
                                       {"/api/v1/deliveries", deliveries}}};

const Route* route_of(const Request& request) {
    const auto* found = std::find_if(routes.begin(), routes.end(), [&](const Route& route) {
        return route.path == request.path;
    });
    return found == routes.end() ? nullptr : found;
}

}  // namespace

bool answer_read(Insight& insight, const Request& request, Response& response) {
    if (request.method != "GET" && request.method != "HEAD") return false;
    const auto* route = route_of(request);
    if (route == nullptr) return false;
    route->answer(insight, request, response);
    return true;
}

std::vector<std::string> read_routes() {
    std::vector<std::string> names;
    for (const auto& route : routes) names.push_back("GET " + std::string(route.path));
    return names;
}

bool is_read_route(const Request& request) {
    return route_of(request) != nullptr;
}

}  // namespace glossd::api
