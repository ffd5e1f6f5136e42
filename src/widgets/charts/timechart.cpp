#include "widgets/charts/timechart.h"

#include "widgets/charts/charttable.h"

#include <QAccessibleWidget>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace aiops::widgets {

namespace {

constexpr double kDragStart = 6; ///< px

QAccessibleInterface *chartInterface(const QString &, QObject *object)
{
    auto *chart = qobject_cast<TimeChart *>(object);
    return chart ? new QAccessibleWidget(chart, QAccessible::Chart) : nullptr;
}

} // namespace

TimeChart::TimeChart(ChartSetup setup, TimeCursor *cursor, QWidget *parent)
    : QWidget(parent), m_setup(std::move(setup)), m_cursor(cursor)
{
    static const bool installed = (QAccessible::installFactory(chartInterface), true);
    Q_UNUSED(installed)
    m_data.lines.resize(std::size_t(m_setup.lines.size()));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("%1 chart").arg(m_setup.title));
    connect(cursor, &TimeCursor::moved, this, qOverload<>(&QWidget::update));
    connect(cursor, &TimeCursor::zoomed, this, &TimeChart::invalidate);
}

void TimeChart::invalidate()
{
    m_dirty = true;
    update();
}

void TimeChart::setStyle(const ChartStyle &style)
{
    m_style = style;
    invalidate();
}

void TimeChart::setData(ChartData data)
{
    m_data = std::move(data);
    m_data.lines.resize(std::size_t(m_setup.lines.size()));
    for (auto &line : m_data.lines)
        line.resize(m_data.size(), kGap);
    if (m_setup.mode == ChartMode::Stacked)
        m_edges = stacked(m_data);
    describe();
    invalidate();
}

void TimeChart::setLines(const QStringList &names, const QList<int> &colors)
{
    m_setup.lines = names;
    m_setup.colors = colors;
    setData({});
}

void TimeChart::setWindow(qint64 from, qint64 to)
{
    m_window = {from, std::max(to, from + 1)};
    invalidate();
}

void TimeChart::setGapAfter(qint64 ms)
{
    m_gapAfter = ms;
    invalidate();
}

void TimeChart::setHeadline(const QString &text)
{
    m_headline = text;
    describe();
    update();
}

void TimeChart::setThreshold(std::optional<Threshold> threshold)
{
    m_setup.threshold = std::move(threshold);
    invalidate();
}

void TimeChart::setFixedTop(double top)
{
    m_setup.fixedTop = top;
    invalidate();
}

void TimeChart::setStale(bool stale)
{
    m_stale = stale;
    describe();
    update();
}

void TimeChart::describe()
{
    QStringList parts;
    if (m_stale)
        parts.append(tr("Old values"));
    if (!m_headline.isEmpty())
        parts.append(m_headline);
    for (std::size_t i = 0; i < m_data.lines.size(); ++i) {
        if (m_data.hasValues(i))
            parts.append(u"%1 %2"_s.arg(m_setup.lines[qsizetype(i)], formatValue(m_setup.unit, m_data.lines[i].back())));
    }
    setAccessibleDescription(parts.isEmpty() ? tr("No data") : parts.join(u", "_s));
}

double TimeChart::largest() const
{
    double top = m_setup.threshold ? m_setup.threshold->value * 1.02 : 0;
    const auto &lines = m_setup.mode == ChartMode::Stacked ? m_edges : m_data.lines;
    const auto begin = std::size_t(std::ranges::lower_bound(m_data.times, m_map.from) - m_data.times.begin());
    const auto end = std::size_t(std::ranges::upper_bound(m_data.times, m_map.to) - m_data.times.begin());
    for (const auto &line : lines) {
        float high = 0;
        for (std::size_t i = begin; i < end; ++i)
            high = line[i] > high ? line[i] : high;
        top = std::max(top, double(high));
    }
    return top;
}

void TimeChart::updateShapes()
{
    if (!std::exchange(m_dirty, false))
        return;
    const TimeCursor::Range range = m_cursor && m_cursor->zoom() ? *m_cursor->zoom() : m_window;
    m_map = {plotArea(rect(), m_style), range.from, std::max(range.to, range.from + 1), 1};
    m_axis = valueAxis(m_setup.unit, largest(), m_setup.fixedTop);
    m_map.top = m_axis.top;
    const auto &lines = m_setup.mode == ChartMode::Stacked ? m_edges : m_data.lines;
    m_shapes.resize(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        // A layer without any value has the edge of the one below it, and would be drawn over it.
        const auto line = m_data.hasValues(i) ? std::span<const float>(lines[i]) : std::span<const float>();
        decimate(m_data.times, line, m_map, m_gapAfter, m_shapes[i]);
    }
}

PlotMapping TimeChart::mapping()
{
    updateShapes();
    return m_map;
}

qint64 TimeChart::sampleReach() const
{
    return std::max<qint64>(m_gapAfter, (m_map.to - m_map.from) / std::max<qint64>(1, qint64(m_map.area.width())) * 4);
}

void TimeChart::paintEvent(QPaintEvent *)
{
    updateShapes();
    ChartFrame frame{m_setup, m_style, m_data, m_shapes, m_map, m_axis, rect(), m_headline};
    if (m_headline.isEmpty() && m_data.size() == 0)
        frame.headline = tr("n/a");
    if (m_cursor && m_cursor->time()) {
        frame.crosshair = m_map.x(*m_cursor->time());
        frame.row = m_data.nearest(*m_cursor->time(), sampleReach());
        if (m_pointer || hasFocus())
            frame.pointer = m_pointer.value_or(QPointF(-100, -100));
    }
    if (m_dragFrom && m_pointer && std::abs(m_pointer->x() - *m_dragFrom) >= kDragStart)
        frame.selection = std::minmax(*m_dragFrom, m_pointer->x());
    frame.stale = m_stale;
    frame.focused = hasFocus() && (m_pointer == std::nullopt);
    QPainter painter(this);
    paintChart(painter, frame);
}

void TimeChart::resizeEvent(QResizeEvent *)
{
    invalidate();
}

void TimeChart::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = event->position();
    m_pointer = m_map.area.contains(at) || m_dragFrom ? std::optional(at) : std::nullopt;
    if (m_cursor)
        m_cursor->setTime(m_pointer ? std::optional(m_map.timeAt(std::clamp(at.x(), m_map.area.left(), m_map.area.right()))) : std::nullopt);
    update();
}

void TimeChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_map.area.contains(event->position()))
        m_dragFrom = event->position().x();
}

void TimeChart::mouseReleaseEvent(QMouseEvent *event)
{
    const auto start = std::exchange(m_dragFrom, std::nullopt);
    update();
    if (event->button() != Qt::LeftButton || !start || !m_cursor)
        return;
    const double end = std::clamp(event->position().x(), m_map.area.left(), m_map.area.right());
    if (std::abs(end - *start) >= kDragStart)
        m_cursor->setZoom({m_map.timeAt(std::min(*start, end)), m_map.timeAt(std::max(*start, end))});
}

void TimeChart::mouseDoubleClickEvent(QMouseEvent *)
{
    m_dragFrom.reset();
    if (m_cursor)
        m_cursor->resetZoom();
}

void TimeChart::leaveEvent(QEvent *)
{
    m_pointer.reset();
    if (m_cursor)
        m_cursor->setTime({});
    update();
}

void TimeChart::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier) || event->angleDelta().y() == 0)
        return event->ignore();
    zoomAt(event->position().x(), event->angleDelta().y() > 0 ? 0.8 : 1.25);
    event->accept();
}

void TimeChart::zoomAt(double x, double factor)
{
    if (!m_cursor)
        return;
    const qint64 at = m_map.timeAt(std::clamp(x, m_map.area.left(), m_map.area.right()));
    const TimeCursor::Range wanted{at - qint64(double(at - m_map.from) * factor), at + qint64(double(m_map.to - at) * factor)};
    if (factor > 1 && wanted.from <= m_window.from && wanted.to >= m_window.to)
        m_cursor->resetZoom();
    else
        m_cursor->setZoom({std::max(wanted.from, m_window.from), std::min(wanted.to, m_window.to)});
}

void TimeChart::moveCursor(int samples)
{
    if (!m_cursor || m_data.size() == 0)
        return;
    const auto last = qsizetype(m_data.size()) - 1;
    const qsizetype now = m_cursor->time() ? m_data.nearest(*m_cursor->time(), std::numeric_limits<qint64>::max()) : last + 1;
    const qsizetype row = std::clamp<qsizetype>(now + samples, 0, last);
    m_cursor->setTime(m_data.times[std::size_t(row)]);
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: return moveCursor(-1);
    case Qt::Key_Right: return moveCursor(1);
    case Qt::Key_Plus: return zoomAt(m_map.area.center().x(), 0.8);
    case Qt::Key_Minus: return zoomAt(m_map.area.center().x(), 1.25);
    case Qt::Key_Escape:
        if (m_cursor && (m_cursor->time() || m_cursor->zoom())) {
            m_cursor->setTime({});
            return m_cursor->resetZoom();
        }
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void TimeChart::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy image"), this, [this] { QGuiApplication::clipboard()->setImage(toImage()); });
    menu->addAction(tr("Copy CSV"), this, [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(toCsv(m_data, m_setup.lines))); });
    menu->addAction(tr("Show as table"), this, &TimeChart::showAsTable);
    menu->popup(event->globalPos());
}

QImage TimeChart::toImage()
{
    QImage image(size() * devicePixelRatioF(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(devicePixelRatioF());
    image.fill(Qt::transparent);
    render(&image, {}, {}, {});
    return image;
}

void TimeChart::showAsTable()
{
    showChartTable(this, tr("%1, as a table").arg(m_setup.title), m_data, m_setup.lines, m_setup.unit);
}

} // namespace aiops::widgets
