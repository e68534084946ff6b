#include "publishers/mastodon/account_stand_in.hpp"

using namespace glossd;
using namespace glossd::publishers;
using model::OutcomeKind;

namespace glossd::publishers::mastodon {
namespace {

const std::string noon = "2026-08-01T12:00:00.000Z";
const std::string minute_later = "2026-08-01T12:01:00.000Z";
const std::string day_before = "2026-07-31T12:00:00.000Z";

SendPart part(const std::string& text, const std::string& reply_to = "",
              const std::string& warning = "") {
    Draft draft;
    draft.text = text;
    draft.content_warning = warning;
    draft.language = "es";
    const auto payload = account_publisher(target_settings("mastodon"))->freeze(draft, {});
    return {"key", payload, reply_to, at(noon)};
}

Post post(const std::string& id, const std::string& created, const std::string& content) {
    Post made;
    made.id = id;
    made.created = created;
    made.content = content;
    return made;
}

const Post old = post("1", day_before, "<p>old</p>");

std::string found_id(const LookedUp& found) {
    const auto* published = std::get_if<Published>(&found);
    return published ? published->remote_id : "";
}

bool absent(const LookedUp& found) {
    return std::holds_alternative<Absent>(found);
}

bool finds(const std::string& text, const std::string& html) {
    Account account{{post("5", minute_later, html), old}};
    return found_id(account.look_up(part(text))) == "5" && account.asked.size() == 1;
}

}  // namespace

TEST_CASE("a post on the account is found with its address, in one request") {
    Account account{{post("9", minute_later, "<p>otro</p>"), post("5", noon, "<p>Hola</p>"), old}};
    const auto found = account.look_up(part("Hola"));
    CHECK(std::get<Published>(found) == Published{"5", "https://m.example/@n/5"});
    CHECK(account.asked == std::vector<std::string>{
                               "/api/v1/accounts/1%2F7/statuses?limit=40&exclude_reblogs=true"});
}

TEST_CASE("an account without the post shows it absent") {
    CHECK(absent(Account{}.look_up(part("Hola"))));
    CHECK(absent(Account{{old}}.look_up(part("Hola"))));
    CHECK(absent(Account{{post("1", day_before, "<p>Hola</p>")}}.look_up(part("Hola"))));
}

TEST_CASE("the oldest of several copies is the one, also pages away") {
    Account account;
    for (int i = 99; i > 0; --i) {
        account.posts.push_back(post(std::to_string(i), minute_later, "<p>x</p>"));
    }
    for (const auto at : {3, 50, 90}) account.posts[static_cast<std::size_t>(at)].content = "Hola";
    account.posts.push_back(old);
    CHECK(found_id(account.look_up(part("Hola"))) == "9");
    CHECK(account.asked.size() == 3);
    CHECK(contains(account.asked[1], "&max_id=60"));
    CHECK(contains(account.asked[2], "&max_id=20"));
}

TEST_CASE("a post that belongs to another delivery, a boost or another thread is not this one") {
    const auto hola = post("5", minute_later, "<p>Hola</p>");
    Account account{{hola, old}};
    account.taken = {"5"};
    CHECK(absent(account.look_up(part("Hola"))));

    account = {{hola, old}};
    account.posts[0].boost = true;
    CHECK(absent(account.look_up(part("Hola"))));

    account = {{hola, old}};
    CHECK(absent(account.look_up(part("Hola", "4"))));
    account.posts[0].reply_to = "4";
    CHECK(found_id(account.look_up(part("Hola", "4"))) == "5");
    CHECK(absent(account.look_up(part("Hola"))));
    CHECK(absent(account.look_up(part("Hola", "3"))));
}

TEST_CASE("the warning is part of what was sent") {
    Account account{{post("5", minute_later, "<p>Hola</p>"), old}};
    CHECK(absent(account.look_up(part("Hola", "", "Ojo"))));
    account.posts[0].warning = " Ojo ";
    CHECK(found_id(account.look_up(part("Hola", "", "Ojo"))) == "5");
    CHECK(absent(account.look_up(part("Hola"))));
}

TEST_CASE("a post in our language is better than one without, and any is better than none") {
    Account account{{post("9", minute_later, "Hola"), post("5", minute_later, "Hola"), old}};
    account.posts[1].language = "en";
    CHECK(found_id(account.look_up(part("Hola"))) == "9");
    account.posts[0].language = "en";
    CHECK(found_id(account.look_up(part("Hola"))) == "5");
    account.posts[1].language.reset();
    account.posts[0].language = "es-MX";
    CHECK(found_id(account.look_up(part("Hola"))) == "5");
}

TEST_CASE("Mastodon's and snac's markup reads as the text that was sent") {
    CHECK(finds("Uno\n\nDos\nTres", "<p>Uno</p><p>Dos<br>Tres</p>"));
    CHECK(finds("Uno\n\nDos\nTres", "Uno<br><br>Dos<br>Tres"));  // snac
    CHECK(finds("A & B <c> \"d\"", "<p>A &amp; B &lt;c&gt; &quot;d&quot;</p>"));
    CHECK(finds("Ver https://example.org/una/direccion/muy/larga?x=1&y=2 ya",
                R"(<p>Ver <a href="https://example.org/una/direccion/muy/larga?x=1&amp;y=2"
                   rel="nofollow"><span class="invisible">https://</span><span
                   class="ellipsis">example.org/una/direccion/muy/</span><span
                   class="invisible">larga?x=1&amp;y=2</span></a> ya</p>)"));
    CHECK(finds("#Uno dos",
                R"(<p><a href="https://m.example/tags/Uno" class="mention hashtag" rel="tag"
                   >#<span>Uno</span></a> dos</p>)"));
    CHECK(finds("@ana@m.example hola",
                "<p>@\u2060"
                "ana@m.example hola</p>"));
    CHECK_FALSE(finds("Hola", "<p>hola</p>"));
}

TEST_CASE("markup that does not read alike is settled by the plain source") {
    Account account{{post("8", minute_later, "<p>other</p>"),
                     post("5", minute_later, "<p><i>Hola</i> <b>mundo</b></p>"), old}};
    account.posts[0].source = "other";
    account.posts[1].source = "_Hola_ *mundo*";
    CHECK(found_id(account.look_up(part("_Hola_ *mundo*"))) == "5");
    CHECK(account.asked.back() == "/api/v1/statuses/5/source");
    CHECK(absent(account.look_up(part("_Hola_"))));
}

TEST_CASE("sources are asked for nearest to the attempt first, and only a few") {
    Account account;
    for (int i = 59; i > 9; --i) {
        const auto id = std::to_string(i);
        account.posts.push_back(post(id, "2026-08-01T12:" + id + ":00Z", "<p>x</p>"));
    }
    account.posts.push_back(old);
    CHECK(absent(account.look_up(part("Hola"))));
    const std::vector<std::string> sources(account.asked.begin() + 2, account.asked.end());
    CHECK(sources ==
          std::vector<std::string>{"/api/v1/statuses/10/source", "/api/v1/statuses/11/source",
                                   "/api/v1/statuses/12/source", "/api/v1/statuses/13/source",
                                   "/api/v1/statuses/14/source"});
}

TEST_CASE("a server whose clock is wrong is searched by its own clock") {
    // Half an hour behind: within the margin, whatever the server says.
    Account account{{post("5", "2026-08-01T11:30:00Z", "<p>Hola</p>"), old}};
    CHECK(found_id(account.look_up(part("Hola"))) == "5");
    // Three hours behind: its Date header proves it.
    account.posts[0].created = "2026-08-01T09:00:10Z";
    CHECK(absent(account.look_up(part("Hola"))));
    account.date = "Sat, 01 Aug 2026 09:01:00 GMT";
    CHECK(found_id(account.look_up(part("Hola"))) == "5");
    // Ahead: later than the attempt is always in.
    account.posts[0].created = "2026-08-01T20:00:00Z";
    account.date = "Sat, 01 Aug 2026 20:01:00 GMT";
    CHECK(found_id(account.look_up(part("Hola"))) == "5");
}

TEST_CASE("a short page is not taken for the end of the list") {
    Account account{{post("9", minute_later, "x"), post("8", minute_later, "y"),
                     post("5", minute_later, "Hola"), old}};
    account.page_size = 2;
    CHECK(found_id(account.look_up(part("Hola"))) == "5");
}

TEST_CASE("a list that cannot be read back to the attempt proves nothing") {
    Account account;
    account.ignores_max_id = true;
    for (int i = 90; i > 0; --i) {
        account.posts.push_back(post(std::to_string(i), minute_later, "<p>x</p>"));
    }
    account.posts.push_back(old);
    CHECK(outcome_in(account.look_up(part("Hola"))).kind == OutcomeKind::rejected);
    account.ignores_max_id = false;
    CHECK(absent(account.look_up(part("Hola"))));
    account.page_size = 5;
    const auto outcome = outcome_in(account.look_up(part("Hola")));
    CHECK(outcome.kind == OutcomeKind::rejected);
    CHECK(contains(outcome.message, "10 pages"));
}

TEST_CASE("a server that ignores max_id but shows all it has proves absence") {
    Account account{{post("9", minute_later, "x"), post("8", minute_later, "y")}};
    account.ignores_max_id = true;
    CHECK(absent(account.look_up(part("Hola"))));
}

TEST_CASE("a read that fails leaves the answer open") {
    const auto publisher = account_publisher(target_settings("mastodon"));
    const auto look = [&](const Progress& progress, const model::Reply& answer) {
        return publisher->read_look_up(part("Hola"), {}, progress, answer,
                                       [](const auto&) { return false; });
    };
    CHECK(outcome_in(look({}, reply(401, ""))).kind == OutcomeKind::unauthorized);
    CHECK(outcome_in(look({}, reply(403, ""))).kind == OutcomeKind::unauthorized);
    CHECK(outcome_in(look({}, reply(404, ""))).kind == OutcomeKind::rejected);
    CHECK(outcome_in(look({}, reply(429, ""))).kind == OutcomeKind::rate_limited);
    CHECK(outcome_in(look({}, reply(500, ""))).kind == OutcomeKind::transient);
    CHECK(outcome_in(look({}, reply(200, "<html>maintenance</html>"))).kind ==
          OutcomeKind::transient);
    CHECK(outcome_in(look({}, broken_off(true))).kind == OutcomeKind::transient);

    const auto page =
        "[" + json_of(post("5", minute_later, "x")).dump() + "," + json_of(old).dump() + "]";
    const auto asking = std::get<Progress>(look({}, reply(200, page)));
    CHECK(absent(look(asking, reply(401, ""))));
    CHECK(absent(look(asking, reply(404, "<html></html>"))));
    CHECK(absent(look(asking, reply(200, "<html></html>"))));
    CHECK(outcome_in(look(asking, reply(429, ""))).kind == OutcomeKind::rate_limited);
    CHECK(outcome_in(look(asking, reply(502, ""))).kind == OutcomeKind::transient);
}

TEST_CASE("a hostile list is read without harm") {
    const auto publisher = account_publisher(target_settings("mastodon"));
    for (const auto* body :
         {"[null]", "[[]]", "[1,\"x\",{}]", R"([{"id":{},"created_at":5,"content":[]}])",
          R"([{"id":"1","created_at":"never","content":null,"reblog":null}])"}) {
        CAPTURE(body);
        const auto found = publisher->read_look_up(part("Hola"), {}, {}, reply(200, body),
                                                   [](const auto&) { return false; });
        CHECK(found_id(found) == "");
    }
}

}  // namespace glossd::publishers::mastodon
