#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::OutcomeKind;

namespace glossd::engines::openai {
namespace {

BatchReply read_body(const std::string& body, int status = 200) {
    return engine(openai_settings())->read(three_items(), http(status, body));
}

BatchReply read(const std::string& content, const char* finish = "stop") {
    const nlohmann::json body{
        {"choices", {{{"message", {{"content", content}}}, {"finish_reason", finish}}}},
        {"usage", {{"prompt_tokens", 11}, {"completion_tokens", 7}}}};
    return read_body(body.dump());
}

}  // namespace

TEST_CASE("a good answer is every item with its masks, and what it cost") {
    const auto reply = read(items(good_a + "," + good_b + "," + good_c));
    CHECK(reply.outcome.kind == OutcomeKind::ok);
    REQUIRE(marks(reply) == "+++");
    CHECK(reply.items[0].text == "Hola " + mask(0));
    CHECK(reply.items[1].text == "Sí");
    CHECK(reply.usage == Usage{11, 7, 0});
}

TEST_CASE("order does not matter, ids do") {
    const auto reply = read(items(good_c + "," + good_a + "," + good_b));
    REQUIRE(marks(reply) == "+++");
    CHECK(reply.items[0].id == "a");
    CHECK(reply.items[2].text == "No, gracias");
}

TEST_CASE("answers under the wrong id are refused although the ids are all there") {
    const auto reply = read(items(R"({"id":"a","t":"Sí<x3/>"},{"id":"b","t":"No<x4/>"},)"
                                  R"({"id":"c","t":"Hola <x1/><x2/>"})"));
    CHECK(reply.outcome.kind == OutcomeKind::ok);
    CHECK(marks(reply) == "---");
    CHECK(reply.items[1].outcome.message.find("shifted") != std::string::npos);
}

TEST_CASE("unknown items are dropped, missing ones are named") {
    const auto reply = read(items(R"({"id":"zz","t":"?<x3/>"},)" + good_b));
    CHECK(marks(reply) == "-+-");
    CHECK(reply.items[0].outcome.kind == OutcomeKind::transient);
    CHECK(reply.items[0].outcome.message == "no answer for this item");
}

TEST_CASE("of several answers to one item the first good one counts") {
    CHECK(read(items(good_b + R"(,{"id":"b","t":"Otra<x3/>"})")).items[1].text == "Sí");
    CHECK(read(items(R"({"id":"b","t":"Otra<x4/>"},)" + good_b)).items[1].text == "Sí");
    CHECK(read(items(good_b + R"(,{"id":"b","t":"sin fin"})")).items[1].text == "Sí");
}

TEST_CASE("an answer is found in fences, prose and behind thinking") {
    const auto answer = items(good_a + "," + good_b + "," + good_c);
    for (const auto& content : {
             "```json\n" + answer + "\n```",
             "Here is the translation:\n" + answer + "\nHope it helps {really}.",
             "<think>The user wants {\"items\":[{\"id\":\"b\",\"t\":\"draft<x3/>\"}]}</think>\n" +
                 answer,
             "hmm, {\"items\":[{\"id\":\"b\",\"t\":\"draft<x3/>\"}]}</think>" + answer,
             "\n\n<think>a</think><think>b</think>" + answer,
             "[" + good_a + "," + good_b + "," + good_c + "]",
         }) {
        INFO(content);
        const auto reply = read(content);
        REQUIRE(marks(reply) == "+++");
        CHECK(reply.items[1].text == "Sí");
    }
}

TEST_CASE("thinking tags inside a text are text") {
    const auto reply = read(items(R"({"id":"b","t":"el <think>y</think> ya<x3/>"})"));
    CHECK(reply.items[1].text == "el <think>y</think> ya");
}

TEST_CASE("a cut answer keeps its whole items and calls the rest too large") {
    const auto reply = read(R"({"items":[)" + good_a + R"(,{"id":"b","t":"S)", "length");
    CHECK(reply.outcome.kind == OutcomeKind::ok);
    CHECK(marks(reply) == "+--");
    CHECK(reply.items[1].outcome.kind == OutcomeKind::too_large);
    CHECK(reply.usage.output_tokens == 7);
    const auto nothing = read("<think>still thinking", "length");
    CHECK(nothing.outcome.kind == OutcomeKind::too_large);
    CHECK(nothing.items.empty());
    CHECK(nothing.usage.output_tokens == 7);
}

TEST_CASE("a truncated answer of a server that does not say so keeps its whole items") {
    const auto reply = read(R"({"items":[)" + good_a + "," + good_b + R"(,{"id":"c")");
    CHECK(marks(reply) == "++-");
    CHECK(reply.items[2].outcome.kind == OutcomeKind::transient);
}

TEST_CASE("a content filter blocks what it stopped, once it is known which that is") {
    CHECK(read("", "content_filter").outcome.kind == OutcomeKind::blocked);
    const auto one_left = read(items(good_a + "," + good_b), "content_filter");
    CHECK(one_left.items[2].outcome.kind == OutcomeKind::blocked);
    const auto two_left = read(items(good_a), "content_filter");
    CHECK(marks(two_left) == "+--");
    CHECK(two_left.items[1].outcome.kind == OutcomeKind::transient);
}

TEST_CASE("a refusal blocks, an answer that obeys the post is no answer") {
    const auto refused = read_body(
        R"({"choices":[{"message":{"content":null,"refusal":"I cannot."},"finish_reason":"stop"}]})");
    CHECK(refused.outcome.kind == OutcomeKind::blocked);
    CHECK(refused.items.empty());
    CHECK(marks(read("hi")) == "---");
    CHECK(marks(read(items(R"({"id":"b","t":"hi"})"))) == "---");
}

TEST_CASE("wrong types in an answer are items without an answer") {
    for (const auto* list : {"7", "null", R"({"id":"b"})", R"({"id":"b","t":7})", R"({"t":"x"})",
                             R"({"id":["b"],"t":"x<x3/>"})", R"("b")"}) {
        INFO(list);
        CHECK(marks(read(items(list))) == "---");
    }
    CHECK(marks(read(R"({"items":{"b":"x"}})")) == "---");
    CHECK(marks(read("")) == "---");
}

TEST_CASE("content may come in parts") {
    const auto reply = read_body(
        R"({"choices":[{"message":{"content":[{"type":"text","text":"{\"items\":[{\"id\":\"b\","},)"
        R"({"type":"text","text":"\"t\":\"S\u00ed<x3/>\"}]}"}]}}]})");
    CHECK(marks(reply) == "-+-");
}

TEST_CASE("a byte order mark and broken bytes do not cost the answer") {
    const nlohmann::json whole{
        {"choices", {{{"message", {{"content", items(R"({"id":"b","t":"S@<x3/>"})")}}}}}}};
    auto body = whole.dump();
    body.replace(body.find('@'), 1, "\xFF");
    const auto reply = read_body("\xEF\xBB\xBF" + body);
    REQUIRE(marks(reply) == "-+-");
    CHECK(reply.items[1].text == "S\xEF\xBF\xBD");
}

TEST_CASE("a 200 without a completion is the service's fault, not the items'") {
    for (const auto* body : {"", "<html>login</html>", "{}", R"({"choices":[]})", "[]", "null",
                             R"({"choices":"no"})", "{\"choices\":[{\"mess"}) {
        INFO(body);
        const auto reply = read_body(body);
        CHECK(reply.outcome.kind == OutcomeKind::transient);
        CHECK(reply.items.empty());
    }
    CHECK(marks(read_body(R"({"choices":[7]})")) == "---");
}

TEST_CASE("a broken exchange may go again") {
    const glossd::model::ExchangeFailure reset{
        {glossd::model::ErrorKind::network, "connection reset"}, true};
    const auto reply = engine(openai_settings())->read(three_items(), reset);
    CHECK(reply.outcome.kind == OutcomeKind::transient);
    CHECK(reply.outcome.message == "connection reset");
}

TEST_CASE("every error of OpenAI-like services is what it means") {
    struct Fault {
        int status;
        const char* body;
        OutcomeKind kind;
    };
    const std::vector<Fault> faults{
        {429,
         R"({"error":{"message":"Rate limit reached…","type":"tokens","param":null,"code":"rate_limit_exceeded"}})",
         OutcomeKind::rate_limited},
        {429,
         R"({"error":{"message":"…","type":"insufficient_quota","param":null,"code":"credit_balance_exhausted"}})",
         OutcomeKind::quota},
        {429, R"({"error":{"message":"…","type":"insufficient_quota","code":null}})",
         OutcomeKind::quota},
        {503, R"({"error":{"message":"x","type":"rate_limit_error","code":"slow_down"}})",
         OutcomeKind::rate_limited},
        {429,
         R"({"error":{"message":"Request too large for m on tokens per min","type":"tokens","code":"rate_limit_exceeded"}})",
         OutcomeKind::too_large},
        {200, R"({"error":{"code":502,"message":"Provider returned error","metadata":{}}})",
         OutcomeKind::transient},
        {200, R"({"error":{"code":429,"message":"slow"}})", OutcomeKind::rate_limited},
        {200, R"({"error":"something"})", OutcomeKind::transient},
        {400, R"({"error":{"message":"…","type":"BadRequestError","param":null,"code":400}})",
         OutcomeKind::rejected},
        {400,
         R"({"error":{"message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","code":400}})",
         OutcomeKind::too_large},
        {400,
         R"({"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":5,"n_ctx":4}})",
         OutcomeKind::too_large},
        {400, R"({"error":{"message":"x","code":"content_filter"}})", OutcomeKind::blocked},
        {403, R"({"error":{"code":403,"message":"flagged","metadata":{"reasons":["violence"]}}})",
         OutcomeKind::blocked},
        {401, R"({"error":{"message":"Incorrect API key","code":"invalid_api_key"}})",
         OutcomeKind::unauthorized},
        {402, R"({"error":{"code":402,"message":"no credits"}})", OutcomeKind::quota},
        {404, R"({"error":{"message":"model not found","code":"model_not_found"}})",
         OutcomeKind::unauthorized},
        {503, R"({"error":{"message":"server busy, please try again.","type":"api_error"}})",
         OutcomeKind::transient},
        {503, R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})",
         OutcomeKind::transient},
        {529, R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})",
         OutcomeKind::transient},
        {400,
         R"({"error":{"message":"Unsupported parameter: 'max_tokens'","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}})",
         OutcomeKind::unauthorized},
        {400,
         R"({"error":{"message":"x","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}})",
         OutcomeKind::unauthorized},
        {400,
         R"({"error":{"message":"x","type":"invalid_request_error","param":"messages","code":null}})",
         OutcomeKind::rejected},
        {503,
         R"({"error":{"message":"x","type":"service_unavailable_error","code":"server_is_overloaded"}})",
         OutcomeKind::transient},
        {429,
         R"({"error":{"message":"x","type":"requests","code":"organization_spend_limit_exceeded"}})",
         OutcomeKind::quota},
        {400,
         R"({"error":{"message":"The response was filtered","param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}})",
         OutcomeKind::blocked},
        {401,
         R"({"error":{"code":"401","message":"Access denied due to invalid subscription key"}})",
         OutcomeKind::unauthorized},
        {404, R"({"error":{"code":"DeploymentNotFound","message":"no such deployment"}})",
         OutcomeKind::unauthorized},
        {429, R"({"error":{"code":"429","message":"Requests have exceeded call rate limit"}})",
         OutcomeKind::rate_limited},
        {403,
         R"({"error":{"message":"Country not supported","code":"unsupported_country_region_territory"}})",
         OutcomeKind::unauthorized},
        {404,
         R"({"error":{"message":"model \"m\" not found, try pulling it first","type":"not_found_error","code":null}})",
         OutcomeKind::unauthorized},
        {404, R"({"error":"model 'm' not found"})", OutcomeKind::unauthorized},
        {422, R"({"detail":"unprocessable"})", OutcomeKind::rejected},
        {401, R"({"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}})",
         OutcomeKind::unauthorized},
        {500, "", OutcomeKind::transient},
        {502, "<html>Bad gateway</html>", OutcomeKind::transient},
        {429, "[]", OutcomeKind::rate_limited},
    };
    for (const auto& fault : faults) {
        INFO(fault.body);
        const auto reply = read_body(fault.body, fault.status);
        CHECK(reply.outcome.kind == fault.kind);
        CHECK(reply.items.empty());
        CHECK_FALSE(reply.outcome.message.empty());
    }
}

TEST_CASE("a rate limit carries the most precise delay") {
    const auto reply =
        engine(openai_settings())
            ->read(three_items(),
                   http(429, R"({"error":{"code":"rate_limit_exceeded"}})",
                        {{"retry-after-ms", "850"}, {"x-ratelimit-reset-tokens", "6m0s"}}));
    CHECK(reply.outcome.retry_after == std::chrono::milliseconds(850));
}

}  // namespace glossd::engines::openai
