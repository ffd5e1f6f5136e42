#pragma once

#include "storage/command.h"
#include "storage/database.h"
#include "support/fakeclock.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

#include <QDirIterator>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>

namespace aiops::vault {

using namespace Qt::StringLiterals;
using aiops::test::FakeClock;

inline const QByteArray kPassphrase = "plum anchor velvet tractor";
inline const QByteArray kCanary = "CANARY-7b1f-do-not-find-me";

inline std::shared_ptr<const Secret> secret(const QByteArray &bytes)
{
    return std::make_shared<const Secret>(Secret::copyOf(bytes));
}

template <typename T>
Result<T> finished(Future<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30000);
    return takeResult(future);
}

class NoSink final : public AuditSink
{
public:
    void append(AuditEntry entry) override { entries.append(entry); }
    QList<AuditEntry> entries;
    QStringList writtenActions() const
    {
        const std::scoped_lock guard(mutex);
        QStringList actions;
        for (const AuditEntry &entry : written)
            actions += entry.action + u' ' + entry.outcome + u' ' + entry.detail[u"reason"_s].toString();
        return actions;
    }
    mutable std::mutex mutex;
    QList<AuditEntry> written; ///< by the writer thread
};

/// A vault in a database of its own, at the lowest cost of the passphrase.
struct Home
{
    QTemporaryDir dir;
    FakeClock clock;
    std::shared_ptr<NoSink> sink = std::make_shared<NoSink>();
    team::Gatekeeper gatekeeper{clock, sink};
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<Vault> vault;
    InstanceId instance;

    Home() { reopen(); }
    ~Home()
    {
        vault.reset();
        database.reset();
    }
    void reopen()
    {
        vault.reset();
        database.reset();
        database = std::move(*storage::Database::open(dir.filePath(u"aiops.db"_s), clock));
        database->setAuditHook([sink = sink](QSqlDatabase &, const AuditEntry &entry) -> Status {
            const std::scoped_lock guard(sink->mutex);
            sink->written.append(entry);
            return {};
        });
        vault = std::make_unique<Vault>(*database, clock, KdfCost::floor());
    }
    Permit permit(team::Action action) { return std::move(*gatekeeper.request(action)); }
    Status create() { return finished(vault->create(permit(team::Action::VaultCreate), secret(kPassphrase))); }
    Status unlock(const QByteArray &with = kPassphrase)
    {
        return finished(vault->unlock(permit(team::Action::VaultUnlock), secret(with)));
    }
    void lock() { vault->lock(permit(team::Action::VaultLock)); }
    Result<CredentialInfo> add(const QString &name, const QByteArray &value = kCanary, Kind kind = Kind::Password)
    {
        return finished(vault->add(permit(team::Action::CredentialAdd),
                                   {.name = name, .kind = kind, .user = u"root"_s, .notes = {}, .value = secret(value), .keyPassphrase = {}}));
    }
    Result<Attachment> attach(CredentialId id)
    {
        return finished(vault->attach(permit(team::Action::CredentialAttach), id, instance, Purpose::Login));
    }
    Result<Login> login() { return finished(vault->login(instance, Purpose::Login, permit(team::Action::CredentialUse))); }
    /// What somebody with the file could do: any change, in the writer, without the program's checks.
    Status sql(const QString &statement)
    {
        return finished(database->command<void>(permit(team::Action::SettingsChange), [statement](storage::Command &command) -> Status {
            QSqlQuery query(command.database());
            return query.exec(statement) ? Status() : std::unexpected(Error{Errc::Failed, query.lastQuery()});
        }));
    }
    void addInstance()
    {
        instance = InstanceId::create();
        const QUuid organization = newUuid();
        const QString at = u"2026-01-01T00:00:00.000Z"_s;
        const Status added = finished(database->command<void>(permit(team::Action::InstanceAdd), [=, id = instance](storage::Command &command) -> Status {
            if (auto done = command.insert(u"organization"_s, organization, {{u"name"_s, u"O"_s}, {u"slug"_s, u"o"_s}, {u"created_at"_s, at}}); !done)
                return done;
            return command.insert(u"instance"_s, id.uuid(),
                                  {{u"organization"_s, organization.toString(QUuid::WithoutBraces)}, {u"name"_s, u"web-1"_s},
                                   {u"address"_s, u"127.0.0.1"_s}, {u"port"_s, 22}, {u"user"_s, u""_s}, {u"environment"_s, u""_s},
                                   {u"provider"_s, u"ssh"_s}, {u"region"_s, u""_s}, {u"notes"_s, u""_s}, {u"created_at"_s, at}});
        }));
        QVERIFY2(added, added ? "" : qPrintable(added.error().text + added.error().detail));
    }
    bool contains(const QByteArray &needle) const
    {
        QDirIterator files(dir.path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(needle))
                return true;
        }
        return false;
    }
};

} // namespace aiops::vault
