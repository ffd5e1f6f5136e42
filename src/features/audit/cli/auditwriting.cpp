#include "features/audit/cli/auditverbs.h"

#include "cli/services.h"
#include "cli/unlock.h"
#include "core/clock.h"
#include "core/text.h"
#include "features/audit/exporting.h"
#include "features/audit/forwarder.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"

#include <QDir>

namespace aiops::audit {

using namespace Qt::StringLiterals;
using team::Action;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("audit", text);
}

Result<int> daysOf(const QString &text)
{
    bool ok = false;
    const int number = text.chopped(text.isEmpty() ? 0 : 1).toInt(&ok);
    const int days = text.endsWith(u'w') ? number * 7 : number;
    if (!ok || !(text.endsWith(u'd') || text.endsWith(u'w')) || number < 1 || number > 36'500)
        return std::unexpected(Error{Errc::Invalid, tr("--older-than must be days or weeks, like 400d or 57w.")});
    return days;
}

Result<ForwardTarget> targetOf(const cli::Arguments &arguments)
{
    const int chosen = int(arguments.has(u"--syslog"_s)) + int(arguments.has(u"--webhook"_s)) + int(arguments.has(u"--off"_s));
    if (chosen > 1)
        return std::unexpected(Error{Errc::Invalid, tr("Choose one of --syslog, --webhook and --off.")});
    if (arguments.has(u"--syslog"_s))
        return ForwardTarget::fromSyslog(arguments.value(u"--syslog"_s));
    return arguments.has(u"--webhook"_s) ? ForwardTarget::fromWebhook(arguments.value(u"--webhook"_s)) : Result<ForwardTarget>(ForwardTarget());
}

void printState(const cli::Context &context, const Forwarder::State &state)
{
    QJsonObject object{{u"target"_s, state.target.shown()}, {u"position"_s, state.position}, {u"waiting"_s, state.waiting}};
    QList<cli::Column> columns{{u"target"_s, tr("Copies go to")}, {u"position"_s, tr("Sent up to entry")}, {u"waiting"_s, tr("Waiting")}};
    if (!state.problem.isEmpty()) {
        object.insert(u"problem"_s, state.problem);
        columns.append({u"problem"_s, tr("Last problem")});
    }
    cli::printObject(*context.io, context.arguments, columns, object);
}

} // namespace

Future<int> runExport(cli::Context context)
{
    const auto filter = filterOf(context.arguments);
    if (!filter)
        co_return std::unexpected(filter.error());
    if (auto confirmed = co_await cli::confirm(context, Action::AuditExport); !confirmed)
        co_return std::unexpected(confirmed.error());
    auto permit = context.services->gatekeeper->request(Action::AuditExport, {u"audit"_s, {}, {}});
    if (!permit)
        co_return std::unexpected(permit.error());
    ExportRequest request{.path = QDir(context.io->directory()).absoluteFilePath(context.arguments.value(u"--output"_s)),
                          .force = context.arguments.has(u"--force"_s), .filter = *filter};
    request.format = context.arguments.value(u"--format"_s, u"json"_s) == "csv"_L1 ? ExportRequest::Csv : ExportRequest::Json;
    request.stop = std::make_shared<std::atomic<bool>>(false);
    QObject::connect(context.io, &cli::Io::interrupted, context.io, [stop = request.stop] { *stop = true; });
    const auto report = co_await exportAudit(*std::move(permit), *context.services->audit, request, context.services->clock->now());
    if (!report)
        co_return std::unexpected(report.error());
    cli::printObject(*context.io, context.arguments,
                     {{u"rows"_s, tr("Entries")}, {u"file"_s, tr("File")}, {u"head_file"_s, tr("Signed head")}, {u"head_seq"_s, tr("Head is entry")}},
                     {{u"rows"_s, report->rows}, {u"file"_s, report->path}, {u"head_file"_s, report->headPath}, {u"head_seq"_s, report->headSeq}});
    co_return 0;
}

Future<int> runPrune(cli::Context context)
{
    const auto days = daysOf(context.arguments.value(u"--older-than"_s));
    if (!days)
        co_return std::unexpected(days.error());
    if (auto confirmed = co_await cli::confirm(context, Action::AuditPrune); !confirmed)
        co_return std::unexpected(confirmed.error());
    auto permit = context.services->gatekeeper->request(Action::AuditPrune, {u"audit"_s, {}, {}});
    if (!permit)
        co_return std::unexpected(permit.error());
    const QDateTime before = context.services->clock->now().addDays(-*days);
    const auto report = co_await context.services->audit->prune(*std::move(permit), before);
    if (!report)
        co_return std::unexpected(report.error());
    cli::printObject(*context.io, context.arguments,
                     {{u"before"_s, tr("Older than")}, {u"details_removed"_s, tr("Details removed")}, {u"kept"_s, tr("Kept, of an old format")}},
                     {{u"before"_s, toRfc3339(before)}, {u"details_removed"_s, report->removed}, {u"kept"_s, report->older}});
    co_return 0;
}

Future<int> runRestart(cli::Context context)
{
    const QString reason = context.arguments.value(u"--reason"_s).trimmed();
    if (reason.isEmpty() || reason.size() > 500)
        co_return std::unexpected(Error{Errc::Invalid, tr("--reason must say what happened, in at most 500 characters.")});
    if (auto confirmed = co_await cli::confirm(context, Action::AuditRestart); !confirmed)
        co_return std::unexpected(confirmed.error());
    auto permit = context.services->gatekeeper->request(Action::AuditRestart, {u"audit"_s, {}, {}});
    if (!permit)
        co_return std::unexpected(permit.error());
    if (auto done = co_await context.services->audit->restart(*std::move(permit), reason); !done)
        co_return std::unexpected(done.error());
    cli::printMessage(*context.io, context.arguments, tr("The old chain is closed. A new one has begun; `aiops audit verify` names the old break."));
    co_return 0;
}

Future<int> runForward(cli::Context context)
{
    Forwarder &forwarder = *context.services->forwarder;
    const auto target = targetOf(context.arguments);
    if (!target)
        co_return std::unexpected(target.error());
    forwarder.start();
    if (target->kind != ForwardTarget::Off || context.arguments.has(u"--off"_s)) {
        auto permit = context.services->gatekeeper->request(Action::AuditForward, {u"audit"_s, {}, {}});
        if (!permit)
            co_return std::unexpected(permit.error());
        if (auto set = co_await forwarder.configure(*std::move(permit), *target, context.arguments.has(u"--from-start"_s)); !set)
            co_return std::unexpected(set.error());
    }
    printState(context, forwarder.state());
    co_return 0;
}

} // namespace aiops::audit
