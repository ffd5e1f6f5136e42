#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <array>

namespace aiops::team {

/// One row of the table audit, exactly as stored, every text as UTF-8 (docs/formats/audit-v1.md).
struct ChainRow
{
    enum Field { At, Actor, Device, Action, ObjectKind, ObjectId, ObjectName, Outcome, Detail, FieldCount };

    qint64 seq = 0;
    std::array<QByteArrayView, FieldCount> fields;
    qint64 devSeq = 0;
    int format = 2; ///< 1: the detail itself is hashed; 2: detailHash() of it is
    QByteArrayView prev; ///< hash of the row before, hex; empty for the first of a chain
    QByteArrayView hash;
};

/// Writes every field with its length in front, so that no two rows share an encoding (security.md 3.13).
void canonical(const ChainRow &row, QByteArray &into);
/// Hex SHA-256(previous hash | canonical entry).
QByteArray chainHash(const ChainRow &row);
/// What format 2 keeps in the column detail: hex SHA-256(salt | text), so that the text can go and the chain stays.
QByteArray detailHash(QByteArrayView salt, QByteArrayView text);
/// A detail that holds nothing is stored as it is.
inline constexpr QByteArrayView kNoDetail = "{}";

/// What the device signs of an entry, and of a head in an export or a note of how far was verified.
QByteArray signedEntry(QByteArrayView device, qint64 devSeq, QByteArrayView hash);
QByteArray signedPlace(QByteArrayView purpose, qint64 seq, QByteArrayView hash, QByteArrayView device, QByteArrayView at);

} // namespace aiops::team
