#pragma once

#include "features/myspace/gui/membermodel.h"
#include "widgets/charts/timechart.h"

#include <QSet>
#include <QWidget>

class QBoxLayout;
class QHBoxLayout;

namespace aiops::myspace {

/// Which members have a line of their own, and what belongs to it.
struct ProjectLines
{
    struct Line
    {
        InstanceId id;
        QString name;
        int color; ///< index of the chart colours
    };
    QList<Line> lines;
    int others = 0; ///< reporting ones in the grey band
};

/// At most eight: those with the highest value of `metric` in the samples. The colour comes from the id, so that an
/// instance keeps it; two that want the same get the next free one.
ProjectLines chooseLines(const QList<MemberRow> &rows, std::size_t metric);

/// The chart of one metric: `lines`, and for all other reporting members the band from lowest to highest. The time axis is
/// the one of the newest member. `shown`: only these lines and no band; empty: everything.
widgets::ChartData chartData(const QList<MemberRow> &rows, const ProjectLines &lines, std::size_t metric, const QSet<InstanceId> &shown = {});

/// CPU and memory of a project, a line for each of the worst, and one legend for both. A click on a name shows it alone,
/// with Shift it is added.
class ProjectCharts final : public QWidget
{
    Q_OBJECT

public:
    explicit ProjectCharts(QWidget *parent = nullptr);

    void setRows(const QList<MemberRow> &rows);
    void setHeadlines(const QString &cpu, const QString &memory);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    widgets::TimeChart *makeChart(const QString &name, const QString &title);
    void fillLegend();
    void choose(InstanceId id, bool add);
    void showData();
    void applyTheme();

    widgets::TimeCursor m_cursor;
    QBoxLayout *m_row;
    widgets::TimeChart *m_cpu;
    widgets::TimeChart *m_memory;
    QHBoxLayout *m_legend;
    QWidget *m_legendBox;
    QList<MemberRow> m_rows;
    ProjectLines m_lines;
    QSet<InstanceId> m_shown; ///< isolated ones; empty: all
};

} // namespace aiops::myspace
