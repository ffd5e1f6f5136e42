#pragma once

#include "ssh/client/pool.h"

#include <QAbstractTableModel>

namespace aiops::sessions {

/// The open connections. Changes of a row keep the selection.
class SessionsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setSessions(QList<ssh::SessionInfo> sessions);
    const ssh::SessionInfo *session(int row) const { return row >= 0 && row < m_sessions.size() ? &m_sessions[row] : nullptr; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_sessions.size()); }
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<ssh::SessionInfo> m_sessions;
};

} // namespace aiops::sessions
