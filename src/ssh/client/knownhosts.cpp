#include "ssh/client/knownhosts.h"

#include "ssh/client/knownhostsfile.h"
#include "ssh/client/text.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSet>

namespace aiops::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kNotesDelay{2};

struct Cached
{
    QDateTime modified;
    qint64 size = -1;
    Result<KnownHostsFile> file;
};

Status save(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    const bool done = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                      && file.write(content) == content.size() && file.commit();
    if (done)
        return {};
    return fail(Errc::Failed, Text::tr("The list of known hosts could not be written: %1.").arg(file.errorString()), path);
}

} // namespace

class KnownHosts::Private final : public std::enable_shared_from_this<KnownHosts::Private>
{
public:
    ~Private() { saveNotes(); }

    QString own;
    QStringList user;
    QHash<QString, Cached> cache;
    QJsonObject notes;
    bool notesRead = false;
    bool notesChanged = false;

    QStringList files() const { return QStringList(own) + user; }
    const Result<KnownHostsFile> &read(const QString &path);
    QString notesPath() const { return own + u".json"_s; }
    QString noteKey(const QByteArray &name, const HostKey &key) const { return QString::fromUtf8(name) + u' ' + key.fingerprint(); }
    void readNotes();
    void saveNotes();
    void note(const QByteArray &name, const HostKey &key, bool use);
    KnownHostKey describe(const QString &path, const QByteArray &name, const KnownHostsLine &line);
    Status rewrite(const QByteArray &name, const std::function<bool(const HostKey &)> &drops, const HostKey *add);
};

const Result<KnownHostsFile> &KnownHosts::Private::read(const QString &path)
{
    const QFileInfo info(path);
    const QDateTime modified = info.lastModified();
    const auto found = cache.constFind(path);
    if (found == cache.constEnd() || found->modified != modified || found->size != info.size())
        cache.insert(path, {modified, info.size(), readKnownHosts(path)});
    return cache[path].file;
}

void KnownHosts::Private::readNotes()
{
    if (std::exchange(notesRead, true))
        return;
    QFile file(notesPath());
    if (file.open(QIODevice::ReadOnly) && file.size() < 16 * 1024 * 1024)
        notes = QJsonDocument::fromJson(file.readAll()).object();
}

void KnownHosts::Private::note(const QByteArray &name, const HostKey &key, bool use)
{
    readNotes();
    const QString noted = noteKey(name, key);
    QJsonObject entry = notes.value(noted).toObject();
    const QString now = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    if (!entry.contains("first"_L1))
        entry.insert("first"_L1, now);
    if (use) {
        entry.insert("last"_L1, now);
        entry.insert("uses"_L1, entry.value("uses"_L1).toInt() + 1);
    }
    notes.insert(noted, entry);
    if (std::exchange(notesChanged, true))
        return;
    QTimer::singleShot(kNotesDelay, [weak = weak_from_this()] { // no connection waits for the disk
        if (const auto alive = weak.lock())
            alive->saveNotes();
    });
}

/// Dates are a convenience: a failure is no obstacle.
void KnownHosts::Private::saveNotes()
{
    if (std::exchange(notesChanged, false))
        save(notesPath(), QJsonDocument(notes).toJson(QJsonDocument::Compact));
}

KnownHostKey KnownHosts::Private::describe(const QString &path, const QByteArray &name, const KnownHostsLine &line)
{
    KnownHostKey known{line.key, path == own ? u"own"_s : path, {}, {}, 0, line.revoked};
    if (path == own) {
        readNotes();
        const QJsonObject entry = notes.value(noteKey(name, line.key)).toObject();
        known.firstSeen = QDateTime::fromString(entry.value("first"_L1).toString(), Qt::ISODate);
        known.lastSeen = QDateTime::fromString(entry.value("last"_L1).toString(), Qt::ISODate);
        known.uses = entry.value("uses"_L1).toInt();
    }
    return known;
}

/// Keeps every line that is not dropped as it stands, also those that are not understood.
Status KnownHosts::Private::rewrite(const QByteArray &name, const std::function<bool(const HostKey &)> &drops, const HostKey *add)
{
    if (const auto &checked = read(own); !checked)
        return std::unexpected(checked.error());
    QFile file(own);
    QByteArray content;
    if (file.exists()) {
        if (!file.open(QIODevice::ReadOnly))
            return fail(Errc::Failed, Text::tr("The list of known hosts could not be read: %1.").arg(file.errorString()), own);
        for (const QByteArray &text : file.readAll().split('\n')) {
            KnownHostsLine line;
            QString warning;
            const bool drop = parseKnownHostsLine(text, line, warning) && !line.revoked && line.hosts.toLower() == name
                              && drops(line.key);
            if (!drop && !text.isEmpty())
                content += text + '\n';
        }
    }
    if (add)
        content += name + ' ' + add->type + ' ' + add->blob.toBase64() + '\n';
    cache.remove(own);
    return save(own, content);
}

KnownHosts::KnownHosts(QString ownFile, QStringList userFiles) : d(std::make_shared<Private>())
{
    d->own = std::move(ownFile);
    d->user = std::move(userFiles);
}

Result<KnownHosts::Verdict> KnownHosts::check(const QString &host, quint16 port, const HostKey &presented)
{
    const QByteArray name = knownHostName(host, port);
    Verdict verdict;
    bool revoked = false, known = false, sameType = false;
    for (const QString &path : d->files()) {
        const Result<KnownHostsFile> &file = d->read(path);
        if (!file)
            return std::unexpected(file.error());
        for (const qsizetype place : file->linesOf(name)) {
            const KnownHostsLine &line = file->lines[place];
            const bool same = line.key == presented;
            verdict.known += d->describe(path, name, line);
            revoked = revoked || (line.revoked && same);
            known = known || (!line.revoked && same);
            sameType = sameType || (!line.revoked && line.key.type == presented.type);
        }
    }
    verdict.match = revoked ? Match::Revoked : known ? Match::Known : sameType ? Match::Changed : Match::Unknown;
    return verdict;
}

QList<QByteArray> KnownHosts::preferredTypes(const QString &host, quint16 port)
{
    const QByteArray name = knownHostName(host, port);
    QList<QByteArray> types;
    for (const QString &path : d->files()) {
        const Result<KnownHostsFile> &file = d->read(path);
        if (!file)
            continue; // check() reports it
        for (const qsizetype place : file->linesOf(name)) {
            const KnownHostsLine &line = file->lines[place];
            if (!line.revoked && !types.contains(line.key.type))
                types += line.key.type;
        }
    }
    return types;
}

Result<QList<KnownHosts::Entry>> KnownHosts::entries()
{
    QList<Entry> entries;
    for (const QString &path : d->files()) {
        const Result<KnownHostsFile> &file = d->read(path);
        if (!file)
            return std::unexpected(file.error());
        for (const KnownHostsLine &line : file->lines)
            entries += {QString::fromUtf8(line.hosts), d->describe(path, line.hosts, line)};
    }
    return entries;
}

Status KnownHosts::trust(const QString &host, quint16 port, const HostKey &key)
{
    const QByteArray name = knownHostName(host, port);
    if (const Status written = d->rewrite(name, [&](const HostKey &old) { return old == key; }, &key); !written) // never twice
        return written;
    d->note(name, key, false);
    return {};
}

Result<int> KnownHosts::trust(const QList<Trusted> &keys)
{
    const Result<KnownHostsFile> &file = d->read(d->own);
    if (!file)
        return std::unexpected(file.error());
    QSet<QByteArray> known;
    const auto lineOf = [](const QByteArray &name, const HostKey &key) { return name + ' ' + key.type + ' ' + key.blob.toBase64() + '\n'; };
    for (const KnownHostsLine &line : file->lines)
        known.insert(lineOf(line.hosts.toLower(), line.key)); // a revoked key of this name is not trusted again
    QByteArray added;
    int count = 0;
    for (const Trusted &one : keys) {
        const QByteArray line = lineOf(knownHostName(one.host, one.port), one.key);
        if (known.contains(line))
            continue;
        known.insert(line);
        added += line;
        ++count;
    }
    QFile old(d->own);
    if (count == 0)
        return 0;
    if (old.exists() && !old.open(QIODevice::ReadOnly))
        return fail(Errc::Failed, Text::tr("The list of known hosts could not be read: %1.").arg(old.errorString()), d->own);
    QByteArray content = old.isOpen() ? old.readAll() : QByteArray();
    if (!content.isEmpty() && !content.endsWith('\n'))
        content += '\n';
    d->cache.remove(d->own);
    if (const Status written = save(d->own, content + added); !written)
        return std::unexpected(written.error());
    for (const Trusted &one : keys)
        d->note(knownHostName(one.host, one.port), one.key, false);
    return count;
}

Status KnownHosts::replace(const QString &host, quint16 port, const HostKey &key)
{
    const QByteArray name = knownHostName(host, port);
    if (const Status written = d->rewrite(name, [&](const HostKey &old) { return old.type == key.type; }, &key); !written)
        return written;
    d->note(name, key, false);
    return {};
}

Status KnownHosts::forget(const QString &host, quint16 port)
{
    return d->rewrite(knownHostName(host, port), [](const HostKey &) { return true; }, nullptr);
}

Status KnownHosts::forget(const QString &host, quint16 port, const HostKey &key)
{
    return d->rewrite(knownHostName(host, port), [&](const HostKey &old) { return old == key; }, nullptr);
}

void KnownHosts::noteUse(const QString &host, quint16 port, const HostKey &key)
{
    d->note(knownHostName(host, port), key, true);
}

QStringList KnownHosts::warnings() const
{
    QStringList all;
    for (const QString &path : d->files()) {
        if (const Result<KnownHostsFile> &file = d->read(path))
            all += file->warnings;
    }
    return all;
}

} // namespace aiops::ssh
