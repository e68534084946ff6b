#include "net/file_exchange.hpp"

#include "net/unique_fd.hpp"
#include "runtime/failpoint.hpp"
#include "runtime/state_owner.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace glossd::net {

namespace {

using model::ErrorKind;
using model::ExchangeFailure;
using model::FileReply;

constexpr std::size_t file_chunk = 64 * 1024;

ExchangeFailure file_failure(ErrorKind kind, std::string message, bool maybe_received = false) {
    return {{kind, std::move(message)}, maybe_received};
}

std::string reason(int error) {
    switch (error) {
        case ENOSPC:
        case EDQUOT:
            return "the disk is full";
        case EROFS:
            return "the file system is read-only";
        case EACCES:
        case EPERM:
            return "permission denied";
        case EISDIR:
            return "it is a folder";
        default:
            return std::strerror(error);
    }
}

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

// Removes the temporary file unless it became the real one.
class TemporaryFile {
  public:
    explicit TemporaryFile(const std::string& path)
        : name_(path + ".XXXXXX"), fd_(::mkostemp(name_.data(), O_CLOEXEC)) {}
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (fd_ && !renamed_) ::unlink(name_.c_str());
    }

    int fd() const { return fd_.get(); }
    explicit operator bool() const { return static_cast<bool>(fd_); }

    bool rename_to(const std::string& path) {
        renamed_ = ::rename(name_.c_str(), path.c_str()) == 0;
        return renamed_;
    }

  private:
    std::string name_;
    UniqueFd fd_;
    bool renamed_ = false;
};

bool write_all(int fd, std::string_view content) {
    while (!content.empty()) {
        const auto put = ::write(fd, content.data(), content.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        content.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

bool sync_folder(const std::string& folder) {
    const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return fd && ::fsync(fd.get()) == 0;
}

}  // namespace

model::Reply perform_file(const model::FileReadRequest& request) {
    const auto& path = request.path;
    // O_NONBLOCK: opening a FIFO without a writer must not wait for one.
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!fd && errno == ENOENT) return file_failure(ErrorKind::not_found, path + " does not exist");
    if (!fd) return file_failure(ErrorKind::io, "cannot read " + path + ": " + reason(errno));
    struct stat info {};
    if (::fstat(fd.get(), &info) != 0)
        return file_failure(ErrorKind::io, "cannot read " + path + ": " + reason(errno));
    if (S_ISDIR(info.st_mode))
        return file_failure(ErrorKind::refused, path + " is a folder, not a file");
    if (!S_ISREG(info.st_mode))
        return file_failure(ErrorKind::refused, path + " is not a regular file");

    const auto too_large = [&] {
        return file_failure(ErrorKind::refused, path + " is larger than " +
                                                    std::to_string(request.max_size) + " bytes");
    };
    const auto size = static_cast<std::size_t>(std::max<off_t>(0, info.st_size));
    if (size > request.max_size) return too_large();
    FileReply reply;
    reply.content.reserve(size);
    while (true) {
        const auto used = reply.content.size();
        reply.content.resize(used + file_chunk);
        const auto got = ::read(fd.get(), reply.content.data() + used, file_chunk);
        const int error = errno;
        reply.content.resize(used + static_cast<std::size_t>(std::max<ssize_t>(0, got)));
        if (got < 0 && error == EINTR) continue;
        if (got < 0)
            return file_failure(ErrorKind::io, "cannot read " + path + ": " + reason(error));
        if (reply.content.size() > request.max_size) return too_large();
        if (got == 0) return reply;
    }
}

model::Reply perform_file(const model::FileWriteRequest& request) {
    const auto& path = request.path;
    const auto folder = folder_of(path);
    const auto cannot_write = [&](int error) {
        return file_failure(ErrorKind::io, "cannot write " + path + ": " + reason(error));
    };
    struct stat info {};
    if (::stat(folder.c_str(), &info) != 0 && errno == ENOENT)
        return file_failure(ErrorKind::not_found,
                            "cannot write " + path + ": the folder " + folder + " does not exist");
    if (::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode))
        return file_failure(ErrorKind::refused, path + " is not a regular file");

    TemporaryFile file(path);
    if (!file) return cannot_write(errno);
    if (::fchmod(file.fd(), request.is_private ? 0600 : 0644) != 0 ||
        !write_all(file.fd(), request.content) || ::fsync(file.fd()) != 0)
        return cannot_write(errno);
    runtime::failpoint(runtime::Failpoint::file_written);
    if (!file.rename_to(path)) return cannot_write(errno);
    runtime::failpoint(runtime::Failpoint::file_renamed);
    if (request.is_private) runtime::hand_over(path);
    if (!sync_folder(folder))
        return file_failure(ErrorKind::io,
                            path + " is written, but may not survive a power cut: " + reason(errno),
                            true);
    return FileReply{};
}

}  // namespace glossd::net
