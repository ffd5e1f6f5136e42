#include "features/terminal/cli/sshcommand.h"

#include "features/terminal/cli/channelbridge.h"
#include "features/terminal/cli/selecthost.h"

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

/// Joined by spaces, as ssh does: the remote shell takes them apart again.
QByteArray commandLine(const QStringList &words)
{
    return words.join(u' ').toUtf8();
}

ssh::Pty ptyOf(const cli::Io &io)
{
    ssh::Pty pty;
    if (const QByteArray term = io.term(); !term.isEmpty())
        pty.term = term;
    pty.columns = qMax(1, io.columns());
    pty.rows = qMax(1, io.rows());
    return pty;
}

/// Where it stopped and what was tried; of an open connection what the person should know.
void explain(const cli::Context &context, const ssh::ConnectReport &report, bool isOpen)
{
    if (context.arguments.json)
        return;
    const auto tr = [](const char *text) { return QCoreApplication::translate("terminal", text); };
    for (const QString &notice : report.log.notices)
        cli::printMessage(*context.io, context.arguments, tr("Note: %1").arg(notice));
    if (!isOpen && report.stage != ssh::Stage::Ready)
        cli::printMessage(*context.io, context.arguments, tr("It stopped at: %1.").arg(ssh::stageName(report.stage)));
    if (context.arguments.has(u"--log"_s))
        context.io->err(report.log.toText().toUtf8());
}

Future<int> bridge(cli::Context context, OpenChannel open, bool isShell)
{
    auto *channels = new ChannelBridge(*context.io, std::move(open), isShell); // deletes itself at the end
    return channels->run();
}

} // namespace

Future<int> runSsh(cli::Context context)
{
    const auto endpoint = selectHost(context, context.arguments.value(u"HOST"_s));
    if (!endpoint)
        co_return std::unexpected(endpoint.error());
    const QStringList words = context.arguments.values(u"CMD"_s);
    const bool isShell = words.isEmpty();
    if (isShell && !context.io->inIsTerminal())
        co_return std::unexpected(Error{Errc::Invalid,
                                        QCoreApplication::translate("terminal", "A shell needs a terminal. Name a command after --.")});
    if (const auto unlocked = co_await unlockFor(context, *endpoint); !unlocked)
        co_return std::unexpected(unlocked.error());
    const HostAccess access = hostAccess(context);
    const auto report = std::make_shared<ssh::ConnectReport>();
    auto open = isShell ? co_await access.shell(*endpoint, ptyOf(*context.io), report)
                        : co_await access.exec(*endpoint, commandLine(words), report);
    explain(context, *report, open.has_value());
    if (!open)
        co_return std::unexpected(open.error());
    co_return co_await bridge(context, *std::move(open), isShell);
}

} // namespace aiops::terminal
