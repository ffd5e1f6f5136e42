#include "features/metrics/gui/overviewpane.h"

#include "features/metrics/gui/chartcards.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/emptystate.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/theme.h"

#include <QDateTime>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;
using aiops::widgets::Theme;

namespace aiops::metrics {

namespace {

constexpr int kGapBetweenCards = 10;

} // namespace

OverviewPane::OverviewPane(InstanceId instance, AgentDialer &dialer, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_session(instance, dialer, clock)
{
    setObjectName(u"overviewPane"_s);
    m_session.setRange(3600);
    m_banner = new widgets::Banner(this);
    m_banner->setObjectName(u"stateBanner"_s);
    m_banner->setClosable(false);
    m_empty = new widgets::EmptyState(this);
    m_empty->setObjectName(u"stateEmpty"_s);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(makeCharts());
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 10, 20, 0);
    layout->setSpacing(kGapBetweenCards);
    layout->addWidget(makeBar());
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    m_banner->clear();
    m_leave.setSingleShot(true);
    m_leave.setInterval(15'000);
    connect(&m_leave, &QTimer::timeout, &m_session, &MetricsSession::stop);
    connect(&m_session, &MetricsSession::stateChanged, this, &OverviewPane::showState);
    connect(&m_session, &MetricsSession::updated, this, &OverviewPane::showSeries);
    connect(&m_cursor, &widgets::TimeCursor::zoomed, this, &OverviewPane::showSeries);
    connect(&Theme::current(), &Theme::changed, this, &OverviewPane::applyTheme);
    applyTheme();
    arrange();
}

QWidget *OverviewPane::makeBar()
{
    auto *bar = new QWidget(this);
    m_ranges = new widgets::SegmentedControl(bar);
    m_ranges->setObjectName(u"rangeControl"_s);
    m_ranges->setAccessibleName(tr("Time range"));
    m_ranges->addSegment(u"900"_s, tr("15 min"));
    m_ranges->addSegment(u"3600"_s, tr("1 h"));
    m_ranges->addSegment(u"21600"_s, tr("6 h"));
    m_ranges->addSegment(u"86400"_s, tr("24 h"));
    m_ranges->setCurrent(u"3600"_s);
    connect(m_ranges, &widgets::SegmentedControl::chosen, this, [this](const QString &id) {
        m_cursor.resetZoom();
        m_session.setRange(id.toInt());
    });
    m_live = widgets::makeButton(tr("Live, every 1 s"), widgets::ButtonKind::Plain, {}, bar);
    m_live->setObjectName(u"liveButton"_s);
    m_live->setAccessibleName(tr("Live"));
    m_live->setCheckable(true);
    m_live->setChecked(true);
    connect(m_live, &QPushButton::toggled, this, &OverviewPane::setLive);
    m_span = new QLabel(bar);
    m_span->setObjectName(u"spanLabel"_s);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_ranges);
    row->addWidget(m_live);
    row->addStretch();
    row->addWidget(m_span);
    return bar;
}

QWidget *OverviewPane::makeCharts()
{
    m_page = new QWidget(this);
    m_grid = new QGridLayout(m_page);
    m_grid->setContentsMargins(0, 0, 0, 12);
    m_grid->setSpacing(kGapBetweenCards);
    for (const Chart which : kCharts) {
        auto *made = new widgets::TimeChart(setupOf(which), &m_cursor, m_page);
        made->setObjectName(chartKey(which) + u"Chart"_s);
        m_charts[std::size_t(which)] = made;
    }
    auto *area = new QScrollArea(this);
    area->setObjectName(u"chartArea"_s);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(m_page);
    return area;
}

void OverviewPane::applyTheme()
{
    const widgets::ChartStyle style = styleOf(Theme::current());
    for (auto *each : m_charts)
        each->setStyle(style);
    m_span->setFont(style.value);
    QPalette palette = m_span->palette();
    palette.setColor(QPalette::WindowText, style.muted);
    m_span->setPalette(palette);
}

void OverviewPane::arrange()
{
    const int columns = width() >= 1900 ? 3 : width() >= 900 ? 2 : 1;
    if (std::exchange(m_columns, columns) == columns)
        return;
    for (std::size_t i = 0; i < m_charts.size(); ++i)
        m_grid->addWidget(m_charts[i], int(i) / columns, int(i) % columns);
    for (int i = 0; i < 3; ++i)
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    for (int i = 0; i < 7; ++i)
        m_grid->setRowStretch(i, i == int(m_charts.size()) ? 1 : 0);
}

void OverviewPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_leave.stop();
    if (!m_live->isChecked())
        return;
    // What waits for a person is tried again when the person comes back; the rest goes on by itself.
    const SessionState &state = m_session.state();
    if (state.kind > SessionState::Live && !state.isRetried())
        m_session.retry();
    else
        m_session.start();
}

void OverviewPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_leave.start();
}

void OverviewPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void OverviewPane::togglePause()
{
    if (isVisible())
        m_live->toggle();
}

void OverviewPane::setLive(bool live)
{
    m_live->setText(live ? tr("Live, every 1 s") : tr("Paused"));
    if (live)
        m_session.start();
    else
        m_session.stop();
}

void OverviewPane::showState()
{
    const SessionState &state = m_session.state();
    const bool empty = m_session.series(Chart::Cpu).isEmpty();
    const bool old = !empty && state.kind != SessionState::Live && state.kind != SessionState::Idle && state.kind != SessionState::Connecting;
    for (auto *each : m_charts)
        each->setStale(old);
    emit stateChanged(state.words());
    showMessage(messageFor(state), empty);
}

void OverviewPane::showMessage(const StateMessage &message, bool empty)
{
    // The state is told every second: build the message only when it says something new.
    const QString key = message.title + message.text + (empty ? u"|empty"_s : QString());
    if (std::exchange(m_shownMessage, key) == key)
        return;
    m_empty->clearButtons();
    m_banner->clear();
    m_stack->setCurrentIndex(empty && !message.title.isEmpty() ? 1 : 0);
    if (message.title.isEmpty() || (!empty && m_session.state().kind == SessionState::Connecting))
        return;
    const auto run = [this, action = message.action] { act(action); };
    if (empty) {
        m_empty->setContent(u"utilities-system-monitor"_s, message.title, message.text);
        if (message.action != StateMessage::None)
            m_empty->addButton(message.button, run);
        return;
    }
    m_banner->showMessage(widgets::Banner::Tone::Warning, message.title, message.text);
    if (message.action != StateMessage::None)
        m_banner->addAction(message.button, run);
}

void OverviewPane::act(StateMessage::Action action)
{
    switch (action) {
    case StateMessage::Unlock:
        m_unlockAsked = true;
        emit unlockWanted();
        return;
    case StateMessage::Connect: emit connectWanted(); return;
    case StateMessage::Retry: m_session.retry(); return;
    case StateMessage::None: return;
    }
}

void OverviewPane::vaultMayHaveOpened()
{
    if (m_unlockAsked && isVisible() && m_session.state().kind == SessionState::VaultLocked)
        m_session.retry();
}

void OverviewPane::showSeries()
{
    qint64 end = 0;
    for (const Chart which : kCharts)
        end = std::max(end, m_session.series(which).lastTime() * 1000);
    const qint64 start = end - m_session.range() * 1000LL;
    const qint64 gap = std::max<qint64>(16'000, m_session.step() * 3000);
    for (const Chart which : kCharts) {
        widgets::TimeChart &target = chart(which);
        target.setGapAfter(gap);
        target.setWindow(start, end);
        target.setData(dataOf(m_session.series(which), target.setup().lines.size()));
        target.setHeadline(headlineOf(which, m_session));
    }
    const double total = m_session.memoryTotal();
    chart(Chart::Memory).setFixedTop(std::isfinite(total) && sumOf(m_session.series(Chart::Memory).lastRow()) <= total ? total : 0);
    if (const int cores = m_session.cores(); cores > 0)
        chart(Chart::Load).setThreshold(widgets::Threshold{double(cores), tr("%n cores", nullptr, cores)});
    const auto zoom = m_cursor.zoom().value_or(widgets::TimeCursor::Range{start, end});
    showSpan(zoom.from, zoom.to);
}

void OverviewPane::showSpan(qint64 from, qint64 to)
{
    const QDateTime first = QDateTime::fromMSecsSinceEpoch(from), last = QDateTime::fromMSecsSinceEpoch(to);
    m_span->setText(tr("%1 to %2 %3").arg(first.toString(u"HH:mm"_s), last.toString(u"HH:mm"_s), last.timeZoneAbbreviation()));
}

} // namespace aiops::metrics
