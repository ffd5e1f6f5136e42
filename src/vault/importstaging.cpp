#include "vault/importstaging.h"

#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/exportstore.h"
#include "vault/vaultrowstore.h"
#include "vault/vaultstore.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostGaps = 3;
constexpr QByteArrayView kStart = "{\"name\":";

QByteArray jsonString(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

/// Where the string that starts at `from` ends, behind its closing quote.
qsizetype endOfString(QByteArrayView json, qsizetype from)
{
    for (qsizetype i = from + 1; i < json.size(); ++i) {
        if (json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            return i + 1;
    }
    return -1;
}

/// Every schema starts with the name, so that it can be told from the secrets that follow. -1: it does not.
qsizetype endOfName(QByteArrayView json)
{
    const bool isPayload = json.startsWith(kStart) && json.size() > kStart.size() && json[kStart.size()] == '"';
    return isPayload ? endOfString(json, kStart.size()) : -1;
}

/// Tells contents apart without their names. Never stored.
QByteArray contentHash(const QString &type, quint64 schema, QByteArrayView payload)
{
    const qsizetype end = endOfName(payload);
    if (end < 0)
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(u"%1 %2 "_s.arg(type).arg(schema).toUtf8());
    hash.addData(payload.sliced(end));
    return hash.result();
}

} // namespace

QString foldedName(const QString &name)
{
    return name.toCaseFolded();
}

QString numberedName(const QString &name, int number)
{
    const QString suffix = u" (%1)"_s.arg(number);
    return name.left(longestName - suffix.size()) + suffix;
}

std::optional<Secret> renamedPayload(const Secret &payload, const QString &name)
{
    const QByteArrayView json = payload.reveal();
    const qsizetype end = endOfName(json);
    if (end < 0)
        return {};
    const QByteArray fresh = kStart.toByteArray() + jsonString(name);
    Secret out = Secret::zeroed(fresh.size() + json.size() - end);
    std::copy(fresh.begin(), fresh.end(), out.data());
    std::copy(json.begin() + end, json.end(), out.data() + fresh.size());
    return out;
}

Result<VaultNames> VaultNames::read(const storage::Database &database)
{
    const Result<QList<VaultInfo>> vaults = store::vaultInfos(database.reader());
    const Result<QList<CredentialInfo>> credentials = store::credentials(database.reader());
    if (!vaults || !credentials)
        return std::unexpected(vaults ? credentials.error() : vaults.error());
    VaultNames out;
    for (const VaultInfo &info : *vaults) {
        out.m_names.insert(info.id, info.name);
        if (info.isPersonal)
            out.m_personal = info.name;
    }
    for (const CredentialInfo &info : *credentials)
        out.m_ofCredential.insert(info.id, info.vaultName);
    return out;
}

void VaultNames::note(ImportEntry &entry, const Staging &staging, const QUuid &vaultOfFile) const
{
    entry.existingVault = m_ofCredential.value(entry.existing);
    const auto place = staging.places.constFind(vaultOfFile);
    entry.isIntoNew = place != staging.places.constEnd() && !place->newName.isEmpty();
    const VaultId here = place == staging.places.constEnd() ? staging.otherwise : place->vault;
    entry.into = entry.isIntoNew ? place->newName : m_names.value(here, m_personal);
}

Result<ImportComparison> ImportComparison::with(const storage::Database &database, std::shared_ptr<const VaultKeys> keys, bool numbered)
{
    const auto rows = store::exportRows(database.reader(), {});
    if (!rows)
        return std::unexpected(rows.error());
    ImportComparison out;
    out.m_keys = std::move(keys);
    out.m_mostGaps = numbered ? kMostGaps : -1;
    for (const store::ExportRow &row : *rows)
        out.m_present.insert(foldedName(row.name), {CredentialId(row.record.header.record), row.record, row.seen});
    return out;
}

QByteArray ImportComparison::contentOf(const Present &present) const
{
    const Result<Secret> payload = openPayload(present.record, *m_keys, present.seen);
    return payload ? contentHash(present.record.header.type, present.record.header.schema, payload->reveal()) : QByteArray();
}

const ImportComparison::Contents &ImportComparison::contentsNamed(const QString &name)
{
    const auto known = m_contents.constFind(foldedName(name));
    if (known != m_contents.constEnd())
        return *known;
    Contents contents;
    for (int number = 1, missing = 0; number == 1 || missing <= m_mostGaps; ++number) {
        const auto here = m_present.constFind(foldedName(number == 1 ? name : numberedName(name, number)));
        const QByteArray content = here != m_present.constEnd() ? contentOf(*here) : QByteArray();
        missing = content.isEmpty() ? missing + 1 : 0;
        if (!content.isEmpty())
            contents.insert(content, here->id);
    }
    return *m_contents.insert(foldedName(name), contents);
}

ImportEntry ImportComparison::entryFor(const CredentialInfo &info, const ExportedRecord &record)
{
    ImportEntry entry{.info = info, .state = ImportEntry::New, .existing = {}};
    const QString name = foldedName(info.name);
    const QByteArray content = contentHash(record.type, record.schema, record.payload->reveal());
    QSet<QByteArray> &before = m_names[name];
    if (const auto here = m_present.constFind(name); here != m_present.constEnd()) {
        const Contents &contents = contentsNamed(info.name);
        const auto same = contents.constFind(content);
        entry.state = same != contents.constEnd() ? ImportEntry::Same : ImportEntry::Conflict;
        entry.existing = same != contents.constEnd() ? *same : here->id;
    } else if (!before.isEmpty()) {
        entry.state = before.contains(content) ? ImportEntry::Same : ImportEntry::Conflict;
    }
    before.insert(content);
    return entry;
}

} // namespace aiops::vault
