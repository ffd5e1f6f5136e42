#pragma once

#include <string>

namespace aiops::ssh::worker {

/// Takes from this process what a driver of SSH sessions does not need (security.md 5.1): memory beyond 512 MiB, more than
/// 192 descriptors, core files, being looked into, new privileges, and on Linux every system call that opens a file or a
/// socket, starts a program or touches another process. Before any thread is started. Returns what could not be had.
std::string limitThisProcess();

/// Tries what must not work any more, one line each: "open denied". For the tests.
std::string tryForbidden();

} // namespace aiops::ssh::worker
