#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QString>

namespace aiops::vault {

/// The sealed content of a credential, schema 1: one JSON object with exactly these five strings. The value is UTF-8
/// text: the password, or the base64 of an SSH key as PKCS#8 DER.
struct Payload
{
    QString name;
    QString kind;
    QString user;
    QString notes;
    Secret secret;

    Secret toJson() const;
    /// Strict: nothing missing, nothing twice, nothing else. Error Integrity.
    static Result<Payload> fromJson(const Secret &json);
};

} // namespace aiops::vault
