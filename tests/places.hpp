// Places: where the sources and the program under test lie. Functions of one file, so that no other
// test is compiled anew because the folder is another one.
#pragma once

#include <string>

namespace glossd::places {

std::string sources();  // the root of the source tree
std::string program();  // the glossd just built

}  // namespace glossd::places
