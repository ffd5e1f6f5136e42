#pragma once

#include "inventory/inventory.h"

#include <QWidget>

class QTreeWidget;
class QTreeWidgetItem;

namespace aiops::widgets {
class FilterBar;
}

namespace aiops::terminal {

/// Side pane of the terminals: the instances of the current organization by project, with a filter.
class HostList final : public QWidget
{
    Q_OBJECT

public:
    explicit HostList(inventory::Inventory &inventory, QWidget *parent = nullptr);
    void focusFilter();
    void addBelow(QWidget *widget); ///< takes it over
    void refresh();

signals:
    void localChosen(); ///< a shell of this computer
    void chosen(const aiops::InstanceId &id);

private:
    void fill();
    void addLocal();
    void addGroup(const QString &title, const QColor &color, const QList<inventory::Instance> &instances);
    QTreeWidgetItem *makeHost(const inventory::Instance &instance) const;
    QTreeWidgetItem *makeItem(const QString &name, const QString &id, const QString &icon) const;

    inventory::Inventory &m_inventory;
    widgets::FilterBar *m_filter;
    QTreeWidget *m_tree;
};

} // namespace aiops::terminal
