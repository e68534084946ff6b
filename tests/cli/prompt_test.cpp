#include "cli/prompt.hpp"

#include "cli/questions.hpp"
#include "net/unique_fd.hpp"

#include <array>
#include <string>
#include <string_view>
#include <thread>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

namespace glossd::cli {
namespace {

// Standard input of a program: both ends.
struct Pipe {
    Pipe() {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        out.reset(ends[0]);
        in.reset(ends[1]);
    }
    void type(std::string_view text) {
        REQUIRE(::write(in.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    net::UniqueFd in;
    net::UniqueFd out;
};

// A terminal: what a person types goes into `person`, and what it shows comes out there.
struct Terminal {
    Terminal() : person(::posix_openpt(O_RDWR | O_NOCTTY)) {
        REQUIRE(::grantpt(person.get()) == 0);
        REQUIRE(::unlockpt(person.get()) == 0);
        program.reset(::open(::ptsname(person.get()), O_RDWR | O_NOCTTY));
        REQUIRE(program);
    }
    void type(std::string_view text) {
        REQUIRE(::write(person.get(), text.data(), text.size()) ==
                static_cast<ssize_t>(text.size()));
    }
    std::string shown() {
        std::string text;
        pollfd ready{person.get(), POLLIN, 0};
        while (::poll(&ready, 1, 0) > 0 && (ready.revents & POLLIN) != 0) {
            std::array<char, 256> bytes{};
            const auto got = ::read(person.get(), bytes.data(), bytes.size());
            if (got <= 0) break;
            text.append(bytes.data(), static_cast<std::size_t>(got));
        }
        return text;
    }
    bool echoes() const {
        termios state{};
        return ::tcgetattr(program.get(), &state) == 0 && (state.c_lflag & ECHO) != 0;
    }
    net::UniqueFd person;
    net::UniqueFd program;
};

TEST_CASE("answers are lines without blanks at their ends, until the input ends") {
    Pipe pipe;
    pipe.type("  one two \r\n\nlast");
    pipe.in.reset();
    const Prompt prompt(pipe.out.get());
    CHECK(prompt.ask("?") == "one two");
    CHECK(prompt.ask_hidden("?") == "");
    CHECK(prompt.ask("?") == "last");
    CHECK_FALSE(prompt.ask("?"));
}

TEST_CASE("a terminal shows what is typed, and has its echo again after a secret") {
    Terminal terminal;
    const Prompt prompt(terminal.program.get());
    terminal.type("name\n");
    CHECK(prompt.ask("?") == "name");
    CHECK(terminal.shown().find("name") != std::string::npos);
    terminal.type("\n");
    CHECK(prompt.ask_hidden("?") == "");
    CHECK(terminal.echoes());
}

TEST_CASE("a terminal does not show a secret that is typed") {
    Terminal terminal;
    std::thread typist([&] {
        while (terminal.echoes()) std::this_thread::yield();
        terminal.type("hunter2\n");
    });
    const auto secret = Prompt(terminal.program.get()).ask_hidden("?");
    typist.join();
    CHECK(secret == "hunter2");
    CHECK(terminal.shown().find("hunter2") == std::string::npos);
    CHECK(terminal.echoes());
}

TEST_CASE("an answer that is wrong is asked for again, and Enter takes what is usual") {
    Pipe pipe;
    pipe.type("red\n\nblue\n");
    pipe.in.reset();
    const Questions questions{Prompt(pipe.out.get())};
    CHECK(questions.choose("?", {"green", "blue"}) == "green");
    CHECK(questions.choose("?", {"green", "blue"}) == "blue");
    CHECK_FALSE(questions.choose("?", {"green", "blue"}));
}

}  // namespace
}  // namespace glossd::cli
