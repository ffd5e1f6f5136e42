#pragma once

#include <QByteArrayList>

namespace aiops::terminal {

/// What is started for a terminal on this computer.
struct ShellPlan
{
    QByteArray program;
    QByteArray name; ///< argv[0]: a dash before it makes a login shell of it
    QByteArrayList environment; ///< "NAME=value"
    QByteArray folder;
};

/// The shell of the person's account, in the home folder. A login shell on macOS, as terminals there do it.
ShellPlan localShellPlan();

/// What a shell gets of this program's own environment: everything but what is ours, or another terminal's.
QByteArrayList shellEnvironment(const QByteArrayList &own, const QByteArray &shell);

} // namespace aiops::terminal
