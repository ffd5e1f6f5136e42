#include "features/terminal/shellplan.h"

#include <QtSystemDetection>

#include <algorithm>
#include <array>
#include <pwd.h>
#include <unistd.h>
#include <vector>

extern char **environ;

namespace aiops::terminal {

namespace {

/// Names that end with an underscore stand for all that begin so.
constexpr std::array<QByteArrayView, 17> kNotPassedOn{
    "AIOPS_", "TERM", "COLORTERM", "SHELL", "COLUMNS", "LINES", "OLDPWD", "SHLVL", "TERMCAP", "TERM_PROGRAM", "TERM_PROGRAM_VERSION",
    "VTE_VERSION", "WINDOWID", "KONSOLE_", "GNOME_TERMINAL_", "TMUX", "STY"};

bool isPassedOn(QByteArrayView entry)
{
    const qsizetype equals = entry.indexOf('=');
    if (equals < 1)
        return false;
    const QByteArrayView name = entry.first(equals);
    return std::ranges::none_of(kNotPassedOn, [name](QByteArrayView ours) {
        return ours.endsWith('_') ? name.startsWith(ours) : name == ours;
    });
}

struct Account
{
    QByteArray shell;
    QByteArray home;
};

Account readAccount()
{
    Account account;
    std::vector<char> room(16'384);
    passwd entry{}, *found = nullptr;
    if (::getpwuid_r(::getuid(), &entry, room.data(), room.size(), &found) == 0 && found)
        account = {found->pw_shell, found->pw_dir};
    if (const QByteArray home = qgetenv("HOME"); !home.isEmpty())
        account.home = home;
    return account;
}

bool canRun(const QByteArray &program)
{
    return program.startsWith('/') && ::access(program.constData(), X_OK) == 0;
}

} // namespace

QByteArrayList shellEnvironment(const QByteArrayList &own, const QByteArray &shell)
{
    QByteArrayList environment;
    for (const QByteArray &entry : own) {
        if (isPassedOn(entry))
            environment.append(entry);
    }
    environment << "TERM=xterm-256color" << "COLORTERM=truecolor" << "SHELL=" + shell;
    return environment;
}

ShellPlan localShellPlan()
{
    const Account account = readAccount();
    QByteArray shell = "/bin/sh";
    for (const QByteArray &candidate : {account.shell, qgetenv("SHELL")}) {
        if (canRun(candidate)) {
            shell = candidate;
            break;
        }
    }
    QByteArrayList own;
    for (char **entry = environ; entry && *entry; ++entry)
        own.append(*entry);
    QByteArray name = shell.sliced(shell.lastIndexOf('/') + 1);
#ifdef Q_OS_MACOS
    name.prepend('-');
#endif
    return {shell, name, shellEnvironment(own, shell), account.home.isEmpty() ? QByteArray("/") : account.home};
}

} // namespace aiops::terminal
