#include "core/usercertificate.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QTimeZone>
#include <QtEndian>

#include <limits>

namespace aiops {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongest = 64 * 1024;
constexpr qsizetype kMostPrincipals = 256;
const QByteArray kSuffix = "-cert-v01@openssh.com";

std::unexpected<Error> invalid(const char *text)
{
    return std::unexpected(Error{Errc::Invalid, QCoreApplication::translate("aiops", text), {},
                                 QCoreApplication::translate("aiops", "It is the file that ends in -cert.pub.")});
}

class Reader final
{
public:
    explicit Reader(QByteArrayView rest) : m_rest(rest) {}
    QByteArrayView string()
    {
        const quint32 size = number<quint32>();
        return m_good ? bytes(size) : QByteArrayView();
    }
    template <typename T>
    T number()
    {
        const QByteArrayView raw = bytes(sizeof(T));
        return m_good ? qFromBigEndian<T>(raw.data()) : T(0);
    }
    bool good() const { return m_good; }
    bool atEnd() const { return m_rest.isEmpty(); }

private:
    QByteArrayView bytes(quint64 size)
    {
        m_good = m_good && quint64(m_rest.size()) >= size;
        if (!m_good)
            return {};
        const QByteArrayView found = m_rest.first(qsizetype(size));
        m_rest = m_rest.sliced(qsizetype(size));
        return found;
    }
    QByteArrayView m_rest;
    bool m_good = true;
};

void append(QByteArray &to, QByteArrayView text)
{
    const quint32 size = qToBigEndian(quint32(text.size()));
    to.append(reinterpret_cast<const char *>(&size), 4).append(text);
}

/// How many strings the public key has after its type.
int partsOf(const QByteArray &plain)
{
    if (plain == "ssh-ed25519")
        return 1;
    if (plain == "ssh-rsa" || plain == "sk-ssh-ed25519@openssh.com" || plain.startsWith("ecdsa-sha2-nistp"))
        return 2;
    return plain == "sk-ecdsa-sha2-nistp256@openssh.com" ? 3 : 0;
}

/// Seconds since 1970; the ends of the range mean "always" and "for ever".
QDateTime timeOf(quint64 seconds)
{
    constexpr quint64 kFarthest = 253'402'300'799; // the year 9999
    return seconds == 0 || seconds > kFarthest ? QDateTime() : QDateTime::fromSecsSinceEpoch(qint64(seconds), QTimeZone::UTC);
}

} // namespace

QByteArray plainKeyType(const QByteArray &type)
{
    if (!type.endsWith(kSuffix))
        return type;
    const QByteArray stem = type.chopped(kSuffix.size());
    return stem.startsWith("sk-") ? stem + "@openssh.com" : stem;
}

Result<UserCertificate> parseUserCertificate(const QByteArray &line)
{
    const QList<QByteArray> words = line.simplified().split(' ');
    if (line.size() > kLongest || words.size() < 2 || !words[0].endsWith(kSuffix))
        return invalid(QT_TRANSLATE_NOOP("aiops", "This is not an OpenSSH certificate."));
    const auto decoded = QByteArray::fromBase64Encoding(words[1], QByteArray::AbortOnBase64DecodingErrors);
    UserCertificate certificate{.blob = decoded.decoded};
    Reader reader(certificate.blob);
    certificate.type = reader.string().toByteArray();
    const QByteArray plain = plainKeyType(certificate.type);
    const int parts = partsOf(plain);
    if (!decoded || certificate.type != words[0] || parts == 0)
        return invalid(QT_TRANSLATE_NOOP("aiops", "This certificate is damaged, or of a kind that is not known."));
    reader.string(); // nonce
    append(certificate.publicKey, plain);
    for (int i = 0; i < parts; ++i)
        append(certificate.publicKey, reader.string());
    certificate.serial = reader.number<quint64>();
    const quint32 kind = reader.number<quint32>();
    certificate.keyId = QString::fromUtf8(reader.string());
    Reader principals(reader.string());
    const quint64 after = reader.number<quint64>(), before = reader.number<quint64>();
    reader.string(); // critical options
    reader.string(); // extensions
    reader.string(); // reserved
    const QByteArrayView authority = reader.string();
    reader.string(); // signature
    while (principals.good() && !principals.atEnd() && certificate.principals.size() < kMostPrincipals)
        certificate.principals += QString::fromUtf8(principals.string());
    if (!reader.good() || !reader.atEnd() || !principals.good() || before <= after)
        return invalid(QT_TRANSLATE_NOOP("aiops", "This certificate is damaged, or of a kind that is not known."));
    if (kind != 1)
        return invalid(QT_TRANSLATE_NOOP("aiops", "This certificate is for a host, not for a user."));
    certificate.validAfter = timeOf(after);
    certificate.validBefore = before == std::numeric_limits<quint64>::max() ? QDateTime() : timeOf(before);
    certificate.authority = u"SHA256:"_s
                            + QString::fromLatin1(QCryptographicHash::hash(authority, QCryptographicHash::Sha256).toBase64(QByteArray::OmitTrailingEquals));
    return certificate;
}

} // namespace aiops
