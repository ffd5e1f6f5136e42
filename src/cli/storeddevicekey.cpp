#include "cli/storeddevicekey.h"

#include "core/log.h"
#include "vault/hygiene.h"
#include "vault/identity.h"
#include "vault/random.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <cstring>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

// "AIOD", format 1, three zero bytes, since (8, big-endian), private key (32), first 8 bytes of SHA-256 of all before
constexpr QByteArrayView kMagic{"AIOD\x01\0\0\0", 8};
constexpr qsizetype kKeyAt = 16;
constexpr qsizetype kSumAt = 48;
constexpr qsizetype kSize = 56;
constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

Error unusable(const QString &detail)
{
    return {Errc::Corrupt, QCoreApplication::translate("aiops::cli", "The key of this computer cannot be read."), detail,
            QCoreApplication::translate("aiops::cli", "Put device.key back from a backup, or move it away and run `aiops audit restart`.")};
}

} // namespace

Result<Secret> DeviceKeyFile::read()
{
    QFile file(m_path);
    if (!file.exists())
        return Secret();
    if ((file.permissions() & ~(kOwnerOnly | QFile::ReadUser | QFile::WriteUser)) && !file.setPermissions(kOwnerOnly))
        return std::unexpected(unusable(u"others may read it"_s));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return std::unexpected(unusable(file.errorString()));
    Secret bytes = Secret::zeroed(kSize);
    if (file.size() != kSize || file.read(bytes.data(), kSize) != kSize)
        return std::unexpected(unusable(u"its size is wrong"_s));
    return bytes;
}

Status DeviceKeyFile::write(const Secret &bytes)
{
    const QString fresh = m_path + u".new"_s;
    QFile::remove(fresh); // of a run that was killed; the folder is ours alone
    QFile file(fresh);
    const bool written = file.open(QIODevice::NewOnly | QIODevice::WriteOnly | QIODevice::Unbuffered, kOwnerOnly)
                         && file.write(bytes.reveal().data(), bytes.size()) == bytes.size();
#ifdef Q_OS_UNIX
    const bool safe = written && ::fsync(file.handle()) == 0;
#else
    const bool safe = written;
#endif
    file.close();
    if (!safe || !QFile::rename(fresh, m_path)) // refuses to replace one that is there
        return std::unexpected(Error{Errc::Failed, QCoreApplication::translate("aiops::cli", "The key of this computer cannot be written."),
                                     file.errorString()});
    return {};
}

void StoredDeviceKey::load() const
{
    if (std::exchange(m_loaded, true))
        return;
    const Result<Secret> bytes = m_store->read();
    m_missing = bytes && bytes->isEmpty();
    if (!bytes)
        qCWarning(lcOwner) << "device key:" << bytes.error().detail;
    else if (!m_missing && !take(*bytes))
        qCWarning(lcOwner) << "device key: it is damaged";
}

bool StoredDeviceKey::take(const Secret &bytes) const
{
    const QByteArrayView all = bytes.reveal();
    if (all.size() != kSize || !all.startsWith(kMagic) || QByteArrayView(vault::sha256(all.first(kSumAt))).first(8) != all.sliced(kSumAt))
        return false;
    auto identity = vault::Identity::fromPrivate(Secret::zeroed(32), Secret::copyOf(all.sliced(kKeyAt, 32)));
    if (!identity)
        return false;
    m_since = qFromBigEndian<qint64>(all.sliced(8, 8).data());
    m_public = identity->ed25519Public;
    m_private = std::move(identity->ed25519Private);
    return true;
}

void StoredDeviceKey::make(qint64 since)
{
    Secret bytes = Secret::zeroed(kSize);
    std::memcpy(bytes.data(), kMagic.data(), std::size_t(kMagic.size()));
    qToBigEndian(since, bytes.data() + 8);
    const Secret fresh = vault::randomSecret(32);
    std::memcpy(bytes.data() + kKeyAt, fresh.reveal().data(), 32);
    const QByteArray sum = vault::sha256(bytes.reveal().first(kSumAt));
    std::memcpy(bytes.data() + kSumAt, sum.constData(), std::size_t(kSize - kSumAt));
    if (const Status written = m_store->write(bytes); !written) {
        qCWarning(lcOwner) << "device key:" << written.error().detail;
        return;
    }
    m_missing = false;
    take(bytes);
}

QByteArray StoredDeviceKey::sign(QByteArrayView message, qint64 since)
{
    const std::lock_guard lock(m_mutex);
    load();
    if (m_missing)
        make(since);
    return m_private.isEmpty() ? QByteArray() : vault::signEd25519(m_private, message);
}

QByteArray StoredDeviceKey::publicKey() const
{
    const std::lock_guard lock(m_mutex);
    load();
    return m_public;
}

qint64 StoredDeviceKey::since() const
{
    const std::lock_guard lock(m_mutex);
    load();
    return m_since;
}

bool StoredDeviceKey::verify(const QByteArray &publicKey, QByteArrayView message, const QByteArray &signature) const
{
    return publicKey.size() == 32 && signature.size() == 64 && vault::verifyEd25519(publicKey, message, signature);
}

void StoredDeviceKey::releaseThread() const
{
    vault::releaseThread();
}

} // namespace aiops::cli
