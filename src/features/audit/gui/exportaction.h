#pragma once

#include "features/audit/exporting.h"

#include <QObject>
#include <QTimer>

class QPushButton;

namespace aiops {
class Clock;
}
namespace aiops::team {
class Confirmer;
class Gatekeeper;
}
namespace aiops::widgets {
class Banner;
}

namespace aiops::audit {

struct AuditServices
{
    team::AuditLog &log;
    team::Gatekeeper &gatekeeper;
    const Clock &clock;
    team::Confirmer *confirmer = nullptr; ///< null: nobody can be asked
    /// Projects, for their column and filter. Empty functions: none are known.
    struct Projects
    {
        std::function<QString(const AuditEntry &)> namesOf;          ///< "Checkout, Billing"
        std::function<QList<std::pair<QString, QString>>()> all;     ///< id and name
        std::function<QStringList(const QString &project)> objects;  ///< ids of what belongs to it, and its own
    } projects = {};
};

/// The Export button of the page: confirmation, file, then the banner tells how far it is and where the file lies.
class ExportAction final : public QObject
{
    Q_OBJECT

public:
    ExportAction(const AuditServices &services, widgets::Banner &banner, QWidget *page);
    ~ExportAction() override;

    QPushButton *button() const { return m_button; }
    void setFilter(const team::AuditFilter &filter) { m_filter = filter; } ///< what the page shows

private:
    struct Running
    {
        std::atomic<qint64> rows = 0;
        std::shared_ptr<std::atomic<bool>> stop = std::make_shared<std::atomic<bool>>(false);
    };
    void begin();
    void chooseFile();
    void start(const QString &path, bool csv);
    void showProgress();
    void finished(const Result<ExportReport> &report);

    AuditServices m_services;
    widgets::Banner &m_banner;
    QWidget *m_page;
    QPushButton *m_button;
    team::AuditFilter m_filter;
    std::shared_ptr<Running> m_running;
    QTimer m_look;
};

} // namespace aiops::audit
