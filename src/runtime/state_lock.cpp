#include "runtime/state_lock.hpp"

#include "runtime/state_owner.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace glossd::runtime {

namespace {

using model::ErrorKind;
using model::fail;

model::Result<void> make_directory(const std::string& directory) {
    std::error_code error;
    if (std::filesystem::is_directory(directory, error)) return {};
    std::filesystem::create_directories(directory, error);
    if (error) {
        return fail(ErrorKind::io, "state directory " + directory +
                                       " cannot be made: " + error.message() +
                                       "; set [glossd] state to a directory "
                                       "that this user may write");
    }
    ::chmod(directory.c_str(), 0700);
    return {};
}

std::string owner_of(int descriptor) {
    std::array<char, 32> text{};
    const auto size = ::pread(descriptor, text.data(), text.size() - 1, 0);
    if (size <= 0) return "another process";
    std::string pid(text.data(), static_cast<std::size_t>(size));
    pid.erase(pid.find_last_not_of('\n') + 1);
    return "process " + pid;
}

}  // namespace

model::Result<StateLock> StateLock::take(const std::string& directory) {
    if (auto made = make_directory(directory); !made) {
        return tl::make_unexpected(made.error());
    }
    const auto path = directory + "/glossd.lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) {
        return fail(ErrorKind::io, path + " cannot be opened: " + std::strerror(errno));
    }
    hand_over(path);
    StateLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return fail(ErrorKind::locked, "state directory " + directory + " is in use by " +
                                           owner_of(descriptor) + " (one owner at a time)");
    }
    const auto pid = std::to_string(::getpid()) + "\n";
    const bool written =
        ::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, pid.data(), pid.size(), 0) > 0;
    if (!written) return fail(ErrorKind::io, path + " cannot be written: " + std::strerror(errno));
    return lock;
}

StateLock::StateLock(StateLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

StateLock& StateLock::operator=(StateLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

StateLock::~StateLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace glossd::runtime
