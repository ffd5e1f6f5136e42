#pragma once

#include "features/exec/executions.h"

#include <QAbstractListModel>

namespace aiops::exec {

/// What was run, newest first.
class HistoryModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { GlyphRole = Qt::UserRole + 1, DetailRole };

    using QAbstractListModel::QAbstractListModel;
    void setEntries(QList<KeptExecution> entries);
    const KeptExecution *entry(int row) const { return row >= 0 && row < m_entries.size() ? &m_entries.at(row) : nullptr; }
    int rowOf(ExecutionId id) const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_entries.size()); }
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<KeptExecution> m_entries;
};

} // namespace aiops::exec
