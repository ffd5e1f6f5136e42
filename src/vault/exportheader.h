#pragma once

#include "vault/kdf.h"

#include <QByteArray>
#include <QUuid>

class QIODevice;

namespace aiops::vault {

/// Where the key of a sealed file comes from.
enum class SealedBy : quint64 { Passphrase = 1, VaultKey = 2 };

/// The head of an .aiopsvault or .aiopsbackup file (docs/formats/export-v1.md): readable by everybody, changed by nobody.
struct ExportHeader
{
    QString content = QStringLiteral("vault"); ///< "vault" or "backup"
    quint64 schema = 1;
    SealedBy sealedBy = SealedBy::Passphrase;
    KdfCost cost;
    QByteArray salt;         ///< 16 bytes
    QByteArray keys;         ///< with SealedBy::VaultKey: who else may open it (FileKeys); else empty
    QUuid organization;
    QUuid file;
    quint64 serverTime = 0;  ///< ms since 1970; 0: no server
    quint64 localTime = 0;   ///< ms since 1970, of the computer that wrote it
    QUuid exporter;
    QByteArray exporterKey;  ///< Ed25519 public; empty: unsigned
    quint64 records = 0;
    quint64 vaults = 0;
    quint64 contentSize = 0; ///< bytes before they were sealed: tells at once that a file was cut

    bool isSigned() const { return !exporterKey.isEmpty(); }
    QByteArray toBytes() const;
    /// "SHA256:…" of the exporter's key, empty for an unsigned file.
    QString fingerprint() const;
};

/// The first bytes of a file: magic, version, length and header.
struct ExportHead
{
    QByteArray bytes; ///< all of them, as they are authenticated
    ExportHeader header;

    static ExportHead of(const ExportHeader &header);
    /// Reads it and checks every number before any work is done with it: sizes, version, cost. At most 64 KiB are read.
    /// Errors: Corrupt, TooNew, Integrity (cost).
    static Result<ExportHead> read(QIODevice &device, qint64 largestContent);
};

constexpr qsizetype exportChunk = 64 * 1024;
constexpr qsizetype exportTag = 16;

/// Bytes that a whole file has.
quint64 exportFileSize(const ExportHead &head);

Error damagedFile(const QString &detail);

} // namespace aiops::vault
