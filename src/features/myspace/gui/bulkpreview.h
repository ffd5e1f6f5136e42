#pragma once

#include "features/myspace/bulkedit.h"

#include <QAbstractTableModel>

namespace aiops::myspace {

/// Instance, field, before, after.
class BulkPreview final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    void setLines(const QList<BulkLine> &lines);
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_lines.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 4; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<BulkLine> m_lines;
};

} // namespace aiops::myspace
