#pragma once

#include "features/exec/execution.h"

#include <QWidget>

namespace aiops::exec {

/// A bar whose parts are the states of the hosts: ok, running, failed and the like, not run, waiting.
class CountStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit CountStrip(QWidget *parent = nullptr);
    void setCounts(const Counts &counts);
    QSize sizeHint() const override { return {200, 8}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Counts m_counts;
};

} // namespace aiops::exec
