#pragma once

#include "features/thiscomputer/gui/tiletexts.h"

#include <QFrame>

namespace aiops::widgets {
class Label;
}

namespace aiops::thiscomputer {

class SparkArea;

/// A card with a name, one large value, a note beside the name, and the last two minutes below.
class MetricTile final : public QFrame
{
    Q_OBJECT

public:
    /// `drawn` says in words what the line is: "CPU of the last 2 minutes".
    MetricTile(const QString &title, const QString &drawn, QWidget *parent = nullptr);

    void setText(const TileText &text);
    /// `top` is the value at the upper edge.
    void setLine(const Recent &values, double top);

private:
    QString m_title;
    QString m_drawn;
    widgets::Label *m_note;
    widgets::Label *m_value;
    SparkArea *m_line;
};

} // namespace aiops::thiscomputer
