// An X source polled against answers written by hand.
#pragma once

#include "sources/source.hpp"
#include "text/time_format.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace glossd::sources::x {

inline config::SourceSettings x_source_settings() {
    config::SourceSettings made;
    made.name = "x";
    made.type = "x";
    made.username = "NASA";
    made.base_url = "https://api.example";
    made.token = config::Secret("bearer", "env");
    made.first_run.kind = config::FirstRun::Kind::all;
    return made;
}

inline model::Reply reply(int status, std::string body, model::Headers headers = {}) {
    return model::HttpReply{status, std::move(headers), std::move(body), "", {}};
}

inline model::WallTime noon() {
    return *text::parse_date("2026-08-01T12:00:00Z");
}

const model::Reply user = reply(200, R"({"data":{"id":"11","name":"NASA","username":"NASA"}})");
const model::Reply nothing = reply(200, R"({"meta":{"result_count":0}})");

// A source with what it remembers.
class Polling {
  public:
    explicit Polling(config::SourceSettings settings = x_source_settings())
        : source_(*make_source(std::move(settings))) {}

    // One exchange; what was asked is in `asked`, and the cursor moves on.
    tl::expected<Page, model::Outcome> step(const model::Reply& answer) {
        const auto request = std::get<model::HttpRequest>(source_->request(cursor));
        asked.push_back(request.url);
        last_request = request;
        auto page = source_->read(cursor, answer, noon());
        if (page) cursor = page->next;
        return page;
    }

    // A poll from its first answer to its last; all but the last must ask for more.
    Page poll(const std::vector<model::Reply>& answers) {
        for (std::size_t i = 0; i + 1 < answers.size(); ++i) {
            const auto page = step(answers[i]);
            REQUIRE(page);
            CHECK(page->more);
            CHECK(page->posts.empty());
        }
        const auto page = step(answers.back());
        REQUIRE_MESSAGE(page, page.error().message);
        CHECK_FALSE(page->more);
        return *page;
    }

    bool last_asked(const std::string& part) const {
        return asked.back().find(part) != std::string::npos;
    }

    Cursor cursor;
    std::vector<std::string> asked;
    model::HttpRequest last_request;

  private:
    SourcePtr source_;
};

inline std::string post(const std::string& id, const std::string& text,
                        const std::string& extra = "") {
    return R"({"id":")" + id + R"(","text":")" + text +
           R"(","created_at":"2026-08-01T10:00:00.000Z","lang":"en")" + extra + "}";
}

inline model::Reply page_of(const std::string& posts, const std::string& newest,
                            const std::string& next = "", const std::string& includes = "{}") {
    return reply(200, R"({"data":[)" + posts + R"(],"includes":)" + includes +
                          R"(,"meta":{"result_count":1,"newest_id":")" + newest + "\"" +
                          (next.empty() ? "" : R"(,"next_token":")" + next + "\"") + "}}");
}

inline std::vector<std::string> ids(const Page& page) {
    std::vector<std::string> all;
    for (const auto& one : page.posts) all.push_back(one.id);
    return all;
}

}  // namespace glossd::sources::x
