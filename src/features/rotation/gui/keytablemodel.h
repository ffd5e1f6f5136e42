#pragma once

#include "features/rotation/keyfinder.h"

#include <QAbstractTableModel>

namespace aiops::rotation {

/// Keys at hosts as rows; a host that could not be asked is a row with its error.
class KeyTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Row
    {
        inventory::Instance instance;
        FoundKey key;
        QString problem;
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setHosts(const QList<HostKeys> &hosts);
    const Row &row(int at) const { return m_rows[at]; }
    QList<inventory::Instance> holdersOf(const QByteArray &blob) const; ///< in the file of the account that we sign in with

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Row> m_rows;
};

} // namespace aiops::rotation
