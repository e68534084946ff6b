#include "api/socket_client.hpp"

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>

namespace glossd::api {

namespace {

constexpr std::chrono::seconds patience{15};

}  // namespace

model::Result<void> post_to_daemon(const std::string& state_directory, const std::string& route) {
    const auto path = state_directory + "/glossd.sock";
    httplib::Client client(path);
    client.set_address_family(AF_UNIX);
    client.set_read_timeout(patience);
    const auto reply = client.Post(route);
    if (!reply) {
        return model::fail(
            model::ErrorKind::not_found,
            "no daemon answers on " + path + " (" + httplib::to_string(reply.error()) + ")");
    }
    if (reply->status == 200) return {};
    using namespace nlohmann::literals;
    const auto body = nlohmann::json::parse(reply->body, nullptr, false);
    const auto message =
        body.is_object() ? body.value("/error/message"_json_pointer, std::string{}) : std::string{};
    return model::fail(
        model::ErrorKind::invalid_input,
        message.empty() ? "the daemon answered " + std::to_string(reply->status) : message);
}

}  // namespace glossd::api
