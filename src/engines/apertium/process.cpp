#include "engines/apertium/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace glossd::engines::apertium {

namespace {

constexpr std::size_t complaint_size = 300;
constexpr pid_t reaped = -1;
constexpr model::Duration reap_interval{1};

std::string reason(int error) {
    return std::generic_category().message(error);
}

tl::unexpected<model::Error> failed(std::string_view what, int error) {
    return model::fail(model::ErrorKind::io, fmt::format("Apertium: {}: {}", what, reason(error)));
}

struct Pipe {
    Descriptor read;
    Descriptor write;
};

model::Result<Pipe> make_pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return failed("no pipe", errno);
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

bool set_non_blocking(const Descriptor& fd) {
    return fcntl(fd.get(), F_SETFL, O_NONBLOCK) == 0;
}

// posix_spawn's two objects, initialised and destroyed together.
class SpawnSetup {
  public:
    SpawnSetup(int in, int out, int errors, pid_t group) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_adddup2(&actions_, in, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, out, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
        posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setpgroup(&attributes_, group);
        posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    SpawnSetup(const SpawnSetup&) = delete;
    SpawnSetup& operator=(const SpawnSetup&) = delete;
    ~SpawnSetup() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }

    const posix_spawn_file_actions_t* actions() const { return &actions_; }
    const posix_spawnattr_t* attributes() const { return &attributes_; }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

// The program's status, or nothing while it runs (WNOHANG). One that somebody else has reaped
// counts as ended well.
std::optional<int> wait_for(pid_t pid, int options) {
    int status = 0;
    pid_t done = 0;
    do {
        done = waitpid(pid, &status, options);
    } while (done < 0 && errno == EINTR);
    if (done == 0) return std::nullopt;
    return done < 0 ? 0 : status;
}

// What a program's end says about the row; empty for an end that others brought about.
std::string verdict(const std::string& name, int status) {
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGPIPE) {
        return fmt::format("{} was killed by signal {}", name, WTERMSIG(status));
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0) {
        return fmt::format("{} ended with status {}", name, WEXITSTATUS(status));
    }
    return {};
}

}  // namespace

Descriptor::~Descriptor() {
    if (fd_ >= 0) close(fd_);
}

model::Result<void> ProcessRow::spawn(const Stage& stage, int in, int out) {
    std::vector<char*> argv;
    for (const auto& word : stage) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    // Nothing of ours is inherited: the environment may hold secrets.
    const char* const our_path = std::getenv("PATH");
    std::string path = fmt::format("PATH={}", our_path != nullptr ? our_path : "/usr/bin:/bin");
    std::string locale = "LC_ALL=C.UTF-8";
    std::array<char*, 3> environment{path.data(), locale.data(), nullptr};

    const SpawnSetup setup(in, out, errors_in_.get(), pids_.empty() ? 0 : pids_.front());
    pid_t pid = 0;
    const int error = posix_spawnp(&pid, stage[0].c_str(), setup.actions(), setup.attributes(),
                                   argv.data(), environment.data());
    if (error != 0) return failed(fmt::format("cannot run {}", stage[0]), error);
    pids_.push_back(pid);
    names_.push_back(stage[0]);
    return {};
}

model::Result<ProcessRow> ProcessRow::start(const std::vector<Stage>& stages) {
    ProcessRow row;
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return failed("no socket", errno);
    }
    row.input_ = Descriptor(ends[0]);
    Descriptor next_input(ends[1]);
    auto errors = make_pipe();
    if (!errors) return tl::make_unexpected(errors.error());
    row.errors_ = std::move(errors->read);
    row.errors_in_ = std::move(errors->write);
    // A program that complains faster than we read must lose words, not wait for us.
    if (!set_non_blocking(row.errors_) || !set_non_blocking(row.errors_in_)) {
        return failed("no pipe", errno);
    }
    for (const auto& stage : stages) {
        auto pipe = make_pipe();
        if (!pipe) return tl::make_unexpected(pipe.error());
        if (auto done = row.spawn(stage, next_input.get(), pipe->write.get()); !done) {
            return tl::make_unexpected(done.error());
        }
        next_input = std::move(pipe->read);
    }
    row.output_ = std::move(next_input);
    row.errors_in_ = Descriptor();
    if (!set_non_blocking(row.output_)) return failed("no pipe", errno);
    return row;
}

ProcessRow::~ProcessRow() {
    end(model::Duration::zero());
}

void ProcessRow::drain_errors() {
    std::array<char, 4096> buffer{};
    while (true) {
        const auto size = read(errors_.get(), buffer.data(), buffer.size());
        if (size <= 0) return;
        complaints_.append(buffer.data(), static_cast<std::size_t>(size));
        if (complaints_.size() > complaint_size) {
            complaints_.erase(0, complaints_.size() - complaint_size);
        }
    }
}

// Reaps those that have ended and returns the verdict on the first that ended badly.
std::string ProcessRow::reap_ended() {
    std::string found;
    for (std::size_t index = 0; index < pids_.size(); ++index) {
        if (pids_[index] == reaped) continue;
        const auto status = wait_for(pids_[index], WNOHANG);
        if (!status) continue;
        pids_[index] = reaped;
        if (found.empty()) found = verdict(names_[index], *status);
    }
    return found;
}

std::string ProcessRow::end(model::Duration grace) {
    const auto until = std::chrono::steady_clock::now() + grace;
    std::string found = reap_ended();
    const auto any_left = [&] {
        return std::any_of(pids_.begin(), pids_.end(), [](pid_t pid) { return pid != reaped; });
    };
    while (found.empty() && any_left() && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(reap_interval);
        found = reap_ended();
    }
    std::erase(pids_, reaped);
    for (const auto pid : pids_) kill(pid, SIGKILL);
    for (const auto pid : pids_) wait_for(pid, 0);
    pids_.clear();
    drain_errors();
    if (!found.empty() && !complaints_.empty()) {
        found +=
            fmt::format(": {}", complaints_.substr(0, complaints_.find_last_not_of("\n ") + 1));
    }
    return found;
}

}  // namespace glossd::engines::apertium
