#include "bench/server.hpp"
#include "ordeal/receiver.hpp"
#include "ordeal/threads.hpp"
#include "succeeded.hpp"

#include <mutex>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::ordeal {

namespace {

// Takes what comes and remembers the ids; one that `recognises` answers a repeat with 409.
class WebhookReceiver final : public Receiver {
  public:
    explicit WebhookReceiver(const ReceiverOptions& options)
        : recognises_(options.recognises),
          server_(bench::succeeded(bench::Server::start(
              {{}, [this](const bench::Request& request) { return take(request); }, {}},
              faults_))) {}

    std::string target(const std::string&) const override {
        return fmt::format("type = \"webhook\"\nurl = \"{}\"\n", server_->url("/hook"));
    }

    std::vector<std::string> threads(const std::string& language) const override {
        const std::lock_guard lock(mutex_);
        std::vector<std::string> texts;
        for (const auto& [spoken, text] : taken_) {
            if (spoken == language) texts.push_back(essence(text));
        }
        return texts;
    }

    bench::Faults* faults() override { return faults_.get(); }

    std::size_t repeats() const override {
        const std::lock_guard lock(mutex_);
        return repeats_;
    }

  private:
    bench::Response take(const bench::Request& request) {
        const auto body = nlohmann::json::parse(request.body, nullptr, false);
        if (!body.is_object()) return bench::json_response("{}", 400);
        const std::lock_guard lock(mutex_);
        const bool fresh = ids_.insert(body.value("id", "")).second;
        if (fresh) {
            taken_.emplace_back(body.value("language", ""), body.value("text", ""));
        } else {
            ++repeats_;
        }
        return bench::json_response("{}", fresh || !recognises_ ? 200 : 409);
    }

    const bool recognises_;
    const std::shared_ptr<bench::Faults> faults_ = std::make_shared<bench::Faults>();
    mutable std::mutex mutex_;
    std::set<std::string> ids_;
    std::vector<std::pair<std::string, std::string>> taken_;  // language and text
    std::size_t repeats_ = 0;
    std::unique_ptr<bench::Server> server_;  // last: its thread uses all of the above
};

}  // namespace

std::unique_ptr<Receiver> make_webhook_receiver(const ReceiverOptions& options) {
    return std::make_unique<WebhookReceiver>(options);
}

}  // namespace glossd::ordeal
