#include "features/backup/backups.h"

#include "core/home.h"
#include "core/newfile.h"
#include "core/text.h"
#include "storage/database.h"
#include "storage/snapshotstore.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"
#include "vault/exportfile.h"
#include "vault/inpool.h"
#include "vault/passphrase.h"
#include "vault/random.h"
#include "vault/vaultkeys.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QTemporaryDir>

namespace aiops::backup {

using namespace Qt::StringLiterals;
using vault::inPool;

namespace {

constexpr std::chrono::seconds kLookEvery{60}, kStaysAfter{30};
const QString kSnapshot = u".backup-%1.db"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::backup", text);
}

std::unexpected<Error> refuse(Permit &permit, const Error &error)
{
    permit.failed(error);
    return std::unexpected(error);
}

/// The copy of the database lies in the home folder, which only the person may read, and is gone afterwards.
class Snapshot final
{
public:
    explicit Snapshot(const QString &database)
        : m_path(QFileInfo(database).dir().filePath(kSnapshot.arg(newUuid().toString(QUuid::WithoutBraces).right(12)))), m_taken(storage::snapshot::copyDatabase(database, m_path)) {}
    ~Snapshot() { QFile::remove(m_path); }
    const QString &path() const { return m_path; }
    const Status &taken() const { return m_taken; }

private:
    const QString m_path;
    const Status m_taken;
};

struct Sources
{
    QString database;
    QString knownHosts;
    QString settings;
    QString deviceKey;
};

Result<WriteReport> writeAll(WriteTask task, const Sources &sources, const std::shared_ptr<const Secret> &passphrase, vault::Progress &progress)
{
    if (!task.overwrite && QFileInfo::exists(task.path)) // before the work of the copy
        return std::unexpected(Error{.code = Errc::Conflict, .text = tr("%1 exists already. It was left as it is.").arg(shownPlain(task.path, 200))});
    const Snapshot snapshot(sources.database);
    if (!snapshot.taken())
        return std::unexpected(snapshot.taken().error());
    const Result<QJsonObject> tables = storage::snapshot::countRows(snapshot.path());
    if (!tables)
        return std::unexpected(tables.error());
    task.manifest.tables = *tables;
    task.parts = {{partNames()[0], snapshot.path()}};
    if (QFileInfo::exists(sources.knownHosts))
        task.parts.append({partNames()[1], sources.knownHosts});
    if (QFileInfo::exists(sources.settings))
        task.parts.append({partNames()[2], sources.settings});
    if (QFileInfo::exists(sources.deviceKey)) // without it nobody could tell that the chain was signed here
        task.parts.append({partNames()[3], sources.deviceKey});
    if (passphrase) {
        Result<Secret> key = vault::passphraseKey(task.header, *passphrase);
        if (!key)
            return std::unexpected(key.error());
        task.key = std::make_shared<const Secret>(std::move(*key));
    }
    const Result<qint64> bytes = writeBackup(task, progress);
    return bytes ? Result<WriteReport>(WriteReport{.path = task.path, .bytes = *bytes, .tables = *tables}) : std::unexpected(bytes.error());
}

QStringList differencesOf(const QJsonObject &expected, const QJsonObject &found)
{
    QStringList out;
    for (auto it = expected.begin(); it != expected.end(); ++it)
        if (found[it.key()] != it.value())
            out.append(it.key());
    return out;
}

} // namespace

Backups::Backups(const Home &home, storage::Database &database, vault::Vault &vault, team::Gatekeeper &gatekeeper, const Clock &clock, QObject *parent)
    : QObject(parent), m_home(home), m_database(database), m_vault(vault), m_gatekeeper(gatekeeper), m_clock(clock), m_startedAt(clock.sinceBoot())
{
    m_timer.setInterval(kLookEvery);
    connect(&m_timer, &QTimer::timeout, this, &Backups::look);
    m_timer.start();
    connect(&vault, &vault::Vault::stateChanged, this, [this] { QTimer::singleShot(0, this, &Backups::look); });
}

Backups::~Backups()
{
    if (m_progress)
        m_progress->cancelled = true; // the program would wait for it at its end
}

Future<WriteReport> Backups::write(Permit permit, WriteRequest request, vault::SharedProgress progress)
{
    if (request.passphrase)
        if (const Status strong = vault::checkNewPassphrase(*request.passphrase); !strong)
            co_return refuse(permit, strong.error());
    const vault::VaultSeal vaultSeal(m_vault);
    WriteTask task{.path = request.path, .overwrite = request.overwrite, .parts = {}, .manifest = {m_clock.now(), u"" AIOPS_VERSION ""_s, {}},
                   .header = {.content = u"backup"_s, .cost = {0, 0, 0}, .salt = vault::randomBytes(16), .keys = {}, .file = newUuid(),
                              .localTime = quint64(m_clock.now().toMSecsSinceEpoch())},
                   .key = {}, .signer = {}};
    const Result<vault::FileSeal> seal = request.passphrase ? Result<vault::FileSeal>(vaultSeal.sealWithPassphrase()) : vaultSeal.seal(task.header.file);
    if (!seal)
        co_return refuse(permit, seal.error());
    task.header.sealedBy = request.passphrase ? vault::SealedBy::Passphrase : vault::SealedBy::VaultKey;
    task.header.keys = seal->keys;
    if (request.passphrase)
        task.header.cost = seal->cost;
    task.key = seal->key;
    task.signer = seal->signer;
    if (task.signer) {
        task.header.exporter = task.signer->user;
        task.header.exporterKey = task.signer->identity.ed25519Public;
    }
    if (!progress)
        progress = std::make_shared<vault::Progress>();
    permit.note(u"file"_s, request.path);
    const Sources sources{m_home.database(), m_home.knownHosts(), m_home.settings(), m_home.deviceKey()};
    const Result<WriteReport> report = co_await inPool<WriteReport>(
        [task, sources, passphrase = request.passphrase, progress] { return writeAll(task, sources, passphrase, *progress); });
    if (!report)
        co_return refuse(permit, report.error());
    permit.note(u"bytes"_s, report->bytes);
    permit.succeeded();
    co_return report;
}

Result<KeyOf> Backups::keyOf(const Opener &opener, const QString &file) const
{
    if (opener.kit)
        return [kit = opener.kit](const vault::ExportHeader &header) -> Result<Secret> { return vault::fileKeyWithKit(header, *kit); };
    if (opener.passphrase)
        return [passphrase = opener.passphrase](const vault::ExportHeader &header) -> Result<Secret> {
            return header.sealedBy == vault::SealedBy::Passphrase ? vault::passphraseKey(header, *passphrase) : vault::fileKeyWithPassphrase(header, *passphrase);
        };
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly))
        return std::unexpected(Error{.code = Errc::NotFound, .text = tr("%1 cannot be read.").arg(shownPlain(file, 200))});
    const Result<vault::ExportHead> head = vault::ExportHead::read(device, largestBackup);
    if (!head)
        return std::unexpected(head.error());
    if (head->header.sealedBy == vault::SealedBy::Passphrase)
        return std::unexpected(Error{.code = Errc::Denied, .text = tr("The backup has a passphrase of its own, and it was not given.")});
    Result<Secret> key = vault::VaultSeal(m_vault).open(head->header);
    if (!key)
        return std::unexpected(key.error());
    return [key = std::make_shared<const Secret>(std::move(*key))](const vault::ExportHeader &) -> Result<Secret> { return key->clone(); };
}

Future<RestoreReport> Backups::restore(Permit permit, QString file, QString folder, Opener opener)
{
    const Result<KeyOf> key = keyOf(opener, file);
    if (!key)
        co_return refuse(permit, key.error());
    permit.note(u"file"_s, file);
    permit.note(u"folder"_s, folder);
    const Result<Restored> restored = co_await inPool<Restored>([file, folder, key = *key] {
        vault::Progress progress;
        return restoreBackup(file, folder, key, progress);
    });
    if (!restored)
        co_return refuse(permit, restored.error());
    permit.succeeded();
    co_return RestoreReport{.folder = folder, .manifest = restored->manifest, .files = restored->files};
}

Future<TestReport> Backups::test(QString file, Opener opener)
{
    const QPointer<Backups> self(this);
    const Result<KeyOf> key = keyOf(opener, file);
    if (!key)
        co_return std::unexpected(key.error());
    // In the home folder, not in /tmp: it is the database, and other users may look there.
    const auto place = std::make_shared<QTemporaryDir>(QDir(m_home.path()).filePath(u".backup-test-XXXXXX"_s));
    if (!place->isValid())
        co_return std::unexpected(fileError(m_home.path(), EACCES));
    const QString folder = place->filePath(u"home"_s);
    using Found = std::pair<Manifest, QJsonObject>;
    const Result<Found> found = co_await inPool<Found>([file, folder, key = *key]() -> Result<Found> {
        vault::Progress progress;
        const Result<Restored> restored = restoreBackup(file, folder, key, progress);
        if (!restored)
            return std::unexpected(restored.error());
        const QString path = QDir(folder).filePath(partNames().constFirst());
        if (const Status whole = storage::snapshot::checkIntegrity(path); !whole)
            return std::unexpected(whole.error());
        const Result<QJsonObject> tables = storage::snapshot::countRows(path);
        return tables ? Result<Found>(Found(restored->manifest, *tables)) : std::unexpected(tables.error());
    });
    if (!found || !self)
        co_return std::unexpected(found ? cancelledError() : found.error());
    TestReport report{.manifest = found->first, .differences = differencesOf(found->first.tables, found->second)};
    auto database = storage::Database::open(QDir(folder).filePath(partNames().constFirst()), m_clock);
    if (!database)
        co_return std::unexpected(database.error());
    team::AuditLog audit(**database);
    const Result<team::VerifyReport> verified = co_await audit.verify();
    if (!verified)
        co_return std::unexpected(verified.error());
    report.auditRows = verified->rows;
    report.auditFirstBad = verified->firstBad;
    if (self && report.isGood()) {
        QSettings(m_home.settings(), QSettings::IniFormat).setValue(u"backup/lastTestedAt"_s, toRfc3339(m_clock.now()));
        emit changed();
    }
    co_return report;
}

BackupState Backups::state() const
{
    const QSettings settings(m_home.settings(), QSettings::IniFormat);
    const auto time = [&settings](const QString &key) { return QDateTime::fromString(settings.value(key).toString(), Qt::ISODateWithMs); };
    BackupState state{.schedule = readSchedule(settings), .lastAt = time(u"backup/lastAt"_s), .lastFile = settings.value(u"backup/lastFile"_s).toString(),
                      .lastProblem = settings.value(u"backup/lastProblem"_s).toString(), .lastTestedAt = time(u"backup/lastTestedAt"_s), .nextAt = {},
                      .isRunning = m_running};
    if (state.schedule.isOn()) {
        state.nextAt = state.lastAt.isValid() ? state.lastAt.addSecs(state.schedule.every.count()) : m_clock.now();
        state.waitsForVault = state.nextAt <= m_clock.now() && m_vault.state().value != vault::LockState::Unlocked;
    }
    return state;
}

Status Backups::setSchedule(Permit permit, const Schedule &schedule)
{
    if (schedule.isOn() && !QFileInfo(schedule.folder).isDir())
        return refuse(permit, Error{.code = Errc::NotFound, .text = tr("The folder %1 does not exist.").arg(shownPlain(schedule.folder, 200)), .detail = {},
                                    .hint = tr("Make it first: a disk of another computer is best.")});
    QSettings settings(m_home.settings(), QSettings::IniFormat);
    saveSchedule(settings, schedule);
    permit.note(u"backup"_s, schedule.isOn() ? intervalText(schedule.every) : u"off"_s);
    permit.succeeded();
    emit changed();
    QTimer::singleShot(0, this, &Backups::look);
    return {};
}

QList<BackupInfo> Backups::list() const
{
    const Schedule schedule = readSchedule(QSettings(m_home.settings(), QSettings::IniFormat));
    QList<BackupInfo> out;
    if (schedule.folder.isEmpty())
        return out;
    const QDir folder(schedule.folder);
    for (const QString &name : folder.entryList({u"*.aiopsbackup"_s}, QDir::Files, QDir::Name | QDir::Reversed))
        if (const Result<BackupInfo> info = inspect(folder.filePath(name)))
            out.append(*info);
    std::ranges::stable_sort(out, std::ranges::greater(), &BackupInfo::writtenAt);
    return out;
}

bool Backups::isDue() const
{
    const BackupState now = state();
    return now.schedule.isOn() && now.nextAt <= m_clock.now() && !now.waitsForVault;
}

void Backups::look()
{
    // A command that owns the folder only for its own duration must not start what it will not finish.
    const bool stays = m_clock.sinceBoot() - m_startedAt >= kStaysAfter;
    if (stays && !m_running && isDue())
        runScheduled();
}

Future<void> Backups::runScheduled()
{
    const QPointer<Backups> self(this);
    const Schedule schedule = state().schedule;
    m_running = true;
    m_progress = std::make_shared<vault::Progress>();
    emit changed();
    const QString path = QDir(schedule.folder).filePath(scheduledName(m_clock.now()));
    Status outcome;
    auto permit = m_gatekeeper.request(team::Action::BackupWrite, {u"backup"_s, {}, {}});
    if (!permit) {
        outcome = std::unexpected(permit.error());
    } else {
        permit->note(u"scheduled"_s, true);
        const Result<WriteReport> written = co_await write(std::move(*permit), {.path = path}, m_progress);
        if (!self)
            co_return std::unexpected(cancelledError());
        outcome = written ? Status() : std::unexpected(written.error());
    }
    if (outcome) {
        const Result<TestReport> tested = co_await test(path, {});
        if (!self)
            co_return std::unexpected(cancelledError());
        if (!tested)
            outcome = std::unexpected(tested.error());
        else if (!tested->isGood())
            outcome = std::unexpected(Error{.code = Errc::Corrupt, .text = tr("The backup was written, but its restore test failed.")});
    }
    if (outcome)
        for (const QString &name : tooMany(QDir(schedule.folder).entryList(QDir::Files), schedule.keep))
            QFile::remove(QDir(schedule.folder).filePath(name));
    m_running = false;
    note(path, outcome);
    co_return outcome;
}

/// A try counts as the last one also when it failed: the next comes at its time and not every minute.
void Backups::note(const QString &path, const Status &outcome)
{
    QSettings settings(m_home.settings(), QSettings::IniFormat);
    settings.setValue(u"backup/lastAt"_s, toRfc3339(m_clock.now()));
    settings.setValue(u"backup/lastProblem"_s, outcome ? QString() : outcome.error().text);
    if (outcome)
        settings.setValue(u"backup/lastFile"_s, path);
    settings.sync();
    emit changed();
}

} // namespace aiops::backup
