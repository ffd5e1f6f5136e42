#pragma once

#include "features/thiscomputer/gui/thiscomputerfeature.h"
#include "widgets/charts/timechart.h"

#include <QScrollArea>

class QGridLayout;

namespace aiops::thiscomputer {

class LivePage final : public QScrollArea
{
    Q_OBJECT

public:
    explicit LivePage(const Services &services, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addCharts();
    QWidget *makeHeader();
    QWidget *makeProcesses();
    void arrange();
    void showSamples();
    void applyTheme();

    Services m_services;
    widgets::TimeCursor m_cursor;
    QList<widgets::TimeChart *> m_charts;
    QList<QWidget *> m_cells; ///< the charts and the processes
    QGridLayout *m_grid = nullptr;
    int m_columns = 0;
};

} // namespace aiops::thiscomputer
