#pragma once

#include "ssh/client/knownhosts.h"

#include <QAbstractTableModel>

namespace aiops::hostkeys {

/// Known host keys as rows: a snapshot.
class HostKeyTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setEntries(QList<ssh::KnownHosts::Entry> entries);
    const ssh::KnownHosts::Entry &entry(int row) const { return m_entries[row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<ssh::KnownHosts::Entry> m_entries;
};

} // namespace aiops::hostkeys
