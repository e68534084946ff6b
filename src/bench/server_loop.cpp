#include "bench/server_loop.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <sys/epoll.h>
#include <sys/eventfd.h>

namespace glossd::bench {

namespace {

constexpr std::uint64_t listener_id = 0;
constexpr std::uint64_t wake_id = 1;

bool is_before_acceptance(Fault fault) {
    return fault == Fault::reset_before || fault == Fault::unavailable_before ||
           fault == Fault::too_many_before;
}

}  // namespace

ServerLoop::ServerLoop(Service service, std::shared_ptr<Faults> faults, Acceptance acceptance)
    : service_(std::move(service)), faults_(std::move(faults)), acceptance_(acceptance) {}

ServerLoop::~ServerLoop() {
    stop();
}

model::Result<void> ServerLoop::start() {
    if (auto opened = listener_.open(); !opened) return opened;
    port_ = listener_.port();
    epoll_.reset(::epoll_create1(EPOLL_CLOEXEC));
    wake_.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!epoll_ || !wake_) {
        return model::fail(model::ErrorKind::io, "cannot start a loopback server: " +
                                                     std::generic_category().message(errno));
    }
    watch(listener_.fd(), listener_id, EPOLLIN, EPOLL_CTL_ADD);
    watch(wake_.get(), wake_id, EPOLLIN, EPOLL_CTL_ADD);
    thread_ = std::thread([this] { run(); });
    return {};
}

void ServerLoop::stop() {
    {
        const std::lock_guard lock(mutex_);
        stop_wanted_ = true;
        obeyed_.notify_all();
    }
    if (!thread_.joinable()) return;
    wake();
    thread_.join();
}

void ServerLoop::refuse(bool on) {
    std::unique_lock lock(mutex_);
    refuse_wanted_ = on;
    wake();
    obeyed_.wait(lock, [&] { return refusing_ == refuse_wanted_ || stop_wanted_; });
}

ServerStats ServerLoop::stats() const {
    const std::lock_guard lock(mutex_);
    return stats_;
}

void ServerLoop::wake() {
    ::eventfd_write(wake_.get(), 1);
}

void ServerLoop::count_flight(int change) {
    const std::lock_guard lock(mutex_);
    stats_.in_flight += static_cast<std::size_t>(change);
    stats_.most_in_flight = std::max(stats_.most_in_flight, stats_.in_flight);
}

void ServerLoop::run() {
    std::array<epoll_event, 64> events;
    while (obey()) {
        const int ready =
            ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), wait_time());
        for (int i = 0; i < ready; ++i) {
            const auto& event = events[static_cast<std::size_t>(i)];
            if (event.data.u64 == listener_id) {
                accept_all();
            } else if (event.data.u64 != wake_id) {
                on_event(event.data.u64, event.events);
            }
        }
        run_due();
    }
    clients_.clear();
    listener_.refuse();
}

int ServerLoop::wait_time() const {
    if (flights_.empty()) return -1;
    const auto left = flights_.begin()->first.first - std::chrono::steady_clock::now();
    const auto whole = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::clamp<std::int64_t>(whole, 0, 60'000));
}

bool ServerLoop::obey() {
    eventfd_t ignored = 0;
    ::eventfd_read(wake_.get(), &ignored);
    const std::lock_guard lock(mutex_);
    if (stop_wanted_) return false;
    if (refuse_wanted_ == refusing_) return true;
    if (refuse_wanted_) {
        listener_.refuse();
    } else {
        listener_.listen_again();
        watch(listener_.fd(), listener_id, EPOLLIN, EPOLL_CTL_ADD);
    }
    refusing_ = refuse_wanted_;
    obeyed_.notify_all();
    return true;
}

void ServerLoop::watch(int fd, std::uint64_t id, std::uint32_t events, int operation) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = id;
    ::epoll_ctl(epoll_.get(), operation, fd, &event);
}

void ServerLoop::accept_all() {
    while (auto fd = listener_.accept()) {
        const auto id = ++last_number_;
        watch(fd.get(), id, EPOLLIN, EPOLL_CTL_ADD);
        clients_.emplace(id, ClientLink(std::move(fd)));
        const std::lock_guard lock(mutex_);
        ++stats_.connections;
    }
}

void ServerLoop::drop(std::uint64_t id) {
    clients_.erase(id);
}

void ServerLoop::on_event(std::uint64_t id, std::uint32_t events) {
    const auto found = clients_.find(id);
    if (found == clients_.end()) return;
    auto& link = found->second;
    const bool failed = (events & (EPOLLERR | EPOLLHUP)) != 0;
    if (failed || !link.read()) return drop(id);
    if (!link.write()) return drop(id);
    serve(id, link);
}

// The next request, once the one before is answered.
void ServerLoop::serve(std::uint64_t id, ClientLink& link) {
    if (!link.busy) {
        if (auto request = link.next_request()) {
            link.busy = true;
            return arrive(id, link, std::move(*request));
        }
        if (link.broken() && !link.has_output()) return answer(id, link, error(400));
    }
    const bool idle = !link.busy || link.hung;
    if (idle && link.input_ended() && !link.has_output()) return drop(id);
    flush(id, link);
}

void ServerLoop::arrive(std::uint64_t id, ClientLink& link, Request request) {
    link.wants_close = text::equals_ignoring_case(request.header("Connection"), "close");
    {
        const std::lock_guard lock(mutex_);
        ++stats_.requests;
    }
    Flight flight{id, std::move(request), {}, std::nullopt};
    flight.decision = faults_->decide(flight.request);
    if (flight.decision.fault == Fault::reset_before) {
        link.reset();
        return drop(id);
    }
    if (const auto refused = refusal(flight)) return answer(id, link, *refused);
    const auto latency = flight.decision.latency;
    if (acceptance_ == Acceptance::at_start) handle(flight);
    count_flight(1);
    schedule(std::move(flight), latency);
    flush(id, link);
}

// What is said at once, with nothing accepted.
std::optional<Response> ServerLoop::refusal(const Flight& flight) {
    const auto& decision = flight.decision;
    if (is_before_acceptance(decision.fault)) {
        auto response = error(decision.fault == Fault::too_many_before ? 429 : 503);
        if (decision.retry_after > 0) {
            response.headers.emplace_back("Retry-After", std::to_string(decision.retry_after));
        }
        return response;
    }
    return service_.admit ? service_.admit(flight.request) : std::nullopt;
}

void ServerLoop::schedule(Flight flight, model::Duration delay) {
    if (flight.response) delay += flight.response->delay;
    const Due due{std::chrono::steady_clock::now() + delay, ++last_number_};
    flights_.emplace(due, std::move(flight));
}

void ServerLoop::handle(Flight& flight) {
    flight.response = service_.handle(flight.request);
    const std::lock_guard lock(mutex_);
    ++stats_.handled;
}

void ServerLoop::run_due() {
    const auto now = std::chrono::steady_clock::now();
    while (!flights_.empty() && flights_.begin()->first.first <= now) {
        auto flight = std::move(flights_.extract(flights_.begin()).mapped());
        if (!flight.response) {
            handle(flight);
            if (flight.response->delay > model::Duration(0)) {
                schedule(std::move(flight), {});
                continue;
            }
        }
        count_flight(-1);
        finish(flight);
    }
}

void ServerLoop::finish(const Flight& flight) {
    const auto found = clients_.find(flight.client);
    if (found == clients_.end()) return;
    auto& link = found->second;
    switch (flight.decision.fault) {
        case Fault::hang_after:
            link.hung = true;
            return serve(flight.client, link);
        case Fault::reset_after:
            link.reset();
            return drop(flight.client);
        case Fault::error_after:
            return answer(flight.client, link, error(500));
        case Fault::half_answer: {
            auto bytes = write_response(*flight.response, true);
            bytes.resize(bytes.size() - (flight.response->body.size() + 1) / 2);
            link.answer(std::move(bytes), true);
            return flush(flight.client, link);
        }
        default:
            answer(flight.client, link, *flight.response);
    }
}

void ServerLoop::answer(std::uint64_t id, ClientLink& link, const Response& response) {
    const bool close = link.wants_close || link.broken() || link.input_ended();
    link.answer(write_response(response, close), close);
    link.busy = false;
    if (!link.write()) return drop(id);
    serve(id, link);
}

Response ServerLoop::error(int status) const {
    if (service_.error) return service_.error(status);
    return json_response(R"({"error":")" + std::string(reason_phrase(status)) + "\"}", status);
}

// With its input ended a connection would be readable for ever.
void ServerLoop::flush(std::uint64_t id, ClientLink& link) {
    if (!link.write()) return drop(id);
    const std::uint32_t input = link.input_ended() ? 0 : std::uint32_t{EPOLLIN};
    const std::uint32_t output = link.has_output() ? std::uint32_t{EPOLLOUT} : 0;
    watch(link.fd(), id, input | output, EPOLL_CTL_MOD);
}

}  // namespace glossd::bench
