#include "features/exec/cli/execverb.h"

#include "cli/services.h"
#include "cli/unlock.h"
#include "core/text.h"
#include "features/exec/cli/execreport.h"
#include "features/exec/cli/execrequest.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;
using cli::Context;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::exec", text);
}

/// "“rm -r x” has to be confirmed, by the rule “Remove folders”. Run “…” on 12 hosts, 3 of them production?"
QString questionOf(const Request &request, const team::Ruling &ruling)
{
    const QString command = shownCommand(request.command, 200);
    const QString where = request.targets.size() == 1 ? shownPlain(request.targets.first().name(), 100) : tr("%1 hosts").arg(request.targets.size());
    const QString production = ruling.production == 0 ? QString()
                               : request.targets.size() == 1 ? tr(", production")
                                                             : tr(", %1 of them production").arg(ruling.production);
    const QString why = ruling.worst.effect == team::Effect::Confirm ? team::rulingText(ruling.worst) + u' ' : QString();
    return why + tr("Run “%1” on %2%3?").arg(command, where, production);
}

Future<void> unlockFor(Context context, std::shared_ptr<const Request> request)
{
    if (request->useSudo)
        return cli::ensureUnlocked(context);
    QList<InstanceId> instances;
    for (const Target &target : request->targets) {
        if (!context.services->pool->existing(target.endpoint))
            instances += target.endpoint.instance;
    }
    return cli::ensureUnlocked(context, instances);
}

/// Asks where rules or production want that, and opens the vault for what will run. What is refused needs no vault.
Future<void> prepared(Context context, std::shared_ptr<Request> request)
{
    const auto ruling = context.services->executions->check(*request);
    if (!ruling)
        co_return std::unexpected(ruling.error());
    if (ruling->worst.effect == team::Effect::Deny)
        co_return Status{};
    if (ruling->worst.effect == team::Effect::Confirm || ruling->production > 0) {
        const auto yes = co_await cli::confirmCommand(context, questionOf(*request, *ruling));
        if (!yes)
            co_return std::unexpected(yes.error());
        request->isConfirmed = *yes;
        if (!*yes)
            co_return Status{};
    }
    co_return co_await unlockFor(context, request);
}

} // namespace

Future<int> runExec(Context context)
{
    auto asked = co_await requestOf(context);
    if (!asked)
        co_return std::unexpected(asked.error());
    const auto request = std::make_shared<Request>(*std::move(asked));
    if (const auto ready = co_await prepared(context, request); !ready)
        co_return std::unexpected(ready.error());
    const auto execution = context.services->executions->start(*request, cli::interaction(context));
    if (!execution)
        co_return std::unexpected(execution.error());
    auto *report = new ExecReport(context, *execution); // deletes itself
    const auto code = co_await report->run();
    Result<void> kept;
    if ((*execution)->isFinished())
        kept = co_await context.services->executions->settled(*execution);
    if (!kept)
        cli::printError(*context.io, context.arguments, kept.error());
    co_return code;
}

} // namespace aiops::exec
