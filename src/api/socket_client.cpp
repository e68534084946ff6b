#include "api/socket_client.hpp"

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>

namespace glossd::api {

using nlohmann::ordered_json;

model::Result<ordered_json> ask_daemon(const std::string& state_directory,
                                       const std::string& method, const std::string& route,
                                       model::Duration patience) {
    const auto path = state_directory + "/glossd.sock";
    httplib::Client client(path);
    client.set_address_family(AF_UNIX);
    client.set_read_timeout(patience);
    const auto reply = method == "GET" ? client.Get(route) : client.Post(route);
    if (!reply) {
        return model::fail(
            model::ErrorKind::not_found,
            "no daemon answers on " + path + " (" + httplib::to_string(reply.error()) + ")");
    }
    auto body = ordered_json::parse(reply->body, nullptr, false);
    if (reply->status == 200 && !body.is_discarded()) return body;
    using namespace nlohmann::literals;
    const auto message =
        body.is_object() ? body.value("/error/message"_json_pointer, std::string{}) : std::string{};
    return model::fail(
        model::ErrorKind::invalid_input,
        message.empty() ? "the daemon answered " + std::to_string(reply->status) : message);
}

model::Result<void> post_to_daemon(const std::string& state_directory, const std::string& route) {
    const auto answered = ask_daemon(state_directory, "POST", route);
    if (!answered) return tl::make_unexpected(answered.error());
    return {};
}

}  // namespace glossd::api
