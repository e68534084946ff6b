#include "bench/pretend_translation.hpp"
#include "bench/x_stand_in.hpp"
#include "ordeal/receiver.hpp"
#include "ordeal/threads.hpp"
#include "succeeded.hpp"

#include <fmt/format.h>

namespace glossd::ordeal {

namespace {

constexpr const char* followed = "newsroom";

model::OAuth1Keys keys_for(const std::string& language) {
    return {"app-key", "app-secret", "token-" + language, "secret-" + language};
}

bench::XOptions service_for(const ReceiverOptions& options) {
    bench::XOptions service;
    service.bearer = "reading-app";
    service.largest_page = options.page;
    service.refuses_duplicates = options.recognises;
    service.accounts.push_back({.username = followed});
    for (const auto& language : options.languages) {
        service.accounts.push_back({.username = "news_" + language, .keys = keys_for(language)});
    }
    return service;
}

// Its posts come from an account of the same service, page by page, and carry no link.
class XReceiver final : public Receiver {
  public:
    explicit XReceiver(const ReceiverOptions& options)
        : languages_(options.languages),
          service_(bench::succeeded(bench::XStandIn::start(service_for(options)))) {}

    std::string target(const std::string& language) const override {
        return fmt::format(
            "type = \"x\"\nbase_url = \"{1}\"\napi_key = {{ env = \"X_KEY\" }}\n"
            "api_secret = {{ env = \"X_SECRET\" }}\naccess_token = {{ env = \"X_TOKEN_{0}\" }}\n"
            "access_secret = {{ env = \"X_TOKEN_SECRET_{0}\" }}\ndisclosure = \"\"\n",
            language, service_->url());
    }

    Environment environment() const override {
        Environment all{
            {"X_READER", "reading-app"}, {"X_KEY", "app-key"}, {"X_SECRET", "app-secret"}};
        for (const auto& language : languages_) {
            const auto keys = keys_for(language);
            all.emplace_back("X_TOKEN_" + language, keys.token);
            all.emplace_back("X_TOKEN_SECRET_" + language, keys.token_secret);
        }
        return all;
    }

    std::vector<std::string> threads(const std::string& language) const override {
        std::vector<Published> posts;
        for (const auto& post : service_->posts("news_" + language)) {
            posts.push_back({post.id, post.reply_to, post.text});
        }
        return threads_of(posts);
    }

    std::string expected(const bench::FeedItem& item, const std::string& language) const override {
        return essence(bench::translate(item.text, language));
    }

    bench::Faults* faults() override { return &service_->faults(); }
    // Its limits are for a quarter of an hour.
    bench::Fault worst_fault() const override { return bench::Fault::too_many_before; }

    std::string source() const override {
        return fmt::format(
            "type = \"x\"\nusername = \"@{}\"\nbase_url = \"{}\"\ntoken = {{ env = \"X_READER\" "
            "}}\n",
            followed, service_->url());
    }

    void show(const std::vector<bench::FeedItem>& items) override {
        for (const auto& item : items) {
            service_->publish({.account = followed, .text = item.text, .created = item.published});
        }
    }

  private:
    std::vector<std::string> languages_;
    std::unique_ptr<bench::XStandIn> service_;
};

}  // namespace

std::unique_ptr<Receiver> make_x_receiver(const ReceiverOptions& options) {
    return std::make_unique<XReceiver>(options);
}

}  // namespace glossd::ordeal
