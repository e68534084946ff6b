// Process: a program started by a test or benchmark, to be watched, killed and measured. One
// thread at a time. The kernel's peak memory of a child starts at its parent's (getrusage(2) over
// exec), so peak memory is read from /proc while the program runs.
#pragma once

#include "model/result.hpp"
#include "model/time.hpp"
#include "net/unique_fd.hpp"

#include <csignal>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace glossd::bench {

struct Command {
    std::string program;  // a path; not looked for in PATH
    std::vector<std::string> arguments;
    // Added to our own environment, or in place of what it says.
    std::vector<std::pair<std::string, std::string>> environment;
    bool listens = false;  // to say(); else its standard input is empty
};

struct ProcessEnd {
    int exit_code = -1;  // when it ended by itself
    int signal = 0;      // when it was killed
    model::Duration user{0};
    model::Duration system{0};
    std::int64_t peak_memory = 0;  // KiB, as of the last look at it; 0: it ended too soon for one

    bool operator==(const ProcessEnd&) const = default;
};

class Process {
  public:
    // Standard output and error go to output(). The error says why the program could not be
    // started.
    static model::Result<Process> start(const Command& command);

    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;
    ~Process();  // kills and reaps

    pid_t pid() const { return pid_; }
    // All that it has written so far; after its end, all.
    std::string output() const;
    std::int64_t peak_memory();  // KiB (VmHWM); of one that has ended, the last one seen

    // A line for its standard input; lost when it has ended.
    void say(const std::string& line);
    void hush();  // its standard input ends
    // Waits until it has written `text` behind the first `from` bytes; nothing when it ended or
    // took too long, else where it stands.
    std::optional<std::size_t> wait_for(const std::string& text, std::size_t from,
                                        model::Duration timeout);

    void signal(int number = SIGKILL);
    // Nothing when it still runs after `timeout`; the same end again once it has ended.
    std::optional<ProcessEnd> wait(model::Duration timeout);

  private:
    Process() = default;
    ProcessEnd reap();

    pid_t pid_ = -1;
    net::UniqueFd handle_;  // a pidfd
    net::UniqueFd output_;  // a file in memory
    net::UniqueFd input_;   // our end of its standard input
    std::int64_t peak_memory_ = 0;
    std::optional<ProcessEnd> end_;
};

}  // namespace glossd::bench
