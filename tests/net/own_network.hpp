// A network of its own for a part of a test, in a child process: loopback and whatever further
// addresses are wanted, so that a public address can be reached without leaving the machine.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace glossd::test {

// What `scene` says, run where each of `addresses` (IPv4) is this machine; nothing where the
// system gives nobody a network of its own.
std::optional<std::string> in_own_network(const std::vector<std::string>& addresses,
                                          const std::function<std::string()>& scene);

}  // namespace glossd::test
