#pragma once

#include "features/thiscomputer/sampler.h"

#include <QAbstractTableModel>
#include <QFrame>

namespace aiops::thiscomputer {

/// The busiest processes, a row each.
class ProcessModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<ProcessLoad> &rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<ProcessLoad> m_rows;
};

/// A card with these rows, as high as they are.
class ProcessTable final : public QFrame
{
    Q_OBJECT

public:
    explicit ProcessTable(const Sampler &sampler, QWidget *parent = nullptr);

private:
    const Sampler &m_sampler;
    ProcessModel m_model;
};

} // namespace aiops::thiscomputer
