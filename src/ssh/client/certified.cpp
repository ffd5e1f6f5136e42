#include "ssh/client/certified.h"

#include "core/text.h"
#include "ssh/client/text.h"

#include <QLocale>

namespace aiops::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::days kSoon{7};

class CertifiedSigner final : public Signer
{
public:
    CertifiedSigner(std::shared_ptr<Signer> key, QByteArray blob) : m_key(std::move(key)), m_blob(std::move(blob)) {}
    QString name() const override { return Text::tr("certificate of %1").arg(m_key->name()); }
    QByteArray publicKey() const override { return m_blob; }
    Future<QByteArray> sign(QByteArray data, QByteArray algorithm) override { return m_key->sign(std::move(data), std::move(algorithm)); }

private:
    std::shared_ptr<Signer> m_key;
    QByteArray m_blob;
};

QString shownTime(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
}

/// Why it cannot be offered; empty: it can.
QString obstacle(const UserCertificate &certificate, const Signer &key, const QDateTime &now)
{
    const QString name = shownPlain(key.name(), 60);
    if (certificate.publicKey != key.publicKey())
        return Text::tr("The certificate of %1 belongs to another key; it is not offered.").arg(name);
    if (certificate.isExpired(now))
        return Text::tr("The certificate of %1 ended on %2; it is not offered.").arg(name, shownTime(certificate.validBefore));
    if (certificate.isEarly(now))
        return Text::tr("The certificate of %1 is valid only from %2 on; it is not offered.").arg(name, shownTime(certificate.validAfter));
    return {};
}

QString warning(const UserCertificate &certificate, const Signer &key, const QString &user, const QDateTime &now)
{
    const QString name = shownPlain(key.name(), 60);
    if (!certificate.principals.isEmpty() && !certificate.principals.contains(user))
        return Text::tr("The certificate of %1 is for %2, not for %3.").arg(name, shownPlain(certificate.principals.join(u", "_s), 120), shownPlain(user, 60));
    if (certificate.validBefore.isValid() && certificate.validBefore < now.addSecs(std::chrono::seconds(kSoon).count()))
        return Text::tr("The certificate of %1 ends on %2.").arg(name, shownTime(certificate.validBefore));
    return {};
}

} // namespace

Offers offersOf(const std::vector<std::shared_ptr<Signer>> &keys, const QString &user, const QDateTime &now)
{
    Offers offers;
    for (const std::shared_ptr<Signer> &key : keys) {
        if (const QByteArray line = key->certificate(); !line.isEmpty()) {
            const Result<UserCertificate> certificate = parseUserCertificate(line);
            const QString why = certificate ? obstacle(*certificate, *key, now) : certificate.error().text;
            const QString notice = why.isEmpty() ? warning(*certificate, *key, user, now) : why;
            if (why.isEmpty())
                offers.signers.push_back(std::make_shared<CertifiedSigner>(key, certificate->blob));
            offers.hasExpired = offers.hasExpired || (certificate && certificate->isExpired(now));
            if (!notice.isEmpty())
                offers.notices += notice;
        }
        offers.signers.push_back(key);
    }
    return offers;
}

bool isTouched(const Signer &signer)
{
    const QByteArray blob = signer.publicKey();
    return blob.size() > 7 && blob.sliced(4, 3) == "sk-";
}

} // namespace aiops::ssh
