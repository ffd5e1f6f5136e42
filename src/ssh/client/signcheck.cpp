#include "ssh/client/signcheck.h"

#include "core/usercertificate.h"

#include <QList>
#include <QtEndian>

namespace aiops::ssh {
namespace {

class Fields final
{
public:
    explicit Fields(QByteArrayView rest) : m_rest(rest) {}
    QByteArray string()
    {
        if (m_rest.size() < 4 || qFromBigEndian<quint32>(m_rest.data()) > quint64(m_rest.size() - 4)) {
            m_good = false;
            return {};
        }
        const qsizetype size = qsizetype(qFromBigEndian<quint32>(m_rest.data()));
        const QByteArray text = m_rest.sliced(4, size).toByteArray();
        m_rest = m_rest.sliced(4 + size);
        return text;
    }
    int byte()
    {
        if (m_rest.isEmpty()) {
            m_good = false;
            return -1;
        }
        const int value = quint8(m_rest[0]);
        m_rest = m_rest.sliced(1);
        return value;
    }
    QByteArray rest() const { return m_rest.toByteArray(); }
    bool good() const { return m_good; }
    bool complete() const { return m_good && m_rest.isEmpty(); }

private:
    QByteArrayView m_rest;
    bool m_good = true;
};

bool fits(const QByteArray &algorithm, const QByteArray &keyType)
{
    if (keyType == "ssh-rsa")
        return algorithm == "rsa-sha2-512" || algorithm == "rsa-sha2-256";
    if (keyType == "ssh-rsa-cert-v01@openssh.com")
        return algorithm == "rsa-sha2-512-cert-v01@openssh.com" || algorithm == "rsa-sha2-256-cert-v01@openssh.com";
    return algorithm == keyType && algorithm != "ssh-dss";
}

} // namespace

std::optional<SignedRequest> checkSignRequest(const QByteArray &data, const QByteArray &user, const QByteArray &publicKey)
{
    constexpr int kUserauthRequest = 50;
    Fields fields(data);
    SignedRequest request;
    request.sessionId = fields.string();
    const bool form = fields.byte() == kUserauthRequest && fields.string() == user && fields.string() == "ssh-connection"
                      && fields.string() == "publickey" && fields.byte() == 1;
    request.algorithm = fields.string();
    const bool sameKey = fields.string() == publicKey;
    static const QList<qsizetype> hashSizes{20, 32, 48, 64};
    if (!form || !sameKey || !fields.complete() || !hashSizes.contains(request.sessionId.size()))
        return std::nullopt;
    if (!fits(request.algorithm, Fields(publicKey).string()))
        return std::nullopt;
    return request;
}

QByteArray bareSignature(const QByteArray &blob, const QByteArray &algorithm)
{
    Fields fields(blob);
    if (fields.string() != plainKeyType(algorithm))
        return {};
    if (algorithm.startsWith("sk-"))
        return fields.rest();
    const QByteArray signature = fields.string();
    return fields.complete() ? signature : QByteArray();
}

} // namespace aiops::ssh
