#pragma once

#include "cli/command.h"
#include "vault/progress.h"
#include "vault/vaultimport.h"

#include <QJsonArray>

namespace aiops::credentials {

/// What the two verbs that import have in common: permit, staging that Ctrl+C stops, decisions, dry run.
struct ImportRun
{
    QString path; ///< for the audit
    std::function<Future<vault::ImportPreview>(vault::SharedProgress)> stage;
    std::function<void(const vault::ImportPreview &)> staged = {};
    std::function<Result<QList<vault::ImportDecision>>(const vault::ImportPreview &, const QList<vault::CredentialInfo> &present)> decide;
    std::function<int(const vault::ImportPreview &, const QList<vault::ImportDecision> &, const vault::ImportReport &)> print; ///< gives the exit code
    std::function<Future<vault::ImportPreview>(vault::ImportPreview)> own = {}; ///< says whose new vaults will be, before anything is stored
};
Future<int> runImport(cli::Context context, ImportRun run);

QString actionName(const vault::ImportDecision &decision); ///< "add", "rename", "replace", "skip"
QJsonArray arrayOf(const QList<QJsonObject> &rows);

} // namespace aiops::credentials
