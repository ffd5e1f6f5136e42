#include "vault/agentkey.h"

#include "vault/sshwire.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QRegularExpression>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

std::unexpected<Error> invalid()
{
    return std::unexpected(Error{Errc::Invalid, tr("A key of the SSH agent is named by its public key, or by its fingerprint."), {},
                                 tr("ssh-add -L shows the public keys, ssh-add -l the fingerprints.")});
}

} // namespace

Result<AgentKey> agentKeyOf(const QString &reference)
{
    static const QRegularExpression fingerprint(u"^SHA256:[A-Za-z0-9+/]{43}$"_s);
    if (fingerprint.match(reference).hasMatch())
        return AgentKey{reference, {}, {}};
    const QStringList words = reference.split(u' ', Qt::SkipEmptyParts);
    if (words.size() < 2)
        return invalid();
    const auto decoded = QByteArray::fromBase64Encoding(words[1].toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    WireReader reader(*decoded);
    const QByteArrayView type = reader.string();
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok || !reader.ok() || type.isEmpty() || type != words[0].toLatin1() || reader.rest().isEmpty())
        return invalid();
    const QByteArray hash = QCryptographicHash::hash(*decoded, QCryptographicHash::Sha256).toBase64(QByteArray::OmitTrailingEquals);
    return AgentKey{u"SHA256:"_s + QString::fromLatin1(hash), words[0], words.join(u' ')};
}

bool isInAgent(const QMap<QString, QString> &fields)
{
    return fields.value(u"source"_s) == "agent"_L1;
}

} // namespace aiops::vault
