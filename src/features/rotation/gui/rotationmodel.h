#pragma once

#include "features/rotation/gui/rotationsession.h"

#include <QAbstractTableModel>

namespace aiops::rotation {

/// The plan as rows: one credential each. A snapshot that is updated row by row.
class RotationModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { GlyphRole = Qt::UserRole + 1, SortRole };
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<PlanRow> &rows);
    const PlanRow &row(int at) const { return m_rows[at]; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<PlanRow> m_rows;
};

constexpr int stateColumn = 4; ///< of RotationModel, for the delegate
QString methodText(const QString &method);
QString resultText(const PlanRow &row);

} // namespace aiops::rotation
