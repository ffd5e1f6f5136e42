#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace aiops::rotation {

/// One key in an authorized_keys file (sshd(8)). Byte positions, so that everything else stays as it is.
struct AuthorizedKey
{
    qsizetype begin = 0; ///< of the line
    qsizetype end = 0;   ///< behind its line end
    int line = 0;        ///< from 1
    QByteArray options;  ///< as written; empty: none
    QByteArray type;
    QByteArray blob; ///< RFC 4253 §6.6
    QByteArray comment;
    qsizetype keyBegin = 0; ///< of the type
    qsizetype keyEnd = 0;   ///< behind the base64

    QString fingerprint() const; ///< "SHA256:…"
};

/// Lines that are no key (comments, rubbish) are left out. A key counts only where sshd would see it: a blob inside an
/// option or a comment does not. The type must be the one inside the blob.
QList<AuthorizedKey> authorizedKeys(const QByteArray &file);

/// With a line for the new key after the last line of the old one, with the same options and comment; at the end with
/// `comment` where the old key is not listed. The same file where the new key is listed already.
QByteArray withKey(const QByteArray &file, const QByteArray &oldBlob, const QByteArray &newBlob, const QString &comment);
/// Without any line of the key.
QByteArray withoutKey(const QByteArray &file, const QByteArray &blob, int *removed = nullptr);
bool hasKey(const QByteArray &file, const QByteArray &blob);

/// "ssh-ed25519" of a key blob; empty for no blob.
QByteArray typeOfBlob(const QByteArray &blob);
/// A public key as a person gives it: one line of a .pub file or an authorized_keys line. Empty: none in it.
QByteArray blobOf(const QByteArray &publicKeyFile);
QString fingerprintOf(const QByteArray &blob);

/// As cksum(1) of POSIX says it: "checksum size".
QByteArray posixChecksum(const QByteArray &bytes);

} // namespace aiops::rotation
