#include "engines/apertium/pipelines.hpp"

#include "fixtures.hpp"

#include <csignal>
#include <thread>

using namespace glossd;
using namespace glossd::engines::apertium;
using namespace std::chrono_literals;

namespace {

constexpr model::Duration plenty = 120s;

std::vector<model::Result<std::string>> texts_of(const model::Reply& reply) {
    const auto* failure = std::get_if<model::ExchangeFailure>(&reply);
    if (failure != nullptr) FAIL(failure->error.message);
    return std::get<model::PipelineReply>(reply).texts;
}

model::Error failure_of(const model::Reply& reply) {
    REQUIRE(std::holds_alternative<model::ExchangeFailure>(reply));
    return std::get<model::ExchangeFailure>(reply).error;
}

std::vector<model::Result<std::string>> translate(Pipelines& pipelines,
                                                  const std::vector<std::string>& texts,
                                                  const std::string& mode = "eng-spa") {
    return texts_of(pipelines.perform({mode, texts}, plenty, test::never));
}

std::string one(Pipelines& pipelines, const std::string& text,
                const std::string& mode = "eng-spa") {
    const auto answer = translate(pipelines, {text}, mode).at(0);
    if (!answer) FAIL(answer.error().message);
    return *answer;
}

bool alive(pid_t pid) {
    return kill(pid, 0) == 0;
}

}  // namespace

TEST_CASE("a resident pipeline translates without a dot of its own and without marks") {
    if (!test::installed("eng-spa")) return;
    Pipelines pipelines;
    CHECK(one(pipelines, "The house is red") == "La casa es roja");
    const auto first = pipelines.pids("eng-spa");
    CHECK(first.size() > 5);
    CHECK(one(pipelines, "Good morning. A xyzzyplugh!") == "Buenos días. Un xyzzyplugh!");
    CHECK(one(pipelines, "No") == "No");
    CHECK(one(pipelines, "").empty());
    CHECK(pipelines.pids("eng-spa") == first);
}

TEST_CASE("each answer belongs to its text, whatever stood before it") {
    if (!test::installed("eng-spa")) return;
    const std::vector<std::string> good{"The house is red", "Good morning", "The cat drinks milk",
                                        "I have three books", "We live in the city"};
    std::vector<std::string> hostile{"\xFF\xFE\xC3",
                                     "a\uFFFF b",
                                     "a\uFFFE b",
                                     "\xED\xA0\x80",
                                     std::string("a\0b", 3),
                                     "[]{}^$/\\@<>",
                                     "^",
                                     "~",
                                     "a ^",
                                     "^^ ~",
                                     "^house/house<n><sg>$",
                                     "[^]",
                                     "]",
                                     "\\",
                                     "a\\",
                                     ".[]",
                                     "[[t:b:x]]w[[/]]",
                                     "[<STREAMCMD:FLUSH>]",
                                     "\t\t",
                                     "\u2028\u200B\uFEFF",
                                     "\U0001FFFF",
                                     std::string(5000, '['),
                                     std::string(20000, 'a')};
    std::string prose;
    while (prose.size() < 20000) prose += "The house is big and the dog drinks water. ";
    hostile.push_back(prose);
    for (int c = 0; c < 256; ++c)
        hostile.push_back(std::string("x ") + static_cast<char>(c) + " y");
    Pipelines pipelines;
    std::vector<std::string> expected;
    for (const auto& text : good) expected.push_back(one(pipelines, text));
    CHECK(expected[0] == "La casa es roja");

    std::vector<std::string> texts;
    std::vector<StreamLine> lines;
    for (std::size_t n = 0; texts.size() < 560; ++n) {
        texts.push_back(good[n % good.size()]);
        lines.push_back(test::encode_line(hostile[n % hostile.size()]));
        texts.push_back(lines.back().stream);
    }
    const auto pids = pipelines.pids("eng-spa");
    const auto began = std::chrono::steady_clock::now();
    const auto answers = translate(pipelines, texts);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    REQUIRE(answers.size() == texts.size());
    for (std::size_t n = 0; n < answers.size(); ++n) {
        CAPTURE(n);
        CAPTURE(texts[n].substr(0, 40));
        REQUIRE(answers[n]);
        if (n % 2 == 0) CHECK(*answers[n] == expected[n / 2 % good.size()]);
        if (n % 2 == 1) CHECK(decode_line(lines[n / 2], *answers[n]));
    }
    // Nothing that was encoded ever cost the pipeline.
    CHECK(pipelines.pids("eng-spa") == pids);
    MESSAGE("hostile and good texts: " << took.count() / static_cast<double>(texts.size())
                                       << " ms a text");
}

TEST_CASE("a text that breaks the stream fails alone and its neighbours keep their answers") {
    if (!test::installed("eng-spa")) return;
    Pipelines pipelines;
    const auto red = one(pipelines, "The house is red");
    const auto milk = one(pipelines, "The cat drinks milk");
    // Never sent by the engine: the bare characters that leave a pipeline out of step.
    const std::vector<std::string> broken{"a ^b", "a [b", "x \\"};
    for (const auto& text : broken) {
        CAPTURE(text);
        const auto answers = texts_of(pipelines.perform(
            {"eng-spa", {"The house is red", text, "The cat drinks milk"}}, plenty, test::never));
        REQUIRE(answers.size() == 3);
        CHECK(answers[0].value() == red);
        CHECK_FALSE(answers[1]);
        CHECK(answers[2].value() == milk);
    }
}

TEST_CASE("what is no text is mended even when the caller has not") {
    if (!test::installed("eng-spa")) return;
    Pipelines pipelines;
    const auto answers = translate(pipelines, {std::string("The\0 house", 10), "The \uFFFFhouse",
                                               "The house \xFF", "The house"});
    CHECK(answers[0].value() == "La casa");
    CHECK(answers[1].value() == "La casa");
    CHECK(answers[2].value() == "La casa \uFFFD");
    CHECK(answers[3].value() == "La casa");
}

TEST_CASE("a text larger than every buffer comes back whole") {
    if (!test::installed("eng-spa")) return;
    std::string text;
    int sentences = 0;
    for (; text.size() < 100000; ++sentences) text += "The house is red. ";
    Pipelines pipelines;
    const auto answer = one(pipelines, text);
    int found = 0;
    for (auto at = answer.find("casa"); at != std::string::npos; at = answer.find("casa", at + 1)) {
        ++found;
    }
    CHECK(found == sentences);
    CHECK(one(pipelines, "The house is red") == "La casa es roja");
}

TEST_CASE("a killed program costs nothing but a new start") {
    if (!test::installed("eng-spa")) return;
    Pipelines pipelines;
    one(pipelines, "Good morning");
    const auto pids = pipelines.pids("eng-spa");
    for (const auto which : {std::size_t{0}, pids.size() / 2, pids.size() - 1}) {
        const auto now = pipelines.pids("eng-spa");
        REQUIRE(now.size() == pids.size());
        REQUIRE(kill(now[which], SIGKILL) == 0);
        CHECK(one(pipelines, "The house is red") == "La casa es roja");
        CHECK(pipelines.pids("eng-spa") != now);
        for (const auto pid : now) CHECK_FALSE(alive(pid));
    }
}

TEST_CASE("an idle pipeline is ended and started again when it is needed") {
    if (!test::installed("eng-spa")) return;
    Pipelines pipelines;
    one(pipelines, "Good morning");
    const auto pids = pipelines.pids("eng-spa");
    REQUIRE_FALSE(pids.empty());
    const auto now = std::chrono::steady_clock::now();
    pipelines.stop_idle(now, 1h);
    CHECK(pipelines.pids("eng-spa") == pids);
    pipelines.stop_idle(now + 2h, 1h);
    CHECK(pipelines.pids("eng-spa").empty());
    for (const auto pid : pids) CHECK_FALSE(alive(pid));
    CHECK(one(pipelines, "The house is red") == "La casa es roja");
}

TEST_CASE("two threads on one mode and two modes at once all get their own answers") {
    if (!test::installed("eng-spa") || !test::installed("eng-cat")) return;
    Pipelines pipelines;
    struct Job {
        std::string mode, text, expected;
    };
    std::vector<Job> jobs;
    for (const auto* mode : {"eng-spa", "eng-cat"}) {
        for (const auto* text : {"The house is red", "Good morning"}) {
            jobs.push_back({mode, text, one(pipelines, text, mode)});
        }
    }
    CHECK(jobs[1].expected == "Buenos días");
    CHECK(jobs[3].expected == "Bon dia");
    std::vector<model::Reply> replies(jobs.size());
    std::vector<std::thread> threads;
    for (std::size_t n = 0; n < jobs.size(); ++n) {
        threads.emplace_back([&, n] {
            replies[n] = pipelines.perform({jobs[n].mode, std::vector(20, jobs[n].text)}, plenty,
                                           test::never);
        });
    }
    for (auto& thread : threads) thread.join();
    for (std::size_t n = 0; n < jobs.size(); ++n) {
        const auto texts = texts_of(replies[n]);
        REQUIRE(texts.size() == 20);
        for (const auto& text : texts) CHECK(text.value() == jobs[n].expected);
    }
}

TEST_CASE("the mean time of a short text is measured") {
    if (!test::installed("eng-spa")) return;
    Pipelines pipelines;
    one(pipelines, "Good morning");
    const auto began = std::chrono::steady_clock::now();
    const auto answers = translate(
        pipelines, std::vector<std::string>(200, "The house is red and we live in the city"));
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    for (const auto& answer : answers) REQUIRE(answer);
    MESSAGE("eng-spa: " << took.count() / 200 << " ms a text");
}

TEST_CASE("an unknown mode is named") {
    Pipelines pipelines("/nonexistent");
    const auto error = failure_of(pipelines.perform({"eng-tlh", {"a"}}, plenty, test::never));
    CHECK(error.kind == model::ErrorKind::not_found);
    CHECK(error.message.find("eng-tlh") != std::string::npos);
}
