#pragma once

#include "inventory/types.h"

#include <QAbstractTableModel>

namespace aiops::services {

struct ServiceRow
{
    inventory::Service service;
    QString credential; ///< its name
    QString tunnel;     ///< "127.0.0.1:40123, 3 KB in, 1 KB out"; empty: not open
    friend bool operator==(const ServiceRow &a, const ServiceRow &b)
    {
        return a.service.id == b.service.id && a.service.kind == b.service.kind && a.service.name == b.service.name
            && a.service.port == b.service.port && a.service.path == b.service.path && a.credential == b.credential && a.tunnel == b.tunnel;
    }
};

/// The services of one instance. Changes of a row keep the selection.
class ServicesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(QList<ServiceRow> rows);
    const ServiceRow *row(int row) const { return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr; }
    int rowOf(ServiceId id) const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<ServiceRow> m_rows;
};

} // namespace aiops::services
