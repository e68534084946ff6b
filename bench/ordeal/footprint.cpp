#include "ordeal/footprint.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace glossd::ordeal {

Footprint footprint_of(pid_t pid) {
    Footprint found;
    const auto directory = "/proc/" + std::to_string(pid);
    std::ifstream status(directory + "/status");
    for (std::string word; status >> word;) {
        if (word == "VmRSS:") status >> found.resident;
        if (word == "VmHWM:") status >> found.peak;
    }
    std::error_code gone;
    std::filesystem::directory_iterator files(directory + "/fd", gone);
    for (; !gone && files != std::filesystem::directory_iterator(); files.increment(gone)) {
        ++found.files;
    }
    return found;
}

}  // namespace glossd::ordeal
