#include "bench/llm_stand_in.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

constexpr std::string_view completions_path = "/v1/chat/completions";

Response fault_answer(int status) {
    if (status == 429) return llm_refusal(AnswerFault::rate_limited, 1);
    if (status == 503) {
        return llm_error(503, "The server is overloaded", "service_unavailable_error",
                         "server_is_overloaded");
    }
    return llm_error(status, "The server had an error", "server_error", "server_error");
}

}  // namespace

LlmStandIn::LlmStandIn(LlmOptions options)
    : options_(std::move(options)),
      faults_(std::make_shared<Faults>(options_.seed)),
      bad_answers_(options_.seed + 1),
      wrong_tags_(options_.seed + 2) {
    faults_->set_latency(options_.latency, {"POST", std::string(completions_path)});
    if (options_.wrong_tags > 0) wrong_tags_.add(true, Odds::share(options_.wrong_tags));
}

model::Result<std::unique_ptr<LlmStandIn>> LlmStandIn::start(LlmOptions options) {
    std::unique_ptr<LlmStandIn> made(new LlmStandIn(std::move(options)));
    auto* self = made.get();
    Service service{[self](const Request& request) { return self->admit(request); },
                    [self](const Request& request) { return self->handle(request); }, fault_answer};
    auto server = Server::start(std::move(service), self->faults_);
    if (!server) return tl::make_unexpected(server.error());
    self->server_ = std::move(*server);
    return made;
}

void LlmStandIn::misbehave(AnswerFault fault, Odds odds, int retry_after) {
    bad_answers_.add({fault, retry_after}, odds);
}

void LlmStandIn::behave() {
    bad_answers_.clear();
    wrong_tags_.clear();
}

LlmCounters LlmStandIn::counters() const {
    const std::lock_guard lock(mutex_);
    return counters_;
}

std::vector<PaidText> LlmStandIn::paid() const {
    const std::lock_guard lock(mutex_);
    return paid_;
}

std::vector<PaidText> LlmStandIn::paid_repeatedly() const {
    auto all = paid();
    std::sort(all.begin(), all.end());
    std::vector<PaidText> repeated;
    for (std::size_t i = 1; i < all.size(); ++i) {
        const bool known = !repeated.empty() && repeated.back() == all[i];
        if (all[i] == all[i - 1] && !known) repeated.push_back(all[i]);
    }
    return repeated;
}

std::optional<Response> LlmStandIn::admit(const Request& request) {
    if (!options_.api_key.empty() && request.bearer() != options_.api_key) {
        const std::lock_guard lock(mutex_);
        ++counters_.unauthorized;
        return llm_error(401, "Incorrect API key provided", "invalid_request_error",
                         "invalid_api_key");
    }
    if (request.path != completions_path) return std::nullopt;
    const auto bad =
        bad_answers_.draw([](const BadAnswer& answer) { return is_before_payment(answer.fault); });
    if (!bad) return std::nullopt;
    const std::lock_guard lock(mutex_);
    ++counters_.refused;
    return llm_refusal(bad->fault, bad->retry_after);
}

Response LlmStandIn::handle(const Request& request) {
    if (request.method == "GET" && request.path == "/v1/models") {
        const nlohmann::json model{{"id", options_.model}, {"object", "model"}, {"created", 0}};
        return json_response(
            nlohmann::json{{"object", "list"}, {"data", nlohmann::json::array({model})}}.dump());
    }
    if (request.method != "POST" || request.path != completions_path) {
        return llm_error(404, "Unknown request URL", "invalid_request_error", "unknown_url");
    }
    const auto asked = read_llm_request(request.body, options_.needs_schema);
    if (asked && asked->model == options_.model) return complete(*asked);
    const std::lock_guard lock(mutex_);
    ++counters_.bad_requests;
    if (asked) {
        return llm_error(404, "The model does not exist", "invalid_request_error",
                         "model_not_found");
    }
    return llm_error(400, asked.error().message, "invalid_request_error", "");
}

Response LlmStandIn::complete(const LlmRequest& request) {
    pay(request);
    auto items = translated_items(request);
    for (auto& item : items) {
        if (wrong_tags_.draw([](bool) { return true; })) item.t = with_wrong_tags(item.t);
    }
    const auto bad =
        bad_answers_.draw([](const BadAnswer& answer) { return !is_before_payment(answer.fault); });
    auto response =
        write_completion(request, std::move(items), bad ? std::optional(bad->fault) : std::nullopt);
    response.delay = options_.latency_per_item * static_cast<int>(request.items.size());
    return response;
}

void LlmStandIn::pay(const LlmRequest& request) {
    const std::lock_guard lock(mutex_);
    const auto size = static_cast<int>(request.items.size());
    ++counters_.calls;
    counters_.items += size;
    counters_.largest_batch = std::max(counters_.largest_batch, size);
    for (const auto& item : request.items) paid_.push_back({request.to, item.t});
}

}  // namespace glossd::bench
