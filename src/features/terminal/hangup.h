#pragma once

#include <sys/types.h>

namespace aiops::terminal {

/// The terminal of a session is gone: tells all its processes (who asked to outlive it, with nohup, does) and, where the
/// shell or its foreground group do not go by themselves within 2 s, ends those two. Waits for the shell, a child.
void hangUp(pid_t shell, pid_t foreground);

} // namespace aiops::terminal
