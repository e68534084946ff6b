#include "runtime/scratch_directory.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace glossd::runtime {

model::Result<ScratchDirectory> ScratchDirectory::make() {
    std::error_code error;
    auto pattern = (std::filesystem::temp_directory_path(error) / "glossd-XXXXXX").string();
    if (error || ::mkdtemp(pattern.data()) == nullptr) {
        return model::fail(model::ErrorKind::io, "no temporary directory can be made: " +
                                                     std::generic_category().message(errno));
    }
    return ScratchDirectory(pattern);
}

ScratchDirectory::ScratchDirectory(ScratchDirectory&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

ScratchDirectory::~ScratchDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace glossd::runtime
