#include "cli/storeddevicekey.h"

#include "cli/keychainmain.h"

#include "core/log.h"
#include "vault/hygiene.h"
#include "vault/identity.h"
#include "vault/random.h"

#include <QCoreApplication>
#include <QtEndian>

#include <cstring>

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

// "AIOD", format, three zero bytes, since (8, big-endian), key (32), first 8 bytes of SHA-256 of all before.
// Format 1: the private key. Format 2: the public one, and the private one is in the keychain.
constexpr QByteArrayView kPrivateHere{"AIOD\x01\0\0\0", 8};
constexpr QByteArrayView kPrivateInKeychain{"AIOD\x02\0\0\0", 8};
constexpr qsizetype kKeyAt = 16;
constexpr qsizetype kSumAt = 48;
constexpr qsizetype kSize = 56;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

Error noKeychain()
{
    return {Errc::NotFound, tr("There is no keychain on this computer."), {}, tr("The key stays in its file.")};
}

Error forgetful()
{
    return {Errc::Corrupt, tr("The keychain does not keep what it is given. The key stays where it is."), {}, {}};
}

Secret fileOf(QByteArrayView magic, qint64 since, QByteArrayView key)
{
    Secret bytes = Secret::zeroed(kSize);
    std::memcpy(bytes.data(), magic.data(), std::size_t(magic.size()));
    qToBigEndian(since, bytes.data() + 8);
    std::memcpy(bytes.data() + kKeyAt, key.data(), 32);
    const QByteArray sum = vault::sha256(bytes.reveal().first(kSumAt));
    std::memcpy(bytes.data() + kSumAt, sum.constData(), std::size_t(kSize - kSumAt));
    return bytes;
}

} // namespace

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
    const bool isElsewhere = all.startsWith(kPrivateInKeychain);
    if (all.size() != kSize || !(isElsewhere || all.startsWith(kPrivateHere)) || QByteArrayView(vault::sha256(all.first(kSumAt))).first(8) != all.sliced(kSumAt))
        return false;
    const QByteArrayView key = all.sliced(kKeyAt, 32);
    if (isElsewhere)
        m_public = key.toByteArray();
    else if (!takePrivate(Secret::copyOf(key)))
        return false;
    m_inKeychain = isElsewhere;
    m_since = qFromBigEndian<qint64>(all.sliced(8, 8).data());
    return true;
}

bool StoredDeviceKey::takePrivate(Secret bytes) const
{
    auto identity = bytes.size() == 32 ? vault::Identity::fromPrivate(Secret::zeroed(32), std::move(bytes)) : std::nullopt;
    if (!identity || (!m_public.isEmpty() && identity->ed25519Public != m_public))
        return false;
    m_public = identity->ed25519Public;
    m_private = std::move(identity->ed25519Private);
    m_ready.emplace(m_private);
    return true;
}

QString StoredDeviceKey::entry() const
{
    return deviceKeyEntry + QString::fromLatin1(m_public.toHex().first(16)); // another home folder has another one
}

/// The private half, when the file says that it is in the keychain.
Status StoredDeviceKey::fetch() const
{
    if (!m_private.isEmpty() || !m_inKeychain)
        return {};
    DeviceKeychain *keychain = m_store->keychain();
    Result<Secret> bytes = keychain ? keychain->read(entry()) : std::unexpected(noKeychain());
    const bool isOurs = bytes && takePrivate(std::move(*bytes));
    if (isOurs || std::exchange(m_warned, true))
        return isOurs ? Status() : std::unexpected(bytes ? forgetful() : bytes.error());
    qCWarning(lcOwner) << "device key: the keychain does not give it:" << (bytes ? u"another key"_s : errorName(bytes.error().code));
    return std::unexpected(bytes ? forgetful() : bytes.error());
}

void StoredDeviceKey::make(qint64 since)
{
    const Secret fresh = vault::randomSecret(32);
    const Secret bytes = fileOf(kPrivateHere, since, fresh.reveal());
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
    (void)fetch();
    return m_ready ? m_ready->sign(message) : QByteArray();
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

bool StoredDeviceKey::isInKeychain() const
{
    const std::lock_guard lock(m_mutex);
    load();
    return m_inKeychain;
}

Status StoredDeviceKey::keepInKeychain(bool wanted)
{
    const std::lock_guard lock(m_mutex);
    load();
    DeviceKeychain *keychain = m_store->keychain();
    if (m_public.isEmpty() || (wanted && !keychain))
        return std::unexpected(m_public.isEmpty() ? Error{Errc::NotFound, tr("This computer has no key yet.")} : noKeychain());
    if (wanted == m_inKeychain)
        return {};
    if (const Status there = fetch(); !there)
        return there;
    if (!wanted) {
        const Status replaced = m_store->replace(fileOf(kPrivateHere, m_since, m_private.reveal()));
        m_inKeychain = m_inKeychain && !replaced;
        if (replaced && keychain)
            (void)keychain->remove(entry()); // what stays behind is the key that the file has
        return replaced;
    }
    const Status kept = keychain->write(entry(), m_private);
    const Result<Secret> again = kept ? keychain->read(entry()) : std::unexpected(kept.error());
    if (!again || !again->equals(m_private.reveal())) // the file goes only when it really has it
        return std::unexpected(again ? forgetful() : again.error());
    const Status replaced = m_store->replace(fileOf(kPrivateInKeychain, m_since, m_public));
    m_inKeychain = replaced.has_value();
    return replaced;
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
