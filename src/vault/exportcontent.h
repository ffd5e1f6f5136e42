#pragma once

#include "vault/exportfile.h"

#include <QUuid>

namespace aiops::vault {

/// The content of a file is a sequence of blocks: a 32-bit length and so many bytes of canonical fields.
class BlockReader final
{
public:
    explicit BlockReader(ExportReader &reader) : m_reader(reader) {}

    bool atEnd() const { return m_at == m_chunk.size() && m_reader.atEnd(); }
    /// Errors: Corrupt, also for a block of more than 4 MiB.
    Result<Secret> block();
    /// Exactly `size` bytes that follow a block, in pieces of at most 64 KiB.
    Result<Secret> bytes(qint64 most);

private:
    Status fill();
    Status take(char *out, qsizetype size);

    ExportReader &m_reader;
    Secret m_chunk;
    qsizetype m_at = 0;
};

struct ExportedVault
{
    QUuid id;
    QString name;
};

/// One credential in a file. The payload is what the record holds, byte for byte; its schema says how to read it.
struct ExportedRecord
{
    QUuid vault;
    QUuid record;
    QString type;
    quint64 schema = 1;
    quint64 version = 1;
    QByteArray metadata; ///< a JSON object: times, rotation, attachments. Never a secret
    std::shared_ptr<const Secret> payload;
};

/// First block: the vaults that are in the file.
QByteArray vaultsBlock(const QList<ExportedVault> &vaults);
Result<QList<ExportedVault>> parseVaults(const Secret &block);

quint64 recordBlockSize(const ExportedRecord &record);
Status writeRecord(ExportWriter &writer, const ExportedRecord &record);
Result<ExportedRecord> parseRecord(const Secret &block);

} // namespace aiops::vault
