#include "core/log.h"
#include "storage/command.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/vaultprivate.h"
#include "vault/vaultrowstore.h"
#include "vault/vaults.h"
#include "vault/vaultstore.h"

// Everything in a vault under its newest key. Each record is read and written in one transaction, so an edit meanwhile is never undone.
namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAtOnce = 100; // about 50 ms of the writer

struct Batch
{
    QUuid last;
    int resealed = 0;
    int unreadable = 0;
    bool isLast = false;
};

/// The same payload as the next version of the record, so that the older one put back is noticed.
Result<SealedRecord> sealAgain(const SealedRecord &old, const Secret &payload, const VaultKeys &keys, quint64 hlc)
{
    const Result<VaultKeys::Seal> place = keys.sealFor(old.header.vault);
    if (!place)
        return std::unexpected(place.error());
    RecordHeader header = old.header;
    header.organization = place->organization;
    header.epoch = place->epoch;
    ++header.version;
    header.author = keys.user;
    header.device = keys.device;
    header.hlc = hlc;
    return sealRecord(header, payload, *place->key, keys.identity);
}

Result<bool> resealOne(storage::Command &command, const QUuid &id, const VaultKeys &keys)
{
    const Result<SealedRecord> record = store::record(command.database(), CredentialId(id));
    const Result<quint64> seen = store::highestVersionSeen(command.database(), CredentialId(id));
    if (!record || !seen)
        return std::unexpected(record ? seen.error() : record.error());
    const Result<Secret> payload = openPayload(*record, keys, *seen);
    if (!payload) { // stays as it is, for whoever looks into it
        qCWarning(lcVault) << "record" << id << "cannot be sealed again:" << payload.error().detail;
        return false;
    }
    const Result<SealedRecord> fresh = sealAgain(*record, *payload, keys, command.tick());
    const Status stored = fresh ? store::replaceSeal(command, *fresh) : Status(std::unexpected(fresh.error()));
    return stored ? Result<bool>(true) : std::unexpected(stored.error());
}

Result<Batch> resealBatch(storage::Command &command, const QUuid &vault, const QUuid &after, const VaultKeys &keys)
{
    const Result<QList<QUuid>> ids = store::underOlderKeys(command.database(), vault, after, kAtOnce);
    if (!ids)
        return std::unexpected(ids.error());
    Batch batch{.last = after, .isLast = ids->size() < kAtOnce};
    for (const QUuid &id : *ids) {
        const Result<bool> done = resealOne(command, id, keys);
        if (!done)
            return std::unexpected(done.error());
        batch.last = id;
        ++(*done ? batch.resealed : batch.unreadable);
    }
    return batch;
}

} // namespace

Future<ResealReport> Vaults::reseal(Permit permit, VaultId id, SharedProgress progress)
{
    const QPointer<Vault> self(&m_vault);
    Vault::Private &d = *m_vault.d;
    const Result<VaultInfo> known = find(id.toString());
    if (!known)
        co_return refuse(permit, known.error());
    permit.setObject(id.toString(), known->name);
    permit.note(u"epoch"_s, qint64(known->epoch));
    if (!progress)
        progress = std::make_shared<Progress>();
    progress->total = known->underOlderKeys;
    ResealReport report;
    std::optional<Error> stopped;
    for (Batch batch; !batch.isLast && !stopped;) {
        const auto keys = d.keys();
        if (!keys || progress->cancelled) {
            stopped = keys ? cancelledError() : d.lockedError();
            break;
        }
        d.autoLock.touch();
        const Result<Batch> done = co_await d.database.step<Batch>(
            permit, [keys, id, after = batch.last](storage::Command &command) { return resealBatch(command, id.uuid(), after, *keys); });
        if (!self)
            co_return std::unexpected(cancelledError());
        if (!done) {
            stopped = done.error();
            break;
        }
        batch = *done;
        report.resealed += batch.resealed;
        report.unreadable += batch.unreadable;
        progress->done = report.resealed + report.unreadable;
    }
    permit.note(u"resealed"_s, report.resealed);
    permit.note(u"unreadable"_s, report.unreadable);
    if (stopped)
        co_return refuse(permit, *stopped);
    permit.succeeded();
    co_return report;
}

} // namespace aiops::vault
