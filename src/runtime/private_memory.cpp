#include "runtime/private_memory.hpp"

#include <sys/prctl.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GLOSSD_TRACES_ITSELF 1
#endif
#endif

namespace glossd::runtime {

void keep_memory_private() {
#if !defined(GLOSSD_TRACES_ITSELF) && !defined(__SANITIZE_ADDRESS__)
    // The leak checker of the address sanitizer is a debugger.
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

}  // namespace glossd::runtime
