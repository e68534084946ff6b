#include "bench/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace glossd::bench {

namespace {

// How often memory is looked at during a wait; a peak in the last moments may be missed.
constexpr std::chrono::milliseconds look(20);

std::vector<std::string> environment_of(const Command& command) {
    std::map<std::string, std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto equals = text.find('=');
        if (equals != text.npos) all.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    for (const auto& [name, value] : command.environment) all[name] = value;
    std::vector<std::string> entries;
    for (const auto& [name, value] : all) entries.push_back(name + '=' + value);
    return entries;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> all;
    for (auto& string : strings) all.push_back(string.data());
    all.push_back(nullptr);
    return all;
}

class FileActions {
  public:
    // `input` below zero: empty.
    FileActions(int input, int output) {
        ::posix_spawn_file_actions_init(&actions_);
        if (input < 0) {
            ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        } else {
            ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
        }
        ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, output, STDERR_FILENO);
    }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }

    const posix_spawn_file_actions_t* get() const { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_{};
};

int spawn(const Command& command, int input, int output, pid_t& pid) {
    const FileActions actions(input, output);
    auto arguments = command.arguments;
    arguments.insert(arguments.begin(), command.program);
    auto environment = environment_of(command);
    return ::posix_spawn(&pid, command.program.c_str(), actions.get(), nullptr,
                         pointers(arguments).data(), pointers(environment).data());
}

model::Duration duration_of(const timeval& time) {
    return std::chrono::seconds(time.tv_sec) +
           std::chrono::milliseconds(static_cast<int>(time.tv_usec / 1000));
}

std::int64_t read_peak_memory(pid_t pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    std::string word;
    std::int64_t value = 0;
    while (status >> word) {
        if (word == "VmHWM:") {
            status >> value;
            break;
        }
    }
    return value;
}

}  // namespace

model::Result<Process> Process::start(const Command& command) {
    const auto failed = [&](int error) {
        return model::fail(model::ErrorKind::io, "cannot start " + command.program + ": " +
                                                     std::generic_category().message(error));
    };
    Process process;
    process.output_.reset(::memfd_create("output", MFD_CLOEXEC));
    if (!process.output_) return failed(errno);
    // A socket and no pipe: writing to a program that has ended is then no signal.
    std::array<int, 2> ends{-1, -1};
    if (command.listens && ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failed(errno);
    process.input_.reset(ends[0]);
    const net::UniqueFd input(ends[1]);
    const int error = spawn(command, input.get(), process.output_.get(), process.pid_);
    if (error != 0) {
        process.pid_ = -1;
        return failed(error);
    }
    process.handle_.reset(static_cast<int>(::syscall(SYS_pidfd_open, process.pid_, 0)));
    if (!process.handle_) return failed(errno);
    return process;
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      handle_(std::move(other.handle_)),
      output_(std::move(other.output_)),
      input_(std::move(other.input_)),
      peak_memory_(other.peak_memory_),
      end_(other.end_) {}

Process::~Process() {
    if (pid_ < 0 || end_) return;
    ::kill(pid_, SIGKILL);
    reap();
}

// With pread: the file's position belongs to the writer.
std::string Process::output() const {
    std::string text;
    std::array<char, 16 * 1024> bytes;
    while (true) {
        const auto got =
            ::pread(output_.get(), bytes.data(), bytes.size(), static_cast<off_t>(text.size()));
        if (got <= 0) return text;
        text.append(bytes.data(), static_cast<std::size_t>(got));
    }
}

void Process::say(const std::string& line) {
    const auto text = line + "\n";
    ::send(input_.get(), text.data(), text.size(), MSG_NOSIGNAL);
}

void Process::hush() {
    input_.reset();
}

std::optional<std::size_t> Process::wait_for(const std::string& text, std::size_t from,
                                             model::Duration timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (true) {
        const bool ended = wait(look).has_value();
        if (const auto at = output().find(text, from); at != std::string::npos) return at;
        if (ended || std::chrono::steady_clock::now() > deadline) return std::nullopt;
    }
}

std::int64_t Process::peak_memory() {
    if (!end_) peak_memory_ = std::max(peak_memory_, read_peak_memory(pid_));
    return peak_memory_;
}

void Process::signal(int number) {
    if (end_) return;
    peak_memory();
    ::kill(pid_, number);
}

ProcessEnd Process::reap() {
    int status = 0;
    rusage usage{};
    while (::wait4(pid_, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    ProcessEnd end;
    if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
    end.user = duration_of(usage.ru_utime);
    end.system = duration_of(usage.ru_stime);
    end.peak_memory = peak_memory_;
    return end;
}

std::optional<ProcessEnd> Process::wait(model::Duration timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!end_) {
        peak_memory();
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        const auto pause = std::clamp<std::chrono::milliseconds>(left, {}, look);
        pollfd ended{handle_.get(), POLLIN, 0};
        if (::poll(&ended, 1, static_cast<int>(pause.count())) > 0) {
            end_ = reap();
        } else if (left <= std::chrono::milliseconds(0)) {
            break;
        }
    }
    return end_;
}

}  // namespace glossd::bench
