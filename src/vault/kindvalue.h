#pragma once

#include "core/secret.h"
#include "vault/kinds.h"

#include <QDateTime>
#include <QMap>

namespace aiops::vault {

/// The value and the fields of a credential as they are sealed, and what a list may show of them.
struct KindValue
{
    Secret sealed;                 ///< UTF-8
    QMap<QString, QString> fields; ///< empty ones left out
    QString keyType;     ///< SSH keys
    QString fingerprint; ///< SSH keys, Oracle Cloud keys, certificates
    QString publicKey;   ///< SSH keys: one authorized_keys line
    QString detail;      ///< what tells it from others of its kind
    QDateTime expiresAt; ///< of a certificate; invalid: the value does not say
};

/// Reads and checks what a person entered or a file held, by kind. May take seconds for a protected key file: call it
/// in a pool. Errors: Invalid (the text says which field and what to do), NoInput, WrongPassphrase, TooLarge.
Result<KindValue> readKindValue(Kind kind, const QString &name, const Secret &value, const Secret *keyPassphrase,
                                QMap<QString, QString> fields);

} // namespace aiops::vault
