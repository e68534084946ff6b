// The owner of the state directory owns everything in it: what root makes there is handed over,
// so that no command run by root locks the service out. For anybody but root this does nothing.
// (SQLite hands its -wal and -shm to the database's owner by itself.)
#pragma once

#include <string>

namespace glossd::runtime {

// A file, folder or socket in the state directory. What cannot be handed over stays as it is: then
// the service says at its start what it may not open. Links are left alone, because the directory's
// owner could aim them at anything.
void hand_over(const std::string& path);

}  // namespace glossd::runtime
