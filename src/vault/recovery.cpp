#include "vault/recovery.h"

#include "core/text.h"
#include "storage/command.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/exportstore.h"
#include "vault/inpool.h"
#include "vault/passphrase.h"
#include "vault/random.h"
#include "vault/recoverybundle.h"
#include "vault/recoverycode.h"
#include "vault/vaultaccess.h"
#include "vault/vaultrowstore.h"
#include "vault/vaultstore.h"

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

using Keys = std::shared_ptr<const VaultKeys>;
using SharedSecret = std::shared_ptr<const Secret>;

constexpr int kDaysBetweenTests = 180;
const QString kTestedAt = u"recovery.tested_at"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

Error noKit()
{
    return {.code = Errc::NotFound, .text = tr("No recovery kit was made for this vault."), .detail = {}, .hint = tr("Make one: aiops vault recovery create")};
}

Error otherKit()
{
    return {.code = Errc::WrongPassphrase, .text = tr("This recovery kit does not open this vault: it belongs to another one, or a newer kit took its place."),
            .detail = {}, .hint = tr("Use the newest kit of this vault.")};
}

/// What a kit is tried on.
struct Sealed
{
    VaultFile file;
    store::RecoveryRow row;
};

Result<Sealed> sealedOf(const storage::Database &database, const Error &missing)
{
    const auto file = store::loadVault(database.reader());
    if (!file || !*file)
        return std::unexpected(file ? missing : file.error());
    auto row = store::recoveryRow(database.reader(), (*file)->vault);
    if (!row || !*row)
        return std::unexpected(row ? noKit() : row.error());
    return Sealed{**file, std::move(**row)};
}

Result<Keys> openWithKit(const Sealed &sealed, const Secret &code)
{
    const Result<Secret> kit = parseRecoveryCode(code);
    if (!kit)
        return std::unexpected(kit.error());
    std::optional<Identity> recipient = Identity::fromPrivate(kit->clone(), randomSecret(32));
    if (!recipient || recipient->x25519Public != sealed.row.publicKey)
        return std::unexpected(otherKit());
    const Result<RecoveryBundle> bundle = RecoveryBundle::fromBytes(sealed.row.bundle);
    const Result<VaultKeyWrap> wrap = VaultKeyWrap::fromBytes(sealed.row.wrap);
    if (!bundle || !wrap)
        return std::unexpected(bundle ? wrap.error() : bundle.error());
    const VaultFile &file = sealed.file;
    if (bundle->vault != file.vault || bundle->user != file.user || wrap->vault != file.vault || wrap->granter != file.user || wrap->epoch != file.epoch)
        return std::unexpected(integrityError(u"recovery: of another vault"_s));
    Result<Identity> identity = openWithRecovery(*bundle, *kit);
    if (!identity)
        return std::unexpected(identity.error());
    Result<Secret> vaultKey = unwrapVaultKey(*wrap, *recipient, identity->ed25519Public);
    if (!vaultKey)
        return std::unexpected(vaultKey.error());
    return keysOf(file, std::move(*identity), std::move(*vaultKey));
}

/// The first record, when there is one: a key that opens nothing would pass every other check.
Status openOneRecord(const storage::Database &database, const VaultKeys &keys)
{
    const auto rows = store::exportRows(database.reader(), {});
    if (!rows)
        return std::unexpected(rows.error());
    std::optional<Error> fault;
    for (const store::ExportRow &row : *rows) {
        const Result<Secret> opened = openPayload(row.record, keys, row.seen);
        if (opened)
            return {};
        fault = opened.error();
    }
    return fault ? Status(std::unexpected(*fault)) : Status();
}

struct MadeKit
{
    RecoveryKit kit;
    store::RecoveryRow row;
};

Result<MadeKit> makeKit(const VaultKeys &keys, const QDateTime &now)
{
    const Secret secret = randomSecret(32);
    store::RecoveryRow row{.id = newUuid(), .recipient = newUuid(), .publicKey = recoveryPublic(secret), .wrap = {}, .bundle = {}, .createdAt = now};
    const Result<VaultKeyWrap> wrap = wrapVaultKey({.organization = keys.organization, .vault = keys.vault, .epoch = keys.epoch, .recipient = row.recipient,
                                                    .recipientKey = row.publicKey, .granter = keys.user, .box = {}, .signature = {}},
                                                   keys.vaultKey, keys.identity);
    if (!wrap)
        return std::unexpected(wrap.error());
    row.wrap = wrap->toBytes();
    row.bundle = sealForRecovery({.vault = keys.vault, .user = keys.user, .recipient = row.recipient, .recipientKey = row.publicKey, .x25519Public = {},
                                  .ed25519Public = {}, .box = {}},
                                 keys.identity)
                     .toBytes();
    const QString fingerprint = u"SHA256:"_s + QString::fromLatin1(sha256(row.publicKey).toBase64(QByteArray::OmitTrailingEquals));
    return MadeKit{{.code = std::make_shared<const Secret>(recoveryCode(secret)), .vault = keys.vault, .fingerprint = fingerprint, .createdAt = now}, row};
}

struct Restored
{
    Keys keys;
    QByteArray bundle;
};

Result<Restored> restore(const Sealed &sealed, const Secret &code, const Secret &fresh, const KdfCost &cost)
{
    const Result<Keys> keys = openWithKit(sealed, code);
    if (!keys)
        return std::unexpected(keys.error());
    const Result<UserBundle> bundle = makeBundle((*keys)->user, (*keys)->identity, fresh, cost);
    if (!bundle)
        return std::unexpected(bundle.error());
    return Restored{*keys, bundle->toBytes()};
}

} // namespace

Secret kitText(const RecoveryKit &kit)
{
    const QString head = tr("AIOps Command Center: recovery kit\n\n"
                            "This key opens your vault when the passphrase is forgotten, and a backup when the computer is lost.\n"
                            "Whoever has it and a copy of your data can read everything. Keep it on paper, where you keep a passport.\n\n"
                            "Vault:   %1\nKit:     %2\nMade at: %3\n\n")
                             .arg(kit.vault.toString(QUuid::WithoutBraces), kit.fingerprint, kit.createdAt.toUTC().toString(u"yyyy-MM-dd HH:mm 'UTC'"_s));
    const QString tail = tr("\nTo set a new passphrase: aiops vault recovery use, or Settings > Vault > Recovery in the window.\n"
                            "Test the kit twice a year: aiops vault recovery test\n");
    const QByteArray before = head.toUtf8(), after = tail.toUtf8();
    const QByteArrayView code = kit.code->reveal();
    constexpr qsizetype kLine = 5 * 6; // five groups a line
    Secret out = Secret::zeroed(before.size() + 2 * code.size() + after.size());
    qsizetype size = 0;
    const auto put = [&out, &size](QByteArrayView text) {
        std::copy(text.begin(), text.end(), out.data() + size);
        size += text.size();
    };
    put(before);
    for (qsizetype at = 0; at < code.size(); at += kLine) {
        put("    ");
        QByteArrayView line = code.sliced(at, qMin(kLine, code.size() - at));
        put(line.endsWith('-') ? line.chopped(1) : line);
        put("\n");
    }
    put(after);
    out.truncate(size);
    return out;
}

Result<RecoveryState> VaultRecovery::state() const
{
    const auto &d = VaultAccess::of(m_vault);
    const auto file = store::loadVault(d.database.reader());
    if (!file || !*file)
        return file ? Result<RecoveryState>(RecoveryState()) : std::unexpected(file.error());
    const auto row = store::recoveryRow(d.database.reader(), (*file)->vault);
    const Result<QString> tested = store::localValue(d.database.reader(), kTestedAt);
    if (!row || !tested)
        return std::unexpected(row ? tested.error() : row.error());
    if (!*row)
        return RecoveryState();
    RecoveryState state{.exists = true, .createdAt = (*row)->createdAt, .testedAt = QDateTime::fromString(*tested, Qt::ISODateWithMs), .dueAt = {}, .isDue = false};
    state.dueAt = (state.testedAt.isValid() ? qMax(state.testedAt, state.createdAt) : state.createdAt).addDays(kDaysBetweenTests);
    state.isDue = state.dueAt <= d.clock.now();
    return state;
}

Future<RecoveryKit> VaultRecovery::create(Permit permit)
{
    auto &d = VaultAccess::of(m_vault);
    const Keys keys = d.keys();
    if (!keys)
        co_return refuse(permit, d.lockedError());
    d.autoLock.touch();
    const Result<MadeKit> made = makeKit(*keys, d.clock.now());
    if (!made)
        co_return refuse(permit, made.error());
    permit.note(u"kit"_s, made->kit.fingerprint);
    const Status stored = co_await d.database.command<void>(std::move(permit), [row = made->row, keys](storage::Command &command) {
        Status saved = store::requireEpoch(command, {.vault = keys->vault, .epoch = keys->epoch});
        if (saved)
            saved = store::saveRecovery(command, keys->vault, keys->epoch, row);
        return saved ? store::saveLocalValue(command.database(), kTestedAt, {}) : saved;
    });
    if (!stored)
        co_return std::unexpected(stored.error());
    co_return made->kit;
}

Future<void> VaultRecovery::test(Permit permit, SharedSecret code)
{
    const QPointer<Vault> vault(&m_vault);
    auto &d = VaultAccess::of(m_vault);
    permit.note(u"with"_s, u"recovery kit"_s);
    const Result<Sealed> sealed = sealedOf(d.database, d.lockedError());
    if (!sealed)
        co_return refuse(permit, sealed.error());
    const Status opened = co_await inPool<void>([database = &d.database, sealed = *sealed, code]() -> Status {
        const Result<Keys> keys = openWithKit(sealed, *code);
        return keys ? openOneRecord(*database, **keys) : Status(std::unexpected(keys.error()));
    });
    if (!vault)
        co_return std::unexpected(cancelledError());
    if (!opened)
        co_return refuse(permit, opened.error());
    const QString now = toRfc3339(d.clock.now());
    const Status noted = co_await d.database.local<void>([now](QSqlDatabase &db) { return store::saveLocalValue(db, kTestedAt, now); });
    if (!noted)
        co_return refuse(permit, noted.error());
    permit.succeeded();
    co_return Status();
}

Future<void> VaultRecovery::use(Permit permit, SharedSecret code, SharedSecret fresh)
{
    const QPointer<Vault> vault(&m_vault);
    auto &d = VaultAccess::of(m_vault);
    permit.note(u"with"_s, u"recovery kit"_s);
    const Result<Sealed> sealed = sealedOf(d.database, d.lockedError());
    if (!sealed)
        co_return refuse(permit, sealed.error());
    if (const Status strong = checkNewPassphrase(*fresh); !strong)
        co_return refuse(permit, strong.error());
    const KdfCost cost = notBelow(d.cost, sealed->file.lastSeen);
    const Result<Restored> restored =
        co_await inPool<Restored>([sealed = *sealed, code, fresh, cost] { return restore(sealed, *code, *fresh, cost); });
    if (!vault)
        co_return std::unexpected(cancelledError());
    if (!restored)
        co_return refuse(permit, restored.error());
    VaultFile changed = sealed->file;
    changed.bundle = restored->bundle;
    changed.lastSeen = cost;
    changed.throttle = {};
    const Status saved = co_await d.database.local<void>([changed](QSqlDatabase &db) {
        const Status bundle = store::saveBundle(db, changed);
        return bundle ? store::saveThrottle(db, changed.throttle) : bundle;
    });
    if (!vault)
        co_return std::unexpected(cancelledError());
    if (!saved)
        co_return refuse(permit, saved.error());
    d.noteAttempt(changed, Status());
    d.setKeys(restored->keys, permit.entry());
    permit.succeeded();
    co_return Status();
}

} // namespace aiops::vault
