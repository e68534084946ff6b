// What a client of the HTTP API may send: a path with a query, a header, and the body of an order.
#include "api/by_hand_json.hpp"
#include "api/fake_insight.hpp"
#include "api/read_routes.hpp"
#include "fuzz/target.hpp"

#include <httplib.h>

namespace glossd::fuzz {

void api(std::string_view input) {
    httplib::Request request;
    request.method = choose(input, 2) == 0 ? "GET" : "HEAD";
    request.path = take_field(input);
    httplib::detail::parse_query_text(std::string(take_field(input)), request.params);
    request.headers.emplace("Host", std::string(take_field(input)));

    api::FakeInsight insight;
    httplib::Response response;
    if (api::answer_read(insight, request, response))
        promise(response.status != -1, "a route that is answered has a status");

    const auto order = api::publish_order(std::string(input));
    if (!order) promise(!order.error().message.empty(), "a refused order says why");
}

}  // namespace glossd::fuzz
