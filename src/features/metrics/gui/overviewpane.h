#pragma once

#include "features/metrics/metricssession.h"
#include "widgets/charts/timechart.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace aiops::widgets {
class Banner;
class EmptyState;
class SegmentedControl;
}

namespace aiops::metrics {

/// Tab "Overview" of an instance: six live charts. Reads only while it is visible. `dialer` and `clock` outlive it.
class OverviewPane final : public QWidget
{
    Q_OBJECT

public:
    OverviewPane(InstanceId instance, AgentDialer &dialer, const Clock &clock, QWidget *parent = nullptr);

    MetricsSession &session() { return m_session; }

    /// Tries again when this pane asked for the vault and still waits for it.
    void vaultMayHaveOpened();
    void togglePause(); ///< does nothing while it is not seen

signals:
    void unlockWanted();
    void connectWanted();
    void stateChanged(const QString &words); ///< "Netdata live, 1 s", for the header of the page

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeCharts();
    void applyTheme();
    void arrange();
    void setLive(bool live);
    void showState();
    void showMessage(const StateMessage &message, bool empty);
    void act(StateMessage::Action action);
    void showSeries();
    void showSpan(qint64 from, qint64 to);
    widgets::TimeChart &chart(Chart which) { return *m_charts[std::size_t(which)]; }

    MetricsSession m_session;
    widgets::TimeCursor m_cursor;
    std::array<widgets::TimeChart *, kCharts.size()> m_charts{};
    widgets::SegmentedControl *m_ranges = nullptr;
    QPushButton *m_live = nullptr;
    QLabel *m_span = nullptr;
    widgets::Banner *m_banner = nullptr;
    widgets::EmptyState *m_empty = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_page = nullptr;
    QGridLayout *m_grid = nullptr;
    QTimer m_leave; ///< keeps the stream for a moment after the tab was left
    QString m_shownMessage;
    int m_columns = 0;
    bool m_unlockAsked = false;
};

} // namespace aiops::metrics
