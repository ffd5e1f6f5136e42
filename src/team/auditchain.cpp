#include "team/auditchain.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <charconv>
#include <span>

namespace aiops::team {

namespace {

void appendField(QByteArray &bytes, QByteArrayView field)
{
    char length[4];
    qToBigEndian(quint32(field.size()), length);
    bytes.append(length, sizeof length);
    bytes.append(field);
}

/// Without an object of its own for each row: verifying computes two million of them.
QByteArray hexOfHash(std::initializer_list<QByteArrayView> parts)
{
    std::array<char, 32> digest;
    QCryptographicHash::hashInto(digest, std::span(parts.begin(), parts.size()), QCryptographicHash::Sha256);
    return QByteArray::fromRawData(digest.data(), qsizetype(digest.size())).toHex();
}

void appendNumber(QByteArray &bytes, qint64 number)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    appendField(bytes, QByteArrayView(digits.data(), end));
}

} // namespace

void canonical(const ChainRow &row, QByteArray &into)
{
    into.resize(0);
    appendField(into, row.format == 1 ? QByteArrayView("aiops/v1/audit") : QByteArrayView("aiops/v2/audit"));
    appendNumber(into, row.seq);
    for (const QByteArrayView field : row.fields)
        appendField(into, field);
    appendNumber(into, row.devSeq);
}

QByteArray chainHash(const ChainRow &row)
{
    thread_local QByteArray bytes;
    canonical(row, bytes);
    const QByteArray before = QByteArray::fromHex(QByteArray::fromRawData(row.prev.data(), row.prev.size()));
    return hexOfHash({QByteArrayView(before), QByteArrayView(bytes)});
}

QByteArray detailHash(QByteArrayView salt, QByteArrayView text)
{
    return hexOfHash({salt, text});
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
