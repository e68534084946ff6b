#include "engines/odd_posts.hpp"

#include <random>

namespace glossd::engines::test {

namespace {

const std::vector<std::string> odd_words{
    "the harbour", "über",       "d'été", "наш город",   "шлях",  "מחר בבוקר",  "غدا صباحا",
    "東京の",      "안녕",       "สวัสดี",  "A&B",         "x < y", "a > b",      "\"quoted\"",
    "it's 5 & 6",  "R&amp;D",    "50%",   "1.234,56",    "17:45", "C++",        "I <3 this",
    "e\u0301te",   "na\u00efve", "1/2",   "(see below)", "[sic]", "…and so on", "*bold*"};

const std::vector<std::string> odd_spans{
    "https://a.example/",
    "https://a.example/p?q=1&r[]=2&s=%C3%A9#frag",
    "https://en.wikipedia.example/wiki/Foo_(bar)_baz",
    "https://a.example/~user/!$'*+,;=:@/x",
    "https://a.example:8443/path/../x//y?",
    "http://[2001:db8::1]:8080/x?y=z",
    "https://xn--mnchen-3ya.example/stra%C3%9Fe",
    "https://münchen.example/straße/日本?ü=ß",
    "https://user:pass@host.example/a|b^c`d",
    "https://a.example/a\"b<c>",
    "https://a.example/{id}/%7Bid%7D?x=${y}",
    "www.example.org/long-path_with.dots-and_underscores",
    "https://a.example/\u202Eevil",
    "@ana",
    "@ana@masto.example",
    "(@ana, @bo_b@x.example)",
    "\"@ana\"",
    "#tag",
    "#日本語",
    "#été2026",
    "👨‍👩‍👧‍👦",
    "🏳️‍🌈🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "👍🏽 ❤️‍🔥",
    "🇪🇸🇨🇦",
    ":blob_cat:",
    "`if (a < b) return &c;`",
    "{name}",
    "{{user.name}}",
    "%s",
    "${HOME}",
    "<x1/>",
    "<b>",
    "mail.me+tag@a-b.example",
};

const std::vector<std::string> odd_joints{" ",    " ",   " ",  ", ", ": ",      "\n",
                                          "\n\n", " — ", "; ", "",   "\u200F ", "\u00A0"};

}  // namespace

std::vector<std::string> odd_posts(std::size_t count, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto pick = [&random](const std::vector<std::string>& from) {
        return from[random() % from.size()];
    };
    std::vector<std::string> posts;
    while (posts.size() < count) {
        std::string post = "Tomorrow";
        const auto pieces = 1 + random() % 12;
        for (std::size_t i = 0; i < pieces; ++i)
            post += pick(odd_joints) + pick(random() % 2 == 0 ? odd_words : odd_spans);
        posts.push_back(post + " at sea");
    }
    return posts;
}

}  // namespace glossd::engines::test
