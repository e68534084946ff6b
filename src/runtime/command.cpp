#include "runtime/command.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace glossd::runtime {

namespace {

constexpr model::Duration look{100};  // how often `cancelled` is asked

tl::unexpected<model::Error> failed(const char* what, int error) {
    return model::fail(model::ErrorKind::io, fmt::format("{}: {}", what, std::strerror(error)));
}

class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }

  private:
    int fd_;
};

// A file in memory: unlike a pipe it never fills, whether the command reads it or not.
int file_with(const std::string& text) {
    const int file = ::memfd_create("glossd-command", MFD_CLOEXEC);
    if (file < 0) return file;
    std::size_t written = 0;
    while (written < text.size()) {
        const auto n = ::write(file, text.data() + written, text.size() - written);
        if (n <= 0) break;
        written += static_cast<std::size_t>(n);
    }
    ::lseek(file, 0, SEEK_SET);
    return file;
}

std::vector<std::string> environment() {
    std::vector<std::string> kept;
    for (const auto* name : {"PATH", "HOME", "LANG"}) {
        const char* value = std::getenv(name);
        if (value != nullptr) kept.push_back(fmt::format("{}={}", name, value));
    }
    return kept;
}

// In a process group of its own, with no signal blocked or ignored. 0 and the pid, or an errno.
int spawn(const std::string& command, int input, pid_t& pid) {
    std::string shell = "/bin/sh";
    std::string option = "-c";
    std::string text = command;
    std::array<char*, 4> argv{shell.data(), option.data(), text.data(), nullptr};
    auto kept = environment();
    std::vector<char*> envp;
    for (auto& variable : kept) envp.push_back(variable.data());
    envp.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    const int error =
        ::posix_spawn(&pid, shell.c_str(), &actions, &attributes, argv.data(), envp.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int reap(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

}  // namespace

model::Result<void> run_command(const std::string& command, const std::string& input,
                                model::Duration timeout, const std::function<bool()>& cancelled) {
    const Descriptor file(file_with(input));
    if (file.get() < 0) return failed("no memory for its input", errno);
    pid_t pid = 0;
    if (const int error = spawn(command, file.get(), pid); error != 0) {
        return failed("it cannot be started", error);
    }
    const Descriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    const auto end = std::chrono::steady_clock::now() + timeout;
    while (true) {
        pollfd ended{handle.get(), POLLIN, 0};
        if (::poll(&ended, 1, static_cast<int>(look.count())) > 0) break;
        if (std::chrono::steady_clock::now() < end && !cancelled()) continue;
        ::kill(-pid, SIGKILL);
        reap(pid);
        return model::fail(model::ErrorKind::timeout, "it took too long and was killed");
    }
    const int status = reap(pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return model::fail(model::ErrorKind::io,
                       WIFSIGNALED(status)
                           ? fmt::format("it was killed by signal {}", WTERMSIG(status))
                           : fmt::format("it ended with status {}", WEXITSTATUS(status)));
}

}  // namespace glossd::runtime
