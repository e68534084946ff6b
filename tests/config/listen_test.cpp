#include "config/listen.hpp"

#include "config/sandbox.hpp"

using namespace glossd::config;

TEST_CASE("addresses are read with their port, and whether they are this machine's alone") {
    CHECK(parse_listen("127.0.0.1:9464") == Listen{"127.0.0.1", 9464, true});
    CHECK(parse_listen("localhost:80") == Listen{"127.0.0.1", 80, true});
    CHECK(parse_listen("[::1]:9464") == Listen{"::1", 9464, true});
    CHECK(parse_listen("0.0.0.0:1") == Listen{"0.0.0.0", 1, false});
    CHECK(parse_listen("[::]:65535") == Listen{"::", 65535, false});
    CHECK(parse_listen("[fd00::1]:9464") == Listen{"fd00::1", 9464, false});
    CHECK(parse_listen("") == Listen{});
}

TEST_CASE("what is no address with a port is refused") {
    for (const auto* text :
         {"9464", ":9464", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536",
          "127.0.0.1:80x", "::1:9464", "127.1:80", "example.org:80", "[127.0.0.1]:80", "[::1:80"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_listen(text));
    }
}

TEST_CASE("listening beyond loopback is allowed with a token and refused without") {
    const Sandbox sandbox;
    const auto with = [&](const std::string& keys) {
        return sandbox.load("[glossd]\n" + keys + good, {{"TOKEN", "t"}});
    };
    CHECK_FALSE(with("listen = \"0.0.0.0:9464\"\n"));
    const auto loaded = with("listen = \"0.0.0.0:9464\"\napi_token = { env = \"TOKEN\" }\n");
    REQUIRE(loaded);
    CHECK(loaded->config.glossd.api_token.reveal() == "t");
    CHECK(with("listen = \"\"\n"));
    CHECK(with("")->config.glossd.listen == "127.0.0.1:9464");
}

TEST_CASE("alerts have thresholds and receivers") {
    const Sandbox sandbox;
    CHECK(sandbox.load(good)->config.alert.lag == std::chrono::minutes(15));
    CHECK(sandbox.load(good)->config.alert.error_rate == 0.2);
    CHECK(sandbox.load(good)->config.alert.notify.empty());
    const auto loaded = sandbox.load(
        "[alert]\nerror_rate = 0.5\nlag = \"0s\"\nnotify = [{ command = \"mail -s x ops\" }, "
        "{ webhook = \"https://hooks.example/x\" }]\n" +
        good);
    REQUIRE(loaded);
    const auto& alert = loaded->config.alert;
    CHECK(alert.error_rate == 0.5);
    CHECK(alert.lag == Duration::zero());
    CHECK(alert.notify ==
          std::vector<AlertNotice>{{AlertNotice::Kind::command, "mail -s x ops"},
                                   {AlertNotice::Kind::webhook, "https://hooks.example/x"}});
}

TEST_CASE("receivers can be set by environment") {
    const Sandbox sandbox;
    const auto loaded =
        sandbox.load(good, {{"GLOSSD_ALERT_NOTIFY", R"([{"webhook":"https://hooks.example/x"}])"}});
    REQUIRE(loaded);
    REQUIRE(loaded->config.alert.notify.size() == 1);
    CHECK(loaded->config.alert.notify[0].value == "https://hooks.example/x");
}
