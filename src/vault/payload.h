#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QMap>
#include <QString>

namespace aiops::vault {

/// The sealed content of a credential: one JSON object with exactly five strings (schema 1) and, where the kind has
/// fields, an object of strings after them (schema 2). The value is UTF-8 text: the password, the base64 of an SSH key as
/// PKCS#8 DER, a key in PEM.
struct Payload
{
    QString name;
    QString kind;
    QString user;
    QString notes;
    Secret secret;
    QMap<QString, QString> fields;

    quint64 schema() const { return fields.isEmpty() ? 1 : 2; }
    Secret toJson() const;
    /// Strict: nothing missing, nothing twice, nothing else. Error Integrity.
    static Result<Payload> fromJson(const Secret &json, quint64 schema);
};

} // namespace aiops::vault
