#include "features/myspace/gui/projectcharts.h"

#include "widgets/button.h"
#include "widgets/charttheme.h"
#include "widgets/label.h"

#include <QBoxLayout>
#include <QGuiApplication>

#include <cmath>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr qsizetype kMostLines = 8;
constexpr qint64 kSpan = 900'000; ///< ms: what the feed keeps

float maximum(const QList<float> &samples)
{
    float most = -1;
    for (const float value : samples)
        most = std::isfinite(value) ? std::max(most, value) : most;
    return most;
}

int freeColor(InstanceId id, const QList<ProjectLines::Line> &taken)
{
    const int wanted = int(qHash(id.uuid(), 0) % kMostLines);
    for (int i = 0; i < int(kMostLines); ++i) {
        const int color = (wanted + i) % int(kMostLines);
        if (!std::ranges::contains(taken, color, &ProjectLines::Line::color))
            return color;
    }
    return wanted;
}

/// Samples of a member laid on the common axis of `count` slots that ends at `end`.
std::vector<float> onAxis(const MemberRow &row, std::size_t metric, qint64 end, qint64 step, std::size_t count)
{
    std::vector<float> line(count, widgets::kGap);
    const QList<float> &samples = row.samples[metric];
    if (row.step != step)
        return line;
    const qint64 late = (end - row.end) / step; // slots between its newest sample and the end
    for (qsizetype i = 0; i < samples.size(); ++i) {
        const qint64 at = qint64(count) - 1 - late - (samples.size() - 1 - i);
        if (at >= 0 && at < qint64(count))
            line[std::size_t(at)] = samples[i];
    }
    return line;
}

QPixmap swatch(const QColor &color, qreal ratio)
{
    QPixmap pixmap(QSize(14, 10) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setPen(QPen(color, 2));
    painter.drawLine(QPointF(0, 5), QPointF(14, 5));
    return pixmap;
}

} // namespace

ProjectLines chooseLines(const QList<MemberRow> &rows, std::size_t metric)
{
    QList<const MemberRow *> reporting;
    for (const MemberRow &row : rows) {
        if (maximum(row.samples[metric]) >= 0)
            reporting.append(&row);
    }
    std::ranges::stable_sort(reporting, std::ranges::greater(), [metric](const MemberRow *row) { return maximum(row->samples[metric]); });
    ProjectLines chosen{.others = int(std::max<qsizetype>(0, reporting.size() - kMostLines))};
    for (const MemberRow *row : reporting.first(std::min(kMostLines, reporting.size())))
        chosen.lines.append({row->id, row->name, freeColor(row->id, chosen.lines)});
    return chosen;
}

ChartData chartData(const QList<MemberRow> &rows, const ProjectLines &lines, std::size_t metric, const QSet<InstanceId> &shown)
{
    ChartData data;
    qint64 end = 0, step = 5000;
    for (const MemberRow &row : rows) {
        if (row.end > end) {
            end = row.end;
            step = row.step;
        }
    }
    data.lines.resize(std::size_t(lines.lines.size()));
    if (end == 0)
        return data;
    const auto count = std::size_t(kSpan / step);
    for (std::size_t i = 0; i < count; ++i)
        data.times.push_back(end - qint64(count - 1 - i) * step);
    data.bandLow.assign(count, widgets::kGap);
    data.bandHigh.assign(count, widgets::kGap);
    for (const MemberRow &row : rows) {
        const std::vector<float> line = onAxis(row, metric, end, step, count);
        const auto own = std::ranges::find(lines.lines, row.id, &ProjectLines::Line::id);
        if (own != lines.lines.end()) {
            const bool visible = shown.isEmpty() || shown.contains(row.id);
            data.lines[std::size_t(own - lines.lines.begin())] = visible ? line : std::vector<float>(count, widgets::kGap);
            continue;
        }
        for (std::size_t i = 0; shown.isEmpty() && i < count; ++i) {
            if (!std::isfinite(line[i]))
                continue;
            data.bandLow[i] = std::isfinite(data.bandLow[i]) ? std::min(data.bandLow[i], line[i]) : line[i];
            data.bandHigh[i] = std::isfinite(data.bandHigh[i]) ? std::max(data.bandHigh[i], line[i]) : line[i];
        }
    }
    return data;
}

ProjectCharts::ProjectCharts(QWidget *parent)
    : QWidget(parent), m_row(new QBoxLayout(QBoxLayout::LeftToRight)), m_cpu(makeChart(u"projectCpuChart"_s, tr("CPU by instance"))),
      m_memory(makeChart(u"projectMemoryChart"_s, tr("Memory by instance"))), m_legend(new QHBoxLayout), m_legendBox(new QWidget)
{
    m_row->setSpacing(10);
    m_row->addWidget(m_cpu, 1);
    m_row->addWidget(m_memory, 1);
    m_legendBox->setLayout(m_legend);
    m_legendBox->setObjectName(u"projectLegend"_s);
    m_legendBox->setAccessibleName(tr("Lines of the charts"));
    m_legend->setContentsMargins(0, 0, 0, 0);
    m_legend->setSpacing(2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(m_row);
    column->addWidget(m_legendBox);
    connect(&Theme::current(), &Theme::changed, this, &ProjectCharts::applyTheme);
    applyTheme();
}

TimeChart *ProjectCharts::makeChart(const QString &name, const QString &title)
{
    auto *chart = new TimeChart({.title = title, .mode = ChartMode::Lines, .unit = Unit::Percent, .lines = {}, .colors = {}, .fixedTop = 100,
                                 .threshold = Threshold{90, tr("Critical at 90%")}, .hasLegend = false}, &m_cursor);
    chart->setObjectName(name);
    return chart;
}

void ProjectCharts::applyTheme()
{
    for (TimeChart *chart : {m_cpu, m_memory})
        chart->setStyle(chartStyle(Theme::current()));
    fillLegend();
}

void ProjectCharts::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_row->setDirection(width() >= 760 ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void ProjectCharts::setHeadlines(const QString &cpu, const QString &memory)
{
    m_cpu->setHeadline(cpu);
    m_memory->setHeadline(memory);
}

void ProjectCharts::setRows(const QList<MemberRow> &rows)
{
    m_rows = rows;
    const ProjectLines lines = chooseLines(rows, 0);
    const bool same = lines.others == m_lines.others
        && std::ranges::equal(lines.lines, m_lines.lines, {}, [](const auto &l) { return std::pair(l.id, l.name); },
                              [](const auto &l) { return std::pair(l.id, l.name); });
    if (!same) {
        m_lines = lines;
        m_shown.removeIf([&lines](InstanceId id) { return !std::ranges::contains(lines.lines, id, &ProjectLines::Line::id); });
        fillLegend();
    }
    showData();
}

void ProjectCharts::fillLegend()
{
    while (QLayoutItem *item = m_legend->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (const ProjectLines::Line &line : std::as_const(m_lines.lines)) {
        auto *button = makeButton(QString(line.name).replace(u'&', u"&&"_s), ButtonKind::Ghost);
        setSmall(button);
        button->setObjectName(u"legend_"_s + line.name);
        button->setAccessibleName(tr("Show only %1").arg(line.name));
        button->setIcon(swatch(Theme::current().chartColor(line.color), devicePixelRatioF()));
        button->setCheckable(true);
        button->setChecked(m_shown.contains(line.id));
        connect(button, &QPushButton::clicked, this, [this, id = line.id] {
            choose(id, QGuiApplication::keyboardModifiers() & Qt::ShiftModifier);
        });
        m_legend->addWidget(button);
    }
    if (m_lines.others > 0)
        m_legend->addWidget(new Label(tr("and %n others as a grey band", nullptr, m_lines.others), "caption", "muted"));
    m_legend->addStretch(1);
    if (m_lines.lines.size() > 1)
        m_legend->addWidget(new Label(tr("Click a name to see it alone"), "caption", "muted"));
    m_legendBox->setVisible(!m_lines.lines.isEmpty());
}

void ProjectCharts::choose(InstanceId id, bool add)
{
    const bool alone = m_shown == QSet<InstanceId>{id};
    if (!add)
        m_shown = alone ? QSet<InstanceId>() : QSet<InstanceId>{id};
    else if (!m_shown.remove(id))
        m_shown.insert(id);
    fillLegend();
    showData();
}

void ProjectCharts::showData()
{
    QStringList names;
    QList<int> colors;
    for (const ProjectLines::Line &line : std::as_const(m_lines.lines)) {
        names << line.name;
        colors << line.color;
    }
    const std::pair<TimeChart *, std::size_t> charts[]{{m_cpu, 0}, {m_memory, 1}};
    for (const auto &[chart, metric] : charts) {
        ChartData data = chartData(m_rows, m_lines, metric, m_shown);
        const qint64 end = data.times.empty() ? 0 : data.times.back();
        if (chart->setup().lines != names || chart->setup().colors != colors)
            chart->setLines(names, colors);
        chart->setGapAfter(data.times.size() > 1 ? 3 * (data.times[1] - data.times[0]) : 15'000);
        if (end > 0)
            chart->setWindow(end - kSpan, end);
        chart->setData(std::move(data));
    }
}

} // namespace aiops::myspace
