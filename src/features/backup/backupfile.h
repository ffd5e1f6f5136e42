#pragma once

#include "core/error.h"
#include "vault/filekeys.h"
#include "vault/progress.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

namespace aiops::backup {

inline constexpr qint64 largestBackup = qint64(64) << 30;

/// One backup file as its head says, without opening it.
struct BackupInfo
{
    QString path;
    qint64 bytes = 0;
    QDateTime writtenAt;
    bool byPassphrase = false; ///< a passphrase of its own; else the vault's
};
Result<BackupInfo> inspect(const QString &path); ///< Errors: NotFound, Corrupt, TooNew, Invalid (an export).

/// One file of the home folder that goes in.
struct Part
{
    QString name; ///< in the backup: one of partNames()
    QString path;
};
QStringList partNames();

struct Manifest
{
    QDateTime writtenAt;
    QString program;
    QJsonObject tables; ///< rows by table
};

struct WriteTask
{
    QString path;
    bool overwrite = false;
    QList<Part> parts;
    Manifest manifest;
    vault::ExportHeader header;            ///< without counts and size
    std::shared_ptr<const Secret> key;
    std::shared_ptr<const vault::VaultKeys> signer; ///< null: unsigned
};
/// Any thread. The bytes written. Errors: those of NewFile, Cancelled, Failed (a part changed meanwhile).
Result<qint64> writeBackup(const WriteTask &task, vault::Progress &progress);

struct Restored
{
    Manifest manifest;
    QStringList files; ///< names below the folder
};
/// Writes the parts into `folder`, which is made and must be empty. Nothing stays there when anything is wrong. Any thread.
/// `keyOf`: called once with the header. Errors: Conflict (not empty), those of ExportReader and of the disk.
using KeyOf = std::function<Result<Secret>(const vault::ExportHeader &)>;
Result<Restored> restoreBackup(const QString &path, const QString &folder, const KeyOf &keyOf, vault::Progress &progress);

} // namespace aiops::backup
