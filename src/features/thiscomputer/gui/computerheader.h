#pragma once

#include "features/thiscomputer/sampler.h"

#include <QWidget>

class QPushButton;

namespace aiops::widgets {
class Label;
}

namespace aiops::thiscomputer {

/// "This computer", that it runs, what it is, and one button at the right.
class ComputerHeader final : public QWidget
{
    Q_OBJECT

public:
    /// `type` is that of the title's Label. With `showsUptime` the line also tells since when it runs.
    ComputerHeader(const Sampler &sampler, const char *type, bool showsUptime, QWidget *parent = nullptr);

    void addButton(QPushButton *button);

private:
    void showFacts();

    const Sampler &m_sampler;
    const bool m_showsUptime;
    widgets::Label *m_facts;
};

} // namespace aiops::thiscomputer
