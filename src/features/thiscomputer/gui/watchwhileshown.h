#pragma once

#include "features/thiscomputer/sampler.h"

class QWidget;

namespace aiops::thiscomputer {

/// Keeps the sampler going while a widget can be seen: not on another page, not in a minimized window. A child of it.
class WatchWhileShown final : public QObject
{
public:
    WatchWhileShown(QWidget *widget, Sampler &sampler, Sampler::Detail detail = Sampler::Detail::Values);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Sampler &m_sampler;
    const Sampler::Detail m_detail;
    Sampler::Watch m_watch;
};

} // namespace aiops::thiscomputer
