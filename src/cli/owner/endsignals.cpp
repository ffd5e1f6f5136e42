#include "cli/owner/endsignals.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace aiops::cli {

namespace {

constexpr std::array kNumbers{SIGTERM, SIGINT, SIGHUP};
int g_pipe[2] = {-1, -1};

void note(int)
{
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(g_pipe[1], &byte, 1);
}

} // namespace

EndSignals::EndSignals(QObject *parent) : QObject(parent)
{
    if (g_pipe[0] >= 0 || ::pipe(g_pipe) != 0)
        return;
    for (const int fd : g_pipe) {
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
    }
    auto *notifier = new QSocketNotifier(g_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        emit asked();
    });
    for (const int number : kNumbers)
        ::signal(number, note);
}

/// What hangs at the end can be ended by the next one.
EndSignals::~EndSignals()
{
    for (const int number : kNumbers)
        ::signal(number, SIG_DFL);
}

} // namespace aiops::cli
