#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QList>

namespace aiops::test {

/// A key file that must be refused.
struct BrokenKey
{
    const char *name;       ///< what is wrong with it
    QByteArray file;
    QByteArray passphrase;  ///< given with it; empty: none
    Errc code;
    const char *reason;     ///< a piece of the sentence for people
};

/// Every kind of file that people take for a private key. Makes keys with ssh-keygen and openssl in `folder`; fails the
/// test when it cannot.
QList<BrokenKey> brokenKeys(const QString &folder);

} // namespace aiops::test
