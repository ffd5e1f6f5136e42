#pragma once

#include "widgets/charts/chartdata.h"

#include <QAbstractTableModel>

class QWidget;

namespace aiops::widgets {

/// The samples of a chart as rows, newest first: the form of a chart for screen readers.
class ChartTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    ChartTableModel(ChartData data, QStringList names, Unit unit, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ChartData m_data;
    QStringList m_names;
    Unit m_unit;
};

/// Opens a window with the table; it deletes itself.
void showChartTable(QWidget *parent, const QString &title, ChartData data, QStringList names, Unit unit);

} // namespace aiops::widgets
