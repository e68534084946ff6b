#include "places.hpp"

namespace glossd::places {

std::string sources() {
    return GLOSSD_SOURCE_DIR;
}

std::string program() {
    return GLOSSD_BINARY;
}

}  // namespace glossd::places
