#include "vault/keysigner.h"

#include "vault/inpool.h"

namespace aiops::vault {

KeySigner::KeySigner(QString name, SshKey key, QByteArray certificate)
    : m_name(std::move(name)), m_publicKey(key.publicBlob()), m_certificate(std::move(certificate)), m_key(std::move(key))
{
}

Future<QByteArray> KeySigner::sign(QByteArray data, QByteArray algorithm)
{
    const QMutexLocker lock(&m_mutex);
    if (!m_key)
        return failed<QByteArray>(Error{.code = Errc::VaultLocked,
                                        .text = QCoreApplication::translate("aiops::vault", "The vault is locked.")});
    return inPool<QByteArray>([key = *m_key, data, algorithm] { return key.sign(data, algorithm); });
}

void KeySigner::forget()
{
    const QMutexLocker lock(&m_mutex);
    m_key.reset();
}

} // namespace aiops::vault
