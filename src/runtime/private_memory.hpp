// PrivateMemory: what this process holds is read by nobody else. What one would get wrong: a limit
// of zero for core files is not enough, because a core that is piped to a program (as most
// distributions set it up) has no limit.
#pragma once

namespace glossd::runtime {

// No core dump, no debugger but root's, and /proc/PID/{mem,environ} are root's: secrets stand in
// memory and in the environment. Programs that are started from here are not concerned.
void keep_memory_private();

}  // namespace glossd::runtime
