// A World with posts and targets: what the tests of the senders share.
#pragma once

#include "fixture.hpp"
#include "pipeline/account_sender.hpp"
#include "pipeline/by_hand.hpp"
#include "pipeline/document_sender.hpp"
#include "pipeline/plan.hpp"

namespace glossd::pipeline {

using Mood = FakeAccount::Mood;

// Long enough for three parts at a limit of 40.
inline const std::string long_text =
    "One sentence stands here. Another sentence stands here. A third sentence stands here.";

// One account and everything that sends to it.
struct Desk {
    FakeAccount account;
    std::unique_ptr<flow::LaneDriver> lane;
    std::unique_ptr<AccountSender> sender;
};

class OutboxWorld : public World {
  public:
    OutboxWorld() {
        add_engine({});
        target.name = "es";
        target.language = language("es");
        target.timeout = std::chrono::seconds(1);
        target.settle = model::Duration(5);
        target.max_parts = 4;
        target.template_text = "{text}";
        config.routes.push_back({{"news"}, {"es", "mx"}, {"llm"}, {}});
        config.engines.push_back(engines[0].settings);
        config.targets = {target, target};
        config.targets[1].name = "mx";
        exchange.script = [this](const model::Request& request) { return reply_to(request); };
    }

    std::optional<model::Reply> reply_to(const model::Request& request) {
        if (url_of(request) == "llm") return engine_answer(request, refused_texts);
        if (before_reply) before_reply(request);
        return desk.account.answer(request);
    }

    // A post of the source and its delivery; translated at once when it is sent.
    std::int64_t plan(const std::string& text, const std::string& to = "es",
                      const std::vector<model::Media>& media = {}) {
        return in_ledger([&](store::Tables& tables) {
            model::Post post;
            post.id = std::to_string(++posts_);
            post.text = text;
            post.language = "en";
            post.media = media;
            post.published = dated;
            const auto stored =
                tables.posts.insert("news", post, std::string(32, 'h'), model::wall_now());
            return tables.deliveries.plan({stored, "news", to, "es", 0, model::wall_now(), delay});
        });
    }

    Outbox::Parts parts() {
        if (!plan_) plan_.emplace(config);
        return {loop, *database, translator(), *plan_, languages_, activity};
    }

    AccountSender& start(FakePublisher::Traits traits = {}, const std::string& owner = "me") {
        restart(desk, target, traits, owner);
        return *desk.sender;
    }

    void restart(Desk& at, const config::TargetSettings& settings, FakePublisher::Traits traits,
                 const std::string& owner) {
        at.sender.reset();
        at.lane = make_lane(settings.name, settings.limits.max_concurrent);
        at.sender = std::make_unique<AccountSender>(parts(), exchange, *at.lane,
                                                    std::make_unique<FakePublisher>(traits),
                                                    settings, Owner{owner, "ledger"}, keeper);
        at.sender->start();
    }

    const DeliveryCounts& counts() { return desk.sender->outbox().counts(); }

    void run_until_published(std::int64_t n) {
        run_until([&] { return counts().published == n; });
    }
    void run_until_held(std::int64_t n) {
        run_until([&] { return counts().held == n; });
        settle();
    }

    model::Delivery row(std::int64_t id) {
        return in_ledger([id](store::Tables& tables) { return *tables.deliveries.get(id); });
    }

    // What was posted, request by request.
    std::vector<json> sent() const {
        std::vector<json> bodies;
        for (const auto& request : exchange.requests) {
            if (url_of(request) == "post") bodies.push_back(body_of(request));
        }
        return bodies;
    }

    config::Config config;
    config::TargetSettings target;
    model::Duration delay{};  // of what is planned from now on, as the next
    std::optional<model::WallTime> dated;
    Desk desk;
    MediaKeeper* keeper = nullptr;
    std::set<std::string> refused_texts;
    std::function<void(const model::Request&)> before_reply;

  private:
    std::optional<Plan> plan_;
    LanguageMemory languages_{config};
    int posts_ = 0;
};

}  // namespace glossd::pipeline
