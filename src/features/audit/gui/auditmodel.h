#pragma once

#include "team/auditlog.h"

#include <QAbstractTableModel>

namespace aiops::audit {

/// Events of the audit chain, newest first.
class AuditModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 5; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void setRows(const QList<team::AuditRow> &rows);

private:
    QList<team::AuditRow> m_rows;
};

} // namespace aiops::audit
