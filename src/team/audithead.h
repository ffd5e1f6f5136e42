#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>

namespace aiops::team {

class DeviceKey;

/// The end of the chain as a device saw it, signed: what is kept elsewhere shows later that nothing before it is gone.
struct AuditHead
{
    qint64 seq = 0;
    QString hash;
    QString device;
    QDateTime at;
    QByteArray publicKey;
    QByteArray signature;
};

void sign(AuditHead &head, DeviceKey &key); ///< nothing happens when the key cannot be read
QJsonObject toJson(const AuditHead &head);
/// A head file, or a JSON export, which holds one under "head". Error Invalid.
Result<AuditHead> headFromJson(const QByteArray &json);
/// Errors: Invalid (without a signature), Integrity (its signature is not right).
Status checkSignature(const AuditHead &head, const DeviceKey &key);

} // namespace aiops::team
