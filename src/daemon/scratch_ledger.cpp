#include "daemon/scratch_ledger.hpp"

namespace glossd::daemon {

model::Result<ScratchLedger> ScratchLedger::make() {
    auto directory = runtime::ScratchDirectory::make();
    if (!directory) return tl::make_unexpected(directory.error());
    return ScratchLedger(std::move(*directory));
}

}  // namespace glossd::daemon
