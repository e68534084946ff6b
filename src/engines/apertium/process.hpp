// A row of programs joined by pipes, started without a shell in a process group of its own.
// Closing our ends is enough to end them, so they never outlive us, not even a SIGKILL of ours.
#pragma once

#include "engines/apertium/modes.hpp"
#include "model/result.hpp"
#include "model/time.hpp"

#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace glossd::engines::apertium {

// Owns a file descriptor.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Descriptor();

    int get() const { return fd_; }

  private:
    int fd_ = -1;
};

// One thread at a time. The destructor kills and reaps.
class ProcessRow {
  public:
    // An `io` error names the program that could not be started; those before it are ended.
    static model::Result<ProcessRow> start(const std::vector<Stage>& stages);

    ProcessRow(ProcessRow&&) = default;
    ProcessRow& operator=(ProcessRow&&) = delete;
    ~ProcessRow();

    int input() const { return input_.get(); }    // a socket: send() with MSG_NOSIGNAL
    int output() const { return output_.get(); }  // non-blocking
    const std::vector<pid_t>& pids() const { return pids_; }

    // Reads what the programs complained about so far, which also keeps the pipe from filling.
    void drain_errors();

    // Ends every program and says which one had gone wrong by itself: "lt-proc was killed by signal
    // 9"; empty when none had. A program's pipes close a moment before it can be asked, so this
    // waits up to `grace` for a culprit.
    std::string end(model::Duration grace);

  private:
    ProcessRow() = default;
    model::Result<void> spawn(const Stage& stage, int in, int out);
    std::string reap_ended();

    std::vector<std::string> names_;  // of pids_
    std::vector<pid_t> pids_;         // not yet reaped
    Descriptor input_;
    Descriptor output_;
    Descriptor errors_;  // non-blocking, all programs write into it
    Descriptor errors_in_;
    std::string complaints_;  // the end of it
};

}  // namespace glossd::engines::apertium
