#include "runtime/failpoint.hpp"

#ifdef GLOSSD_FAILPOINTS

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include <unistd.h>

namespace glossd::runtime {

namespace {

struct ArmedFailpoint {
    std::optional<std::size_t> place;  // in failpoint_names; nothing: none is armed
    int pass = 0;
};

// A test that names none of ours would test nothing.
[[noreturn]] void refuse_failpoint(const char* text) {
    std::fprintf(stderr, "glossd: GLOSSD_FAILPOINT=%s is no failpoint\n", text);
    std::abort();
}

ArmedFailpoint armed_failpoint() {
    const char* text = std::getenv("GLOSSD_FAILPOINT");
    if (text == nullptr) return {};
    const std::string_view all(text);
    const auto colon = all.find(':');
    if (colon == all.npos) refuse_failpoint(text);
    ArmedFailpoint armed;
    const auto number = all.substr(colon + 1);
    std::from_chars(number.data(), number.data() + number.size(), armed.pass);
    for (std::size_t i = 0; i < failpoint_names.size(); ++i) {
        if (failpoint_names[i] == all.substr(0, colon)) armed.place = i;
    }
    if (!armed.place || armed.pass < 1) refuse_failpoint(text);
    return armed;
}

}  // namespace

// Static, because a failpoint stands where nothing else of a test could reach.
void failpoint(Failpoint here) {
    static const ArmedFailpoint armed = armed_failpoint();
    static std::atomic<int> passed{0};
    if (armed.place != static_cast<std::size_t>(here)) return;
    if (++passed != armed.pass) return;
    ::kill(::getpid(), SIGKILL);
    while (true) ::pause();
}

}  // namespace glossd::runtime

#endif
