#include "features/thiscomputer/gui/livepage.h"

#include "features/thiscomputer/gui/computerheader.h"
#include "features/thiscomputer/gui/processtable.h"
#include "features/thiscomputer/gui/tilerow.h"
#include "features/thiscomputer/gui/watchwhileshown.h"
#include "shell/navigator.h"
#include "shell/registry.h"
#include "widgets/button.h"
#include "widgets/charttheme.h"
#include "widgets/label.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;
using widgets::ChartMode;
using widgets::Theme;
using widgets::Unit;

namespace {

constexpr int kGapBetweenCards = 10;
constexpr auto kTerminal = "terminal.local"_L1;

using Value = double (*)(const Sample &);

struct ChartRow
{
    const char *name;
    widgets::ChartSetup setup;
    QList<Value> lines;
};

const QList<ChartRow> &chartRows()
{
    static const QList<ChartRow> rows{
        {"cpuChart", {LivePage::tr("CPU"), ChartMode::Area, Unit::Percent, {LivePage::tr("used")}, {0}, 100}, {[](const Sample &s) { return s.cpu; }}},
        {"memoryChart", {LivePage::tr("Memory"), ChartMode::Area, Unit::Bytes, {LivePage::tr("used")}, {0}}, {[](const Sample &s) { return s.memoryUsed; }}},
        {"diskChart", {LivePage::tr("Disk activity"), ChartMode::Lines, Unit::BytesPerSecond, {LivePage::tr("read"), LivePage::tr("write")}, {0, 1}},
         {[](const Sample &s) { return s.diskRead; }, [](const Sample &s) { return s.diskWritten; }}},
        {"networkChart", {LivePage::tr("Network"), ChartMode::Lines, Unit::BitsPerSecond, {LivePage::tr("received"), LivePage::tr("sent")}, {0, 1}},
         {[](const Sample &s) { return s.received; }, [](const Sample &s) { return s.sent; }}},
        {"loadChart", {LivePage::tr("Load average"), ChartMode::Lines, Unit::Plain, {LivePage::tr("1 min"), LivePage::tr("5 min"), LivePage::tr("15 min")}, {0, 2, 4}},
         {[](const Sample &s) { return s.load[0]; }, [](const Sample &s) { return s.load[1]; }, [](const Sample &s) { return s.load[2]; }}},
    };
    return rows;
}

widgets::ChartData dataOf(const std::deque<Sample> &samples, const QList<Value> &lines)
{
    widgets::ChartData data;
    data.times.reserve(samples.size());
    data.lines.resize(std::size_t(lines.size()));
    for (const Sample &sample : samples) {
        data.times.push_back(sample.time);
        for (qsizetype i = 0; i < lines.size(); ++i)
            data.lines[std::size_t(i)].push_back(float(lines[i](sample)));
    }
    return data;
}

QString headlineOf(const ChartRow &row, const Sample &now)
{
    double sum = 0;
    for (const Value value : row.lines)
        sum += value(now);
    return widgets::formatValue(row.setup.unit, row.setup.unit == Unit::Plain ? now.load[0] : sum);
}

} // namespace

LivePage::LivePage(const Services &services, QWidget *parent) : QScrollArea(parent), m_services(services)
{
    setObjectName(u"thisComputerPage"_s);
    setAccessibleName(tr("This computer"));
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(20, 10, 20, 16);
    column->setSpacing(kGapBetweenCards);
    column->addWidget(makeHeader());
    column->addWidget(new TileRow(services.sampler));
    m_grid = new QGridLayout;
    m_grid->setSpacing(kGapBetweenCards);
    column->addLayout(m_grid);
    column->addStretch(1);
    addCharts();
    m_cells.append(makeProcesses());
    setWidget(page);
    new WatchWhileShown(this, services.sampler, Sampler::Detail::Processes);
    connect(&services.sampler, &Sampler::updated, this, &LivePage::showSamples);
    connect(&m_cursor, &widgets::TimeCursor::zoomed, this, &LivePage::showSamples);
    connect(&Theme::current(), &Theme::changed, this, &LivePage::applyTheme);
    applyTheme();
    arrange();
    showSamples();
    setFocusProxy(m_charts.constFirst());
}

QWidget *LivePage::makeHeader()
{
    auto *header = new ComputerHeader(m_services.sampler, "title", true);
    if (std::ranges::contains(m_services.registry.actions(), kTerminal, &shell::ActionSpec::id)) {
        QPushButton *terminal = widgets::makeButton(tr("Open terminal"), widgets::ButtonKind::Primary, u"terminal"_s);
        terminal->setObjectName(u"localTerminalButton"_s);
        header->addButton(terminal);
        connect(terminal, &QPushButton::clicked, this, [this] { m_services.navigator.run(kTerminal); });
    }
    return header;
}

void LivePage::addCharts()
{
    for (const ChartRow &row : chartRows()) {
        auto *chart = new widgets::TimeChart(row.setup, &m_cursor);
        chart->setObjectName(QString::fromLatin1(row.name));
        chart->setGapAfter(4000);
        m_charts.append(chart);
        m_cells.append(chart);
    }
}

QWidget *LivePage::makeProcesses()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new ProcessTable(m_services.sampler));
    column->addStretch(1);
    return box;
}

void LivePage::arrange()
{
    const int wide = viewport()->width();
    const int columns = wide >= 1900 ? 3 : wide >= 780 ? 2 : 1;
    if (std::exchange(m_columns, columns) == columns)
        return;
    for (qsizetype i = 0; i < m_cells.size(); ++i)
        m_grid->addWidget(m_cells[i], int(i) / columns, int(i) % columns);
    for (int i = 0; i < 3; ++i)
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
}

void LivePage::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void LivePage::showSamples()
{
    const Sampler &sampler = m_services.sampler;
    const Sample now = sampler.latest();
    for (qsizetype i = 0; i < m_charts.size(); ++i) {
        const ChartRow &row = chartRows()[i];
        m_charts[i]->setWindow(now.time - std::chrono::milliseconds(Sampler::kKept).count(), now.time);
        m_charts[i]->setData(dataOf(sampler.samples(), row.lines));
        m_charts[i]->setHeadline(headlineOf(row, now));
    }
    if (now.memoryTotal > 0)
        m_charts[1]->setFixedTop(now.memoryTotal);
    if (const int cores = sampler.facts().cores; cores > 0)
        m_charts[4]->setThreshold(widgets::Threshold{double(cores), tr("%n cores", nullptr, cores)});
}

void LivePage::applyTheme()
{
    for (widgets::TimeChart *chart : std::as_const(m_charts))
        chart->setStyle(widgets::chartStyle(Theme::current()));
}

} // namespace aiops::thiscomputer
