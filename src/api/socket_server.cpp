#include "api/socket_server.hpp"

#include "api/answers.hpp"
#include "api/by_hand_json.hpp"
#include "api/delivery_json.hpp"
#include "api/edit_json.hpp"
#include "api/import_json.hpp"
#include "api/read_routes.hpp"
#include "config/units.hpp"
#include "runtime/state_owner.hpp"

#include <charconv>
#include <cstddef>
#include <memory>
#include <semaphore>
#include <thread>

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace glossd::api {

using Handled = httplib::Server::HandlerResponse;
using nlohmann::ordered_json;

namespace {

constexpr std::size_t socket_threads = 4;

// A pass keeps its thread for up to half an hour; whoever pauses or asks must find one meanwhile.
constexpr std::ptrdiff_t most_passes = 2;
using PassPlaces = std::counting_semaphore<most_passes>;

// The routes match digits only; a number past the range is no delivery.
std::int64_t id_of(const httplib::Request& request) {
    const auto text = request.matches[1].str();
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    return id;
}

void change(const model::Result<void>& changed, httplib::Response& response) {
    if (!changed) return answer(response, changed.error());
    answer(response, ordered_json::object());
}

void purge(Insight& insight, const httplib::Request& request, httplib::Response& response) {
    store::MemoryFilter filter;
    if (request.has_param("older_than")) {
        const auto age = config::parse_duration(request.get_param_value("older_than"));
        if (!age) return answer_error(response, 400, "older_than: " + age.error());
        filter.created_before = model::wall_now() - *age;
    }
    if (request.has_param("language")) filter.to = request.get_param_value("language");
    filter.by_hand_too = request.has_param("by_hand");
    const auto purged = insight.purge_cache(filter);
    if (!purged) return answer(response, purged.error());
    answer(response, ordered_json{{"purged", *purged}});
}

void import_memory(Insight& insight, const httplib::Request& request, httplib::Response& response) {
    const auto rows = rows_of(request.body, model::wall_now());
    if (!rows) return answer(response, rows.error());
    const auto counts = insight.import_cache(*rows);
    if (!counts) return answer(response, counts.error());
    answer(response, to_json(*counts));
}

void edit(Control& control, const httplib::Request& request, httplib::Response& response) {
    const auto order = edit_order(id_of(request), request.body);
    if (!order) return answer(response, order.error());
    const auto edited = control.edit(*order);
    if (!edited) return answer(response, edited.error());
    answer(response, to_json(*edited));
}

void publish(Control& control, const httplib::Request& request, httplib::Response& response) {
    const auto order = publish_order(request.body);
    if (!order) return answer(response, order.error());
    const auto planned = control.publish(*order);
    if (!planned) return answer(response, planned.error());
    answer(response, to_json(*planned));
}

void choose(Control& control, const httplib::Request& request, httplib::Response& response) {
    const auto order = choice_order(request.body);
    if (!order) return answer(response, order.error());
    const auto chosen = control.choose(order->filter, order->newest);
    if (!chosen) return answer(response, chosen.error());
    answer(response, to_json(*chosen));
}

void pass(Control& control, PassPlaces& places, const httplib::Request& request,
          httplib::Response& response) {
    const auto order = pass_order(request.body);
    if (!order) return answer(response, order.error());
    if (!places.try_acquire()) {
        return answer_error(response, 503,
                            "the daemon makes the passes of two others already; what is due it "
                            "does by itself");
    }
    const auto passed = control.pass(order->sources, order->wait);
    places.release();
    if (!passed) return answer(response, passed.error());
    answer(response, *passed);
}

void add_outbox_routes(httplib::Server& server, Control& control) {
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
    server.Post(R"(/api/v1/deliveries/(\d+)/approve)",
                [&](const httplib::Request& request, httplib::Response& response) {
                    change(control.approve(id_of(request)), response);
                });
    server.Post(R"(/api/v1/deliveries/(\d+)/edit)",
                [&](const httplib::Request& request, httplib::Response& response) {
                    edit(control, request, response);
                });
    server.Post("/api/v1/queue/pause",
                [&](const httplib::Request& request, httplib::Response& response) {
                    change(control.pause(request.get_param_value("target")), response);
                });
    server.Post("/api/v1/queue/resume",
                [&](const httplib::Request& request, httplib::Response& response) {
                    change(control.resume(request.get_param_value("target")), response);
                });
    server.Post("/api/v1/queue/choose",
                [&](const httplib::Request& request, httplib::Response& response) {
                    choose(control, request, response);
                });
    server.Post("/api/v1/pass", [&control, places = std::make_shared<PassPlaces>(most_passes)](
                                    const httplib::Request& request, httplib::Response& response) {
        pass(control, *places, request, response);
    });
    server.Post("/api/v1/publish",
                [&](const httplib::Request& request, httplib::Response& response) {
                    publish(control, request, response);
                });
    server.Post(R"(/api/v1/posts/(\d+)/retract)",
                [&](const httplib::Request& request, httplib::Response& response) {
                    const auto retracted = control.retract(id_of(request));
                    if (!retracted) return answer(response, retracted.error());
                    answer(response, to_json(*retracted));
                });
}

void add_routes(httplib::Server& server, Control& control, Insight& insight) {
    server.set_pre_routing_handler(
        [&](const httplib::Request& request, httplib::Response& response) {
            return answer_read(insight, request, response) ? Handled::Handled : Handled::Unhandled;
        });
    add_outbox_routes(server, control);
    server.Post("/api/v1/cache/import",
                [&](const httplib::Request& request, httplib::Response& response) {
                    import_memory(insight, request, response);
                });
    server.Post("/api/v1/cache/purge",
                [&](const httplib::Request& request, httplib::Response& response) {
                    purge(insight, request, response);
                });
    server.Post("/api/v1/cache/vacuum", [&](const httplib::Request&, httplib::Response& response) {
        const auto done = insight.vacuum();
        if (!done) return answer(response, done.error());
        answer(response, ordered_json{{"bytes_before", done->bytes_before},
                                      {"bytes_after", done->bytes_after}});
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
                                                                  Control& control,
                                                                  Insight& insight) {
    auto state = std::make_unique<State>();
    state->path = path;
    auto& server = state->server;
    server.set_address_family(AF_UNIX);
    server.set_keep_alive_max_count(1);
    server.new_task_queue = [] { return new httplib::ThreadPool(socket_threads); };
    add_routes(server, control, insight);
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
