#include "ssh/client/agent.h"

#include "core/text.h"
#include "ssh/client/agentcall.h"
#include "ssh/client/text.h"

#include <QtEndian>

namespace aiops::ssh {
namespace {

constexpr int kMostKeys = 64;
enum AgentMessage : quint8 { RequestIdentities = 11, IdentitiesAnswer = 12, SignRequest = 13, SignResponse = 14 };

void append(QByteArray &to, const QByteArray &text)
{
    const quint32 size = qToBigEndian(quint32(text.size()));
    to.append(reinterpret_cast<const char *>(&size), 4).append(text);
}

std::optional<QByteArray> takeString(QByteArrayView &rest)
{
    if (rest.size() < 4 || qFromBigEndian<quint32>(rest.data()) > quint64(rest.size() - 4))
        return std::nullopt;
    const qsizetype size = qsizetype(qFromBigEndian<quint32>(rest.data()));
    const QByteArray text = rest.sliced(4, size).toByteArray();
    rest = rest.sliced(4 + size);
    return text;
}

Future<QByteArray> signWith(QString socket, QByteArray key, QByteArray data, QByteArray algorithm)
{
    QByteArray request(1, char(SignRequest));
    append(request, key);
    append(request, data);
    const quint32 flags = qToBigEndian(quint32(algorithm == "rsa-sha2-256" ? 2 : algorithm == "rsa-sha2-512" ? 4 : 0));
    request.append(reinterpret_cast<const char *>(&flags), 4);
    const Result<QByteArray> answer = co_await askAgent(socket, request);
    if (!answer)
        co_return std::unexpected(answer.error());
    QByteArrayView rest(*answer);
    if (quint8(rest[0]) == SignResponse) {
        rest = rest.sliced(1);
        if (std::optional<QByteArray> signature = takeString(rest))
            co_return *signature;
    }
    co_return fail(Errc::Failed, Text::tr("The SSH agent refused to sign."));
}

class AgentSigner final : public Signer
{
public:
    AgentSigner(QString socket, QByteArray key, QString comment)
        : m_socket(std::move(socket)), m_key(std::move(key)), m_comment(std::move(comment))
    {
    }
    QString name() const override { return m_comment; }
    QByteArray publicKey() const override { return m_key; }
    Future<QByteArray> sign(QByteArray data, QByteArray algorithm) override
    {
        return signWith(m_socket, m_key, std::move(data), std::move(algorithm));
    }

private:
    QString m_socket;
    QByteArray m_key;
    QString m_comment;
};

} // namespace

Future<std::vector<std::shared_ptr<Signer>>> agentSigners(QString socket)
{
    const Result<QByteArray> answer = co_await askAgent(socket, QByteArray(1, char(RequestIdentities)));
    if (!answer)
        co_return std::unexpected(answer.error());
    QByteArrayView rest(*answer);
    if (rest.size() < 5 || quint8(rest[0]) != IdentitiesAnswer)
        co_return fail(Errc::Protocol, Text::tr("The SSH agent sent an answer that makes no sense."));
    rest = rest.sliced(5);
    std::vector<std::shared_ptr<Signer>> signers;
    while (!rest.isEmpty() && signers.size() < kMostKeys) {
        const std::optional<QByteArray> key = takeString(rest);
        const std::optional<QByteArray> comment = key ? takeString(rest) : std::nullopt;
        if (!comment)
            co_return fail(Errc::Protocol, Text::tr("The SSH agent sent an answer that makes no sense."));
        signers.push_back(std::make_shared<AgentSigner>(socket, *key, shownPlain(QString::fromUtf8(*comment), 200)));
    }
    co_return signers;
}

} // namespace aiops::ssh
