#include "vault/vault.h"

#include "core/text.h"
#include "storage/command.h"
#include "storage/database.h"
#include "vault/agentkey.h"
#include "vault/credentialrecord.h"
#include "vault/externalsource.h"
#include "vault/inpool.h"
#include "vault/rotationstore.h"
#include "vault/vaultprivate.h"
#include "vault/vaultstore.h"

// What is done with one credential that is there: changed, shown, taken out of use.
namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestSnooze = 90; ///< days

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

Error notShown(const KindSpec &spec)
{
    return {.code = Errc::Denied, .text = tr("%1 is never shown.").arg(tr(spec.valueLabel)), .detail = {},
            .hint = spec.kind == Kind::Totp ? tr("Show the code of the moment instead.") : tr("Export it into a file of its own.")};
}

Error wrongKind(const QString &text)
{
    return {.code = Errc::Invalid, .text = text};
}

Status maySnooze(const QDateTime &until, const QString &reason, const QDateTime &now)
{
    if (reason.trimmed().isEmpty() || reason.size() > 500)
        return std::unexpected(wrongKind(tr("Say in a sentence why the rotation waits.")));
    if (until <= now || now.daysTo(until) > kLongestSnooze)
        return std::unexpected(wrongKind(tr("A rotation can wait for 1 to 90 days.")));
    return {};
}

Result<Secret> fileOf(const OpenedRecord &record, const Secret *passphrase)
{
    const KindSpec &spec = specOf(record.info.kind);
    if (spec.form != ValueForm::PrivateKey)
        return std::unexpected(wrongKind(tr("There is no key file in a credential of the kind %1.").arg(tr(spec.label))));
    if (isInAgent(record.payload->fields))
        return std::unexpected(wrongKind(tr("The private half of this key is in the SSH agent and not in the vault.")));
    if (record.key)
        return record.key->toFile(record.info.name, passphrase);
    if (!passphrase)
        return record.payload->secret.clone();
    const Result<SshKey> key = SshKey::fromFile(record.payload->secret);
    if (!key)
        return std::unexpected(wrongKind(tr("This key file cannot be protected with a passphrase.")));
    return key->toFile(record.info.name, passphrase);
}

} // namespace

Status Vault::Private::mayMove(const CredentialInfo &info, VaultId to) const
{
    const auto rotations = to == info.vault ? QList<Rotation>() : store::rotations(database.reader(), info.id);
    if (!rotations || rotations->isEmpty() || (!rotations->constFirst().isRunning() && rotations->constFirst().old.isNull()))
        return rotations ? Status() : std::unexpected(rotations.error());
    return std::unexpected(Error{.code = Errc::Conflict, .text = tr("The credential is being rotated: it cannot be moved before that is over."), .detail = {},
                                 .hint = tr("Go on with the rotation: aiops credential rotate NAME --resume")});
}

QDateTime CredentialInfo::dueAt() const
{
    return rotationDays > 0 && !revokedAt.isValid() ? rotatedAt.addDays(rotationDays) : QDateTime();
}

int defaultRotationDays(Kind kind)
{
    return kind == Kind::Certificate || kind == Kind::Totp || kind == Kind::Note ? 0 : 90;
}

Future<CredentialInfo> Vault::edit(Permit permit, CredentialId id, CredentialEdit edit)
{
    const QPointer self(this);
    const Result<CredentialInfo> known = find(id.toString());
    if (!known)
        co_return refuse(permit, known.error());
    permit.setObject(id.toString(), known->name);
    const Result<VaultInfo> place = d->placeOf(edit.vault.value_or(known->vault));
    const Status movable = edit.vault ? d->mayMove(*known, *edit.vault) : Status();
    if (!place || !movable)
        co_return refuse(permit, place ? movable.error() : place.error());
    const Result<OpenedRecord> opened = co_await d->open(id);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!opened)
        co_return refuse(permit, opened.error());
    if (edit.vault)
        edit.vault = place->id;
    Result<Draft> draft = co_await inPool<Draft>(
        [opened = *opened, known = *known, edit, now = d->clock.now()] { return draftEdit(opened, known, edit, now); });
    if (!self)
        co_return std::unexpected(cancelledError());
    const auto keys = d->keys();
    if (!draft || !keys)
        co_return refuse(permit, draft ? d->lockedError() : draft.error());
    permit.note(u"version"_s, qint64(draft->info.version));
    permit.note(u"new_value"_s, edit.value != nullptr);
    if (draft->info.name != known->name)
        permit.note(u"renamed_from"_s, known->name);
    if (draft->info.vault != known->vault) {
        permit.note(u"moved_from"_s, known->vaultName);
        permit.note(u"vault"_s, place->name);
    }
    draft->info.vaultName = place->name;
    co_return co_await d->database.command<CredentialInfo>(
        std::move(permit), [draft = *draft, keys](storage::Command &command) -> Result<CredentialInfo> {
            const Result<SealedRecord> record = sealDraft(draft, *keys, command.tick());
            const Status stored = record ? store::updateRecord(command, *record, draft.info) : Status(std::unexpected(record.error()));
            return stored ? Result<CredentialInfo>(draft.info) : std::unexpected(stored.error());
        });
}

Future<void> Vault::revoke(Permit permit, CredentialId id)
{
    const Result<CredentialInfo> known = find(id.toString());
    if (!known)
        return refuseLater<void>(permit, known.error());
    permit.setObject(id.toString(), known->name);
    return d->database.command<void>(std::move(permit), [id, name = known->name](storage::Command &command) {
        command.describe(id.toString(), name);
        return store::setColumns(command, id, {{u"revoked_at"_s, toRfc3339(command.now())}});
    });
}

Future<void> Vault::snooze(Permit permit, CredentialId id, QDateTime until, QString reason)
{
    const Result<CredentialInfo> known = find(id.toString());
    const Status allowed = maySnooze(until, reason, d->clock.now());
    if (!known || !allowed)
        return refuseLater<void>(permit, known ? allowed.error() : known.error());
    permit.setObject(id.toString(), known->name);
    permit.note(u"until"_s, toRfc3339(until));
    permit.note(u"reason"_s, reason.trimmed());
    return d->database.command<void>(std::move(permit), [id, name = known->name, until, reason](storage::Command &command) {
        command.describe(id.toString(), name);
        return store::setColumns(command, id, {{u"snoozed_until"_s, toRfc3339(until)}, {u"snooze_reason"_s, reason.trimmed()}});
    });
}

Future<CredentialDetails> Vault::details(Permit permit, CredentialId id)
{
    const QPointer self(this);
    const Result<OpenedRecord> opened = co_await d->open(id);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!opened)
        co_return refuse(permit, opened.error());
    permit.setObject(id.toString(), opened->info.name);
    permit.succeeded();
    co_return CredentialDetails{.notes = opened->payload->notes, .fields = opened->payload->fields};
}

Future<std::shared_ptr<const Secret>> Vault::reveal(Permit permit, CredentialId id)
{
    const QPointer self(this);
    const Result<OpenedRecord> opened = co_await d->open(id);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!opened || !d->keys()) // locked meanwhile
        co_return refuse(permit, opened ? d->lockedError() : opened.error());
    permit.setObject(id.toString(), opened->info.name);
    const KindSpec &spec = specOf(opened->info.kind);
    if (spec.form == ValueForm::PrivateKey || spec.kind == Kind::Totp)
        co_return refuse(permit, notShown(spec));
    noteSource(permit, *opened);
    const Result<OpenedRecord> whole = co_await withExternalValue(*opened);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!whole || !d->keys())
        co_return refuse(permit, whole ? d->lockedError() : whole.error());
    d->autoLock.touch();
    permit.succeeded();
    co_return std::shared_ptr<const Secret>(whole->payload, &whole->payload->secret);
}

Future<TotpCode> Vault::code(Permit permit, CredentialId id)
{
    const QPointer self(this);
    const Result<OpenedRecord> opened = co_await d->open(id);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!opened || !d->keys())
        co_return refuse(permit, opened ? d->lockedError() : opened.error());
    permit.setObject(id.toString(), opened->info.name);
    if (opened->info.kind != Kind::Totp)
        co_return refuse(permit, wrongKind(tr("This credential makes no one-time codes.")));
    const Result<TotpSeed> seed = totpSeed(opened->payload->secret, opened->payload->fields);
    if (!seed)
        co_return refuse(permit, seed.error());
    d->noteUsed({*opened});
    permit.succeeded();
    co_return totpAt(*seed, d->clock.now());
}

Future<std::shared_ptr<const Secret>> Vault::seedAddress(Permit permit, CredentialId id)
{
    const QPointer self(this);
    const Result<OpenedRecord> opened = co_await d->open(id);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!opened || !d->keys())
        co_return refuse(permit, opened ? d->lockedError() : opened.error());
    permit.setObject(id.toString(), opened->info.name);
    if (opened->info.kind != Kind::Totp)
        co_return refuse(permit, wrongKind(tr("This credential makes no one-time codes.")));
    d->autoLock.touch();
    permit.succeeded();
    const QString &user = opened->info.user;
    co_return std::make_shared<const Secret>(otpauthAddress(user.isEmpty() ? opened->info.name : user, opened->payload->secret, opened->payload->fields));
}

Future<std::shared_ptr<const Secret>> Vault::exportKey(Permit permit, CredentialId id, std::shared_ptr<const Secret> passphrase)
{
    const QPointer self(this);
    const Result<OpenedRecord> opened = co_await d->open(id);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!opened)
        co_return refuse(permit, opened.error());
    permit.setObject(id.toString(), opened->info.name);
    Result<Secret> file = co_await inPool<Secret>([opened = *opened, passphrase] { return fileOf(opened, passphrase.get()); });
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!file || !d->keys())
        co_return refuse(permit, file ? d->lockedError() : file.error());
    permit.note(u"protected"_s, passphrase != nullptr);
    permit.succeeded();
    co_return std::make_shared<const Secret>(std::move(*file));
}

Future<CredentialValue> Vault::value(CredentialId credential, Purpose purpose, Permit permit)
{
    const QPointer self(this);
    const Result<CredentialInfo> known = find(credential.toString());
    if (!known)
        co_return refuse(permit, known.error());
    if (known->revokedAt.isValid())
        co_return refuse(permit, revokedError());
    if (!suits(known->kind, purpose))
        co_return refuse(permit, unsuitable(known->kind, purpose));
    const Result<OpenedRecord> opened = co_await d->open(credential);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!opened || !d->keys())
        co_return refuse(permit, opened ? d->lockedError() : opened.error());
    permit.note(u"purpose"_s, purposeName(purpose));
    noteSource(permit, *opened);
    const Result<OpenedRecord> whole = co_await withExternalValue(*opened);
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!whole || !d->keys())
        co_return refuse(permit, whole ? d->lockedError() : whole.error());
    d->noteUsed({*whole});
    permit.succeeded();
    co_return CredentialValue{.kind = whole->payload->kind, .user = whole->payload->user, .fields = whole->payload->fields,
                              .value = std::shared_ptr<const Secret>(whole->payload, &whole->payload->secret)};
}

} // namespace aiops::vault
