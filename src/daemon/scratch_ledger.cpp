#include "daemon/scratch_ledger.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace glossd::daemon {

model::Result<ScratchLedger> ScratchLedger::make() {
    std::error_code error;
    auto pattern = (std::filesystem::temp_directory_path(error) / "glossd-XXXXXX").string();
    if (error || ::mkdtemp(pattern.data()) == nullptr) {
        return model::fail(model::ErrorKind::io,
                           "no temporary folder can be made: " + std::string(std::strerror(errno)));
    }
    return ScratchLedger(pattern);
}

ScratchLedger::ScratchLedger(ScratchLedger&& other) noexcept
    : directory_(std::exchange(other.directory_, {})) {}

ScratchLedger::~ScratchLedger() {
    std::error_code ignored;
    if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
}

}  // namespace glossd::daemon
