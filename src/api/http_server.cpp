#include "api/http_server.hpp"

#include "api/answers.hpp"
#include "api/bounded_server.hpp"
#include "api/rate_gate.hpp"
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

void answer_too_many(Response& response, std::chrono::seconds wait, const char* message) {
    answer_error(response, 429, message);
    response.set_header("Retry-After", std::to_string(wait.count()));
}

}  // namespace

struct HttpServer::State {
    State(const std::string& shown_token, Insight& seen, const ConnectionBounds& bounds)
        : insight(seen), server(bounds) {
        if (!shown_token.empty()) token_hash = text::sha256("Bearer " + shown_token);
    }

    bool admits(const Request& request, Response& response);
    bool shows_token(const Request& request, Response& response);
    void answer(const Request& request, Response& response);

    Insight& insight;
    // Compared as hashes, so that the time it takes says nothing about the token.
    std::string token_hash;
    RateGate gate;
    BoundedServer server;
    std::thread thread;
};

bool HttpServer::State::admits(const Request& request, Response& response) {
    if (request.path == "/healthz" || request.path == "/readyz") return true;
    if (const auto wait = gate.refuse(request.remote_addr, std::chrono::steady_clock::now())) {
        answer_too_many(response, *wait, "too many requests from this address");
        return false;
    }
    if (!token_hash.empty()) return shows_token(request, response);
    if (names_this_machine(request)) return true;
    answer_error(response, 421, "this address answers to localhost and 127.0.0.1 only");
    return false;
}

bool HttpServer::State::shows_token(const Request& request, Response& response) {
    const auto now = std::chrono::steady_clock::now();
    const auto shown = request.get_header_value("Authorization");
    if (!shown.empty()) {
        if (const auto wait = gate.refuse_token(request.remote_addr, now)) {
            answer_too_many(response, *wait, "too many wrong tokens from this address");
            return false;
        }
        if (text::sha256(shown) == token_hash) return true;
        gate.count_wrong_token(request.remote_addr, now);
    }
    answer_error(response, 401, "the token is missing or wrong: Authorization: Bearer TOKEN");
    response.set_header("WWW-Authenticate", "Bearer");
    return false;
}

void HttpServer::State::answer(const Request& request, Response& response) {
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
                                                              Insight& insight,
                                                              const ConnectionBounds& bounds) {
    auto state = std::make_unique<State>(token, insight, bounds);
    auto& server = state->server;
    server.new_task_queue = [] { return new httplib::ThreadPool(worker_threads); };
    server.set_socket_options(socket_options);
    server.set_payload_max_length(bounds.bytes);
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
    state_->server.end();
    state_->thread.join();
}

}  // namespace glossd::api
