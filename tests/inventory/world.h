#pragma once

#include "inventory/inventory.h"
#include "storage/database.h"
#include "storage/sqlerror.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"

#include <QSqlRecord>
#include <QTemporaryDir>
#include <QTest>

namespace aiops::inventory {

/// A home of its own with one organization.
struct World
{
    World()
    {
        organization = wait(inventory.addOrganization(permit(), QStringLiteral("Acme")))->id;
    }

    Permit permit(team::Action action = team::Action::InstanceEdit) { return std::move(*gate.request(action)); }

    template <typename T>
    static Result<T> wait(Future<T> future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000))
            return std::unexpected(Error{Errc::TimedOut, QStringLiteral("test")});
        return takeResult<T>(future);
    }

    Instance add(InstanceEdit values)
    {
        const auto added = wait(inventory.addInstance(permit(), organization, std::move(values)));
        return added ? *added : Instance{};
    }

    /// Every row of every shared table, as text: what undo must bring back.
    QStringList rows()
    {
        QSqlDatabase db = database->reader();
        QStringList all;
        auto tables = storage::run(db, QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'row\\_%' ESCAPE '\\' ORDER BY name"));
        while (tables && tables->next()) {
            auto query = storage::run(db, QStringLiteral("SELECT * FROM %1 ORDER BY id").arg(tables->value(0).toString()));
            while (query && query->next()) {
                QStringList cells{tables->value(0).toString()};
                for (int i = 0; i < query->record().count(); ++i)
                    cells.append(query->value(i).isNull() ? QStringLiteral("NULL") : query->value(i).toString());
                all.append(cells.join(QLatin1Char('|')));
            }
        }
        return all;
    }

    SystemClock clock;
    QTemporaryDir folder;
    std::unique_ptr<storage::Database> database = std::move(*storage::Database::open(folder.filePath(QStringLiteral("aiops.db")), clock));
    std::shared_ptr<team::AuditLog> log = std::make_shared<team::AuditLog>(*database);
    team::Gatekeeper gate{clock, log};
    Inventory inventory{*database};
    OrganizationId organization;
};

} // namespace aiops::inventory
