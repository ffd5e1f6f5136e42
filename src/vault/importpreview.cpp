#include "vault/importpreview.h"

#include "core/text.h"
#include "storage/database.h"
#include "vault/credentialrecord.h"
#include "vault/importstaging.h"
#include "vault/inparallel.h"
#include "vault/vaultrowstore.h"
#include "vault/vaultstore.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

namespace aiops::vault {

using namespace Qt::StringLiterals;

namespace {

using Keys = std::shared_ptr<const VaultKeys>;

constexpr qint64 kLargestContent = 256 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

Error unsignedFile()
{
    return {.code = Errc::Denied, .text = tr("Nobody signed this file: who wrote it cannot be told. Nothing was taken from it."), .detail = {},
            .hint = tr("Import it only when you know where it comes from: --unknown-origin.")};
}

Error cannotOpen(const QFile &file)
{
    return {.code = file.exists() ? Errc::Denied : Errc::NotFound, .text = tr("%1 cannot be read.").arg(shownPlain(file.fileName(), 200)),
            .detail = file.errorString()};
}

/// What the file holds, read to its last byte.
struct FileContent
{
    ExportHeader header;
    QList<ExportedVault> vaults;
    std::shared_ptr<Staging> staging = std::make_shared<Staging>();
};

Status readRecords(ExportReader &reader, FileContent &content, Progress &progress)
{
    BlockReader blocks(reader);
    const Result<Secret> first = blocks.block();
    if (!first)
        return std::unexpected(first.error());
    Result<QList<ExportedVault>> vaults = parseVaults(*first);
    if (!vaults)
        return std::unexpected(vaults.error());
    content.vaults = std::move(*vaults);
    while (!blocks.atEnd()) {
        if (progress.cancelled)
            return std::unexpected(cancelledError());
        const Result<Secret> block = blocks.block();
        if (!block)
            return std::unexpected(block.error());
        Result<ExportedRecord> record = parseRecord(*block);
        if (!record)
            return std::unexpected(record.error());
        content.staging->records.push_back(std::move(*record));
        ++progress.done;
    }
    const bool counts = content.staging->records.size() == content.header.records && quint64(content.vaults.size()) == content.header.vaults;
    return counts ? Status() : std::unexpected(damagedFile(u"content: counts"_s));
}

Result<FileContent> readFile(const ImportRequest &request, Progress &progress)
{
    QFile file(request.path);
    Result<ExportReader> reader = openExport(file);
    if (!reader)
        return std::unexpected(reader.error());
    FileContent content{.header = reader->header()};
    progress.total = qint64(2 * content.header.records);
    const Result<Secret> key = passphraseKey(content.header, *request.passphrase);
    if (!key)
        return std::unexpected(key.error());
    if (const Status opened = reader->unlock(*key); !opened)
        return std::unexpected(opened.error());
    if (!content.header.isSigned() && !request.allowUnknownOrigin)
        return std::unexpected(unsignedFile());
    if (const Status read = readRecords(*reader, content, progress); !read)
        return std::unexpected(read.error());
    return content;
}

constexpr qsizetype kMostNewVaults = 200;

/// As a name of a vault has to be.
QString vaultName(QString name)
{
    name.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    return name.simplified().left(80);
}

Error tooManyVaults()
{
    return {.code = Errc::TooLarge, .text = tr("The file brings more than %1 new vaults. Nothing was taken from it.").arg(kMostNewVaults), .detail = {},
            .hint = tr("Put everything into one vault: --vault NAME.")};
}

/// Where the content of each vault of the file goes: to the same one, to one of the same name, or to a new one.
Status placeVaults(const storage::Database &database, const FileContent &content, VaultId into, ImportPreview &out)
{
    const Result<QList<VaultInfo>> present = store::vaultInfos(database.reader());
    if (!present)
        return std::unexpected(present.error());
    content.staging->otherwise = into;
    for (const ExportedVault &vault : content.vaults) {
        out.vaults.append(vault.name);
        const QString name = vaultName(vault.name);
        auto here = std::ranges::find(*present, into.isNull() ? VaultId(vault.id) : into, &VaultInfo::id);
        if (here == present->end() && into.isNull())
            here = std::ranges::find_if(*present, [&name](const VaultInfo &one) { return foldedName(one.name) == foldedName(name); });
        const bool isNew = here == present->end() && !name.isEmpty();
        content.staging->places.insert(vault.id, {.name = vault.name, .vault = here == present->end() ? VaultId() : here->id, .newName = isNew ? name : QString()});
        if (isNew && !out.newVaults.contains(name, Qt::CaseInsensitive))
            out.newVaults.append(name);
        if (out.newVaults.size() > kMostNewVaults)
            return std::unexpected(tooManyVaults());
    }
    return {};
}

/// The instances of this computer that a file names: by id, else by address, port and user.
class InstanceFinder final
{
public:
    explicit InstanceFinder(QList<store::InstancePlace> places) : m_places(std::move(places))
    {
        for (qsizetype i = 0; i < m_places.size(); ++i) {
            m_byId.insert(m_places[i].id, i);
            m_byPlace.insert(keyOf(m_places[i].address, m_places[i].port, m_places[i].user), i);
        }
    }
    InstanceId find(const QJsonObject &use) const
    {
        if (const auto known = InstanceId::parse(use[u"instance_id"_s].toString()); m_byId.contains(known))
            return known;
        const QList<qsizetype> fitting = m_byPlace.values(keyOf(use[u"address"_s].toString(), use[u"port"_s].toInt(), use[u"user"_s].toString()));
        if (fitting.size() == 1)
            return m_places[fitting.constFirst()].id;
        for (const qsizetype place : fitting) // behind one address: the one with the name
            if (m_places[place].name == use[u"instance"_s].toString())
                return m_places[place].id;
        return {};
    }

private:
    static QString keyOf(const QString &address, int port, const QString &user) { return u"%1 %2 %3"_s.arg(address.toLower()).arg(port).arg(user); }

    QList<store::InstancePlace> m_places;
    QHash<InstanceId, qsizetype> m_byId;
    QMultiHash<QString, qsizetype> m_byPlace;
};

constexpr qsizetype kMostUses = 10'000;

QList<ImportUse> usesOf(const QByteArray &metadata, Kind kind, const InstanceFinder &instances)
{
    QList<ImportUse> out;
    if (!metadata.contains("used_by"))
        return out;
    const QJsonArray uses = QJsonDocument::fromJson(metadata).object()[u"used_by"_s].toArray();
    for (const QJsonValue &value : uses) {
        const QJsonObject use = value.toObject();
        const Result<Purpose> purpose = parsePurpose(use[u"purpose"_s].toString());
        if (!purpose || !suits(kind, *purpose) || out.size() == kMostUses)
            continue;
        const ImportUse one{.name = use[u"instance"_s].toString(), .instance = instances.find(use), .purpose = *purpose};
        const bool isTwice = std::ranges::any_of(out, [&one](const ImportUse &other) { return !one.instance.isNull() && other.instance == one.instance && other.purpose == one.purpose; });
        if (!isTwice)
            out.append(one);
    }
    return out;
}

ImportEntry entryFor(const ExportedRecord &record, const Result<OpenedRecord> &opened, ImportComparison &comparison, bool isOwn)
{
    ImportEntry entry{.info = {}, .state = ImportEntry::Unusable, .existing = {}};
    if (opened && (isOwn || opened->payload->fields.value(u"source"_s) != "command"_L1))
        return comparison.entryFor(opened->info, record);
    if (opened) { // a file of somebody else must not decide what is run here
        entry.info = opened->info;
        entry.problem = tr("Its value comes from a command that would run on this computer. Add it by hand when you trust it.");
        return entry;
    }
    entry.info.name = tr("Credential %1").arg(record.record.toString(QUuid::WithoutBraces).left(13));
    return entry;
}

/// Every payload, read as a record with it would be: the one place that knows each kind and schema is readPayload().
std::vector<Result<OpenedRecord>> openedOf(const std::vector<ExportedRecord> &records, Progress &progress)
{
    std::vector<Result<OpenedRecord>> out(records.size(), std::unexpected(cancelledError()));
    inParallel(qsizetype(records.size()), [&](qsizetype i) {
        if (progress.cancelled)
            return;
        const ExportedRecord &record = records[size_t(i)];
        out[size_t(i)] = readPayload({.record = newUuid(), .type = record.type, .schema = record.schema}, *record.payload);
        ++progress.done;
    });
    return out;
}

} // namespace

Result<ExportReader> openExport(QFile &file)
{
    if (!file.open(QIODevice::ReadOnly) || file.isSequential())
        return std::unexpected(cannotOpen(file));
    Result<ExportReader> reader = ExportReader::open(file, kLargestContent);
    if (reader && (reader->header().content != u"vault" || reader->header().sealedBy != SealedBy::Passphrase))
        return std::unexpected(Error{.code = Errc::Invalid, .text = tr("This is a backup of everything, not an export of credentials."), .detail = {},
                                     .hint = tr("Restore it: aiops backup restore FILE --into DIR")});
    return reader;
}

Result<ImportPreview> previewOf(const storage::Database &database, const Keys &keys, const ImportRequest &request, Progress &progress)
{
    Result<FileContent> content = readFile(request, progress);
    if (!content)
        return std::unexpected(content.error());
    Result<ImportComparison> comparison = ImportComparison::with(database, keys, false);
    Result<QList<store::InstancePlace>> places = store::instancePlaces(database.reader());
    const Result<VaultNames> names = VaultNames::read(database);
    if (!comparison || !places || !names)
        return std::unexpected(!comparison ? comparison.error() : places ? names.error() : places.error());
    const InstanceFinder instances(std::move(*places));
    ImportPreview out{.entries = {}, .fingerprint = content->header.fingerprint(),
                      .isOwn = content->header.exporterKey == keys->identity.ed25519Public,
                      .writtenAt = QDateTime::fromMSecsSinceEpoch(qint64(content->header.localTime), QTimeZone::UTC), .vaults = {}, .newVaults = {}, .staging = {}};
    if (const Status placed = placeVaults(database, *content, request.into, out); !placed)
        return std::unexpected(placed.error());
    const std::vector<ExportedRecord> &records = content->staging->records;
    const std::vector<Result<OpenedRecord>> opened = openedOf(records, progress);
    if (progress.cancelled)
        return std::unexpected(cancelledError());
    for (size_t i = 0; i < records.size(); ++i) {
        ImportEntry entry = entryFor(records[i], opened[i], *comparison, out.isOwn);
        entry.vault = content->staging->places.value(records[i].vault).name;
        if (entry.state != ImportEntry::Unusable)
            entry.uses = usesOf(records[i].metadata, entry.info.kind, instances);
        names->note(entry, *content->staging, records[i].vault);
        out.entries.append(std::move(entry));
    }
    out.staging = std::move(content->staging);
    return out;
}

} // namespace aiops::vault
