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
    const QString command = shownPlain(maskedCommand(request.command), 200);
    const QString where = request.targets.size() == 1 ? shownPlain(request.targets.first().name(), 100) : tr("%1 hosts").arg(request.targets.size());
    const QString production = ruling.production == 0 ? QString()
                               : request.targets.size() == 1 ? tr(", production")
                                                             : tr(", %1 of them production").arg(ruling.production);
    const QString why = ruling.worst.effect == team::Effect::Confirm ? team::rulingText(ruling.worst) + u' ' : QString();
    return why + tr("Run “%1” on %2%3?").arg(command, where, production);
}

/// Whether a person or --yes said yes, where somebody has to.
Future<bool> confirmed(Context context, std::shared_ptr<const Request> request)
{
    const auto ruling = context.services->executions->check(*request);
    if (!ruling)
        co_return std::unexpected(ruling.error());
    const bool asks = ruling->worst.effect == team::Effect::Confirm || (ruling->worst.effect == team::Effect::Allow && ruling->production > 0);
    if (!asks)
        co_return false;
    co_return co_await cli::confirmCommand(context, questionOf(*request, *ruling));
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

} // namespace

Future<int> runExec(Context context)
{
    auto asked = co_await requestOf(context);
    if (!asked)
        co_return std::unexpected(asked.error());
    const auto request = std::make_shared<Request>(*std::move(asked));
    const auto yes = co_await confirmed(context, request);
    if (!yes)
        co_return std::unexpected(yes.error());
    request->isConfirmed = *yes;
    if (const auto unlocked = co_await unlockFor(context, request); !unlocked)
        co_return std::unexpected(unlocked.error());
    const auto execution = context.services->executions->start(*request, cli::interaction(context));
    if (!execution)
        co_return std::unexpected(execution.error());
    auto *report = new ExecReport(context, *execution); // deletes itself
    const auto code = co_await report->run();
    if ((*execution)->isFinished())
        (void)co_await context.services->executions->settled(*execution);
    co_return code;
}

} // namespace aiops::exec
