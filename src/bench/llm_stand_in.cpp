#include "bench/llm_stand_in.hpp"

#include <algorithm>
#include <utility>

namespace glossd::bench {

LlmStandIn::LlmStandIn(LlmOptions options)
    : options_(std::move(options)),
      faults_(std::make_shared<Faults>(options_.seed)),
      bad_answers_(options_.seed + 1),
      wrong_tags_(options_.seed + 2) {
    faults_->set_latency(options_.latency, options_.api->completions());
    if (options_.wrong_tags > 0) wrong_tags_.add(true, Odds::share(options_.wrong_tags));
}

model::Result<std::unique_ptr<LlmStandIn>> LlmStandIn::start(LlmOptions options) {
    std::unique_ptr<LlmStandIn> made(new LlmStandIn(std::move(options)));
    auto* self = made.get();
    Service service{[self](const Request& request) { return self->admit(request); },
                    [self](const Request& request) { return self->handle(request); },
                    [self](int status) { return self->fault_answer(status); }};
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

std::set<std::string> LlmStandIn::orders(const std::string& to) const {
    const std::lock_guard lock(mutex_);
    const auto found = orders_.find(to);
    return found == orders_.end() ? std::set<std::string>() : found->second;
}

Response LlmStandIn::fault_answer(int status) const {
    if (status == 429) return options_.api->refusal(AnswerFault::rate_limited, 0);
    if (status == 400) return options_.api->error(LlmError::bad_request, "this is not HTTP");
    return options_.api->error(status == 503 ? LlmError::overloaded : LlmError::failed, "");
}

std::optional<Response> LlmStandIn::admit(const Request& request) {
    const auto& api = *options_.api;
    if (!options_.api_key.empty() && api.key_of(request) != options_.api_key) {
        const std::lock_guard lock(mutex_);
        ++counters_.unauthorized;
        return api.error(LlmError::bad_key, "");
    }
    if (!api.is_completion(request)) return std::nullopt;
    const auto bad =
        bad_answers_.draw([](const BadAnswer& answer) { return is_before_payment(answer.fault); });
    if (!bad) return std::nullopt;
    const std::lock_guard lock(mutex_);
    ++counters_.refused;
    return api.refusal(bad->fault, bad->retry_after);
}

Response LlmStandIn::handle(const Request& request) {
    const auto& api = *options_.api;
    if (auto described = api.describe(request, options_.model)) return std::move(*described);
    if (!api.is_completion(request)) return api.error(LlmError::unknown_path, "");
    const auto asked = api.read(request, options_.needs_schema);
    if (asked && asked->model == options_.model) return complete(*asked);
    const std::lock_guard lock(mutex_);
    ++counters_.bad_requests;
    return asked ? api.error(LlmError::unknown_model, asked->model)
                 : api.error(LlmError::bad_request, asked.error().message);
}

bool LlmStandIn::is_blocked(const LlmRequest& request) const {
    return !options_.blocks.empty() &&
           std::any_of(request.items.begin(), request.items.end(), [&](const LlmItem& item) {
               return item.t.find(options_.blocks) != std::string::npos;
           });
}

Response LlmStandIn::complete(const LlmRequest& request) {
    if (is_blocked(request)) {
        const std::lock_guard lock(mutex_);
        ++counters_.blocked;
        return options_.api->completion(request, {}, AnswerFault::refusal);
    }
    pay(request);
    auto items = translated_items(request, options_.keeps);
    for (auto& item : items) {
        if (wrong_tags_.draw([](bool) { return true; })) item.t = with_wrong_tags(item.t);
    }
    const auto bad =
        bad_answers_.draw([](const BadAnswer& answer) { return !is_before_payment(answer.fault); });
    count_answer(items);
    auto response = options_.api->completion(request, std::move(items),
                                             bad ? std::optional(bad->fault) : std::nullopt);
    response.delay = options_.latency_per_item * static_cast<int>(request.items.size());
    return response;
}

void LlmStandIn::count_answer(const std::vector<LlmItem>& items) {
    std::size_t bytes = 0;
    for (const auto& item : items) bytes += item.id.size() + item.t.size();
    const std::lock_guard lock(mutex_);
    counters_.answer_tokens += tokens_of(bytes);
}

void LlmStandIn::pay(const LlmRequest& request) {
    const std::lock_guard lock(mutex_);
    const auto size = static_cast<int>(request.items.size());
    ++counters_.calls;
    counters_.items += size;
    counters_.prompt_tokens += tokens_of(request.prompt_bytes);
    orders_[request.to].insert(request.orders);
    counters_.largest_batch = std::max(counters_.largest_batch, size);
    for (const auto& item : request.items) {
        paid_.push_back({request.to, item.t, request.limit});
    }
}

}  // namespace glossd::bench
