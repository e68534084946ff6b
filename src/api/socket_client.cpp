#include "api/socket_client.hpp"

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>

namespace glossd::api {

using nlohmann::ordered_json;

model::Result<ordered_json> ask_daemon(const std::string& state_directory,
                                       const std::string& method, const std::string& route,
                                       const std::string& body, model::Duration patience) {
    const auto path = state_directory + "/glossd.sock";
    httplib::Client client(path);
    client.set_address_family(AF_UNIX);
    client.set_read_timeout(patience);
    const auto reply =
        method == "GET" ? client.Get(route) : client.Post(route, body, "application/json");
    if (!reply) {
        return model::fail(
            model::ErrorKind::not_found,
            "no daemon answers on " + path + " (" + httplib::to_string(reply.error()) + ")");
    }
    auto answer = ordered_json::parse(reply->body, nullptr, false);
    if (reply->status == 200 && !answer.is_discarded()) return answer;
    using namespace nlohmann::literals;
    const auto message = answer.is_object()
                             ? answer.value("/error/message"_json_pointer, std::string{})
                             : std::string{};
    return model::fail(
        model::ErrorKind::invalid_input,
        message.empty() ? "the daemon answered " + std::to_string(reply->status) : message);
}

}  // namespace glossd::api
