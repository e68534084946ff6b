#include "cpu_time.hpp"
#include "text/mask.hpp"

#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using glossd::model::SpanKind;
using glossd::text::find_spans;

namespace {

using Texts = std::vector<std::string>;

Texts spans_of(const std::string& text) {
    Texts out;
    for (const auto& span : find_spans(text))
        out.push_back(text.substr(span.begin, span.end - span.begin));
    return out;
}

// The one span of a text, or what was found instead.
std::string only(const std::string& text, SpanKind kind) {
    const auto found = find_spans(text);
    if (found.size() != 1) return std::to_string(found.size()) + " spans";
    if (found[0].kind != kind) return "another kind";
    return text.substr(found[0].begin, found[0].end - found[0].begin);
}

std::string url(const std::string& text) {
    return only(text, SpanKind::url);
}

std::string repeat(const std::string& text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

}  // namespace

TEST_CASE("a link keeps its odd characters and leaves the sentence's punctuation") {
    CHECK(url("see https://x.org/a-b_c~d!e$f&g'h*i+j;k=l:m@n%20o?p=q&r[]=s#t, or") ==
          "https://x.org/a-b_c~d!e$f&g'h*i+j;k=l:m@n%20o?p=q&r[]=s#t");
    CHECK(url("Really? https://x.org/a?!") == "https://x.org/a");
    CHECK(url("'https://x.org/a'.") == "https://x.org/a");
    CHECK(url("HTTP://X.ORG/A") == "HTTP://X.ORG/A");
    CHECK(url("glued:seehttps://x.org") == "https://x.org");
    CHECK(url("https://x.org/very-lo\u2026") == "https://x.org/very-lo");
    CHECK(url("<a href=\"https://x.org/a\">") == "https://x.org/a");
    CHECK(url("\u00ABhttps://x.org/a\u00BB") == "https://x.org/a");
}

TEST_CASE("brackets belong to a link when they are balanced") {
    CHECK(url("(https://en.wikipedia.org/wiki/Foo_(bar))") ==
          "https://en.wikipedia.org/wiki/Foo_(bar)");
    CHECK(url("(see https://x.org/a).") == "https://x.org/a");
    CHECK(url("[https://x.org/a[1]]") == "https://x.org/a[1]");
    CHECK(url("{https://x.org}") == "https://x.org");
    CHECK(spans_of("[https://x.org/a](https://x.org/a)") ==
          Texts{"https://x.org/a", "https://x.org/a"});
    CHECK(url("[text](https://x.org/a)") == "https://x.org/a");
}

TEST_CASE("a link may have a port, user, IPv6 host, IDN host, another link inside") {
    for (const std::string whole :
         {"https://user:pw@x.org:8443/a", "http://[2001:db8::1]:8080/x",
          "https://m\u00FCnchen.de/x", "https://\u4F8B\u3048.jp/\u30DA\u30FC\u30B8",
          "https://www.abc\u65E5\u672C.jp/", "https://ja.wikipedia.org/wiki/\u65E5\u672C\u8A9E",
          "http://localhost:3000/", "https://web.archive.org/web/2020/https://x.org/a",
          "http://192.168.1.1/a", "https://t.me/s/abc|def^{x}"}) {
        CAPTURE(whole);
        CHECK(url("a " + whole + " b") == whole);
        CHECK(url(whole) == whole);
    }
}

TEST_CASE("full-width punctuation and spaces end a link") {
    CHECK(url("\u898B\u3066https://x.org/a\u3002\u6B21") == "https://x.org/a");
    CHECK(url("\u300Chttps://x.org/a\u300D") == "https://x.org/a");
    CHECK(url("https://x.org/a\uFF0C\u7136\u540E") == "https://x.org/a");
    CHECK(url("https://x.org/a\u3000\u6B21") == "https://x.org/a");
    CHECK(url("https://x.org\u3092\u898B\u3066") == "https://x.org");
}

TEST_CASE("a scheme without a host is no link") {
    for (const std::string text :
         {"http://", "https:// x", "http://)", "http:///", "https", "http:x"}) {
        CAPTURE(text);
        CHECK(spans_of(text).empty());
    }
}

TEST_CASE("a bare domain is a link when it looks like one") {
    CHECK(url("on example.org/path, yes") == "example.org/path");
    CHECK(url("www.example.museum.") == "www.example.museum");
    CHECK(url("try glossd.io!") == "glossd.io");
    CHECK(url("Example.org") == "Example.org");
    CHECK(url("bit.ly/2xYz") == "bit.ly/2xYz");
    CHECK(url("example.com:8080/a?b=c#d.") == "example.com:8080/a?b=c#d");
    CHECK(url("m\u00FCnchen.de/karte") == "m\u00FCnchen.de/karte");
    CHECK(url("\u898B\u3066example.org\u3092") == "example.org");
    CHECK(url("NEWS.BBC.CO.UK") == "NEWS.BBC.CO.UK");
}

TEST_CASE("abbreviations, numbers and forgotten spaces are no links") {
    for (const std::string text : {"e.g. this",   "i.e. that",
                                   "z.B. so",     "the end.Next one",
                                   "end.It was",  "3.5",
                                   "1.2.3",       "v2.0/3",
                                   "U.S.A.",      "...",
                                   "a..b/c",      "and/or",
                                   "12.50/kg",    "-.-",
                                   "one.two",     "T.C./x",
                                   "192.168.0.1", "the end.The/next",
                                   "www.",        "x.y"}) {
        CAPTURE(text);
        CHECK(spans_of(text).empty());
    }
}

TEST_CASE("an e-mail address is one span") {
    CHECK(only("write to jane.doe+news@mail.example.org.", SpanKind::email) ==
          "jane.doe+news@mail.example.org");
    CHECK(only("mailto:a@b.org", SpanKind::email) == "a@b.org");
    CHECK(spans_of("a@b and c@ and foo@bar_baz").empty());
    CHECK(spans_of(std::string(200, 'a') + "@b.org") == Texts{"b.org"});
}

TEST_CASE("a mention stands outside words and without the sentence's punctuation") {
    CHECK(only("hi @user.", SpanKind::mention) == "@user");
    CHECK(only("(@user_1)", SpanKind::mention) == "@user_1");
    CHECK(only(".@user-", SpanKind::mention) == "@user");
    CHECK(only("@alice.bsky.social,", SpanKind::mention) == "@alice.bsky.social");
    CHECK(only("cc @user@host.tld.", SpanKind::mention) == "@user@host.tld");
    CHECK(only("@user@m\u00FCnchen.social", SpanKind::mention) == "@user@m\u00FCnchen.social");
    CHECK(only("\u3053\u3093\u306B\u3061\u306F@user\u3055\u3093", SpanKind::mention) == "@user");
    CHECK(only("@bob's", SpanKind::mention) == "@bob");
    CHECK(only("@user@", SpanKind::mention) == "@user");
    for (const std::string text : {"@", "@ user", "5@6", "@-", "a/@b", "@@", "\u00E9@user"}) {
        CAPTURE(text);
        CHECK(spans_of(text).empty());
    }
}

TEST_CASE("a hashtag holds letters of any script and at least one") {
    CHECK(only("#Caf\u00E9.", SpanKind::hashtag) == "#Caf\u00E9");
    CHECK(only("#2026goals!", SpanKind::hashtag) == "#2026goals");
    CHECK(only("\u697D\u3057\u3044#\u30BF\u30B0\u3002", SpanKind::hashtag) == "#\u30BF\u30B0");
    CHECK(only("\uFF03\u6771\u4EAC", SpanKind::hashtag) == "\uFF03\u6771\u4EAC");
    CHECK(only("#\u0939\u093F\u0928\u094D\u0926\u0940 x", SpanKind::hashtag) ==
          "#\u0939\u093F\u0928\u094D\u0926\u0940");
    CHECK(only("#\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", SpanKind::hashtag) ==
          "#\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645");
    CHECK(only("#Col\u00B7laborem\u00B7 x", SpanKind::hashtag) == "#Col\u00B7laborem");
    CHECK(only("#snake_case_", SpanKind::hashtag) == "#snake_case_");
    for (const std::string text :
         {"C# is", "&#39;", "&#x27;", "#1", "# title", "#", "##", "F#m", "#_1", "#\uFE0F\u20E3"}) {
        CAPTURE(text);
        CHECK(spans_of(text).empty());
    }
}

TEST_CASE("an emoji shortcode is no time and no scope operator") {
    CHECK(only("hi :blob_cat:!", SpanKind::emoji) == ":blob_cat:");
    CHECK(spans_of(":one::two:") == Texts{":one:", ":two:"});
    for (const std::string text : {"12:30:45", "std::vector::size", "a:bb:c",
                                   ":a:", ": foo:", "x:foo:", "::", ":foo", "https:foo:"}) {
        CAPTURE(text);
        CHECK(spans_of(text).empty());
    }
}

TEST_CASE("code in backticks hides what it holds") {
    CHECK(only("run `curl https://x.org @a #b`!", SpanKind::code) == "`curl https://x.org @a #b`");
    CHECK(only("a ``x ` y`` b", SpanKind::code) == "``x ` y``");
    CHECK(only("```cpp\nint x;\n\n`y`\n``` end", SpanKind::code) == "```cpp\nint x;\n\n`y`\n```");
    CHECK(spans_of("`open\n\n`code`") == Texts{"`code`"});
    CHECK(spans_of("l`amore e l`odio").empty());
    CHECK(spans_of("``` never closed `").empty());
}

TEST_CASE("placeholders of the usual formats are spans") {
    for (const std::string whole :
         {"{x}",  "{}",       "{0}", "{user.name}", "{price:.2f}", "{{x}}", "{{ user | upper }}",
          "${x}", "%{count}", "%s",  "%d",          "%5.2f",       "%-10s", "%ld",
          "%1$s", "%(name)s", "%@",  "<x1/>",       "<x12 />",     "<X3/>"}) {
        CAPTURE(whole);
        CHECK(only("a " + whole + " b", SpanKind::placeholder) == whole);
        CHECK(only(whole, SpanKind::placeholder) == whole);
    }
    CHECK(only("%1$sfoo", SpanKind::placeholder) == "%1$s");
    for (const std::string text :
         {"100% sure", "50%de", "5%s", "100%", "%", "{a b}", "{", "}{", "{{", "I <3 2 & 3", "<x/>",
          "<b>", "$5", "${", "%sure", "%(x)", "{\"a\": 1}"}) {
        CAPTURE(text);
        CHECK(spans_of(text).empty());
    }
}

TEST_CASE("spans come in order and never overlap") {
    const std::string text =
        "@a@b.c wrote `x` to d@e.org: https://f.g/#h :ii: {j} #k www.l.mn/%s \xF0\x9F\x8E\x89";
    std::size_t last = 0;
    for (const auto& span : find_spans(text)) {
        CHECK(span.begin >= last);
        CHECK(span.end > span.begin);
        last = span.end;
    }
    CHECK(spans_of(text) ==
          Texts{"@a@b.c", "`x`", "d@e.org", "https://f.g/#h", ":ii:", "{j}", "#k", "www.l.mn/%s"});
}

TEST_CASE("broken UTF-8 is walked over") {
    CHECK(spans_of("\xFF\xC3 #tag\xE3\x81 @user \x80") == Texts{"#tag", "@user"});
}

TEST_CASE("a megabyte of hostile text is read in linear time") {
    for (const std::string unit : {"@",         "#",
                                   ":",         "http://",
                                   "`",         "``` ",
                                   "` `` ``` ", "a@",
                                   "a.",        "#1",
                                   ":a",        "@a-",
                                   "{{",        "{",
                                   "%",         "%9",
                                   "<x1",       "http://(",
                                   "http:// ",  "http://a(",
                                   "http://a)", "https://a.b] ",
                                   "www.",      "@a@",
                                   "a@b.",      ".",
                                   "\u3042",    "#\u00B7",
                                   "@b@c+",     "a.b/",
                                   "`a``b```",  "${",
                                   "a_",        "\xFF",
                                   "e\u0301",   "x`y"}) {
        CAPTURE(unit);
        const auto text = repeat(unit, 500'000 / unit.size());
        const auto start = glossd::cpu_time();
        CHECK(find_spans(text).size() <= text.size());
        // Quadratic work would take minutes; a debug build under sanitizers needs below a second.
        CHECK(glossd::cpu_time() - start < std::chrono::seconds(10));
    }
}
