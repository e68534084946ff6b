#include "pipeline/attachments.hpp"

#include "fake_images.hpp"
#include "outbox_world.hpp"

namespace glossd::pipeline {
namespace {

using model::DeliveryState;

const publishers::MediaRule png_rule{4, {"image/png"}, 1000, 1000, false, 100};

std::vector<model::Media> shown(const std::vector<std::string>& urls) {
    std::vector<model::Media> media;
    for (const auto& url : urls) media.push_back({url, "image/png", "one cat", 0});
    return media;
}

class ImageWorld : public OutboxWorld {
  public:
    ImageWorld() {
        target.attach_media = true;
        lane_ = make_lane("host:host", 1);
        keeper_.emplace(
            loop, exchange, [this](const std::string&) -> flow::LaneDriver& { return *lane_; },
            activity, MediaKeeper::Options{.folder = "/media"});
        keeper = &*keeper_;
        exchange.script = [this](const model::Request& request) { return everything(request); };
    }

    std::optional<model::Reply> everything(const model::Request& request) {
        if (auto reply = images.answer(request)) return reply;
        return reply_to(request);
    }

    json payload(std::int64_t id) { return json::parse(row(id).parts.at(0).payload); }
    std::string history(std::int64_t id) {
        return in_ledger([id](store::Tables& tables) { return tables.deliveries.history(id); });
    }

    FakeImages images;

  private:
    std::unique_ptr<flow::LaneDriver> lane_;
    std::optional<MediaKeeper> keeper_;
};

TEST_CASE(
    "images are fetched before the delivery is frozen, and frozen with translated alt texts") {
    ImageWorld world;
    world.images.host("https://host/a", png("12"));
    world.images.host("https://host/b", png("34"));
    const auto id = world.plan("first one", "es", shown({"https://host/a", "https://host/b"}));
    world.start({.media = png_rule});
    world.run_until_published(1);
    const auto images = world.payload(id)["images"];
    REQUIRE(images.size() == 2);
    CHECK(images[0]["url"] == "https://host/a");
    CHECK(images[0]["alt"] == "traducido one cat listo");
    CHECK(images[0]["type"] == "image/png");
    CHECK(images[1]["url"] == "https://host/b");
    CHECK(world.images.files.size() == 2);
    CHECK(world.history(id) == "");
}

TEST_CASE("images go with the first part of a thread alone") {
    ImageWorld world;
    world.images.host("https://host/a", png());
    const auto id = world.plan(
        "One sentence stands here. Another sentence stands here. A third sentence stands here.",
        "es", shown({"https://host/a"}));
    world.start({.limit = 40, .media = png_rule});
    world.run_until_published(1);
    const auto parts = world.row(id).parts;
    REQUIRE(parts.size() > 1);
    CHECK(world.payload(id)["images"].size() == 1);
    for (std::size_t i = 1; i < parts.size(); ++i)
        CHECK(parts[i].payload.find("images") == std::string::npos);
}

TEST_CASE("a dead image is left out, and the history says which and why") {
    ImageWorld world;
    world.images.host("https://host/a", {http(404)});
    world.images.host("https://host/b", png());
    const auto id = world.plan("first one", "es", shown({"https://host/a", "https://host/b"}));
    world.start({.media = png_rule});
    world.run_until_published(1);
    CHECK(world.payload(id)["images"].size() == 1);
    CHECK(world.history(id).find("image: goes out without the image https://host/a: HTTP 404") !=
          std::string::npos);
}

TEST_CASE("a dead image holds the delivery where the operator wants that") {
    ImageWorld world;
    world.target.on_media_error = config::OnMediaError::hold;
    world.images.host("https://host/a", {http(404)});
    const auto id = world.plan("first one", "es", shown({"https://host/a"}));
    world.plan("second one");
    world.start({.media = png_rule});
    world.run_until_published(1);
    CHECK(world.row(id).state == DeliveryState::held);
    CHECK(world.row(id).reason == "an image cannot be attached: https://host/a: HTTP 404");
}

TEST_CASE("a target that attaches nothing fetches nothing") {
    for (const bool wants : {true, false}) {
        ImageWorld world;
        world.images.host("https://host/a", png());
        world.target.attach_media = wants;
        world.plan("first one", "es", shown({"https://host/a"}));
        world.start({.media = wants ? publishers::MediaRule{} : png_rule});
        world.run_until_published(1);
        CHECK(world.images.downloads.empty());
    }
}

TEST_CASE("what is no image is noted and nothing is fetched for it") {
    ImageWorld world;
    const auto id =
        world.plan("first one", "es", {{"https://host/film", "video/mp4", std::nullopt, 0}});
    world.start({.media = png_rule});
    world.run_until_published(1);
    CHECK(world.images.downloads.empty());
    CHECK(world.history(id).find("https://host/film is not attached: it is video/mp4") !=
          std::string::npos);
}

TEST_CASE("a repeat uses the frozen list, and fetches a file that is gone") {
    ImageWorld world;
    world.images.host("https://host/a", png());
    const auto id = world.plan("first one", "es", shown({"https://host/a"}));
    world.desk.account.moods = {Mood::down};
    world.before_reply = [&](const model::Request& request) {
        if (url_of(request) == "post") world.images.files.clear();
    };
    world.start({.media = png_rule});
    world.run_until_published(1);
    CHECK(world.images.downloads.size() == 2);
    const auto sent = world.sent();
    REQUIRE(sent.size() == 2);
    CHECK(sent[0]["payload"] == sent[1]["payload"]);
    CHECK(world.payload(id)["images"].size() == 1);
}

TEST_CASE("a frozen image that is not to be had any more is dropped, and the post goes out") {
    ImageWorld world;
    world.images.host("https://host/a",
                      {model::HttpReply{200, {}, png(), "", {}}, model::Reply(http(410))});
    const auto id = world.plan("first one", "es", shown({"https://host/a"}));
    world.desk.account.moods = {Mood::down};
    world.before_reply = [&](const model::Request& request) {
        if (url_of(request) == "post") world.images.files.clear();
    };
    world.start({.media = png_rule});
    world.run_until_published(1);
    CHECK(world.sent().back()["progress"].get<std::string>().find("dropped") != std::string::npos);
    CHECK(world.history(id).find("https://host/a: HTTP 410") != std::string::npos);
}

TEST_CASE("a post cut off while its images were uploaded goes on without being read back") {
    ImageWorld world;
    world.images.host("https://host/a", png());
    const auto id = world.plan("first one", "es", shown({"https://host/a"}));
    world.exchange.script = [&](const model::Request& request) -> std::optional<model::Reply> {
        if (url_of(request) == "post") return std::nullopt;
        return world.everything(request);
    };
    world.start({.media = png_rule}, "dead");
    world.run_until([&] { return world.exchange.open.size() == 1; });
    world.in_ledger([](store::Tables& tables) {
        CHECK(tables.deliveries.void_leases_of_other_owners("me", model::wall_now()) == 1);
    });
    world.exchange.script = [&](const model::Request& request) {
        return world.everything(request);
    };
    world.start({.media = png_rule}, "me");
    world.run_until_published(1);
    CHECK(world.exchange.count("timeline") == 0);
    CHECK(world.row(id).state == DeliveryState::published);
}

TEST_CASE("a call that should wait waits, and keeps its place in the order") {
    ImageWorld world;
    const auto id = world.plan("first one");
    world.plan("second one");
    int calls = 0;
    world.exchange.script = [&](const model::Request& request) -> std::optional<model::Reply> {
        if (url_of(request) != "post" || ++calls > 2) return world.everything(request);
        return http(202, {{"progress", "media " + std::to_string(calls)},
                          {"pause", 1},
                          {"note", calls == 1 ? "one is missing" : ""}});
    };
    world.start({});
    world.run_until_published(2);
    const auto sent = world.sent();
    REQUIRE(sent.size() == 4);
    CHECK(sent[1]["progress"] == "media 1");
    CHECK(sent[2]["progress"] == "media 2");
    CHECK(sent[3]["payload"] == "traducido second one listo");
    CHECK(world.history(id).find("image: one is missing") != std::string::npos);
}

}  // namespace
}  // namespace glossd::pipeline
