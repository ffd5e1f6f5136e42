#pragma once

#include "widgets/charts/chartpainter.h"
#include "widgets/charts/timecursor.h"

#include <QPointer>
#include <QWidget>

namespace aiops::widgets {

/// A card with one chart over time. Left and Right move the shared cursor by a sample, dragging selects a range,
/// a double click shows all again, Ctrl with the wheel zooms. Main thread.
class TimeChart final : public QWidget
{
    Q_OBJECT

public:
    TimeChart(ChartSetup setup, TimeCursor *cursor, QWidget *parent = nullptr);

    void setStyle(const ChartStyle &style);
    void setData(ChartData data);
    /// Other lines than in the setup; the data that fits them comes next. `colors` as in ChartSetup.
    void setLines(const QStringList &names, const QList<int> &colors);
    /// What the time axis shows unless the cursor is zoomed; ms since 1970.
    void setWindow(qint64 from, qint64 to);
    void setGapAfter(qint64 ms);
    void setHeadline(const QString &text);
    void setThreshold(std::optional<Threshold> threshold);
    void setFixedTop(double top);
    void setStale(bool stale);

    const ChartData &data() const { return m_data; }
    const ChartSetup &setup() const { return m_setup; }
    PlotMapping mapping();
    QImage toImage();
    void showAsTable();

    QSize sizeHint() const override { return {490, 214}; }
    QSize minimumSizeHint() const override { return {320, 214}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void updateShapes();
    void invalidate();
    void describe();
    void moveCursor(int samples);
    void zoomAt(double x, double factor);
    qint64 sampleReach() const;
    double largest() const;

    ChartSetup m_setup;
    ChartStyle m_style;
    ChartData m_data;
    std::vector<std::vector<float>> m_edges; ///< upper edges of the layers when stacked
    std::vector<Polylines> m_shapes;
    PlotMapping m_map;
    ValueAxis m_axis;
    QPointer<TimeCursor> m_cursor;
    TimeCursor::Range m_window;
    qint64 m_gapAfter = 5000;
    QString m_headline;
    std::optional<QPointF> m_pointer;
    std::optional<double> m_dragFrom;
    bool m_stale = false;
    bool m_dirty = true;
};

} // namespace aiops::widgets
