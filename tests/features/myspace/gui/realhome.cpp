#include "features/myspace/gui/home.h"

#include "storage/database.h"
#include "team/auditlog.h"

#include <QTemporaryDir>

using namespace aiops;

namespace {

class RealHome final : public Home
{
public:
    RealHome()
    {
        auto opened = storage::Database::open(m_dir.filePath(QStringLiteral("home.db")), m_clock);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text));
        m_database = *std::move(opened);
        m_log = std::make_shared<team::AuditLog>(*m_database);
        m_gatekeeper = std::make_unique<team::Gatekeeper>(m_clock, m_log);
        m_inventory = std::make_unique<inventory::Inventory>(*m_database);
    }
    inventory::Inventory &inventory() override { return *m_inventory; }
    team::Gatekeeper &gatekeeper() override { return *m_gatekeeper; }

private:
    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<storage::Database> m_database;
    std::shared_ptr<team::AuditLog> m_log;
    std::unique_ptr<team::Gatekeeper> m_gatekeeper;
    std::unique_ptr<inventory::Inventory> m_inventory;
};

} // namespace

std::unique_ptr<Home> makeHome()
{
    return std::make_unique<RealHome>();
}
