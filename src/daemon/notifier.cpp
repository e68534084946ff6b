#include "daemon/notifier.hpp"

#include "config/find.hpp"
#include "monitor/log.hpp"
#include "pipeline/notice.hpp"
#include "runtime/command.hpp"
#include "text/time_format.hpp"

#include <nlohmann/json.hpp>

namespace glossd::daemon {

using model::Outcome;
using model::OutcomeKind;
using Kind = config::AlertNotice::Kind;

namespace {

constexpr int most_attempts = 3;
constexpr std::chrono::seconds notice_patience{30};

Outcome outcome_of(const model::Reply& reply) {
    const auto* http = std::get_if<model::HttpReply>(&reply);
    if (http == nullptr) return {OutcomeKind::transient, "it cannot be reached", {}};
    if (http->status >= 200 && http->status < 300) return {};
    const auto message = fmt::format("it answered {}", http->status);
    const bool may_pass = http->status >= 500 || http->status == 429;
    return {may_pass ? OutcomeKind::transient : OutcomeKind::rejected, message, {}};
}

}  // namespace

Notifier::Notifier(Workbench& bench, const config::Config& config, std::function<void()> planned)
    : bench_(bench), config_(config), planned_(std::move(planned)) {
    for (const auto& notice : config.alert.notify) {
        if (notice.kind == Kind::target) continue;
        const auto name = fmt::format("alert:{}", receivers_.size() + 1);
        receivers_.push_back({notice, bench.make_lane(name, config::LimitSettings{})});
    }
}

void Notifier::tell(const Notice& notice) {
    for (auto& receiver : receivers_) send(receiver, notice.json, 1);
    for (const auto& one : config_.alert.notify) {
        if (one.kind != Kind::target) continue;
        if (const auto* target = config::find_target(config_, one.value)) {
            plan(*target, notice.text);
        }
    }
}

void Notifier::plan(const config::TargetSettings& target, const std::string& text) {
    bench_.database().submit(
        [target, text](store::Tables& tables) {
            pipeline::plan_notice(tables, target, text, model::wall_now());
        },
        [this, name = target.name,
         token = bench_.activity().hold()](const model::Result<void>& done) {
            if (done) return planned_();
            monitor::log(monitor::Level::error, "target {} was not told: {}", name,
                         done.error().message);
        });
}

void Notifier::send(Receiver& receiver, const std::string& body, int attempts) {
    receiver.lane->submit(0, [this, &receiver, body, attempts] {
        const auto ended = [this, &receiver, body, attempts,
                            began = receiver.lane->now()](const Outcome& outcome) {
            receiver.lane->finish(outcome, began);
            if (outcome.kind == OutcomeKind::ok) return;
            // Neither the address nor the command: both may hold a secret.
            monitor::log(monitor::Level::error, "{} was not told of an alert: {}",
                         receiver.lane->lane().name(), outcome.message);
            if (outcome.kind == OutcomeKind::rejected || attempts == most_attempts) return;
            receiver.lane->count_retry();
            send(receiver, body, attempts + 1);
        };
        receiver.notice.kind == Kind::webhook ? post(receiver, body, ended)
                                              : run(receiver, body, ended);
    });
}

void Notifier::post(const Receiver& receiver, const std::string& body, Ended ended) {
    model::HttpRequest request;
    request.method = "POST";
    request.url = receiver.notice.value;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = body;
    bench_.exchange().start(std::move(request), notice_patience,
                            [ended = std::move(ended), token = bench_.activity().hold()](
                                const model::Reply& reply) -> pipeline::Exchange::Completion {
                                return
                                    [ended, token, outcome = outcome_of(reply)] { ended(outcome); };
                            });
}

void Notifier::run(const Receiver& receiver, const std::string& body, Ended ended) {
    struct Job {
        std::string command;
        std::string body;
        Ended ended;
        pipeline::Activity::Token token;  // goes on the loop, with the job
        model::Result<void> result;
    };
    auto job = std::make_shared<Job>(
        Job{receiver.notice.value, body, std::move(ended), bench_.activity().hold(), {}});
    bench_.off_loop([&bench = bench_, job = std::move(job)]() mutable {
        job->result = runtime::run_command(job->command, job->body, notice_patience,
                                           [&bench] { return bench.cancelled(); });
        bench.loop().post([job = std::move(job)] {
            job->ended(job->result
                           ? Outcome{}
                           : Outcome{OutcomeKind::transient, job->result.error().message, {}});
        });
    });
}

Notice alert_notice(const monitor::AlertEvent& event, model::WallTime now) {
    return {fmt::format("{} {}: {}", event.raised ? "ALERT" : "All well again:", event.alert.name,
                        event.alert.message),
            alert_body(event, now)};
}

Notice digest_notice(const std::string& text, model::WallTime now) {
    const nlohmann::ordered_json body{{"digest", text}, {"at", text::to_rfc3339(now)}};
    return {text, body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)};
}

std::string alert_body(const monitor::AlertEvent& event, model::WallTime now) {
    const nlohmann::ordered_json body{{"alert", event.raised ? "raised" : "cleared"},
                                      {"kind", monitor::to_string(event.alert.kind)},
                                      {"name", event.alert.name},
                                      {"message", event.alert.message},
                                      {"at", text::to_rfc3339(now)}};
    return body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace glossd::daemon
