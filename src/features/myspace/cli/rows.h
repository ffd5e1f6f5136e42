#pragma once

#include "cli/command.h"
#include "inventory/types.h"

namespace aiops::inventory {
class Inventory;
}

namespace aiops::myspace {

QJsonObject toRow(const inventory::Organization &organization, int instances);
QJsonObject toRow(const inventory::Project &project, int instances);
/// With the links and what this computer saw last; one query for each, whatever the number of instances.
Result<QList<QJsonObject>> toRows(const inventory::Inventory &inventory, const QList<inventory::Instance> &instances);

QList<cli::Column> organizationColumns();
QList<cli::Column> projectColumns();
QList<cli::Column> instanceColumns();

/// One word for a POSIX shell.
QString shellQuoted(const QString &word);
/// "ssh -p 2222 tester@host": the port only when it is not 22.
QString sshCommand(const inventory::Instance &instance);

} // namespace aiops::myspace
