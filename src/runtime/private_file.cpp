#include "runtime/private_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace glossd::runtime {

namespace {

using model::ErrorKind;

tl::unexpected<model::Error> failed(const std::string& what) {
    return model::fail(ErrorKind::io, what + ": " + std::strerror(errno));
}

std::string directory_of(const std::string& path) {
    const auto directory = std::filesystem::path(path).parent_path().string();
    return directory.empty() ? "." : directory;
}

// Removes itself unless it became the real one.
class Draft {
  public:
    explicit Draft(const std::string& path)
        : name_(path + ".XXXXXX"), descriptor_(::mkostemp(name_.data(), O_CLOEXEC)) {}
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        if (!kept_) ::unlink(name_.c_str());
    }

    bool write(std::string_view content) {
        while (descriptor_ >= 0 && !content.empty()) {
            const auto put = ::write(descriptor_, content.data(), content.size());
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) return false;
            content.remove_prefix(static_cast<std::size_t>(put));
        }
        return descriptor_ >= 0;
    }

    bool give_to(const struct stat& owner) {
        return ::geteuid() != 0 || ::fchown(descriptor_, owner.st_uid, owner.st_gid) == 0;
    }

    bool become(const std::string& path) {
        kept_ = ::fchmod(descriptor_, 0600) == 0 && ::fsync(descriptor_) == 0 &&
                ::rename(name_.c_str(), path.c_str()) == 0;
        return kept_;
    }

  private:
    std::string name_;
    int descriptor_;
    bool kept_ = false;
};

void sync_directory(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

model::Result<void> make_private_directory(const std::string& path) {
    struct stat above {};
    int made = ::mkdir(path.c_str(), 0700);
    if (made != 0 && errno == ENOENT && directory_of(path) != path) {
        if (auto parent = make_private_directory(directory_of(path)); !parent) return parent;
        made = ::mkdir(path.c_str(), 0700);
    }
    if (made != 0 && errno == EEXIST) return {};
    if (made != 0) return failed("the directory " + path + " cannot be made");
    if (::geteuid() != 0 || ::stat(directory_of(path).c_str(), &above) != 0) return {};
    if (::lchown(path.c_str(), above.st_uid, above.st_gid) != 0)
        return failed(path + " cannot be given to its owner");
    return {};
}

model::Result<void> write_private_file(const std::string& path, const std::string& content) {
    const auto directory = directory_of(path);
    if (auto made = make_private_directory(directory); !made) return made;
    struct stat owner {};
    if (::stat(path.c_str(), &owner) == 0 && !S_ISREG(owner.st_mode))
        return model::fail(ErrorKind::io, path + " is not a regular file");
    if (owner.st_nlink == 0 && ::stat(directory.c_str(), &owner) != 0)
        return failed("cannot write " + path);
    Draft draft(path);
    if (!draft.write(content) || !draft.give_to(owner) || !draft.become(path))
        return failed("cannot write " + path);
    sync_directory(directory);
    return {};
}

}  // namespace glossd::runtime
