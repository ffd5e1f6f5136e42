#include "team/auditchain.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

void appendField(QByteArray &bytes, const QByteArray &field)
{
    char length[4];
    qToBigEndian(quint32(field.size()), length);
    bytes.append(length, sizeof length);
    bytes.append(field);
}

} // namespace

QByteArray canonical(const ChainRow &row)
{
    QByteArray bytes;
    appendField(bytes, "aiops/v1/audit");
    appendField(bytes, QByteArray::number(row.seq));
    for (const QString &field : {row.at, row.actor, row.device, row.action, row.objectKind, row.objectId, row.objectName,
                                 row.outcome, row.detail})
        appendField(bytes, field.toUtf8());
    appendField(bytes, QByteArray::number(row.devSeq));
    return bytes;
}

QString chainHash(const ChainRow &row)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromHex(row.prev.toLatin1()));
    hash.addData(canonical(row));
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace aiops::team
