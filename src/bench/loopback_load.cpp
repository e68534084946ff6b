#include "bench/loopback_load.hpp"

#include <utility>

namespace glossd::bench {

namespace {

constexpr std::chrono::seconds patience{30};
// More than ever starts at once, so that the end of the work is not its slow part.
constexpr std::size_t always_waiting = 1000;

net::HttpOptions as_many(int connections) {
    net::HttpOptions options;
    options.max_connections = options.max_connections_per_host = connections;
    return options;
}

model::OutcomeKind outcome_of(const model::Reply& reply) {
    const auto* http = std::get_if<model::HttpReply>(&reply);
    if (http && http->status == 200) return model::OutcomeKind::ok;
    const bool limited = http && http->status == 429;
    return limited ? model::OutcomeKind::rate_limited : model::OutcomeKind::transient;
}

}  // namespace

LoopbackLoad::LoopbackLoad(std::string url, const flow::LaneLimits& limits)
    : url_(std::move(url)),
      http_(as_many(limits.max_concurrent)),
      lane_(loop_, flow::Lane("loopback", limits, loop_.now()),
            [](const flow::Lane&, const std::optional<flow::Park>&) {}),
      workers_(static_cast<std::size_t>(limits.max_concurrent)) {}

LoopbackLoad::~LoopbackLoad() {
    cancel_.cancel();
    workers_.stop();
}

void LoopbackLoad::start() {
    const flow::CallSeen call{loop_.now(), lane_.lane().in_flight(), {}};
    workers_.submit([this, call] {
        model::HttpRequest request;
        request.url = url_;
        auto reply = http_.perform(request, patience, cancel_);
        loop_.post([this, call, reply = std::move(reply)] { ended(reply, call); });
    });
}

void LoopbackLoad::ended(const model::Reply& reply, flow::CallSeen call) {
    const auto kind = outcome_of(reply);
    const bool ok = kind == model::OutcomeKind::ok;
    ++(ok ? figures_.answered : figures_.refused);
    if (ok) call.latency = std::chrono::duration<double>(loop_.now() - call.began).count();
    // Put back first, so that the lane never runs dry.
    if (!ok || lane_.lane().waiting() < always_waiting) lane_.submit(0, [this] { start(); });
    lane_.finish({kind, "as the stand-in said", {}}, call);
    if (figures_.answered >= wanted_) loop_.stop();
}

LoadFigures LoopbackLoad::run(int calls, model::Duration most) {
    figures_ = {};
    wanted_ = calls;
    const auto began = loop_.now();
    runtime::Timer enough(loop_, [this] { loop_.stop(); });
    enough.start(most);
    while (lane_.lane().waiting() < always_waiting) lane_.submit(0, [this] { start(); });
    loop_.run();
    figures_.seconds = std::chrono::duration<double>(loop_.now() - began).count();
    return figures_;
}

}  // namespace glossd::bench
