#include "sources/x/support.hpp"

using namespace glossd;
using namespace glossd::sources;
using namespace glossd::sources::x;
using Ids = std::vector<std::string>;

namespace glossd::sources::x {
namespace {

Page read(const std::string& posts, const std::string& includes = "{}",
          config::SourceSettings settings = x_source_settings()) {
    Polling polling(std::move(settings));
    return polling.poll({user, page_of(posts, "99", "", includes)});
}

std::string reference(const std::string& type, const std::string& id) {
    return R"(,"referenced_posts":[{"type":")" + type + R"(","id":")" + id + "\"}]";
}

}  // namespace

TEST_CASE("a post is read with everything that is told of it") {
    const auto page = read(post("7", "Look at https://t.co/a #space https://t.co/m",
                                R"(,"attachments":{"media_keys":["3_1","7_2","16_3"]},"entities":{
                "hashtags":[{"start":0,"end":1,"tag":"space"}],
                "urls":[{"url":"https://t.co/a","expanded_url":"https://example.org/a"},
                        {"url":"https://t.co/m","expanded_url":"https://x.com/NASA/status/7/photo/1"}]})"),
                           R"({"media":[
            {"media_key":"3_1","type":"photo","url":"https://pbs.example/a.jpg","alt_text":"A star"},
            {"media_key":"7_2","type":"video","preview_image_url":"https://pbs.example/p.jpg","variants":[
                {"content_type":"application/x-mpegURL","url":"https://v.example/a.m3u8"},
                {"content_type":"video/mp4","bit_rate":100,"url":"https://v.example/small.mp4"},
                {"content_type":"video/mp4","bit_rate":900,"url":"https://v.example/big.mp4"}]},
            {"media_key":"16_3","type":"animated_gif"}]})");
    REQUIRE(page.posts.size() == 1);
    const auto& made = page.posts[0];
    CHECK(made.id == "7");
    CHECK(made.url == "https://x.com/NASA/status/7");
    CHECK(made.text == "Look at https://example.org/a #space");
    CHECK(made.language == "en");
    CHECK(made.author == "@NASA");
    CHECK(made.tags == Ids{"space"});
    CHECK(made.links == Ids{"https://example.org/a"});
    CHECK(made.published == text::parse_date("2026-08-01T10:00:00Z"));
    CHECK(made.visibility == "public");
    REQUIRE(made.media.size() == 2);
    CHECK(made.media[0] == model::Media{"https://pbs.example/a.jpg", "image/jpeg", "A star", 0});
    CHECK(made.media[1] == model::Media{"https://v.example/big.mp4", "video/mp4", std::nullopt, 0});
}

TEST_CASE("an edited post goes by the id of its first version and is shown as it is now") {
    for (const std::string name : {"edit_history_post_ids", "edit_history_tweet_ids"}) {
        const auto history = ",\"" + name + R"(":["7","8"])";
        const auto page = read(post("8", "mended", history) + "," + post("7", "brokn", history));
        REQUIRE(page.posts.size() == 1);
        CHECK(page.posts[0].id == "7");
        CHECK(page.posts[0].url == "https://x.com/NASA/status/8");
        CHECK(page.posts[0].text == "mended");
    }
}

TEST_CASE("replies to others are left out, the account's own threads are not") {
    const auto posts = post("5", "@bob yes", reference("replied_to", "1")) + "," +
                       post("4", "and on", reference("replied_to", "3")) + "," +
                       post("3", "a thread");
    CHECK(ids(read(posts)) == Ids{"3", "4"});
    CHECK(read(posts).posts[1].reply_to == "3");
    const auto told =
        post("6", "hm", reference("replied_to", "1") + R"(,"in_reply_to_user_id":"12")") + "," +
        post("5", "@NASA ok", reference("replied_to", "2") + R"(,"in_reply_to_user_id":"11")");
    CHECK(ids(read(told)) == Ids{"5"});
    const auto included = R"({"posts":[{"id":"1","text":"?","author_id":"12"}]})";
    CHECK(read(post("6", "hm", reference("replied_to", "1")), included).posts.empty());

    auto settings = x_source_settings();
    settings.replies = config::Replies::all;
    CHECK(ids(read(posts, "{}", settings)) == Ids{"3", "4", "5"});
    settings.replies = config::Replies::none;
    CHECK(ids(read(posts, "{}", settings)) == Ids{"3"});
}

TEST_CASE("a repost is followed only when it is wanted, with the text that was reposted") {
    const auto reposted = post("9", "RT @esa: Long words cut…", reference("retweeted", "1"));
    const auto included =
        R"({"posts":[{"id":"1","text":"Long words in full &amp; more","lang":"fr","author_id":"12"}]})";
    CHECK(read(reposted, included).posts.empty());
    auto settings = x_source_settings();
    settings.reposts = true;
    const auto page = read(reposted, included, settings);
    REQUIRE(page.posts.size() == 1);
    CHECK(page.posts[0].id == "9");
    CHECK(page.posts[0].text == "Long words in full & more");
    CHECK(page.posts[0].language == "fr");
    CHECK(page.posts[0].repost);
    const auto missing = read(reposted, "{}", settings);
    CHECK(missing.posts.empty());
    CHECK_FALSE(missing.whole);
    CHECK(missing.notes == Ids{"a repost without the post 1 was left out"});
}

TEST_CASE("a quoted post stays as a link") {
    const auto page = read(post(
        "9", "True: https://t.co/q",
        reference("quoted", "1") +
            R"(,"entities":{"urls":[{"url":"https://t.co/q","expanded_url":"https://x.com/esa/status/1"}]})"));
    CHECK(page.posts[0].text == "True: https://x.com/esa/status/1");
}

TEST_CASE("a language that X made up says nothing, and the operator's word counts more") {
    const auto language = [](const std::string& code, config::SourceSettings settings) {
        return read(R"({"id":"1","text":"a","lang":")" + code + "\"}", "{}", std::move(settings))
            .posts[0]
            .language;
    };
    CHECK(language("pt", x_source_settings()) == "pt");
    for (const auto* none : {"und", "zxx", "qme", "qht"}) {
        CHECK(language(none, x_source_settings()) == "");
    }
    CHECK(language("in", x_source_settings()) == "id");
    CHECK(language("iw", x_source_settings()) == "he");
    auto settings = x_source_settings();
    settings.language = *model::Language::parse("en-GB");
    CHECK(language("fr", settings) == "en-GB");
}

TEST_CASE("a date that is missing or to come is the moment of the poll") {
    CHECK(read(R"({"id":"1","text":"a"})").posts[0].published == noon());
    CHECK(read(R"({"id":"1","text":"a","created_at":"2031-01-01T00:00:00Z"})").posts[0].published ==
          noon());
}

TEST_CASE("what is no post is left out with a note") {
    const auto page = read(R"({"text":"a"},7,null,{"id":"2"},)" + post("1", "one"));
    CHECK(ids(page) == Ids{"1"});
    CHECK(page.notes.size() == 4);
    CHECK_FALSE(page.whole);
}

}  // namespace glossd::sources::x
