#pragma once

#include "features/exec/gui/runview.h"

#include <QAbstractTableModel>
#include <QPointer>

namespace aiops::exec {

/// The hosts of an execution with their states.
class HostModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, State, Exit, Time, Detail, ColumnCount };
    enum Role { GlyphRole = Qt::UserRole + 1 };

    using QAbstractTableModel::QAbstractTableModel;
    void setRun(RunView *run);
    void tick(); ///< the times of what runs

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(ColumnCount); }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    const HostRow &row(int position) const { return m_rows.at(position); }

private:
    void update(int position);
    QString textOf(const HostRow &row, int column) const;

    QPointer<RunView> m_run;
    QList<HostRow> m_rows;
};

QString durationText(qint64 milliseconds); ///< "0.4 s", "1:38"

} // namespace aiops::exec
