#include "bench/crowd_stand_in.hpp"

#include <utility>

namespace glossd::bench {

namespace {

int status_of(model::OutcomeKind kind) {
    if (kind == model::OutcomeKind::ok) return 200;
    return kind == model::OutcomeKind::rate_limited ? 429 : 503;
}

}  // namespace

model::Result<std::unique_ptr<CrowdStandIn>> CrowdStandIn::start(const ServiceTraits& traits) {
    std::unique_ptr<CrowdStandIn> made(new CrowdStandIn(traits));
    auto* self = made.get();
    Service service;
    service.handle = [self](const Request&) { return self->handle(); };
    auto server = Server::start(std::move(service), std::make_shared<Faults>());
    if (!server) return tl::make_unexpected(server.error());
    self->server_ = std::move(*server);
    return made;
}

void CrowdStandIn::move_knee(int knee) {
    const std::lock_guard lock(mutex_);
    service_.traits().knee = knee;
}

Response CrowdStandIn::handle() {
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex_);
    while (!accepted_.empty() && accepted_.top().ends <= now) {
        service_.ended(accepted_.top().answer);
        accepted_.pop();
    }
    const auto answer = service_.call(now);
    if (answer.kind == model::OutcomeKind::ok) accepted_.push({now + answer.after, answer});
    auto response = json_response("{}", status_of(answer.kind));
    response.delay = answer.after;
    return response;
}

}  // namespace glossd::bench
