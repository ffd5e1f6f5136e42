#include "vault/vaults.h"

#include "storage/command.h"
#include "storage/database.h"
#include "vault/inpool.h"
#include "vault/newepoch.h"
#include "vault/picking.h"
#include "vault/vaultprivate.h"
#include "vault/vaultrowstore.h"

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 80;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

Error noSuchVault(const QString &selector)
{
    return {.code = Errc::NotFound, .text = tr("There is no vault “%1”.").arg(selector), .detail = {}, .hint = tr("See aiops vault list.")};
}

Error staysError(const QString &name)
{
    return {.code = Errc::Denied, .text = tr("“%1” is your own vault: it cannot be removed.").arg(name), .detail = {},
            .hint = tr("Give it another name, or move what is in it: aiops credential edit NAME --vault OTHER")};
}

Status checkName(const QString &name)
{
    const bool hasControl = std::ranges::any_of(name, [](QChar c) { return c.category() == QChar::Other_Control; });
    if (name.isEmpty() || name.size() > kLongestName || hasControl)
        return std::unexpected(Error{.code = Errc::Invalid, .text = tr("The name must have 1 to 80 characters on one line.")});
    return {};
}

} // namespace

Result<QList<VaultInfo>> Vaults::all() const
{
    Vault::Private &d = *m_vault.d;
    Result<QList<VaultInfo>> infos = store::vaultInfos(d.database.reader());
    const auto keys = d.keys();
    if (!infos || !keys)
        return infos;
    for (VaultInfo &info : *infos) {
        const auto ring = keys->rings.constFind(info.id.uuid());
        if (ring != keys->rings.constEnd() && ring->fault)
            info.problem = ring->isOpen() ? tr("Its older keys cannot be read: what was sealed with them stays closed.") : ring->fault->text;
    }
    return infos;
}

Result<VaultInfo> Vaults::find(const QString &selector) const
{
    const Result<QList<VaultInfo>> infos = all();
    if (!infos)
        return std::unexpected(infos.error());
    const QList<VaultInfo> found = fitting(*infos, selector);
    if (found.size() == 1)
        return found.constFirst();
    if (found.isEmpty())
        return std::unexpected(noSuchVault(selector));
    return std::unexpected(Error{.code = Errc::Ambiguous, .text = tr("“%1” fits several vaults.").arg(selector), .detail = {}, .hint = tr("Write the whole name.")});
}

Future<VaultInfo> Vaults::add(Permit permit, VaultDraft draft)
{
    const QPointer<Vault> self(&m_vault);
    Vault::Private &d = *m_vault.d;
    const auto keys = d.keys();
    draft.name = draft.name.trimmed();
    const Status usable = checkName(draft.name);
    if (!keys || !usable || d.busy)
        co_return refuse(permit, !keys ? d.lockedError() : !usable ? usable.error() : busyError());
    d.busy = true;
    d.autoLock.touch();
    const Result<NewEpoch> made = co_await inPool<NewEpoch>(
        [keys, draft] { return makeVaultOf(*keys, draft.organization.uuid(), draft.project.uuid(), draft.name); });
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!made) {
        d.busy = false;
        co_return refuse(permit, made.error());
    }
    permit.setObject(VaultId(made->row.id).toString(), draft.name);
    const Status stored = co_await d.database.command<void>(std::move(permit), [row = made->row](storage::Command &command) {
        command.describe(VaultId(row.id).toString(), row.name);
        return store::insertVaultRow(command, row);
    });
    if (!self)
        co_return std::unexpected(cancelledError());
    d.busy = false;
    if (!stored)
        co_return std::unexpected(stored.error());
    d.replaceKeys(keys, withEpoch(*keys, *made));
    co_return Vaults(*self).find(VaultId(made->row.id).toString());
}

Future<VaultInfo> Vaults::rename(Permit permit, VaultId id, QString name)
{
    const QPointer<Vault> self(&m_vault);
    const Result<VaultInfo> known = find(id.toString());
    const Status usable = checkName(name.trimmed());
    if (!known || !usable)
        co_return refuse(permit, known ? usable.error() : known.error());
    permit.setObject(id.toString(), known->name);
    permit.note(u"renamed_from"_s, known->name);
    const Status stored = co_await m_vault.d->database.command<void>(std::move(permit), [id, name = name.trimmed()](storage::Command &command) {
        command.describe(id.toString(), name);
        return store::renameVault(command, id.uuid(), name);
    });
    if (!self || !stored)
        co_return std::unexpected(self ? stored.error() : cancelledError());
    co_return Vaults(*self).find(id.toString());
}

Future<void> Vaults::remove(Permit permit, VaultId id)
{
    const QPointer<Vault> self(&m_vault);
    Vault::Private &d = *m_vault.d;
    const Result<VaultInfo> known = find(id.toString());
    if (!known || known->isPersonal || d.busy)
        co_return refuse(permit, !known ? known.error() : known->isPersonal ? staysError(known->name) : busyError());
    permit.setObject(id.toString(), known->name);
    const Status removed = co_await d.database.command<void>(std::move(permit), [id, name = known->name](storage::Command &command) {
        command.describe(id.toString(), name);
        return store::removeVault(command, id.uuid(), name);
    });
    if (!self || !removed)
        co_return self ? removed : std::unexpected(cancelledError());
    if (const auto keys = d.keys()) {
        const auto without = keys->clone();
        without->rings.remove(id.uuid());
        d.replaceKeys(keys, without);
    }
    co_return Status();
}

Future<VaultInfo> Vaults::rotateKey(Permit permit, VaultId id)
{
    const QPointer<Vault> self(&m_vault);
    Vault::Private &d = *m_vault.d;
    const auto keys = d.keys();
    const Result<VaultInfo> known = find(id.toString());
    if (!keys || !known || d.busy)
        co_return refuse(permit, !keys ? d.lockedError() : !known ? known.error() : busyError());
    permit.setObject(id.toString(), known->name);
    const Result<VaultRing> ring = ringOf(*keys, id.uuid());
    if (!ring)
        co_return refuse(permit, ring.error());
    d.busy = true;
    d.autoLock.touch();
    const Result<NewEpoch> made = co_await inPool<NewEpoch>([keys, ring = *ring] { return makeEpochAfter(*keys, ring); });
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!made) {
        d.busy = false;
        co_return refuse(permit, made.error());
    }
    permit.note(u"epoch"_s, qint64(made->row.epoch));
    const Status stored = co_await d.database.command<void>(std::move(permit), [keys, made = *made](storage::Command &command) {
        const Status saved = store::saveNewEpoch(command, made.row, made.link);
        return saved && made.row.id == keys->vault ? sealForKit(command, *keys, made) : saved;
    });
    if (!self)
        co_return std::unexpected(cancelledError());
    d.busy = false;
    if (!stored)
        co_return std::unexpected(stored.error());
    d.replaceKeys(keys, withEpoch(*keys, *made));
    co_return Vaults(*self).find(id.toString());
}

} // namespace aiops::vault
