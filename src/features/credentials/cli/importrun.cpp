#include "features/credentials/cli/importrun.h"

#include "cli/services.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using vault::ImportDecision;

namespace {

/// What a dry run would do.
vault::ImportReport planned(const vault::ImportPreview &preview, const QList<ImportDecision> &decisions)
{
    vault::ImportReport report;
    for (qsizetype i = 0; i < decisions.size(); ++i) {
        const ImportDecision &decision = decisions[i];
        if (decision.value != ImportDecision::Skip && decision.attach)
            report.attached += std::ranges::count_if(preview.entries[i].uses, [](const vault::ImportUse &use) { return !use.instance.isNull(); });
        report.added += decision.value == ImportDecision::Add;
        report.renamed += decision.value == ImportDecision::Add && !decision.name.isEmpty();
        report.replaced += decision.value == ImportDecision::Replace;
        report.skipped += decision.value == ImportDecision::Skip;
    }
    return report;
}

} // namespace

Future<int> runImport(cli::Context context, ImportRun run)
{
    auto permit = context.services->gatekeeper->request(team::Action::VaultImport, {u"vault"_s, {}, {}});
    if (!permit)
        co_return std::unexpected(permit.error());
    permit->note(u"file"_s, run.path);
    auto progress = std::make_shared<vault::Progress>();
    QObject::connect(context.io, &cli::Io::interrupted, context.io, [progress] { progress->cancelled = true; });
    const auto preview = co_await run.stage(progress);
    const auto present = context.services->vault->credentials();
    if (!preview || !present) {
        const Error error = preview ? present.error() : preview.error();
        permit->failed(error);
        co_return std::unexpected(error);
    }
    if (run.staged)
        run.staged(*preview);
    const auto decisions = run.decide(*preview, *present);
    if (!decisions) {
        permit->failed(decisions.error());
        co_return std::unexpected(decisions.error());
    }
    if (context.arguments.has(u"--dry-run"_s)) {
        permit->note(u"dry_run"_s, true);
        permit->succeeded();
        co_return run.print(*preview, *decisions, planned(*preview, *decisions));
    }
    Result<vault::ImportPreview> owned = *preview;
    if (run.own && !preview->newVaults.isEmpty())
        owned = co_await run.own(*preview);
    if (!owned) {
        permit->failed(owned.error());
        co_return std::unexpected(owned.error());
    }
    const auto report = co_await vault::VaultImport(*context.services->vault).import(std::move(*permit), *owned, *decisions);
    if (!report)
        co_return std::unexpected(report.error());
    co_return run.print(*preview, *decisions, *report);
}

QString actionName(const ImportDecision &decision)
{
    if (decision.value == ImportDecision::Add)
        return decision.name.isEmpty() ? u"add"_s : u"rename"_s;
    return decision.value == ImportDecision::Replace ? u"replace"_s : u"skip"_s;
}

QJsonArray arrayOf(const QList<QJsonObject> &rows)
{
    QJsonArray array;
    for (const QJsonObject &row : rows)
        array.append(row);
    return array;
}

} // namespace aiops::credentials
