#include "features/terminal/cli/sshcommand.h"

#include "features/terminal/cli/channelbridge.h"
#include "features/terminal/cli/selecthost.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "features/terminal/quickaddress.h"
#include "inventory/inventory.h"
#include "team/commandpolicy.h"

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

QString words(const char *text)
{
    return QCoreApplication::translate("terminal", text);
}

/// What the person should know of an open connection.
void tellNotices(const cli::Context &context, const ssh::ConnectReport &report)
{
    for (const QString &notice : context.arguments.json ? QStringList() : report.log.notices)
        cli::printMessage(*context.io, context.arguments, words("Note: %1").arg(notice));
}

void tellLog(const cli::Context &context, const ssh::ConnectReport &report)
{
    if (context.arguments.has(u"--log"_s) && !context.arguments.json)
        context.io->err(report.log.toText().toUtf8());
}

/// The error with where it stopped, when a connection was begun.
Error explained(Error error, const ssh::ConnectReport &report)
{
    QStringList hints{error.hint};
    for (const QString &notice : report.log.notices)
        hints += words("Note: %1").arg(notice);
    if (!report.log.steps.isEmpty() && report.stage != ssh::Stage::Ready)
        hints += words("It stopped at: %1.").arg(ssh::stageName(report.stage));
    hints.removeAll(QString());
    error.hint = hints.join(u' ');
    return error;
}

Future<int> bridge(cli::Context context, OpenChannel open, bool isShell)
{
    auto *channels = new ChannelBridge(*context.io, std::move(open), isShell); // deletes itself at the end
    return channels->run();
}

team::CommandPlace placeOf(const cli::Context &context, const ssh::Endpoint &endpoint)
{
    const auto instance = context.services->inventory->instance(endpoint.instance);
    team::CommandPlace place{instance ? inventory::environmentName(instance->environment) : QString(), {}};
    const auto links = context.services->inventory->linksOf(endpoint.instance);
    for (const inventory::Link &link : links.value_or(QList<inventory::Link>()))
        place.projects += link.project;
    return place;
}

/// What command rules say about it; the person is asked where they want that.
Future<Permit> permitted(cli::Context context, ssh::Endpoint endpoint, QString command)
{
    const auto organization = cli::selectedOrganization(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    team::CommandPolicy &policy = *context.services->policy;
    const auto ruling = policy.check(*organization, command, {placeOf(context, endpoint)});
    if (!ruling)
        co_return std::unexpected(ruling.error());
    bool isConfirmed = false;
    if (ruling->worst.effect == team::Effect::Confirm) {
        const QString question = QCoreApplication::translate("terminal", "%1 Run it on %2?").arg(team::rulingText(ruling->worst), shownName(endpoint));
        const auto answer = co_await cli::confirmCommand(context, question);
        if (!answer)
            co_return std::unexpected(answer.error());
        isConfirmed = *answer;
    }
    const QString id = endpoint.instance.isNull() ? QString() : endpoint.instance.toString();
    co_return policy.request(team::Action::SshExec, {u"instance"_s, id, shownName(endpoint)}, *ruling, isConfirmed);
}

Future<OpenChannel> openCommand(cli::Context context, ssh::Endpoint endpoint, QStringList words, std::shared_ptr<ssh::ConnectReport> report)
{
    auto allowed = co_await permitted(context, endpoint, words.join(u' '));
    if (!allowed)
        co_return std::unexpected(allowed.error());
    if (const auto unlocked = co_await unlockFor(context, endpoint); !unlocked) {
        allowed->failed(unlocked.error());
        co_return std::unexpected(unlocked.error());
    }
    co_return co_await hostAccess(context).exec(endpoint, commandLine(words), *std::move(allowed), report);
}

Future<OpenChannel> openShell(cli::Context context, ssh::Endpoint endpoint, std::shared_ptr<ssh::ConnectReport> report)
{
    if (const auto unlocked = co_await unlockFor(context, endpoint); !unlocked)
        co_return std::unexpected(unlocked.error());
    co_return co_await hostAccess(context).shell(endpoint, ptyOf(*context.io), report);
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
    const auto report = std::make_shared<ssh::ConnectReport>();
    auto open = isShell ? co_await openShell(context, *endpoint, report) : co_await openCommand(context, *endpoint, words, report);
    tellLog(context, *report);
    if (!open)
        co_return std::unexpected(explained(open.error(), *report));
    tellNotices(context, *report);
    co_return co_await bridge(context, *std::move(open), isShell);
}

} // namespace aiops::terminal
