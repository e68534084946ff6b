#include "pipeline/media_keeper.hpp"

#include "fake_images.hpp"
#include "fixture.hpp"

namespace glossd::pipeline {
namespace {

using namespace std::chrono_literals;

constexpr const char* address = "https://host/a";

model::Reply status(int code) {
    return model::HttpReply{code, {{"Retry-After", "0"}}, "", address, {}};
}

class KeeperWorld : public World {
  public:
    KeeperWorld() {
        options.folder = "/media";
        exchange.script = [this](const model::Request& request) { return images.answer(request); };
    }

    MediaKeeper& keeper() {
        if (!keeper_) {
            keeper_.emplace(
                loop, exchange,
                [this](const std::string& host) -> flow::LaneDriver& {
                    auto& lane = lanes[host];
                    if (!lane) lane = make_lane("host:" + host, 1);
                    return *lane;
                },
                activity, options);
        }
        return *keeper_;
    }

    // Later: answers.size() says how many have come.
    void ask(const std::string& url = address, std::int64_t post = 7) {
        keeper().fetch({0, url, image_file(post, url)},
                       [this](const PictureOrWhy& answer) { answers.push_back(answer); });
    }
    PictureOrWhy fetch(const std::string& url = address, std::int64_t post = 7) {
        const auto before = answers.size();
        ask(url, post);
        run_until([&] { return answers.size() == before + 1; });
        return answers.back();
    }

    MediaKeeper::Options options;
    FakeImages images;
    std::map<std::string, std::unique_ptr<flow::LaneDriver>> lanes;
    std::vector<PictureOrWhy> answers;

  private:
    std::optional<MediaKeeper> keeper_;
};

TEST_CASE("an image is downloaded into a private file of its post") {
    KeeperWorld world;
    world.images.host(address, png("rest"));
    CHECK(world.fetch() == PictureOrWhy(Picture{"image/png", 12}));
    const auto path = "/media/" + image_file(7, address);
    CHECK(world.images.files.at(path) == png("rest"));
    const auto& request = world.images.downloads.at(0);
    CHECK(request.trust == model::Trust::content);
    CHECK(request.follow_redirects);
    CHECK(request.max_body == 16 * 1024 * 1024);
    const auto& write = std::get<model::FileWriteRequest>(world.exchange.requests.back());
    CHECK(write.is_private);
}

TEST_CASE("no answer comes before the question has been asked") {
    KeeperWorld world;
    world.ask("not an address");
    CHECK(world.answers.empty());
    world.run_until([&] { return world.answers.size() == 1; });
    CHECK_FALSE(world.answers[0].has_value());
}

TEST_CASE("what lies in the folder is not downloaded") {
    KeeperWorld world;
    world.images.host(address, png());
    world.images.files["/media/" + image_file(7, address)] = png("kept");
    CHECK(world.fetch() == PictureOrWhy(Picture{"image/png", 12}));
    CHECK(world.images.downloads.empty());
}

TEST_CASE("a broken file in the folder is downloaded again") {
    KeeperWorld world;
    world.images.host(address, png("whole"));
    world.images.files["/media/" + image_file(7, address)] = "";
    CHECK(world.fetch() == PictureOrWhy(Picture{"image/png", 13}));
}

TEST_CASE("those who ask at the same time share one download, other posts too") {
    KeeperWorld world;
    world.images.host(address, png());
    for (const auto post : {7, 7, 8}) world.ask(address, post);
    world.run_until([&] { return world.answers.size() == 3; });
    CHECK(world.images.downloads.size() == 1);
    CHECK(world.images.files.size() == 2);
    for (const auto& answer : world.answers) CHECK(answer.has_value());
}

TEST_CASE("one image at a time is fetched from each host") {
    KeeperWorld world;
    world.exchange.script = [&](const model::Request& request) -> std::optional<model::Reply> {
        if (std::holds_alternative<model::HttpRequest>(request)) return std::nullopt;
        return world.images.answer(request);
    };
    const auto& open = world.exchange.open;
    for (const auto* url : {"https://one/a", "https://one/b", "https://two/a"}) world.ask(url);
    world.run_until([&] { return open.size() == 2; });
    CHECK(url_of(open[0].request) == "https://one/a");
    CHECK(url_of(open[1].request) == "https://two/a");
    world.exchange.answer(status(404));
    world.run_until([&] { return open.size() == 2; });
    CHECK(url_of(open[1].request) == "https://one/b");
    world.exchange.answer(status(404));
    world.exchange.answer(status(404));
    world.run_until([&] { return world.answers.size() == 3; });
}

TEST_CASE("what will never be an image is said at once") {
    const std::vector<std::pair<model::Reply, std::string>> rows{
        {status(404), "HTTP 404"},
        {status(403), "HTTP 403"},
        {model::HttpReply{200, {{"Content-Type", "image/png"}}, "<html>no</html>", "", {}},
         "it is a web page"},
        {model::ExchangeFailure{{model::ErrorKind::refused, "a private address"}, false},
         "a private address"},
    };
    for (const auto& row : rows) {
        KeeperWorld world;
        world.images.host(address, {row.first});
        CHECK(world.fetch() == PictureOrWhy(tl::make_unexpected(row.second)));
        CHECK(world.images.downloads.size() == 1);
        CHECK(world.images.files.empty());
    }
}

TEST_CASE("a host in trouble is asked again, but not for ever") {
    KeeperWorld world;
    world.options.most_tries = 2;
    world.images.host(address, std::vector<model::Reply>{
                                   unreachable(), model::HttpReply{200, {}, png(), address, {}}});
    CHECK(world.fetch().has_value());
    CHECK(world.images.downloads.size() == 2);

    world.images.host("https://host/b", {status(503)});
    CHECK(world.fetch("https://host/b") ==
          PictureOrWhy(tl::make_unexpected(std::string("HTTP 503"))));
    CHECK(world.images.downloads.size() == 4);
}

TEST_CASE("patience ends, whatever the lane waits for") {
    KeeperWorld world;
    world.options.patience = 20ms;
    world.lanes["host"] = world.make_lane("host:host", 1);
    world.lanes["host"]->park({world.loop.now() + 1h, "asked to wait"});
    CHECK(world.fetch() ==
          PictureOrWhy(tl::make_unexpected(std::string("its host gave no answer in time"))));
    CHECK(world.images.downloads.empty());
}

TEST_CASE("a lost image is not asked for by each target anew") {
    KeeperWorld world;
    world.images.host(address, {status(404)});
    CHECK_FALSE(world.fetch().has_value());
    CHECK(world.fetch() == PictureOrWhy(tl::make_unexpected(std::string("HTTP 404"))));
    CHECK(world.images.downloads.size() == 1);
}

TEST_CASE("an image that cannot be stored is lost with the reason") {
    KeeperWorld world;
    world.images.host(address, png());
    world.images.disk_is_full = true;
    CHECK(world.fetch() == PictureOrWhy(tl::make_unexpected(std::string("the disk is full"))));
}

TEST_CASE("after a stop nobody is answered") {
    KeeperWorld world;
    world.images.host(address, png());
    world.ask();
    world.keeper().stop();
    world.settle();
    CHECK(world.answers.empty());
}

}  // namespace
}  // namespace glossd::pipeline
