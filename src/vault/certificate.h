#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QDateTime>

namespace aiops::vault {

/// A TLS certificate with its private key.
struct CertificateInfo
{
    QString subject;     ///< common name, else the first DNS name
    QString fingerprint; ///< "SHA256:…" of the leaf, as OpenSSL prints it without colons
    QDateTime notAfter;
    Secret key; ///< PEM, PKCS#8, not encrypted: only for sealing
};

/// `chain`: PEM, the leaf first. Errors: Invalid (not PEM, the key belongs to another certificate), NoInput, WrongPassphrase.
Result<CertificateInfo> readCertificate(const QByteArray &chain, const Secret &key, const Secret *passphrase);

} // namespace aiops::vault
