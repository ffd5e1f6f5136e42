#pragma once

#include "inventory/inventory.h"

#include <QAbstractTableModel>
#include <QSet>

namespace aiops::exec {

/// Instances to tick. A tick survives filters and reading again.
class TargetModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Environment, Address, Tags, ColumnCount };

    explicit TargetModel(const inventory::Inventory &inventory, QObject *parent = nullptr);
    void refresh();
    void setProject(ProjectId project); ///< null: every project
    void setText(const QString &text);  ///< part of name, address or tag
    void tickShown(bool on);
    void tickOnly(const QList<InstanceId> &ids);
    bool areShownTicked() const;
    QList<inventory::Instance> ticked() const; ///< also those that a filter hides, in the order of names
    int tickedCount() const { return int(m_ticked.size()); }
    bool hasAny() const { return !m_all.isEmpty(); }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void tickedChanged();

private:
    void filter();
    bool fits(const inventory::Instance &instance) const;

    const inventory::Inventory &m_inventory;
    QList<inventory::Instance> m_all;
    QHash<InstanceId, QList<ProjectId>> m_projects;
    QList<inventory::Instance> m_rows;
    QSet<InstanceId> m_ticked;
    ProjectId m_project;
    QString m_text;
};

} // namespace aiops::exec
