// Pipelines of programs that misbehave on purpose, which no installed pair does on demand.
#include "engines/apertium/pipelines.hpp"
#include "fixtures.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <thread>

#include <sys/wait.h>

using namespace glossd;
using namespace glossd::engines::apertium;
using namespace std::chrono_literals;

namespace {

std::vector<model::Result<std::string>> perform(const test::DataDir& data,
                                                const std::string& script,
                                                const std::vector<std::string>& texts,
                                                model::Duration timeout = 60s) {
    data.add_program("en-gl", script);
    Pipelines pipelines(data.path());
    return std::get<model::PipelineReply>(pipelines.perform({"en-gl", texts}, timeout, test::never))
        .texts;
}

model::Error error_of(const test::DataDir& data, const std::string& script,
                      model::Duration timeout = 60s) {
    const auto answers = perform(data, script, {"a"}, timeout);
    REQUIRE(answers.size() == 1);
    REQUIRE_FALSE(answers[0]);
    return answers[0].error();
}

}  // namespace

TEST_CASE("the frame must come back exactly") {
    const auto frame = Frame::make();
    CHECK(frame.opening != Frame::make().opening);
    CHECK(frame.opening != frame.closing);
    const auto sent = frame.around("text");
    REQUIRE(sent.back() == '\0');
    const auto answer = sent.substr(0, sent.size() - 1);
    CHECK(frame.strip(answer).value() == "text");
    const auto inside = frame.opening.substr(0, 5);
    for (const auto& wrong :
         {std::string(), std::string("text"), answer + "x", " " + answer, "x" + answer,
          frame.opening + "text.[]", "text" + frame.closing + ".[]", frame.opening,
          frame.opening + "text." + frame.closing + "[]", answer + answer,
          Frame::make().opening + "text" + frame.closing + ".[]",
          frame.opening + "\xFF" + frame.closing + ".[]"}) {
        CHECK_FALSE(frame.strip(wrong));
    }
    CHECK(frame.strip(frame.opening + inside + frame.closing + ".[]"));
}

TEST_CASE("a program that only passes on is a pipeline that changes nothing") {
    const test::DataDir data;
    const auto answers = perform(data, "exec cat", {"a", "", "ñ[0]b"});
    CHECK(answers == std::vector<model::Result<std::string>>{"a", "", "ñ[0]b"});
}

TEST_CASE("a pipeline that is one answer behind never gives another text's answer") {
    const test::DataDir data;
    const auto answers = perform(data, "printf 'stale\\0'; exec cat", {"a", "b"});
    REQUIRE(answers.size() == 2);
    for (const auto& answer : answers) {
        REQUIRE_FALSE(answer);
        CHECK(answer.error().kind == model::ErrorKind::protocol);
    }
}

TEST_CASE("a program that ends says so with its own words") {
    const test::DataDir data;
    const auto error = error_of(data, "echo 'no dictionary there' >&2; exit 3");
    CHECK(error.kind == model::ErrorKind::network);
    CHECK(error.message.find("lt-proc ended with status 3") != std::string::npos);
    CHECK(error.message.find("no dictionary there") != std::string::npos);
}

TEST_CASE("a program that is not there is named") {
    const test::DataDir data;
    data.add_mode("en-gl", "/nonexistent/lt-proc x.bin");
    Pipelines pipelines(data.path());
    const auto reply = pipelines.perform({"en-gl", {"a"}}, 60s, test::never);
    const auto& answers = std::get<model::PipelineReply>(reply).texts;
    REQUIRE_FALSE(answers.at(0));
    CHECK(answers[0].error().kind == model::ErrorKind::io);
    CHECK(answers[0].error().message.find("/nonexistent/lt-proc") != std::string::npos);
}

TEST_CASE("a broken installation is not started again for every text of a batch") {
    const test::DataDir data;
    const auto log = data.path() / "starts";
    const auto answers = perform(data, "echo x >> '" + log.string() + "'; exit 1",
                                 std::vector<std::string>(16, "a"));
    CHECK(answers.size() == 16);
    for (const auto& answer : answers) CHECK_FALSE(answer);
    CHECK(std::filesystem::file_size(log) == 2 * 3 * 2);  // "x\n", three texts, twice each
}

TEST_CASE("a program that answers without end is cut off") {
    const test::DataDir data;
    CHECK(error_of(data, "exec yes").kind == model::ErrorKind::protocol);
}

TEST_CASE("a program that complains without end blocks nobody") {
    const test::DataDir data;
    const auto answers =
        perform(data,
                "i=0; while [ $i -lt 3000 ]; do echo 'a long complaint, again' >&2; "
                "i=$((i+1)); done; exec cat",
                {"a"});
    CHECK(answers.at(0).value() == "a");
}

TEST_CASE("a silent program costs the deadline, not more, and only its own request") {
    const test::DataDir data;
    const auto began = std::chrono::steady_clock::now();
    const auto answers = perform(data, "exec tail -f /dev/null", {"a", "b", "c", "d"}, 200ms);
    CHECK(std::chrono::steady_clock::now() - began < 5s);
    REQUIRE(answers.size() == 4);
    for (const auto& answer : answers) {
        REQUIRE_FALSE(answer);
        CHECK(answer.error().kind == model::ErrorKind::timeout);
    }
}

TEST_CASE("a request can be cancelled while a program is silent") {
    const test::DataDir data;
    data.add_program("en-gl", "exec tail -f /dev/null");
    Pipelines pipelines(data.path());
    int asked = 0;
    const auto reply = pipelines.perform({"en-gl", {"a"}}, 60s, [&] { return ++asked > 3; });
    REQUIRE(std::holds_alternative<model::ExchangeFailure>(reply));
    CHECK(std::get<model::ExchangeFailure>(reply).error.kind == model::ErrorKind::cancelled);
    CHECK(pipelines.pids("en-gl").empty());
}

TEST_CASE("stop_all ends a request under way and the waiting one, and work can begin anew") {
    const test::DataDir data;
    data.add_program("en-gl", "exec tail -f /dev/null");
    data.add_program("gl-en", "exec cat");
    Pipelines pipelines(data.path());
    std::atomic<int> inside = 0;
    std::vector<model::Reply> replies(2);
    std::vector<std::thread> threads;
    for (auto& reply : replies) {
        threads.emplace_back([&] {
            reply = pipelines.perform({"en-gl", {"a"}}, 60s, [&] {
                ++inside;
                return false;
            });
        });
    }
    while (inside < 4) std::this_thread::yield();
    const auto began = std::chrono::steady_clock::now();
    pipelines.stop_all();
    for (auto& thread : threads) thread.join();
    CHECK(std::chrono::steady_clock::now() - began < 5s);
    for (const auto& reply : replies) {
        REQUIRE(std::holds_alternative<model::ExchangeFailure>(reply));
        CHECK(std::get<model::ExchangeFailure>(reply).error.kind == model::ErrorKind::cancelled);
    }
    const auto again = pipelines.perform({"gl-en", {"a"}}, 60s, test::never);
    CHECK(std::get<model::PipelineReply>(again).texts.at(0).value() == "a");
}

namespace {

bool gone(pid_t program) {
    std::ifstream stat("/proc/" + std::to_string(program) + "/stat");
    std::string pid;
    std::string name;
    std::string state;
    return !(stat >> pid >> name >> state) || state == "Z";
}

}  // namespace

TEST_CASE("the programs end by themselves when their owner is killed") {
    const test::DataDir data;
    data.add_program("en-gl", "exec cat");
    const auto program = "'" + (data.path() / "en-gl" / "lt-proc").string() + "'";
    data.add_mode("en-gl", program + " | " + program + " | " + program);
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    const pid_t owner = fork();
    if (owner == 0) {
        // A daemon of its own that dies without a word; only its programs' pids get out.
        Pipelines pipelines(data.path());
        pipelines.perform({"en-gl", {"a"}}, 60s, test::never);
        for (const auto pid : pipelines.pids("en-gl")) {
            if (write(ends[1], &pid, sizeof pid) != sizeof pid) _exit(1);
        }
        kill(getpid(), SIGKILL);
    }
    close(ends[1]);
    std::vector<pid_t> programs;
    for (pid_t pid = 0; read(ends[0], &pid, sizeof pid) == sizeof pid;) programs.push_back(pid);
    close(ends[0]);
    REQUIRE(programs.size() == 3);
    waitpid(owner, nullptr, 0);
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    for (const auto pid : programs) {
        while (!gone(pid) && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
        CHECK(gone(pid));
    }
}
