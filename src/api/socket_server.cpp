#include "api/socket_server.hpp"

#include "api/delivery_json.hpp"
#include "runtime/state_owner.hpp"

#include <algorithm>
#include <charconv>
#include <thread>

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace glossd::api {

using nlohmann::json;

namespace {

constexpr int page_size = 100;
constexpr int most_rows = 1000;
constexpr std::size_t worker_threads = 2;

int status_of(const model::Error& error) {
    switch (error.kind) {
        case model::ErrorKind::not_found:
            return 404;
        case model::ErrorKind::invalid_input:
            return 409;
        case model::ErrorKind::timeout:
        case model::ErrorKind::cancelled:
            return 503;
        default:
            return 500;
    }
}

void answer(httplib::Response& response, const json& body, int status = 200) {
    response.status = status;
    response.set_content(body.dump(), "application/json");
}

json error_body(int status, const std::string& message) {
    return {{"error", {{"code", status}, {"message", message}}}};
}

void answer(httplib::Response& response, const model::Error& error) {
    const auto status = status_of(error);
    answer(response, error_body(status, error.message), status);
}

std::int64_t number_of(const httplib::Request& request, const char* name, std::int64_t otherwise) {
    if (!request.has_param(name)) return otherwise;
    const auto text = request.get_param_value(name);
    std::int64_t number = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// The routes match digits only; a number past the range is no delivery.
std::int64_t id_of(const httplib::Request& request) {
    const auto text = request.matches[1].str();
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    return id;
}

void list(Control& control, const httplib::Request& request, httplib::Response& response) {
    store::DeliveryFilter filter;
    if (request.has_param("state")) {
        const auto name = request.get_param_value("state");
        filter.state = model::delivery_state(name);
        if (!filter.state) {
            return answer(response, error_body(400, "\"" + name + "\" is no state"), 400);
        }
    }
    if (request.has_param("target")) filter.target = request.get_param_value("target");
    const auto limit =
        std::clamp<std::int64_t>(number_of(request, "limit", page_size), 1, most_rows);
    const auto rows = control.list(filter, number_of(request, "after", 0), static_cast<int>(limit));
    if (!rows) return answer(response, rows.error());
    json deliveries = json::array();
    for (const auto& row : *rows) deliveries.push_back(to_json(row));
    answer(response, json{{"deliveries", std::move(deliveries)}});
}

void change(const model::Result<void>& changed, httplib::Response& response) {
    if (!changed) return answer(response, changed.error());
    answer(response, json::object());
}

void add_routes(httplib::Server& server, Control& control) {
    server.Get("/healthz", [](const httplib::Request&, httplib::Response& response) {
        answer(response, json{{"status", "ok"}});
    });
    server.Get("/api/v1/deliveries",
               [&](const httplib::Request& request, httplib::Response& response) {
                   list(control, request, response);
               });
    server.Get(R"(/api/v1/deliveries/(\d+))",
               [&](const httplib::Request& request, httplib::Response& response) {
                   const auto delivery = control.show(id_of(request));
                   if (!delivery) return answer(response, delivery.error());
                   answer(response, to_json(*delivery));
               });
    server.Post(R"(/api/v1/deliveries/(\d+)/retry)",
                [&](const httplib::Request& request, httplib::Response& response) {
                    change(control.retry(id_of(request)), response);
                });
    server.Post(R"(/api/v1/deliveries/(\d+)/drop)",
                [&](const httplib::Request& request, httplib::Response& response) {
                    change(control.drop(id_of(request)), response);
                });
}

}  // namespace

struct SocketServer::State {
    httplib::Server server;
    std::string path;
    std::thread thread;
};

SocketServer::SocketServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

SocketServer::~SocketServer() {
    stop();
}

model::Result<std::unique_ptr<SocketServer>> SocketServer::listen(const std::string& path,
                                                                  Control& control) {
    auto state = std::make_unique<State>();
    state->path = path;
    auto& server = state->server;
    server.set_address_family(AF_UNIX);
    server.set_keep_alive_max_count(1);
    server.new_task_queue = [] { return new httplib::ThreadPool(worker_threads); };
    add_routes(server, control);
    ::unlink(path.c_str());
    constexpr int ignored_port = 1;  // httplib wants one; a UNIX socket has none
    if (!server.bind_to_port(path.c_str(), ignored_port)) {
        return model::fail(model::ErrorKind::io,
                           path +
                               " cannot be listened on (a socket path has at most 107 bytes); "
                               "set a shorter [glossd] state");
    }
    ::chmod(path.c_str(), 0600);
    runtime::hand_over(path);
    state->thread = std::thread([&server] { server.listen_after_bind(); });
    // stop() before the thread listens would be lost.
    while (!server.is_running()) std::this_thread::yield();
    return std::unique_ptr<SocketServer>(new SocketServer(std::move(state)));
}

void SocketServer::stop() {
    if (!state_->thread.joinable()) return;
    state_->server.stop();
    state_->thread.join();
    ::unlink(state_->path.c_str());
}

}  // namespace glossd::api
