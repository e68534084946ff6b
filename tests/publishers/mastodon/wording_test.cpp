#include "publishers/mastodon/wording.hpp"

#include "text/mask.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::publishers::mastodon;

namespace glossd::publishers::mastodon {
namespace {

constexpr text::LengthRule no_limit{text::Counting::mastodon, 0, 23};

std::string defused(const std::string& text) {
    return defuse_mentions({text, ""}, no_limit).status;
}

}  // namespace

TEST_CASE("every mention is defused, and keeps its visible text") {
    CHECK(defused("@admin hi @ana@m.example!") == "@\u2060admin hi @\u2060ana@m.example!");
    CHECK(defused("(@a) .@b \"@c\" @_d") == "(@\u2060a) .@\u2060b \"@\u2060c\" @\u2060_d");
    CHECK(defused("日本@user") == "日本@\u2060user");
    CHECK(defused("@@admin") == "@@\u2060admin");
}

TEST_CASE("code and placeholders hide no mention, because Mastodon does not know them") {
    CHECK(defused("`@admin` {@admin}") == "`@\u2060admin` {@\u2060admin}");
}

TEST_CASE("addresses, hashtags and lonely signs stay as they are") {
    for (const std::string text :
         {"mail ana@example.org", "https://m.example/@ana/1", "https://x.example/?u=@ana,@bob",
          "#tag @ 5 @", "a@b", "@", "", "@\u2060done"}) {
        CAPTURE(text);
        CHECK(defused(text) == text);
    }
}

TEST_CASE("warnings are defused too") {
    CHECK(defuse_mentions({"", "by @ana"}, no_limit).warning == "by @\u2060ana");
}

TEST_CASE("a text that fitted still fits when its mentions are defused") {
    for (const std::string text :
         {"@user", "@user@host.example says @other and @third@very.long.host.example.org",
          "@a.b@c.d", "`@user@host.example`", "x @one@two-three.example, (@four@five.example)",
          "日本@user@h.example"}) {
        for (const std::string warning : {"", "@spoiler@host.example"}) {
            CAPTURE(text);
            auto rule = no_limit;
            rule.limit = text::count(rule, text) + text::count(rule, warning);
            const auto wording = defuse_mentions({text, warning}, rule);
            CHECK(text::count(rule, wording.status) + text::count(rule, wording.warning) <=
                  rule.limit);
            CHECK(wording.status != text);
            for (const auto& span : text::find_spans(wording.status)) {
                CHECK(span.kind != model::SpanKind::mention);
            }
        }
    }
}

TEST_CASE("only a text without room gives up the hosts of its mentions") {
    auto rule = no_limit;
    rule.limit = 18;
    CHECK(defuse_mentions({"@user@example.org", ""}, rule).status == "@\u2060user@example.org");
    rule.limit = 17;
    CHECK(defuse_mentions({"@user@example.org", ""}, rule).status == "@\u200Duser");
}

TEST_CASE("a language is named as Mastodon knows it") {
    const std::vector<std::pair<std::string, std::string>> rows{{"es", "es"},
                                                                {"pt-BR", "pt"},
                                                                {"zh", "zh"},
                                                                {"zh-CN", "zh-CN"},
                                                                {"zh-Hans", "zh-CN"},
                                                                {"zh-Hant", "zh-TW"},
                                                                {"zh-Hant-HK", "zh-HK"},
                                                                {"zh-SG", "zh"},
                                                                {"yue", "zh-YUE"},
                                                                {"ast", "ast"},
                                                                {"sr-Latn", "sr"},
                                                                {"", ""},
                                                                {"!", ""}};
    for (const auto& [given, code] : rows) {
        const std::string tag = given;
        CAPTURE(tag);
        CHECK(language_code(tag) == code);
    }
}

}  // namespace glossd::publishers::mastodon
