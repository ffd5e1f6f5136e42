#pragma once

#include "features/thiscomputer/sampler.h"

#include <QWidget>

class QGridLayout;

namespace aiops::thiscomputer {

class MetricTile;

/// CPU, memory, disk and network of this computer, live; side by side, or in two rows where it is narrow.
class TileRow final : public QWidget
{
    Q_OBJECT

public:
    explicit TileRow(const Sampler &sampler, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void showValues();
    MetricTile *addTile(const QString &name, const QString &title, const QString &drawn);

    const Sampler &m_sampler;
    QGridLayout *m_grid;
    MetricTile *m_cpu;
    MetricTile *m_memory;
    MetricTile *m_disk;
    MetricTile *m_network;
    int m_columns = 0;
};

} // namespace aiops::thiscomputer
