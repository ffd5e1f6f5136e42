#pragma once

#include "storage/database.h"
#include "support/fakeclock.h"
#include "support/fakedevicekey.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

namespace aiops::test {

/// A chain of its own in a folder of its own, and what somebody with the file could do to it.
struct ChainHome
{
    QTemporaryDir folder;
    FakeClock clock;
    std::shared_ptr<FakeDeviceKey> key = std::make_shared<FakeDeviceKey>();
    std::unique_ptr<storage::Database> database;
    std::shared_ptr<team::AuditLog> log;
    std::unique_ptr<team::Gatekeeper> gate;

    ChainHome() { open(); }
    ~ChainHome() { close(); }

    void open()
    {
        database = std::move(*storage::Database::open(folder.filePath(QStringLiteral("aiops.db")), clock));
        log = std::make_shared<team::AuditLog>(*database);
        log->setDeviceKey(key);
        gate = std::make_unique<team::Gatekeeper>(clock, log);
    }
    void close()
    {
        gate.reset();
        database.reset();
        log.reset();
    }
    template <typename T>
    static Result<T> wait(Future<T> future)
    {
        return QTest::qWaitFor([&] { return future.isFinished(); }, 60'000) ? takeResult<T>(future) : Result<T>(std::unexpected(Error{}));
    }
    void append(int count, const QString &action = QStringLiteral("ssh.connect"))
    {
        for (int i = 0; i < count; ++i) {
            clock.advance(std::chrono::seconds(7));
            log->append({.at = clock.now(), .actor = QStringLiteral("local"), .action = action, .objectKind = QStringLiteral("instance"),
                         .objectId = QStringLiteral("0197"), .objectName = QStringLiteral("web-%1").arg(i), .outcome = QStringLiteral("done"),
                         .detail = {{QStringLiteral("host"), QStringLiteral("10.0.0.%1").arg(i)}}});
        }
        QVERIFY(wait(log->flushed()));
    }
    void sql(const QStringList &statements)
    {
        const auto done = wait(database->local<void>([statements](QSqlDatabase &db) -> Status {
            for (const QString &statement : statements) {
                if (QSqlQuery query(db); !query.exec(statement))
                    return std::unexpected(Error{Errc::Failed, statement, query.lastError().text()});
            }
            return {};
        }));
        QVERIFY2(done, done ? "" : qPrintable(done.error().text + done.error().detail));
    }
    void dropTriggers()
    {
        sql({QStringLiteral("DROP TRIGGER audit_no_update"), QStringLiteral("DROP TRIGGER audit_no_delete"),
             QStringLiteral("DROP TRIGGER audit_detail_no_update"), QStringLiteral("DROP TRIGGER audit_detail_no_delete")});
    }
    team::VerifyReport verify(team::VerifyOptions options = {})
    {
        const auto report = wait(log->verify(std::move(options)));
        if (!report)
            qWarning() << "verify:" << report.error().text << report.error().detail;
        return report.value_or(team::VerifyReport{.firstBad = -1, .reason = {}, .head = {}, .headAt = {}, .known = {}, .missing = {}});
    }
    QVariant one(const QString &select)
    {
        QSqlQuery query(select, database->reader());
        return query.next() ? query.value(0) : QVariant();
    }
};

} // namespace aiops::test
