#include "features/thiscomputer/gui/tilerow.h"

#include "features/thiscomputer/gui/metrictile.h"
#include "widgets/theme.h"

#include <QGridLayout>

#include <cmath>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;

namespace {

/// The upper edge for values without a natural end; a computer at rest must not look busy.
double topFor(const Recent &values, double least)
{
    double top = least;
    for (const float value : values)
        top = std::isfinite(value) ? std::max(top, double(value) * 1.1) : top;
    return top;
}

} // namespace

TileRow::TileRow(const Sampler &sampler, QWidget *parent)
    : QWidget(parent), m_sampler(sampler), m_grid(new QGridLayout(this)),
      m_cpu(addTile(u"cpuTile"_s, tr("CPU"), tr("CPU in the last 2 minutes"))),
      m_memory(addTile(u"memoryTile"_s, tr("Memory"), tr("Memory in use in the last 2 minutes"))),
      m_disk(addTile(u"diskTile"_s, tr("Disk"), tr("Read and written in the last 2 minutes"))),
      m_network(addTile(u"networkTile"_s, tr("Network"), tr("Sent and received in the last 2 minutes")))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(10);
    connect(&sampler, &Sampler::updated, this, &TileRow::showValues);
    arrange();
    showValues();
}

MetricTile *TileRow::addTile(const QString &name, const QString &title, const QString &drawn)
{
    auto *tile = new MetricTile(title, drawn, this);
    tile->setObjectName(name);
    return tile;
}

void TileRow::arrange()
{
    const int columns = width() >= widgets::Theme::current().scaled(760) ? 4 : 2;
    if (std::exchange(m_columns, columns) == columns)
        return;
    MetricTile *tiles[] = {m_cpu, m_memory, m_disk, m_network};
    for (int i = 0; i < 4; ++i) {
        m_grid->addWidget(tiles[i], i / columns, i % columns);
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
        m_grid->setColumnMinimumWidth(i, 0);
    }
}

void TileRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void TileRow::showValues()
{
    const auto &samples = m_sampler.samples();
    if (samples.empty())
        return;
    const Sample now = m_sampler.latest();
    m_cpu->setText(cpuText(now));
    m_memory->setText(memoryText(now));
    m_disk->setText(diskText(m_sampler.disk()));
    m_network->setText(networkText(now));
    m_cpu->setLine(recentOf(samples, [](const Sample &s) { return s.cpu; }), 100);
    m_memory->setLine(recentOf(samples, [](const Sample &s) { return 100 * s.memoryUsed / s.memoryTotal; }), 100);
    const Recent disk = recentOf(samples, [](const Sample &s) { return s.diskRead + s.diskWritten; });
    m_disk->setLine(disk, topFor(disk, 1e6));
    const Recent network = recentOf(samples, [](const Sample &s) { return s.received + s.sent; });
    m_network->setLine(network, topFor(network, 1e5));
}

} // namespace aiops::thiscomputer
