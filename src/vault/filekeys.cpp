#include "vault/filekeys.h"

#include "storage/database.h"
#include "vault/canonical.h"
#include "vault/exportstore.h"
#include "vault/random.h"
#include "vault/recoverybundle.h"
#include "vault/recoverycode.h"
#include "vault/vaultaccess.h"
#include "vault/vaultstore.h"

#include <cstdlib>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kMagic = "AIOK";
constexpr QByteArrayView kInfo = "aiops/v1/backup-file";

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

struct FileKeys
{
    VaultFile vault; ///< ids, bundle and wrap; the rest is not used
    SealedBox box;
    QByteArray kit; ///< X25519 public, or empty
    HpkeBox kitBox;

    QByteArray toBytes() const
    {
        return CanonicalWriter()
            .bytes(kMagic).number(1).id(vault.organization).id(vault.vault).id(vault.user).number(vault.epoch)
            .bytes(vault.bundle).bytes(vault.wrap).bytes(box.salt).bytes(box.commitment).bytes(box.ciphertext)
            .bytes(kit).bytes(kitBox.encapsulated).bytes(kitBox.ciphertext)
            .data();
    }
    static Result<FileKeys> fromBytes(QByteArrayView bytes)
    {
        CanonicalReader reader(bytes);
        const bool known = reader.bytes(4) == kMagic && reader.number() == 1;
        FileKeys keys;
        keys.vault.organization = reader.id();
        keys.vault.vault = reader.id();
        keys.vault.user = reader.id();
        keys.vault.epoch = reader.number();
        keys.vault.bundle = reader.bytes();
        keys.vault.wrap = reader.bytes();
        keys.box = {.salt = reader.bytes(32), .commitment = reader.bytes(16), .ciphertext = reader.bytes()};
        keys.kit = reader.bytes();
        keys.kitBox = {.encapsulated = reader.bytes(), .ciphertext = reader.bytes()};
        return known && reader.atEnd() ? Result<FileKeys>(std::move(keys)) : std::unexpected(damagedFile(u"file keys: form"_s));
    }
};

Secret backupKey(const Secret &vaultKey)
{
    static const QByteArray kNoSalt(32, char(0)); // the same as an empty one, which OpenSSL does not take
    return hkdf(vaultKey.reveal(), kNoSalt, "aiops/v1/backup", 32);
}

QByteArray aadOf(const QUuid &file)
{
    return CanonicalWriter().id(file).data();
}

QByteArray kitInfo(const QUuid &file, const QUuid &vault)
{
    return sha256(CanonicalWriter().bytes("aiops/v1/backup-recovery").id(file).id(vault).data());
}

Result<Secret> unsealed(const FileKeys &keys, const QUuid &file, const Secret &vaultKey)
{
    std::optional<Secret> key = unseal(backupKey(vaultKey), kInfo, aadOf(file), keys.box);
    return key ? Result<Secret>(std::move(*key)) : std::unexpected(damagedFile(u"file keys: seal"_s));
}

} // namespace

Result<FileSeal> VaultSeal::seal(const QUuid &file) const
{
    auto &d = VaultAccess::of(const_cast<Vault &>(m_vault)); // keys() may find that the idle time is over
    const auto open = d.keys();
    if (!open)
        return std::unexpected(d.lockedError());
    const auto stored = store::loadVault(d.database.reader());
    const auto kit = store::recoveryRow(d.database.reader(), open->vault);
    if (!stored || !*stored || !kit)
        return std::unexpected(!stored ? stored.error() : !kit ? kit.error() : d.lockedError());
    if ((*stored)->epoch != open->epoch) // the key is being changed: nobody could open such a file
        return std::unexpected(busyError());
    auto key = std::make_shared<const Secret>(randomSecret(32));
    FileKeys keys{.vault = **stored, .box = vault::seal(backupKey(open->vaultKey), kInfo, aadOf(file), *key), .kit = {}, .kitBox = {}};
    if (*kit) {
        keys.kit = (*kit)->publicKey;
        std::optional<HpkeBox> box = hpkeSeal(keys.kit, kitInfo(file, open->vault), *key);
        if (!box)
            return std::unexpected(integrityError(u"recovery: public key"_s));
        keys.kitBox = std::move(*box);
    }
    return FileSeal{.keys = keys.toBytes(), .key = key, .signer = open, .cost = d.cost};
}

FileSeal VaultSeal::sealWithPassphrase() const
{
    auto &d = VaultAccess::of(const_cast<Vault &>(m_vault));
    return {.keys = {}, .key = {}, .signer = d.keys(), .cost = d.cost};
}

Result<Secret> VaultSeal::open(const ExportHeader &header) const
{
    auto &d = VaultAccess::of(const_cast<Vault &>(m_vault));
    const auto open = d.keys();
    const Result<FileKeys> keys = FileKeys::fromBytes(header.keys);
    if (!keys)
        return std::unexpected(keys.error());
    if (!open)
        return std::unexpected(d.lockedError());
    if (keys->vault.vault != open->vault)
        return std::unexpected(Error{.code = Errc::NotFound, .text = tr("The file belongs to another vault than the one that is open.")});
    const Result<VaultRing> ring = ringOf(*open, open->vault);
    const Secret *key = ring ? ring->key(keys->vault.epoch) : nullptr;
    return key ? unsealed(*keys, header.file, *key) : std::unexpected(ring ? damagedFile(u"file keys: epoch"_s) : ring.error());
}

Result<Secret> fileKeyWithPassphrase(const ExportHeader &header, const Secret &passphrase)
{
    const Result<FileKeys> keys = FileKeys::fromBytes(header.keys);
    if (!keys)
        return std::unexpected(keys.error());
    const auto open = openVault(keys->vault, passphrase);
    return open ? unsealed(*keys, header.file, (*open)->vaultKey) : std::unexpected(open.error());
}

Result<Secret> fileKeyWithKit(const ExportHeader &header, const Secret &code)
{
    const Result<FileKeys> keys = FileKeys::fromBytes(header.keys);
    if (!keys)
        return std::unexpected(keys.error());
    const Result<Secret> kit = parseRecoveryCode(code);
    if (!kit)
        return std::unexpected(kit.error());
    if (keys->kit.isEmpty() || recoveryPublic(*kit) != keys->kit)
        return std::unexpected(Error{.code = Errc::WrongPassphrase, .text = tr("This recovery kit does not open the file: there was no kit when it was written, or another one."),
                                     .detail = {}, .hint = tr("Use the passphrase of the vault.")});
    std::optional<Secret> key = hpkeOpen(*kit, kitInfo(header.file, keys->vault.vault), keys->kitBox);
    return key ? Result<Secret>(std::move(*key)) : std::unexpected(damagedFile(u"file keys: kit"_s));
}

} // namespace aiops::vault
