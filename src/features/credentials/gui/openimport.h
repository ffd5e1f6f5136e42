#pragma once

#include <QString>

class QWidget;

namespace aiops::credentials {

class VaultSession;

/// Opens the vault where it is locked, then the import dialog with this file or folder; empty: the person chooses.
void openImport(VaultSession &session, QWidget *over, const QString &path);

/// Whether the import would read it: by its content, or because it is a folder.
bool canImport(const QString &path);

/// ~/.ssh
QString sshFolder();

} // namespace aiops::credentials
