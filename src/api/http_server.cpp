#include "api/http_server.hpp"

#include "api/answers.hpp"
#include "api/read_routes.hpp"
#include "text/hash.hpp"

#include <cerrno>
#include <cstring>
#include <thread>

#include <fmt/format.h>
#include <sys/socket.h>

namespace glossd::api {

using httplib::Request;
using httplib::Response;
using Handled = httplib::Server::HandlerResponse;

namespace {

// Connections served at once; more wait. httplib's own pool, not ours: its threads have the
// system's stack (8 MiB), and its regular expressions need 2 MiB for the longest Range header.
constexpr std::size_t worker_threads = 16;
constexpr time_t patience = 5;        // seconds for the next bytes, either way
constexpr time_t first_patience = 2;  // for the first byte
constexpr std::size_t most_body = 64 * 1024;

// httplib's own would set SO_REUSEPORT, with which two daemons share a port and neither knows.
void socket_options(int socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

// A web page can make a browser ask its own name at our address (DNS rebinding); it cannot make it
// say another host. "127.example.org" is a name too.
bool names_this_machine(const Request& request) {
    auto host = request.get_header_value("Host");
    const bool brackets = !host.empty() && host.front() == '[';
    host = host.substr(0, brackets ? host.find(']') + 1 : host.find(':'));
    const auto address = config::parse_listen(host + ":1");
    return address && address->loopback;
}

}  // namespace

struct HttpServer::State {
    State(std::string shown_token, Insight& seen) : insight(seen) {
        if (!shown_token.empty()) token_hash = text::sha256("Bearer " + shown_token);
    }

    bool admits(const Request& request, Response& response) const;
    void answer(const Request& request, Response& response) const;

    Insight& insight;
    // Compared as hashes, so that the time it takes says nothing about the token.
    std::string token_hash;
    httplib::Server server;
    std::thread thread;
};

bool HttpServer::State::admits(const Request& request, Response& response) const {
    if (request.path == "/healthz" || request.path == "/readyz") return true;
    if (token_hash.empty()) {
        if (names_this_machine(request)) return true;
        answer_error(response, 421, "this address answers to localhost and 127.0.0.1 only");
        return false;
    }
    if (text::sha256(request.get_header_value("Authorization")) == token_hash) return true;
    answer_error(response, 401, "the token is missing or wrong: Authorization: Bearer TOKEN");
    response.set_header("WWW-Authenticate", "Bearer");
    return false;
}

void HttpServer::State::answer(const Request& request, Response& response) const {
    if (!admits(request, response) || answer_read(insight, request, response)) return;
    if (is_read_route(request)) {
        answer_error(response, 405, "this route only takes GET");
        response.set_header("Allow", "GET, HEAD");
    } else if (request.path == "/") {
        answer_error(response, 404,
                     "the dashboard is not available in this version; there is /metrics and "
                     "/api/v1/status");
    } else {
        answer_error(response, 404, "there is no such route");
    }
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() {
    stop();
}

model::Result<std::unique_ptr<HttpServer>> HttpServer::listen(const config::Listen& address,
                                                              const std::string& token,
                                                              Insight& insight) {
    auto state = std::make_unique<State>(token, insight);
    auto& server = state->server;
    server.new_task_queue = [] { return new httplib::ThreadPool(worker_threads); };
    server.set_socket_options(socket_options);
    server.set_keep_alive_max_count(1);
    server.set_keep_alive_timeout(first_patience);
    server.set_read_timeout(patience);
    server.set_write_timeout(patience);
    server.set_payload_max_length(most_body);
    server.set_pre_routing_handler([&state = *state](const Request& request, Response& response) {
        state.answer(request, response);
        return Handled::Handled;
    });
    // What httplib refuses by itself: not HTTP, or too large.
    server.set_error_handler([](const Request&, Response& response) {
        if (response.body.empty()) {
            answer_error(
                response, response.status,
                response.status == 414 ? "the address is too long" : "the request cannot be read");
        }
    });
    errno = 0;
    if (!server.bind_to_port(address.host.c_str(), address.port)) {
        return model::fail(
            model::ErrorKind::config,
            fmt::format("[glossd] listen: nothing can listen on {} port {} ({}); is another glossd "
                        "running? Set another address, or \"\" for none",
                        address.host, address.port, std::strerror(errno)));
    }
    state->thread = std::thread([&server] { server.listen_after_bind(); });
    // stop() before the thread listens would be lost.
    while (!server.is_running()) std::this_thread::yield();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

void HttpServer::stop() {
    if (!state_->thread.joinable()) return;
    state_->server.stop();
    state_->thread.join();
}

}  // namespace glossd::api
