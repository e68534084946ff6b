#include "api/by_hand_json.hpp"
#include "api/edit_json.hpp"
#include "api/socket_client.hpp"
#include "api/socket_server.hpp"
#include "fake_insight.hpp"

#include <atomic>
#include <filesystem>
#include <future>
#include <latch>
#include <mutex>
#include <set>
#include <thread>

#include <doctest/doctest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace glossd::api {
namespace {

using nlohmann::json;

// One held delivery, number 7.
class FakeControl : public Control {
  public:
    model::Result<model::Delivery> show(std::int64_t id) override {
        if (id != 7) return model::fail(model::ErrorKind::not_found, "there is no such delivery");
        model::Delivery delivery;
        delivery.id = 7;
        return delivery;
    }
    model::Result<void> retry(std::int64_t id) override {
        retried_ = id;
        return {};
    }
    model::Result<void> drop(std::int64_t) override {
        return model::fail(model::ErrorKind::invalid_input, "it is published already");
    }
    model::Result<void> approve(std::int64_t id) override {
        approved_ = id;
        return {};
    }
    model::Result<pipeline::Edited> edit(const pipeline::EditOrder& order) override {
        edit_ = order;
        if (order.text == "bad") return model::fail(model::ErrorKind::refused, "loses @ana");
        pipeline::Edited edited{3, model::DeliveryState::held, 2};
        edited.not_remembered = "there is nothing to translate";
        edited.doubts.push_back({"numbers", text::CheckOutcome::failed, "a number is lost", ""});
        return edited;
    }
    model::Result<void> pause(const std::string& target) override {
        paused_.insert(target);
        return {};
    }
    model::Result<void> resume(const std::string& target) override {
        if (paused_.erase(target) > 0) return {};
        return model::fail(model::ErrorKind::refused, "it is not paused");
    }
    model::Result<store::Chosen> choose(const store::GuardFilter& filter,
                                        std::optional<std::int64_t> newest) override {
        choice_ = {filter, newest};
        return store::Chosen{2, 5};
    }
    model::Result<nlohmann::ordered_json> pass(const std::vector<std::string>& sources,
                                               model::Duration wait) override {
        ++passes_begun;
        passes_may_end.wait();
        const std::lock_guard lock(mutex_);
        pass_ = {sources, wait};
        return nlohmann::ordered_json{{"interrupted", false}};
    }
    model::Result<pipeline::Planned> publish(const pipeline::PublishOrder& order) override {
        order_ = order;
        return pipeline::Planned{41, {"es"}};
    }
    model::Result<std::vector<pipeline::Retracted>> retract(std::int64_t post) override {
        if (post != 41) return model::fail(model::ErrorKind::not_found, "there is no post");
        return std::vector<pipeline::Retracted>{{7, "es", pipeline::Retracted::Step::to_delete}};
    }

    std::int64_t retried_ = 0;
    std::int64_t approved_ = 0;
    std::optional<pipeline::EditOrder> edit_;
    std::set<std::string> paused_;
    std::optional<pipeline::PublishOrder> order_;
    std::optional<ChoiceOrder> choice_;
    std::optional<PassOrder> pass_;
    std::atomic<int> passes_begun = 0;
    std::latch passes_may_end{1};

  private:
    std::mutex mutex_;
};

class Daemon {
  public:
    Daemon() {
        auto name = (std::filesystem::temp_directory_path() / "glossd-api-XXXXXX").string();
        state_ = ::mkdtemp(name.data());
        auto listening = SocketServer::listen(socket(), control, insight);
        REQUIRE(listening);
        server = std::move(*listening);
    }
    ~Daemon() {
        server->stop();
        std::error_code ignored;
        std::filesystem::remove_all(state_, ignored);
    }

    std::string socket() const { return state_ + "/glossd.sock"; }
    const std::string& state() const { return state_; }

    std::pair<int, json> get(const std::string& route) const {
        httplib::Client client(socket());
        client.set_address_family(AF_UNIX);
        const auto reply = client.Get(route);
        REQUIRE(reply);
        return {reply->status, json::parse(reply->body)};
    }

    FakeControl control;
    FakeInsight insight;
    std::unique_ptr<SocketServer> server;

  private:
    std::string state_;
};

TEST_CASE("only its owner may open the socket, and stopping removes it") {
    Daemon daemon;
    struct stat status {};
    REQUIRE(::stat(daemon.socket().c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK(daemon.get("/healthz").first == 200);
    daemon.server->stop();
    CHECK_FALSE(std::filesystem::exists(daemon.socket()));
}

TEST_CASE("lists take state, target, after and limit") {
    Daemon daemon;
    const auto [status, body] =
        daemon.get("/api/v1/deliveries?state=held&target=es&after=3&limit=99999");
    CHECK(status == 200);
    CHECK(body["deliveries"][0]["id"] == 7);
    CHECK(body["deliveries"][0]["state"] == "held");
    CHECK(daemon.insight.filter_.state == model::DeliveryState::held);
    CHECK(daemon.insight.filter_.target == "es");
    CHECK(daemon.insight.after_ == 3);
    CHECK(daemon.insight.limit_ == 1000);
}

TEST_CASE("an unknown state is refused") {
    Daemon daemon;
    const auto [status, body] = daemon.get("/api/v1/deliveries?state=lost");
    CHECK(status == 400);
    CHECK(body["error"]["message"] == "\"lost\" is no state");
    CHECK(daemon.insight.limit_ == 0);
}

TEST_CASE("one delivery is shown, and an unknown one is a 404") {
    Daemon daemon;
    CHECK(daemon.get("/api/v1/deliveries/7").second["id"] == 7);
    CHECK(daemon.get("/api/v1/deliveries/8").first == 404);
    CHECK(daemon.get("/api/v1/deliveries/99999999999999999999").first == 404);
}

TEST_CASE("a command reaches the daemon and hears its refusal in its own words") {
    Daemon daemon;
    CHECK(ask_daemon(daemon.state(), "POST", "/api/v1/deliveries/7/retry"));
    CHECK(daemon.control.retried_ == 7);
    const auto dropped = ask_daemon(daemon.state(), "POST", "/api/v1/deliveries/7/drop");
    REQUIRE_FALSE(dropped);
    CHECK(dropped.error().message == "it is published already");
}

TEST_CASE("a command sees what a daemon shows, and its upkeep goes through it") {
    Daemon daemon;
    const auto status = ask_daemon(daemon.state(), "GET", "/api/v1/status");
    REQUIRE(status);
    CHECK((*status)["live"] == true);
    const auto purged =
        ask_daemon(daemon.state(), "POST", "/api/v1/cache/purge?older_than=30d&language=es");
    REQUIRE(purged);
    CHECK((*purged)["purged"] == 12);
    REQUIRE(daemon.insight.purged_);
    CHECK(daemon.insight.purged_->to == "es");
    CHECK(daemon.insight.purged_->created_before < model::wall_now());
    const auto vacuumed = ask_daemon(daemon.state(), "POST", "/api/v1/cache/vacuum");
    REQUIRE(vacuumed);
    CHECK((*vacuumed)["bytes_after"] == 1024);
}

TEST_CASE("a purge with an age that nobody can read purges nothing") {
    Daemon daemon;
    const auto purged = ask_daemon(daemon.state(), "POST", "/api/v1/cache/purge?older_than=30");
    REQUIRE_FALSE(purged);
    CHECK(purged.error().message.find("the unit is missing") != std::string::npos);
    CHECK_FALSE(daemon.insight.purged_);
}

TEST_CASE("a target is paused and resumed by its name, and what is not paused says so") {
    Daemon daemon;
    CHECK(ask_daemon(daemon.state(), "POST", "/api/v1/queue/pause?target=es"));
    CHECK(daemon.control.paused_ == std::set<std::string>{"es"});
    CHECK(ask_daemon(daemon.state(), "POST", "/api/v1/queue/resume?target=es"));
    const auto again = ask_daemon(daemon.state(), "POST", "/api/v1/queue/resume?target=es");
    REQUIRE_FALSE(again);
    CHECK(again.error().message == "it is not paused");
}

TEST_CASE("a delivery is approved by its number, and an edit arrives as it was given") {
    Daemon daemon;
    CHECK(ask_daemon(daemon.state(), "POST", "/api/v1/deliveries/7/approve"));
    CHECK(daemon.control.approved_ == 7);
    const pipeline::EditOrder order{7, 1, "text \"with\" everything\n", true};
    const auto edited =
        ask_daemon(daemon.state(), "POST", "/api/v1/deliveries/7/edit", to_json(order).dump());
    REQUIRE(edited);
    CHECK(daemon.control.edit_ == order);
    CHECK((*edited)["version"] == 3);
    CHECK((*edited)["state"] == "held");
    CHECK((*edited)["parts"] == 2);
    CHECK((*edited)["remembered"] == false);
    CHECK((*edited)["not_remembered"] == "there is nothing to translate");
    CHECK((*edited)["doubts"][0]["name"] == "numbers");
    const auto usual =
        ask_daemon(daemon.state(), "POST", "/api/v1/deliveries/7/edit", R"({"text":"Hola"})");
    REQUIRE(usual);
    CHECK(daemon.control.edit_ == pipeline::EditOrder{7, {}, "Hola", false});
}

TEST_CASE("an edit that nobody can read changes nothing, and a refusal comes in its own words") {
    Daemon daemon;
    for (const auto* body : {"", "{}", R"({"text":5})", R"({"text":"a","segment":0})", "[1]"}) {
        CAPTURE(body);
        CHECK_FALSE(ask_daemon(daemon.state(), "POST", "/api/v1/deliveries/7/edit", body));
    }
    CHECK_FALSE(daemon.control.edit_);
    const auto refused =
        ask_daemon(daemon.state(), "POST", "/api/v1/deliveries/7/edit", R"({"text":"bad"})");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message == "loses @ana");
}

TEST_CASE("rows for the memory arrive with their keys, and one that is wrong stops its page") {
    Daemon daemon;
    store::Remembered row;
    row.from = "en";
    row.to = "es";
    row.source = "Hello there";
    row.text = "Hola";
    const auto counts = ask_daemon(daemon.state(), "POST", "/api/v1/cache/import",
                                   to_json(std::vector{row}).dump());
    REQUIRE(counts);
    CHECK(import_counts_of(*counts) == ImportCounts{1, 1, 2});
    REQUIRE(daemon.insight.imported_.size() == 1);
    CHECK(daemon.insight.imported_[0].key.size() == 32);
    CHECK(daemon.insight.imported_[0].by_hand);
    daemon.insight.imported_.clear();
    row.to = "";
    CHECK_FALSE(ask_daemon(daemon.state(), "POST", "/api/v1/cache/import",
                           to_json(std::vector{row}).dump()));
    CHECK_FALSE(ask_daemon(daemon.state(), "POST", "/api/v1/cache/import", "[]"));
    CHECK(daemon.insight.imported_.empty());
}

TEST_CASE("an order to publish arrives as it was given") {
    Daemon daemon;
    pipeline::PublishOrder order;
    order.source = "news";
    order.content.id = "by-hand:1";
    order.content.text = "words \"with\" everything\n";
    order.targets = {"es"};
    order.again = true;
    const auto planned =
        ask_daemon(daemon.state(), "POST", "/api/v1/publish", to_json(order).dump());
    REQUIRE(planned);
    CHECK(planned_of(*planned) == pipeline::Planned{41, {"es"}});
    REQUIRE(daemon.control.order_);
    CHECK(daemon.control.order_->content == order.content);
    CHECK(daemon.control.order_->targets == order.targets);
    CHECK(daemon.control.order_->again);
    CHECK_FALSE(ask_daemon(daemon.state(), "POST", "/api/v1/publish", "{\"source\":5}"));
}

TEST_CASE("a retraction answers what becomes of each copy") {
    Daemon daemon;
    const auto retracted = ask_daemon(daemon.state(), "POST", "/api/v1/posts/41/retract");
    REQUIRE(retracted);
    CHECK((*retracted)["deliveries"][0]["step"] == "to_delete");
    CHECK_FALSE(ask_daemon(daemon.state(), "POST", "/api/v1/posts/42/retract"));
}

TEST_CASE("where no daemon listens the command says so") {
    std::string state;
    {
        const Daemon daemon;
        state = daemon.state();
    }
    const auto posted = ask_daemon(state, "POST", "/api/v1/deliveries/7/retry");
    REQUIRE_FALSE(posted);
    CHECK(posted.error().kind == model::ErrorKind::not_found);
}

TEST_CASE("a socket file of a dead owner is replaced") {
    Daemon daemon;
    FakeControl other;
    const auto again = SocketServer::listen(daemon.socket(), other, daemon.insight);
    REQUIRE(again);
    CHECK(daemon.get("/healthz").first == 200);
}

TEST_CASE("a path that is too long for a socket is refused with advice") {
    FakeControl control;
    FakeInsight insight;
    const auto refused = SocketServer::listen("/tmp/" + std::string(120, 'x'), control, insight);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("shorter [glossd] state") != std::string::npos);
}

TEST_CASE("a choice and a pass reach the daemon as they were meant, and nonsense does not") {
    Daemon daemon;
    const ChoiceOrder choice{{.guard = store::Guard::restored, .target = "es"}, 3};
    const auto chosen =
        ask_daemon(daemon.state(), "POST", "/api/v1/queue/choose", to_json(choice).dump());
    REQUIRE(chosen);
    CHECK(chosen->dump() == R"({"released":2,"dropped":5})");
    CHECK(daemon.control.choice_ == choice);
    REQUIRE(ask_daemon(daemon.state(), "POST", "/api/v1/queue/choose", "{}"));
    CHECK(daemon.control.choice_ == ChoiceOrder{});
    daemon.control.choice_.reset();
    for (const auto* nonsense : {"", "[]", "7", R"({"newest":"all"})", R"({"guard":"no"})"}) {
        CAPTURE(nonsense);
        CHECK_FALSE(ask_daemon(daemon.state(), "POST", "/api/v1/queue/choose", nonsense));
    }
    CHECK_FALSE(daemon.control.choice_.has_value());

    daemon.control.passes_may_end.count_down();
    const PassOrder pass{{"news"}, std::chrono::seconds(9)};
    CHECK(ask_daemon(daemon.state(), "POST", "/api/v1/pass", to_json(pass).dump()));
    CHECK(daemon.control.pass_ == pass);
    CHECK_FALSE(ask_daemon(daemon.state(), "POST", "/api/v1/pass", "{}"));
}

TEST_CASE("two passes that wait leave room for everybody else; a third is told so") {
    Daemon daemon;
    auto& control = daemon.control;
    const auto ask_for_a_pass = [state = daemon.state()] {
        return ask_daemon(state, "POST", "/api/v1/pass", to_json(PassOrder{}).dump());
    };
    auto first = std::async(std::launch::async, ask_for_a_pass);
    auto second = std::async(std::launch::async, ask_for_a_pass);
    while (control.passes_begun < 2) std::this_thread::yield();

    const auto third = ask_for_a_pass();
    REQUIRE_FALSE(third);
    CHECK(third.error().message.find("the passes of two others") != std::string::npos);
    CHECK(ask_daemon(daemon.state(), "POST", "/api/v1/queue/pause"));

    control.passes_may_end.count_down();
    CHECK(first.get());
    CHECK(second.get());
    CHECK(ask_for_a_pass());
}

}  // namespace
}  // namespace glossd::api
