#pragma once

#include "vault/rotations.h"

#include <QAbstractTableModel>

namespace aiops::rotation {

struct TargetRow
{
    InstanceId instance;
    QString name;
    std::optional<vault::RotationStep> step; ///< none: not part of a rotation yet
    QString message;
};

/// The targets of one rotation, or of one that is to come, in their order.
class TargetModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { GlyphRole = Qt::UserRole + 1 };
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<TargetRow> &rows);
    const TargetRow &row(int at) const { return m_rows[at]; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 3; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<TargetRow> m_rows;
};

QString stepText(vault::RotationStep step);

} // namespace aiops::rotation
