#pragma once

#include <QByteArray>
#include <QString>

namespace aiops::team {

/// One row of the table audit, exactly as stored.
struct ChainRow
{
    qint64 seq = 0;
    QString at, actor, device, action, objectKind, objectId, objectName, outcome, detail;
    qint64 devSeq = 0;
    QString prev; ///< hash of the row before; empty for the first
    QString hash;
};

/// Every field with its length in front, so that no two rows share an encoding (security.md 3.13).
QByteArray canonical(const ChainRow &row);
/// Hex SHA-256(previous hash | canonical entry).
QString chainHash(const ChainRow &row);

} // namespace aiops::team
