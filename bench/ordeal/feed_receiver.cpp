#include "ordeal/receiver.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::ordeal {

namespace {

// The file as a reader of it would find it at this moment; an item is known by its link.
class FeedReceiver final : public Receiver {
  public:
    explicit FeedReceiver(const std::string& directory) : directory_(directory) {}

    std::string target(const std::string& language) const override {
        return fmt::format("type = \"feed\"\npath = \"{}\"\nformat = \"json\"\nwindow = 10000\n",
                           file_of(language));
    }

    std::vector<std::string> threads(const std::string& language) const override {
        std::ifstream file(file_of(language));
        if (!file) return {};
        const auto feed = nlohmann::json::parse(file, nullptr, false);
        if (!feed.is_object()) return {"a feed that cannot be read"};
        std::vector<std::string> links;
        for (const auto& item : feed["items"]) links.push_back(item.value("url", ""));
        std::reverse(links.begin(), links.end());
        return links;
    }

    std::string expected(const bench::FeedItem& item, const std::string&) const override {
        return item.link;
    }

  private:
    std::string file_of(const std::string& language) const {
        return fmt::format("{}/feed-{}.json", directory_, language);
    }

    std::string directory_;
};

}  // namespace

std::unique_ptr<Receiver> make_feed_receiver(const std::string& directory) {
    return std::make_unique<FeedReceiver>(directory);
}

}  // namespace glossd::ordeal
