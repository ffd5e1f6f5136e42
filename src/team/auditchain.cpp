#include "team/auditchain.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace aiops::team {

namespace {

void appendField(QByteArray &bytes, QByteArrayView field)
{
    char length[4];
    qToBigEndian(quint32(field.size()), length);
    bytes.append(length, sizeof length);
    bytes.append(field);
}

} // namespace

void canonical(const ChainRow &row, QByteArray &into)
{
    into.resize(0);
    appendField(into, row.format == 1 ? QByteArrayView("aiops/v1/audit") : QByteArrayView("aiops/v2/audit"));
    appendField(into, QByteArray::number(row.seq));
    for (const QByteArrayView field : row.fields)
        appendField(into, field);
    appendField(into, QByteArray::number(row.devSeq));
}

QByteArray chainHash(const ChainRow &row)
{
    thread_local QByteArray bytes;
    canonical(row, bytes);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromHex(QByteArray::fromRawData(row.prev.data(), row.prev.size())));
    hash.addData(bytes);
    return hash.resultView().toByteArray().toHex();
}

QByteArray detailHash(QByteArrayView salt, QByteArrayView text)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(salt);
    hash.addData(text);
    return hash.resultView().toByteArray().toHex();
}

QByteArray signedEntry(QByteArrayView device, qint64 devSeq, QByteArrayView hash)
{
    QByteArray bytes;
    appendField(bytes, "aiops/v1/audit-entry");
    appendField(bytes, device);
    appendField(bytes, QByteArray::number(devSeq));
    appendField(bytes, hash);
    return bytes;
}

QByteArray signedPlace(QByteArrayView purpose, qint64 seq, QByteArrayView hash, QByteArrayView device, QByteArrayView at)
{
    QByteArray bytes;
    for (const QByteArrayView field : {QByteArrayView("aiops/v1/audit-place"), purpose})
        appendField(bytes, field);
    appendField(bytes, QByteArray::number(seq));
    for (const QByteArrayView field : {hash, device, at})
        appendField(bytes, field);
    return bytes;
}

} // namespace aiops::team
