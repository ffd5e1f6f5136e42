#pragma once

#include "features/services/gui/servicesfeature.h"
#include "inventory/types.h"

#include <QPointer>
#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace aiops::shell { class Navigator; }
namespace aiops::widgets { class Banner; class EmptyState; }

namespace aiops::services {

class ServicesModel;

/// Tab "Services" of an instance: what listens there, and the way to it through the SSH connection.
class ServicesPane final : public QWidget
{
    Q_OBJECT

public:
    ServicesPane(InstanceId instance, const FeatureParts &parts, shell::Navigator &navigator, QWidget *parent = nullptr);

    /// Instead of the desktop's browser, in tests.
    void setBrowser(std::function<bool(const QUrl &)> browser) { m_browser = std::move(browser); }

private:
    void build();
    void refresh();
    void updateButtons();
    void openMenu(const QPoint &at);
    void edit(const inventory::Service &service);
    void remove();
    void openSelected();
    void show(const inventory::Service &service);
    void closeSelected();
    void copyAddress();
    const inventory::Service *selected() const;
    QString tunnelText(ServiceId id) const;

    InstanceId m_instance;
    FeatureParts m_parts;
    shell::Navigator &m_navigator;
    std::function<bool(const QUrl &)> m_browser;
    ServicesModel *m_model;
    QTableView *m_table;
    QStackedWidget *m_stack;
    widgets::Banner *m_banner;
    widgets::EmptyState *m_empty;
    QPushButton *m_open;
    QPushButton *m_close;
    QPushButton *m_copy;
    QPushButton *m_add;
    QPushButton *m_edit;
    QPushButton *m_remove;
};

} // namespace aiops::services
