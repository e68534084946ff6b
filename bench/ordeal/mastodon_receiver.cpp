#include "bench/mastodon_stand_in.hpp"
#include "ordeal/receiver.hpp"
#include "ordeal/threads.hpp"
#include "succeeded.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace glossd::ordeal {

namespace {

bench::MastodonOptions server_for(const ReceiverOptions& options) {
    bench::MastodonOptions server;
    for (const auto& language : options.languages) {
        server.accounts.push_back({language, "token-" + language});
    }
    server.max_characters = options.max_characters;
    server.honours_keys = options.recognises;
    server.snac = options.platform == Platform::snac;
    return server;
}

class MastodonReceiver final : public Receiver {
  public:
    explicit MastodonReceiver(const ReceiverOptions& options)
        : shortens_(options.shortens),
          languages_(options.languages),
          server_(bench::succeeded(bench::MastodonStandIn::start(server_for(options)))) {}

    std::string target(const std::string& language) const override {
        return fmt::format(
            "type = \"mastodon\"\nserver = \"{}\"\ntoken = {{ env = \"TOKEN_{}\" }}\n",
            server_->url(), language);
    }

    Environment environment() const override {
        Environment all;
        for (const auto& language : languages_) {
            all.emplace_back("TOKEN_" + language, "token-" + language);
        }
        return all;
    }

    std::vector<std::string> threads(const std::string& language) const override {
        std::vector<Published> posts;
        for (const auto& status : server_->statuses(language)) {
            posts.push_back({status.id, status.in_reply_to_id, status.text});
        }
        auto threads = threads_of(posts);
        if (!shortens_) return threads;
        std::transform(threads.begin(), threads.end(), threads.begin(), last_link);
        return threads;
    }

    std::string expected(const bench::FeedItem& item, const std::string& language) const override {
        return shortens_ ? item.link : Receiver::expected(item, language);
    }

    bench::Faults* faults() override { return &server_->faults(); }

  private:
    bool shortens_;
    std::vector<std::string> languages_;
    std::unique_ptr<bench::MastodonStandIn> server_;
};

}  // namespace

std::unique_ptr<Receiver> make_mastodon_receiver(const ReceiverOptions& options) {
    return std::make_unique<MastodonReceiver>(options);
}

}  // namespace glossd::ordeal
