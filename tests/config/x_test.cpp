#include "config/oauth.hpp"
#include "config/sandbox.hpp"

using namespace glossd::config;

namespace {

const std::string first_kind =
    "api_key = { env = \"A\" }\napi_secret = { env = \"B\" }\n"
    "access_token = { env = \"C\" }\naccess_secret = { env = \"D\" }\n";
const std::string second_kind = "client_id = \"app\"\nrefresh_token = { env = \"E\" }\n";
const Environment secrets{{"A", "a"}, {"B", "b"}, {"C", "c"}, {"D", "d"}, {"E", "e"}};

std::string target(const std::string& keys, const std::string& name = "es") {
    return "[[target]]\nname = \"" + name + "\"\ntype = \"x\"\nlanguage = \"es\"\n" + keys;
}

std::string source(const std::string& keys) {
    return "[[source]]\nname = \"nasa\"\ntype = \"x\"\nusername = \"@NASA\"\n" + keys;
}

std::string complaint(const std::string& text) {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(text, secrets);
    return loaded ? "" : loaded.error().front().key + ": " + loaded.error().front().message;
}

Loaded load_good(const std::string& text) {
    const Sandbox sandbox;
    auto loaded = sandbox.load(text, secrets);
    REQUIRE_MESSAGE(loaded, loaded.error().front().message);
    return std::move(*loaded);
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an account on X has keys of one kind, whole") {
    const auto with = [](const std::string& keys) { return complaint(good_source + target(keys)); };
    CHECK(with(first_kind) == "");
    CHECK(with(second_kind) == "");
    CHECK(with(second_kind + "client_secret = { env = \"A\" }\n") == "");
    CHECK(holds(with(""), "target.es: no credential: give `api_key`"));
    CHECK(holds(with(first_kind + second_kind), "more than one kind of credential"));
    CHECK(holds(with("client_id = \"app\"\n"), "target.es.refresh_token: is missing"));
    CHECK(holds(with("api_key = { env = \"A\" }\n"), "target.es.api_secret: is missing"));
}

TEST_CASE("a secret that cannot be read is complained about once") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(good_source + target(first_kind), {{"A", "a"}, {"B", "b"}});
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().size() == 2);
    CHECK(holds(loaded.error()[0].message, "no variable \"C\""));
}

TEST_CASE("a source on X may do with the token of an app") {
    const auto with = [](const std::string& keys) { return complaint(source(keys) + good_target); };
    CHECK(with("token = { env = \"A\" }\n") == "");
    CHECK(with(first_kind) == "");
    CHECK(holds(with(""), "source.nasa: no credential"));
    CHECK(holds(with("token = { env = \"A\" }\n" + second_kind), "more than one kind"));
}

TEST_CASE("a name on X is read however it is written") {
    const auto loaded = load_good(source("token = { env = \"A\" }\n") + good_target);
    const auto& read = loaded.config.sources[0];
    CHECK(read.username == "NASA");
    CHECK(read.base_url == "https://api.x.com");
    CHECK(read.poll_interval == std::chrono::minutes(5));
    for (const std::string name : {"https://x.com/NASA", "twitter.com/NASA/", "NASA"}) {
        const auto text = "[[source]]\nname = \"n\"\ntype = \"x\"\nusername = \"" + name +
                          "\"\ntoken = { env = \"A\" }\n" + good_target;
        CHECK(load_good(text).config.sources[0].username == "NASA");
    }
    CHECK(holds(complaint("[[source]]\nname = \"n\"\ntype = \"x\"\nusername = \"not a name\"\n"
                          "token = { env = \"A\" }\n" +
                          good_target),
                "1 to 15 letters"));
}

TEST_CASE("the general interval of polls does not speed up what is paid for") {
    const auto general = "[glossd]\npoll_interval = \"10s\"\n" + good_source +
                         source("token = { env = \"A\" }\n") + good_target;
    const auto loaded = load_good(general);
    CHECK(loaded.config.sources[0].poll_interval == std::chrono::seconds(10));
    CHECK(loaded.config.sources[1].poll_interval == std::chrono::minutes(5));
}

TEST_CASE("two targets on one account in one language are refused") {
    CHECK(holds(complaint(good_source + target(first_kind) + target(first_kind, "es2")),
                "the same account and language"));
    CHECK(holds(complaint(good_source + target(second_kind) + target(second_kind, "es2")),
                "the same account and language"));
}

TEST_CASE("the keys become the credential of their kind") {
    const auto first = load_good(good_source + target(first_kind)).config.targets[0];
    CHECK(credential_of(first.oauth, first.base_url) ==
          glossd::model::Credential(glossd::model::OAuth1Keys{"a", "b", "c", "d"}));
    const auto second = load_good(good_source + target(second_kind)).config.targets[0];
    CHECK(credential_of(second.oauth, second.base_url) ==
          glossd::model::Credential(
              glossd::model::OAuth2Grant{"https://api.x.com/2/oauth2/token", "app", "", "e"}));
    CHECK(credential_of({}, "") == glossd::model::Credential());
}
