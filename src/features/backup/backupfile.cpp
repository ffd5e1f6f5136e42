#include "features/backup/backupfile.h"

#include "core/newfile.h"
#include "core/text.h"
#include "vault/canonical.h"
#include "vault/exportcontent.h"
#include "vault/vaultkeys.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTimeZone>
#include <QtEndian>

namespace aiops::backup {

using namespace Qt::StringLiterals;
using vault::ExportHeader;

namespace {

constexpr qsizetype kPiece = 1 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::backup", text);
}

QByteArray block(const vault::CanonicalWriter &fields)
{
    return vault::CanonicalWriter().bytes(fields.data()).data(); // a block is framed as a field is
}

QByteArray manifestBlock(const Manifest &manifest)
{
    const QJsonObject object{{u"written_at"_s, toRfc3339(manifest.writtenAt)}, {u"program"_s, manifest.program}, {u"tables"_s, manifest.tables}};
    return block(vault::CanonicalWriter().bytes("backup").bytes(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

QByteArray partBlock(const Part &part, qint64 size)
{
    return block(vault::CanonicalWriter().bytes("file").text(part.name).number(quint64(size)));
}

Error cannotRead(const QFile &file)
{
    return {.code = file.exists() ? Errc::Denied : Errc::NotFound, .text = tr("%1 cannot be read.").arg(shownPlain(file.fileName(), 200)), .detail = file.errorString()};
}

Result<vault::ExportReader> openBackup(QFile &file)
{
    if (!file.open(QIODevice::ReadOnly) || file.isSequential())
        return std::unexpected(cannotRead(file));
    Result<vault::ExportReader> reader = vault::ExportReader::open(file, largestBackup);
    if (reader && reader->header().content != u"backup")
        return std::unexpected(Error{.code = Errc::Invalid, .text = tr("This is an export of credentials, not a backup."), .detail = {},
                                     .hint = tr("Import it: aiops vault import FILE")});
    return reader;
}

QDateTime timeOf(const ExportHeader &header)
{
    return QDateTime::fromMSecsSinceEpoch(qint64(header.localTime), QTimeZone::UTC);
}

Status writePart(vault::ExportWriter &writer, const Part &part, qint64 size, vault::Progress &progress)
{
    QFile file(part.path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(cannotRead(file));
    Status done = writer.write(partBlock(part, size));
    while (done && size > 0) {
        if (progress.cancelled)
            return std::unexpected(cancelledError());
        const QByteArray piece = file.read(qMin<qint64>(size, kPiece));
        if (piece.isEmpty())
            return std::unexpected(Error{.code = Errc::Failed, .text = tr("The backup was not written: %1 changed meanwhile.").arg(part.name), .detail = {}, .hint = tr("Try again.")});
        done = writer.write(piece);
        size -= piece.size();
        progress.done += piece.size();
    }
    return done;
}

struct PartHead
{
    QString name;
    qint64 size = 0;
};

Result<PartHead> readPartHead(vault::BlockReader &blocks)
{
    const Result<Secret> bytes = blocks.block();
    if (!bytes)
        return std::unexpected(bytes.error());
    vault::CanonicalReader fields(bytes->reveal());
    const bool known = fields.bytes() == "file";
    PartHead head{.name = QString::fromUtf8(fields.bytes()), .size = qint64(fields.number())};
    if (!known || !fields.atEnd() || head.size < 0 || head.size > largestBackup || !partNames().contains(head.name))
        return std::unexpected(vault::damagedFile(u"backup: part"_s));
    return head;
}

Result<Manifest> readManifest(vault::BlockReader &blocks)
{
    const Result<Secret> bytes = blocks.block();
    if (!bytes)
        return std::unexpected(bytes.error());
    vault::CanonicalReader fields(bytes->reveal());
    const bool known = fields.bytes() == "backup";
    const QJsonObject object = QJsonDocument::fromJson(fields.bytes()).object();
    if (!known || !fields.atEnd())
        return std::unexpected(vault::damagedFile(u"backup: manifest"_s));
    return Manifest{.writtenAt = QDateTime::fromString(object[u"written_at"_s].toString(), Qt::ISODateWithMs),
                    .program = object[u"program"_s].toString(), .tables = object[u"tables"_s].toObject()};
}

Status restorePart(vault::BlockReader &blocks, const PartHead &head, const QString &folder, vault::Progress &progress)
{
    auto file = NewFile::create(QDir(folder).filePath(head.name), NewFile::Existing::Keep);
    if (!file)
        return std::unexpected(file.error());
    for (qint64 left = head.size; left > 0;) {
        if (progress.cancelled)
            return std::unexpected(cancelledError());
        const Result<Secret> piece = blocks.bytes(left);
        if (!piece)
            return std::unexpected(piece.error());
        if (const Status written = writeAll((*file)->device(), piece->reveal(), head.name); !written)
            return written;
        left -= piece->size();
        progress.done += piece->size();
    }
    return (*file)->commit();
}

Status restoreParts(vault::ExportReader &reader, const QString &folder, Restored &restored, vault::Progress &progress)
{
    vault::BlockReader blocks(reader);
    const Result<Manifest> manifest = readManifest(blocks);
    if (!manifest)
        return std::unexpected(manifest.error());
    restored.manifest = *manifest;
    while (!blocks.atEnd()) {
        const Result<PartHead> head = readPartHead(blocks);
        if (!head)
            return std::unexpected(head.error());
        if (const Status written = restorePart(blocks, *head, folder, progress); !written)
            return written;
        restored.files.append(head->name);
    }
    const bool whole = quint64(restored.files.size()) == reader.header().records && restored.files.contains(partNames().constFirst());
    return whole ? Status() : std::unexpected(vault::damagedFile(u"backup: counts"_s));
}

Status makeFolder(const QString &folder)
{
    const QDir dir(folder);
    if (dir.exists() && !dir.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        return std::unexpected(Error{.code = Errc::Conflict, .text = tr("The folder %1 is not empty. Nothing was restored.").arg(shownPlain(folder, 200)), .detail = {},
                                     .hint = tr("Choose a new folder, and use it with --home.")});
    if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return std::unexpected(Error{.code = Errc::Denied, .text = tr("The folder %1 cannot be made.").arg(shownPlain(folder, 200))});
    return {};
}

} // namespace

QStringList partNames()
{
    return {u"aiops.db"_s, u"known_hosts"_s, u"settings.ini"_s, u"device.key"_s};
}

Result<BackupInfo> inspect(const QString &path)
{
    QFile file(path);
    const Result<vault::ExportReader> reader = openBackup(file);
    if (!reader)
        return std::unexpected(reader.error());
    return BackupInfo{.path = path, .bytes = file.size(), .writtenAt = timeOf(reader->header()),
                      .byPassphrase = reader->header().sealedBy == vault::SealedBy::Passphrase};
}

Result<qint64> writeBackup(const WriteTask &task, vault::Progress &progress)
{
    auto file = NewFile::create(task.path, task.overwrite ? NewFile::Existing::Replace : NewFile::Existing::Keep);
    if (!file)
        return std::unexpected(file.error());
    ExportHeader header = task.header;
    const QByteArray manifest = manifestBlock(task.manifest);
    QList<qint64> sizes;
    header.records = quint64(task.parts.size());
    header.contentSize = quint64(manifest.size());
    for (const Part &part : task.parts) {
        sizes.append(QFileInfo(part.path).size());
        header.contentSize += quint64(partBlock(part, sizes.constLast()).size() + sizes.constLast());
    }
    progress.total = qint64(header.contentSize);
    vault::ExportWriter writer((*file)->device(), header, *task.key, task.signer ? &task.signer->identity : nullptr);
    Status done = writer.begin();
    if (done)
        done = writer.write(manifest);
    for (qsizetype i = 0; done && i < task.parts.size(); ++i)
        done = writePart(writer, task.parts[i], sizes[i], progress);
    if (done)
        done = writer.end();
    if (done)
        done = (*file)->commit();
    return done ? Result<qint64>(QFileInfo(task.path).size()) : std::unexpected(done.error());
}

Result<Restored> restoreBackup(const QString &path, const QString &folder, const KeyOf &keyOf, vault::Progress &progress)
{
    QFile file(path);
    Result<vault::ExportReader> reader = openBackup(file);
    if (!reader)
        return std::unexpected(reader.error());
    progress.total = qint64(reader->header().contentSize);
    const Result<Secret> key = keyOf(reader->header());
    if (!key)
        return std::unexpected(key.error());
    if (const Status opened = reader->unlock(*key); !opened)
        return std::unexpected(opened.error());
    if (const Status made = makeFolder(folder); !made)
        return std::unexpected(made.error());
    Restored restored;
    const Status done = restoreParts(*reader, folder, restored, progress);
    if (done)
        return restored;
    for (const QString &name : partNames())
        QFile::remove(QDir(folder).filePath(name));
    QDir().rmdir(folder);
    return std::unexpected(done.error());
}

} // namespace aiops::backup
