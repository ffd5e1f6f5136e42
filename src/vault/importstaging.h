#pragma once

#include "vault/exportcontent.h"
#include "vault/record.h"
#include "vault/vaultimport.h"
#include "vault/vaultkeys.h"

#include <QHash>
#include <QSet>

// What every import does between reading and storing. In a pool.
namespace aiops::storage {
class Database;
}

namespace aiops::vault {

/// What a preview was made of: one record for each entry, in the same order.
struct Staging
{
    struct Place
    {
        QString name;    ///< in the file
        VaultId vault;   ///< here
        QString newName; ///< not empty: a vault of this name is made
    };
    std::vector<ExportedRecord> records;
    QHash<QUuid, Place> places; ///< by the id of the vault in the file
    VaultId otherwise;          ///< for what names none of them; null: the personal one
};

/// Names of the vaults here, for what an entry says of its place.
class VaultNames final
{
public:
    static Result<VaultNames> read(const storage::Database &database);
    /// `vaultOfFile`: null for what comes from no vault.
    void note(ImportEntry &entry, const Staging &staging, const QUuid &vaultOfFile) const;

private:
    QString m_personal;
    QHash<VaultId, QString> m_names;
    QHash<CredentialId, QString> m_ofCredential;
};

/// Names are the same when they differ only in case.
QString foldedName(const QString &name);

constexpr qsizetype longestName = 200;
/// "NAME (2)", cut so that it is not too long.
QString numberedName(const QString &name, int number);

/// The payload under another name; nothing when it is not a payload. Its secrets are not read.
std::optional<Secret> renamedPayload(const Secret &payload, const QString &name);

/// Compares what is imported with what the vault has, by name and content.
class ImportComparison final
{
public:
    /// `numbered`: what was imported under a number before, "NAME (2)", counts as the same too, so that a second import of a
    /// file in which names are there twice finds nothing new.
    static Result<ImportComparison> with(const storage::Database &database, std::shared_ptr<const VaultKeys> keys, bool numbered);
    /// `info` and `record`: of the entry, which is complete afterwards.
    ImportEntry entryFor(const CredentialInfo &info, const ExportedRecord &record);

private:
    struct Present
    {
        CredentialId id;
        SealedRecord record;
        quint64 seen;
    };
    using Contents = QHash<QByteArray, CredentialId>;

    const Contents &contentsNamed(const QString &name);
    QByteArray contentOf(const Present &present) const;

    std::shared_ptr<const VaultKeys> m_keys;
    int m_mostGaps = 0; ///< in the numbers: taken away since, or never taken
    QHash<QString, Present> m_present;     ///< by name
    QHash<QString, Contents> m_contents;   ///< of NAME, NAME (2), … by name; each is opened once
    QHash<QString, QSet<QByteArray>> m_names; ///< what was seen in the import
};

} // namespace aiops::vault
